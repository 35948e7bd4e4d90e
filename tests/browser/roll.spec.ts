// An organizer on a phone takes the roll of a meeting: one tap for everybody, one for each exception, and nothing jumps.
import { adult } from "./support/people";
import { openMeeting, takeRoll } from "./support/roll";
import { expect, expectAccessible, test } from "./support/test";

test("thirty-three children with five exceptions in seven taps and three swipes", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  await page.setViewportSize({ width: 360, height: 740 });
  await openMeeting(page, "Đang mở");
  const box = (await page.getByRole("button", { name: "Cả lớp có mặt" }).boundingBox())!;
  expect(box.y + box.height, "on the first screen, above the bar").toBeLessThanOrEqual((await page.locator(".save-bar").boundingBox())!.y);
  await expect(page.locator(".save-bar")).toContainText("Chi đội 4A");
  await expectAccessible(page);
  await expect(page.locator(".children li")).toHaveCount(33);
  // one line a child, four targets of 44 px each, counters and the bar always in view
  await page.locator(".children li").nth(15).scrollIntoViewIfNeeded();
  const lines = await page.locator(".children li").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(Math.max(...lines), "the tallest line").toBeLessThan(60);
  const targets = await page.locator(".children .states label").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
  expect(targets).toHaveLength(4 * 33);
  expect(Math.min(...targets)).toBeGreaterThanOrEqual(44);
  for (const part of [".counts", ".save-bar"]) {
    const { top, bottom } = await page.locator(part).evaluate((one) => one.getBoundingClientRect());
    expect(top, part).toBeGreaterThanOrEqual(0);
    expect(bottom, part).toBeLessThanOrEqual(740);
  }

  const { taps, swipes } = await takeRoll(page);
  expect(taps).toBeLessThanOrEqual(7);
  expect(swipes).toBeLessThanOrEqual(3);
  // totals, the tab and what is still open went along with every tap
  await expect(page.locator(".tabs.guests [aria-current] small")).toHaveText("30/33");
  await expect(page.locator(".total")).toHaveText(/^58\/94 em có mặt, 32 em chưa điểm danh$/);
  await expect(page.locator(".save-bar .state")).toContainText("Đã lưu");

  // by name
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("searchbox", { name: "Tìm tên" }).fill("yen");
  await expect(page.locator(".children li:visible")).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Tìm tên" }).fill("");

  // on to the next, and back to it after a look elsewhere: never silently to another
  await page.getByRole("link", { name: "Xong 4A → sang 4B" }).click();
  await page.locator(".roll.awake").waitFor();
  await expect(page.locator(".save-bar")).toContainText("Chi đội 4B");
  await openMeeting(page, "Đang mở");
  await expect(page.locator(".save-bar")).toContainText("Chi đội 4B");
  await page.context().close();
});

test("a tap before the page is awake is kept and saved", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  await openMeeting(page, "Đang mở");
  let wake = () => {};
  const asked = new Promise<void>((resolve) => (wake = resolve));
  await page.route("**/roll_bg*.wasm", async (route) => (await asked, route.continue()));
  await page.reload();
  const line = page.locator(".children li").nth(4);
  const [before] = await line.locator("input:checked").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
  const other = before === "late" ? "excused" : "late";
  await line.locator(`label.${other}`).click();
  await expect(page.locator(".roll.awake")).toHaveCount(0);
  wake();
  await page.locator(".roll.awake").waitFor();
  await expect(line.locator(`input[type=radio][value=${other}]`)).toBeChecked();
  await page.locator(".save-bar .state:not(.unsent)").waitFor();
  await page.unroute("**/roll_bg*.wasm");
  await page.reload();
  await expect(page.locator(".children li").nth(4).locator(`input[type=radio][value=${other}]`)).toBeChecked();
  await page.context().close();
});

test("a page that is never idle wakes all the same", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  // A browser that has no idle moment calls when the time it was given is over, and else never.
  await page.addInitScript(() => {
    window.requestIdleCallback = ((call: () => void, options?: { timeout?: number }) =>
      options?.timeout ? setTimeout(call, options.timeout) : 0) as typeof window.requestIdleCallback;
  });
  await openMeeting(page, "Đang mở");
  await page.context().close();
});

test("a mark after closing asks for agreement; a summary names who was missing; numbers have a limit", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  await page.setViewportSize({ width: 360, height: 740 });
  await openMeeting(page, "Không phải lỗi của bạn");
  await expect(page.getByRole("checkbox", { name: /Tôi đã kiểm tra và muốn sửa/ })).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Báo lại cho giáo viên chủ nhiệm" })).toBeVisible();
  await page.locator(".children li").nth(2).locator("label.late").click();
  await expect(page.locator(".save-bar .state")).toContainText("Đánh dấu đồng ý sửa để lưu");
  await page.getByRole("checkbox", { name: /Tôi đã kiểm tra và muốn sửa/ }).check();
  await expect(page.locator(".save-bar .state")).toContainText("Đã lưu");

  // the list says who and how many; repeating warns of a twin
  await page.goto("/hoat-dong");
  await expect(page.getByRole("listitem").filter({ hasText: "Đang mở" })).toContainText(/Chi đội 4A, 4B, 4C.*\d+\/94 em/s);
  await openMeeting(page, "Đang mở");
  await page.getByLabel("Lặp lại bao lâu").selectOption({ label: "2 tuần nữa" });
  await page.getByRole("button", { name: "Lặp lại" }).click();
  await expect(page.getByRole("status")).toContainText(/đã có buổi cùng tên.*Đã lên lịch thêm 1 buổi/);
  await openMeeting(page, "Đang mở");
  await page.getByLabel("Ngoài danh sách").fill("501");
  await page.getByLabel("Ngoài danh sách").evaluate((field) => field.removeAttribute("max"));
  await page.getByRole("button", { name: "Lưu số lượt" }).click();
  await expect(page.getByRole("alert").first()).toContainText("nhiều nhất 500 em");
  await page.context().close();
});
