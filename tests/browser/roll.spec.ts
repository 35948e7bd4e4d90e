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

test("taps without a network stay on this device, also when the page is closed, and arrive by themselves", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  const context = page.context();
  await page.setViewportSize({ width: 360, height: 740 });
  await openMeeting(page, "Đang mở");
  const roll = page.url();
  const line = (n: number) => page.locator(".children li").nth(n);
  /** Marks a child otherwise than it stands; answers as what. */
  const turn = async (n: number) => {
    const now = await line(n).locator("input:checked").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
    const next = now[0] === "late" ? "absent" : "late";
    await line(n).locator(`label.${next}`).click();
    return next;
  };
  await context.setOffline(true);
  const marked = [await turn(2), await turn(5), await turn(9)];
  const state = page.locator(".save-bar .state");
  await expect(state).toHaveClass(/unsent/);
  await expect(state).toContainText("Chưa gửi");
  // What waits on the device names nobody.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).toMatch(/client_id/);
  expect(kept).not.toMatch(/Nguyễn|Trần|Lê |Phạm/);
  // The phone goes into a pocket and the page is thrown away; the next day's page sends what waits.
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(roll);
  await again.locator(".roll.awake").waitFor();
  await again.locator(".save-bar .state:not(.unsent)").waitFor();
  for (const [n, row] of [2, 5, 9].entries()) {
    const value = again.locator(".children li").nth(row).locator("input[type=radio]:checked");
    await expect(value).toHaveAttribute("value", marked[n]);
  }
  expect(await again.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/client_id/);
  // Somebody else's browser sees it, too.
  const other = await adult(browser, server.url, "tong.phu.trach");
  await other.goto(roll);
  await expect(other.locator(".children li").nth(5).locator("input[type=radio]:checked")).toHaveAttribute("value", marked[1]);
  await other.context().close();
  await context.close();
});

test("taps without a network go as soon as it is back", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  await openMeeting(page, "Đang mở");
  await page.context().setOffline(true);
  const line = page.locator(".children li").nth(12);
  const [now] = await line.locator("input:checked").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
  const next = now === "late" ? "absent" : "late";
  await line.locator(`label.${next}`).click();
  await expect(page.locator(".save-bar .state")).toContainText("Chưa gửi");
  await page.context().setOffline(false);
  await page.locator(".save-bar .state:not(.unsent)").waitFor();
  await page.reload();
  await expect(line.locator(`input[type=radio][value=${next}]`)).toBeChecked();
  await page.context().close();
});
