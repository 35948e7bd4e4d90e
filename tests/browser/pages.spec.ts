// Every page of every room: nothing breaks WCAG, nothing scrolls sideways on a phone, and a child needs neither script nor mouse.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, still, test } from "./support/test";
import { adult, child, comeIn } from "./support/people";

test.use(still);

async function expectFits(page: Page) {
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 760 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
    if (width === 360) await expectNothingCut(page);
  }
}

/** On a phone no frame scrolls sideways, nothing to read or to press stands off the screen, and no text is cut off. */
async function expectNothingCut(page: Page) {
  const cut = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const wrong: string[] = [];
    const say = (what: string, one: Element) => wrong.push(`${what}: ${one.tagName}.${one.className} ${(one as HTMLElement).innerText?.slice(0, 40)}`);
    for (const one of document.querySelectorAll("body *")) {
      const style = getComputedStyle(one);
      // What is there for a screen reader alone is a pixel wide.
      if (style.display === "none" || style.visibility === "hidden" || one.closest(".quiet-read, .skip, svg") || one.clientWidth <= 1) continue;
      if (one.parentElement?.closest("thead") && style.display === "block") continue;
      const box = one.getBoundingClientRect();
      if (one.matches("a, button, input, select, summary, label, th, td, h1, h2, h3, p, li") && box.width > 1 && box.height > 1) {
        if (box.right > width + 1 || box.left < -1) say("off the screen", one);
      }
      if (one.scrollWidth > one.clientWidth + 1) {
        if (["auto", "scroll"].includes(style.overflowX)) say("scrolls sideways", one);
        if (["hidden", "clip"].includes(style.overflowX) && !one.matches("select, input")) say("cut off", one);
      }
    }
    return wrong;
  });
  expect(cut, page.url()).toEqual([]);
}

const ROOMS: [string, string[]][] = [
  ["co.lan", ["/lop", "/lop/giao-bai", "/bai-hoc", "/bai-hoc?tim=bi+mat", "/bai-hoc/A2", "/bai-hoc/A2/canh", "/bai-hoc/A2/in", "/bai-hoc/A2/thu", "/nhap-danh-sach", "/bao-cao", "/tai-khoan", "/tai-khoan/mat-khau"]],
  ["thay.nam", ["/bai-hoc/B4/day", "/bai-hoc/B4/day?buoc=2", "/bai-hoc/B4/day?buoc=7#neu-co-em-ke", "/bai-hoc/B4/trinh-chieu", "/bai-hoc/B4/trinh-chieu#cau-1", "/bai-hoc/G3", "/bai-hoc/G3/day?buoc=2"]],
  ["tong.phu.trach", ["/hoat-dong", "/hoat-dong/moi", "/bao-cao"]],
  ["hieu.truong", ["/lop", "/don-vi", "/bao-cao", "/nhap-danh-sach"]],
  ["can.bo.phuong", ["/bao-cao"]],
  ["quan.tri", ["/don-vi", "/quan-tri", "/quan-tri/nam-hoc", "/quan-tri/nhat-ky", "/quan-tri/nhat-ky?nguoi=khong.co&den=x"]],
];

for (const [username, paths] of ROOMS) {
  test(`the pages of ${username}`, async ({ browser, server }) => {
    test.setTimeout(120_000);
    const page = await adult(browser, server.url, username);
    for (const path of paths) {
      await page.goto(path);
      await expectFits(page);
      await expectAccessible(page);
    }
  });
}

test("a lesson is led from one hand and shown on the wall, by keyboard or a remote, also without scripts", async ({ browser, server }) => {
  const page = await adult(browser, server.url, "thay.nam");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/bai-hoc/B4/day");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Bước 2 trên 7")).toBeVisible();
  await page.getByRole("link", { name: "Nếu có em kể" }).click();
  await expect(page.getByText("Thầy/cô tin em. Không phải lỗi của em.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Thầy/cô tin em. Không phải lỗi của em.")).toBeHidden();
  await page.getByText("Cảnh 3", { exact: true }).click();
  await page.getByRole("link", { name: "Chiếu cảnh này" }).last().click();
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(page.locator("#canh-3")).toBeVisible();
  await expect(page.locator("#canh-2")).toBeHidden();
  const size = await page.locator("#canh-3 .slide-text p").first().evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
  expect(size).toBeGreaterThanOrEqual(28);
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
  await page.keyboard.press("PageUp");
  await expect(page.locator("#choi-2-cung")).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(page.locator("#canh-3")).toBeVisible();
  await page.keyboard.press("b");
  await expect(page.locator("#canh-3")).toBeHidden();
  await page.keyboard.press("b");
  await page.goto("/bai-hoc/B4/trinh-chieu#cau-1");
  await expect(page.getByText("Quà an toàn không cần giấu.").last()).toBeHidden();
  await page.locator("#cau-1 summary").click();
  await expect(page.locator("#cau-1").getByText("Quà an toàn không cần giấu.")).toBeVisible();

  const plain = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false, storageState: await page.context().storageState() });
  const quiet = await plain.newPage();
  await quiet.goto("/bai-hoc/B4/trinh-chieu");
  await quiet.locator("#dau").getByRole("link", { name: "Tiếp" }).click();
  await expect(quiet.locator("#canh-1")).toBeVisible();
  await quiet.goto("/bai-hoc/B4/day?buoc=2");
  await quiet.getByRole("link", { name: "Nếu có em kể" }).click();
  await expect(quiet.getByText("Thầy/cô tin em. Không phải lỗi của em.")).toBeVisible();
  await quiet.goBack();
  await expect(quiet.getByText("Thầy/cô tin em. Không phải lỗi của em.")).toBeHidden();
  await quiet.getByRole("link", { name: /^Bước sau/ }).click();
  await expect(quiet.getByText("Bước 3 trên 7")).toBeVisible();
  await plain.close();
});

test("the pages of a class", async ({ browser, server }) => {
  test.setTimeout(120_000);
  const page = await adult(browser, server.url, "co.lan");
  await page.getByRole("link", { name: /Lớp 4A/ }).click();
  const base = new URL(page.url()).pathname;
  for (const part of ["", "/hoc-sinh", "/bai-hoc", "/diem-danh", "/giao-bai", "/cua", "/the"]) {
    await page.goto(base + part);
    await expectFits(page);
    await expectAccessible(page);
  }
});

test("the pages outside every room", async ({ page }) => {
  for (const path of ["/", "/dang-nhap", "/can-giup", "/khong-co-trang-nay"]) {
    await page.goto(path);
    await expectFits(page);
    await expectAccessible(page);
  }
});

test("on the tiles no button stands over the class's name", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto("/");
  await page.getByLabel("Mã lớp").fill(child().code);
  await page.getByRole("button", { name: "Vào lớp" }).click();
  const box = async (part: string) => (await page.locator(part).first().boundingBox())!;
  const [name, tools] = [await box(".head .pill"), await box(".tools")];
  const apart = tools.y + tools.height <= name.y || tools.x >= name.x + name.width || tools.y >= name.y + name.height;
  expect(apart, JSON.stringify({ name, tools })).toBe(true);
});

test("a child learns without scripts", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  await comeIn(page);
  await page.locator("a.lesson-card").first().click();
  await page.getByRole("link", { name: /Bắt đầu|Học tiếp|Xem lại/ }).first().click();
  while (await page.getByRole("button", { name: "Xem tiếp" }).isVisible()) {
    await page.getByRole("button", { name: "Xem tiếp" }).click();
  }
  await page.getByRole("button", { name: "Sang câu hỏi" }).click();
  for (let n = 1; n <= 6; n++) {
    await expect(page.getByText(new RegExp(`Câu ${n} trên`))).toBeVisible();
    await page.locator("label.option").first().click();
    await page.getByRole("button", { name: "Trả lời" }).click();
    await expect(page.locator(".feedback:visible").first()).toBeVisible();
    await page.getByRole("button", { name: /Câu tiếp theo|Xong bài/ }).click();
  }
  await expect(page.getByRole("heading", { name: "Kể với ai?" })).toBeVisible();
  await context.close();
});

test("a child comes in and turns scenes with the keyboard alone", async ({ page }) => {
  const { code, tile, pictures } = child();
  const press = async (name: string) => {
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const here = document.activeElement;
        return (here?.textContent?.trim() || here?.querySelector("[aria-label]")?.getAttribute("aria-label")) ?? "";
      });
      if (focused === name) return page.keyboard.press("Enter");
    }
    throw new Error(`Tab never reaches ${name}`);
  };
  await page.goto("/");
  await page.getByLabel("Mã lớp").focus();
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/vao-lop");
  await press(tile);
  await page.waitForURL("**/vao-lop/*");
  const names = await page.getByRole("radio").evaluateAll((all) => all.map((one) => one.parentElement!.querySelector("svg")!.getAttribute("aria-label")));
  const radio = () => page.evaluate(() => (document.activeElement as HTMLInputElement).type === "radio");
  for (let n = 0; n < 20 && !(await radio()); n++) await page.keyboard.press("Tab");
  for (const [n, picture] of pictures.entries()) {
    if (n) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    for (let at = 0; at < names.indexOf(picture); at++) await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Bài hôm nay" })).toBeVisible();
  await page.locator("a.lesson-card").first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /Bắt đầu|Xem lại/ }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Cảnh 1 trên/)).toBeVisible();
  await page.waitForFunction(() => performance.getEntriesByName("awake").length > 0);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(/Cảnh 2 trên/)).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(/Cảnh 1 trên/)).toBeVisible();
});
