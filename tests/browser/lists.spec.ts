// A class teacher and the lists she has: the same children again, a question where only she knows, and the way back.
import type { Page } from "@playwright/test";
import { adult } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

async function choose(page: Page, name: string, text: string) {
  await page.goto("/nhap-danh-sach");
  await page.getByLabel("Tệp danh sách").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Xem trước" }).click();
  await expect(page.getByRole("heading", { name: "Xem trước danh sách" })).toBeVisible();
}

test("a teacher's list on a phone: columns and namesakes are asked about, her import is found again and taken back", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "co.lan");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/lop");
  await page.locator("a.class-card").first().click();
  const inClass = await page.getByText(/\d+ học sinh/).first().innerText();

  const list = (born: string) =>
    `STT,"Họ, chữ đệm, tên",${born},Lớp\n` +
    "1,Đỗ Nhật Ánh,02/03/2016,4A\n2,Đỗ Nhật Bảo,03/03/2016,4A\n3,Đỗ Nhật Cầm,04/03/2016,4A\n4,Đỗ Nhật Danh,31/02/2016,4A\n5,Lê Ở Lớp Bên,05/05/2015,5A\n";
  await choose(page, "4A.csv", list("Chào đời"));
  await expect(page.getByText("1 em thuộc lớp khác – bỏ qua")).toBeVisible();
  await expect(page.getByRole("button", { name: "Nhập", exact: true })).toHaveCount(0);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Đúng, là ngày sinh" }).click();
  await expect(page.getByRole("rowheader", { name: "Đỗ Nhật Danh" })).toBeVisible();
  await page.getByRole("button", { name: "Nhập", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("3 học sinh mới");

  // the wrong row comes back corrected; a child of the same name is asked about
  await choose(page, "4A sửa.csv", "Họ tên,NTNS,Lớp\nĐỗ Nhật Danh,28/02/2016,4A\nĐỗ Nhật Ánh,09/09/2016,4A\n");
  const same = page.getByRole("group", { name: /Đỗ Nhật Ánh, lớp 4A, sinh 09\/09\/2016/ });
  await expect(same).toBeVisible();
  await expectAccessible(page);
  await same.getByLabel("Là bạn khác cùng tên").check();
  await page.getByRole("button", { name: "Nhập", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("2 học sinh mới");

  for (const name of ["4A sửa.csv", "4A.csv"]) {
    await page.goto("/nhap-danh-sach");
    const row = page.getByRole("row", { name: new RegExp(name.replace(".", "\\.")) });
    await row.locator("summary", { hasText: "Hoàn tác" }).click();
    await row.getByRole("button", { name: "Hoàn tác" }).click();
    await expect(page.getByRole("status")).toContainText("trở lại như trước");
  }
  await page.goto("/lop");
  await page.locator("a.class-card").first().click();
  await expect(page.getByText(inClass).first()).toBeVisible();
  await page.context().close();
});
