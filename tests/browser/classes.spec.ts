// A teacher gives a lesson, opens the door, and sees who has not finished; on a phone, on a screen and on paper.
import type { Page } from "@playwright/test";
import { adult } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

async function ownClass(page: Page): Promise<string> {
  await page.goto("/lop");
  await page.locator("a.class-card").first().click();
  await page.waitForURL("**/lop/*");
  return new URL(page.url()).pathname;
}

/** How many sheets of paper a page takes. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length;
}

test("a lesson is given: what the class has, what is missing, what was done", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "co.lan");
  await page.setViewportSize({ width: 360, height: 740 });
  const base = await ownClass(page);
  await page.getByRole("link", { name: "Giao bài" }).click();
  await expect(page.getByText(/đã giao: 4A \d\d\/\d\d–\d\d\/\d\d/).first()).toBeVisible();
  // nothing chosen: the error stands beside its field, and both are in view
  await page.getByRole("button", { name: "Giao bài" }).click();
  const wrong = page.getByText("Hãy chọn một bài.");
  await expect(wrong).toBeInViewport();
  await page.getByRole("radio", { name: /^B7/ }).check();
  await page.getByRole("button", { name: "Giao bài" }).click();
  await expect(page.getByRole("status")).toContainText(/Đã giao B7 cho 4A đến \d\d\/\d\d\./);
  // taken back, what the children did stays in a quiet column
  const given = page.getByRole("listitem").filter({ hasText: /^B5/ });
  await given.locator("summary", { hasText: "Thu hồi bài" }).click();
  await given.getByRole("button", { name: "Thu hồi bài" }).click();
  await expect(page.getByRole("status")).toContainText("Đã thu hồi bài");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${base}/hoc-sinh`);
  await expect(page.getByRole("columnheader", { name: /B5.*đã thu hồi/ })).toBeVisible();
  await expectAccessible(page);
  await page.context().close();
});

test("one tap opens the door and shows its code", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "co.mai");
  const base = await ownClass(page);
  await page.getByRole("button", { name: "Mở cửa và chiếu" }).click();
  await page.waitForURL(`**${base}/cua`);
  await expect(page.locator(".door-code.huge")).toHaveText(/^[A-Z2-9]{4} [A-Z2-9]{4}$/);
  await page.context().close();
});

test("who has not finished stands first; the table is printed whole, and the form to write on is one page", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "co.lan");
  const base = await ownClass(page);
  await page.goto(`${base}/hoc-sinh`);
  const open = (row: number) => page.locator("tbody tr").nth(row).getByText(/Chưa học|Đang học/).count();
  await page.getByRole("link", { name: "Chưa xong lên trước" }).click();
  await expect(page.getByRole("link", { name: "Chưa xong lên trước" })).toHaveAttribute("aria-current", "true");
  const last = (await page.locator("tbody tr").count()) - 1;
  expect(await open(0)).toBeGreaterThan(await open(last));

  await page.emulateMedia({ media: "print" });
  const cut = await page.locator(".results").evaluate((frame) => getComputedStyle(frame).overflowX);
  expect(cut, "nothing is cut off by a frame that scrolls").toBe("visible");
  expect(await sheets(page)).toBeLessThanOrEqual(2);
  await page.goto("/can-giup/phieu-ghi-nhan");
  expect(await sheets(page)).toBe(1);
  await page.context().close();
});
