// An officer reads figures: every column in sight, dates beside the period, and nothing to take away from a neighbour's page.
import { adult } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

test("the table of units is seen whole, periods carry their dates, and classes stay inside their school", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "so.gddt");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/bao-cao");
  const period = page.getByLabel("Kỳ báo cáo");
  await expect(period.locator("option").first()).toHaveText(/^Tháng \d+\/\d{4} \(15\/\d\d–14\/\d\d\)$/);
  const units = page.getByRole("group", { name: "Theo đơn vị" });
  expect(await units.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBeLessThanOrEqual(0);
  await expect(units.getByRole("row").last()).toContainText("Tổng");
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await units.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);

  // Down to a school: its grades, and not one class.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("link", { name: "Phường Phố Hiến" }).click();
  await page.getByRole("link", { name: "Trường Tiểu học Hoa Sen" }).click();
  await expect(page.getByRole("heading", { name: "Trường Tiểu học Hoa Sen" })).toBeVisible();
  await expect(page.getByText("Khối 4", { exact: true })).toBeVisible();
  await expect(page.getByRole("group", { name: "Theo đơn vị" })).toHaveCount(0);
  await page.context().close();

  // The head of that school sees the classes, and reads on.
  const head = await adult(browser, server.url, "hieu.truong");
  await head.goto("/bao-cao");
  await head.getByRole("group", { name: "Theo đơn vị" }).getByRole("link", { name: "4A" }).click();
  await expect(head.getByRole("heading", { level: 1, name: "Lớp 4A" })).toBeVisible();
  await head.context().close();
});
