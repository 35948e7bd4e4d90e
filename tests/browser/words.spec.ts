// What is added later finds its place, what is hard to undo asks first, and words mean what they say.
import { adult } from "./support/people";
import { expect, still, test } from "./support/test";

test.use(still);

test("a commune brings its Đoàn xã, and the Liên đội of its school is offered under it", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "quan.tri");
  await page.setViewportSize({ width: 360, height: 740 });
  const add = async (kind: string, name: string, code: string) => {
    await page.getByRole("link", { name: "Thêm đơn vị" }).first().click();
    await page.getByLabel("Loại").selectOption({ label: kind });
    await page.getByLabel("Tên đơn vị").fill(name);
    await page.getByLabel("Mã", { exact: true }).fill(code);
    const youth = page.getByRole("checkbox", { name: /tạo luôn Đoàn xã/ });
    if (kind === "Xã, phường") await youth.check();
    await page.getByRole("button", { name: "Thêm đơn vị" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  };
  await page.goto("/don-vi");
  await page.getByRole("link", { name: "Sở Giáo dục và Đào tạo" }).first().click();
  await add("Xã, phường", "Xã Hồng Châu", "XA-HC");
  await add("Trường", "Trường Tiểu học Hồng Châu", "TH-HC");
  await page.getByRole("link", { name: "Thêm đơn vị" }).first().click();
  await page.getByLabel("Loại").selectOption({ label: "Liên đội" });
  await expect(page.locator("select option:checked", { hasText: "Hồng Châu" })).toHaveCount(1);
  await page.context().close();
});

test("closing the door asks first, and a new card is printed alone", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "co.lan");
  await page.goto("/lop");
  await page.locator("a.class-card").first().click();
  const close = page.locator(".door-panel");
  await close.locator("summary", { hasText: "Đóng cửa lớp" }).click();
  await expect(close).toContainText("Các em đang học bị ra ngoài; bài đã làm vẫn được giữ.");
  await close.getByRole("button", { name: "Đóng cửa lớp" }).click();
  await expect(page.getByText("Cửa lớp đang đóng")).toBeVisible();

  await page.getByRole("link", { name: "In thẻ đăng nhập" }).click();
  const card = page.locator(".sign-in-card").first();
  await expect(page.locator(".sign-in-card")).toHaveCount(33);
  const ask = page.locator("details.ask").first();
  await ask.locator("summary", { hasText: "Tạo thẻ mới" }).click();
  await expect(ask).toContainText("hết hiệu lực ngay");
  await ask.getByRole("button", { name: "Tạo thẻ mới" }).click();
  await expect(page.locator(".sign-in-card")).toHaveCount(1);
  await expect(card).toBeVisible();
  await page.context().close();
});

test("surveys, results and people are called what they are", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "co.lan");
  await page.goto("/lop");
  await page.locator("a.class-card").first().click();
  await page.getByRole("link", { name: "Bài học", exact: true }).click();
  for (const name of ["Khảo sát trước khi học", "Khảo sát sau khi học", "Khảo sát nhắc lại sau 3 tháng"]) {
    await expect(page.getByRole("heading", { name })).toBeVisible();
  }
  await expect(page.getByText("“Hoàn thành” gồm cả các em “Nắm được bài”.")).toBeVisible();
  await page.goto("/can-giup");
  await expect(page.getByText("Dù chưa chắc có chuyện gì hay không, em vẫn gọi được.")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("Bài trước");
  await page.context().close();
});

test("one word of a hundred letters stretches no page", async ({ browser, server }) => {
  const word = "Ngoằnngoèo".repeat(10);
  const page = await adult(browser, server.url, "tong.phu.trach");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/hoat-dong/moi");
  await page.getByLabel("Loại hoạt động").selectOption({ label: "Sinh hoạt chi đội – liên đội" });
  await page.getByLabel("Tên hoạt động").fill(word);
  await page.getByLabel("Chi đội 4A").check();
  await page.getByRole("button", { name: "Lên lịch" }).click();
  await expect(page.getByRole("heading", { name: word })).toBeVisible();
  const meeting = new URL(page.url()).pathname;
  const head = await adult(browser, server.url, "hieu.truong");
  await head.setViewportSize({ width: 360, height: 740 });
  await head.goto("/don-vi");
  for (const [who, path] of [
    [page, meeting],
    [page, `${meeting}/sua`],
    [page, "/hoat-dong"],
    [head, "/hoat-dong"],
    [head, meeting],
  ] as const) {
    await who.goto(path);
    const wide = await who.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, path).toBeLessThanOrEqual(0);
  }
  await page.context().close();
  await head.context().close();
});
