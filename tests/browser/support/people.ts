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

/** Who comes in through the door, and with what: pictures for the young, four digits for the older. */
export type Caller = { code: string; tile: string; pictures: string[]; pin?: string };

/** Comes in through the door; as the child the province names when nobody else is. */
export async function comeIn(page: Page, { code, tile, pictures, pin }: Caller = child()) {
  await page.goto("/");
  await page.getByLabel("Mã lớp").fill(code);
  await page.getByRole("button", { name: "Vào lớp" }).click();
  await page.getByRole("link", { name: tile, exact: true }).click();
  // Its scripts, where it may have any, have run by then.
  await page.waitForURL("**/vao-lop/*");
  if (pin) await page.getByRole("textbox").fill(pin);
  // With scripts the third picture's tap goes in.
  const goesIn = (await page.locator(".picker.live").count()) > 0;
  for (const [n, name] of pictures.entries()) {
    const group = page.getByRole("group", { name: `Hình thứ ${n + 1}` });
    await group.getByRole("radio", { name, exact: true }).click();
  }
  if (!goesIn) await page.getByRole("button", { name: "Vào lớp" }).click();
  await page.waitForURL("**/hoc");
}

/** A pupil of a teacher's class to whom these modules are given: signs in with the class code and the printed card. */
export async function pupilOf(browser: Browser, url: string, teacher: string, modules: string[]): Promise<Page> {
  const staff = await adult(browser, url, teacher);
  await staff.goto("/lop");
  await staff.locator("a.class-card").first().click();
  const base = new URL(staff.url()).pathname;
  const post = (path: string, form: Record<string, string>) =>
    staff.request.post(path, { form, headers: { origin: url }, maxRedirects: 0 });
  // Whatever the demo gave the class is over by now: a module is given anew only after it was taken back.
  await staff.goto(`${base}/giao-bai`);
  const given = await staff.locator("form[action$='/thu-hoi']").evaluateAll((forms) => forms.map((form) => form.getAttribute("action")!));
  for (const action of given) await post(action, {});
  for (const module of modules) {
    await staff.goto(`/lop/giao-bai?module=${module}`);
    const form = await staff.evaluate(() => {
      const whole = document.querySelector<HTMLFormElement>("form[action='/lop/giao-bai']")!;
      return Object.fromEntries([...new FormData(whole)].map(([name, value]) => [name, String(value)]));
    });
    const answer = await post("/lop/giao-bai", { ...form, lop: base.split("/")[2], module });
    expect(answer.status(), `giving ${module}`).toBe(303);
  }
  await post(`${base}/cua`, {});
  await staff.goto(base);
  const code = (await staff.locator(".door-code").innerText()).trim();
  await staff.goto(`${base}/the`);
  const card = staff.locator(".sign-in-card").first();
  const name = (await card.locator(".card-who b").innerText()).trim().split(" ");
  const pictures = await card.locator(".card-pic small").allInnerTexts();
  const pin = (await card.locator(".card-pin").count()) ? await card.locator(".card-pin").innerText() : "";
  await staff.context().close();

  const context = await browser.newContext({ baseURL: url, viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  await comeIn(page, { code, tile: `${name.at(-1)} ${name[0][0]}.`, pictures, pin: pin.replace(/\D/g, "") });
  return page;
}

/** Plays a module from its first scene to its last answer, as fast as it lets one. */
export async function finish(page: Page, module: string) {
  await page.goto(`/hoc/${module}?canh=1`);
  await page.waitForFunction(() => performance.getEntriesByName("awake").length > 0);
  for (const name of ["Xem tiếp", "Sang câu hỏi"]) {
    const onward = page.getByRole("button", { name });
    while (await onward.isVisible()) await onward.click();
  }
  const last = page.locator(".attempt");
  while (!(await last.isVisible())) {
    await page.locator(".option").first().click();
    await page.getByRole("button", { name: "Trả lời" }).click();
    await expect(page.locator(".feedback:visible").first()).toBeVisible();
    await page.locator("[data-onward]").click();
  }
}
