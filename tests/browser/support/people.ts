// People of the demo province: adults who sign in, and the child the province names.
import { expect, type Browser, type Page } from "@playwright/test";

export const PASSWORD = "la-chan-thu-nghiem";

/** A browser of one's own, with somebody signed in. */
export async function adult(browser: Browser, url: string, username: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  const page = await context.newPage();
  await page.goto("/dang-nhap");
  await page.getByLabel("Tên đăng nhập").fill(username);
  await page.getByLabel("Mật khẩu").fill(PASSWORD);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("button", { name: "Đăng xuất" })).toBeVisible();
  return page;
}

/** What `lachan demo` printed about getting in as a child. */
export function child() {
  const printed = process.env.LACHAN_PROVINCE_PRINTED ?? "";
  const code = printed.match(/gõ mã ([A-Z2-9]{4} [A-Z2-9]{4})/)?.[1] ?? "";
  const [, name, pictures] = printed.match(/Thử làm em ([^:]+): chọn lần lượt (.+)\./) ?? [];
  const words = name.split(" ");
  return { code, tile: `${words.at(-1)} ${words[0][0]}.`, pictures: pictures.split(", ") };
}
