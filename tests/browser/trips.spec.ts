// What people tripped over, done again as they would do it.
import { adult, child, comeIn } from "./support/people";
import { expect, test } from "./support/test";

test("the last administrator is told why the role stays, and a colleague's role comes back", async ({ browser, server }) => {
  const admin = await adult(browser, server.url, "quan.tri");
  await admin.goto("/don-vi");
  const people = admin.getByRole("region", { name: "Người dùng" });
  const own = people.getByRole("row", { name: /Đinh Công Thành/ });
  await own.locator("summary", { hasText: "Thôi vai trò này" }).click();
  await expect(own).toContainText("sẽ không còn làm Quản trị hệ thống");
  await own.getByRole("button", { name: "Thôi vai trò này" }).click();
  await expect(admin.getByRole("alert")).toContainText("người quản trị cuối cùng");
  await admin.goto("/quan-tri");
  await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
  await admin.context().close();

  const head = await adult(browser, server.url, "hieu.truong");
  await head.goto("/don-vi");
  const lan = head.getByRole("region", { name: "Người dùng" }).getByRole("row", { name: /Phạm Thị Lan/ });
  await lan.locator("summary", { hasText: "Thôi vai trò này" }).click();
  await lan.getByRole("button", { name: "Thôi vai trò này" }).click();
  await expect(head.getByRole("status").first()).toContainText("không còn giữ vai trò ấy");
  await head.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(head.getByRole("status").first()).toContainText("giữ lại vai trò như trước");
  await expect(lan).toContainText("Giáo viên chủ nhiệm");
  // an account is closed after a question, and opened again
  await lan.locator("summary", { hasText: "Đóng tài khoản" }).click();
  await lan.getByRole("button", { name: "Đóng tài khoản" }).click();
  await expect(head.getByRole("status").first()).toContainText("Đã đóng tài khoản");
  await head.getByRole("button", { name: "Mở lại" }).first().click();
  await expect(lan).toBeVisible();
  await head.context().close();
});

test("at a shared computer one child leaves and the next one comes in", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  await comeIn(page);
  const hello = await page.locator(".hello").innerText();
  await page.getByRole("button", { name: "Xong rồi, bạn khác vào" }).click();
  await page.waitForURL("**/vao-lop");
  await expect(page.getByRole("heading", { name: "Em là bạn nào?" })).toBeVisible();
  await page.goto("/hoc");
  await expect(page.getByLabel("Mã lớp")).toBeVisible();
  await page.goBack();
  await expect(page.getByText(hello.split("\n")[0])).toHaveCount(0);

  // the quick exit ends it too, at once, and leads to a page of no site in particular
  await comeIn(page, child());
  await page.getByRole("link", { name: "Thoát nhanh" }).click();
  await page.waitForURL("**/thoi-khoa-bieu**");
  await expect(page.getByRole("heading", { name: "Thời khóa biểu" })).toBeVisible();
  await page.goto("/hoc");
  await expect(page.getByLabel("Mã lớp")).toBeVisible();
  await context.close();
});
