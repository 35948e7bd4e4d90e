import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { adult, child } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

test("the pupil door opens in Vietnamese and for everybody", async ({ page }) => {
  const answer = await page.goto("/");
  expect(answer?.status()).toBe(200);
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expectAccessible(page);
});

test("the pupil door is readable without scripts", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await context.close();
});

/** At the tiles of the class the province names, without scripts when asked so. */
async function atTiles(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 360, height: 640 }, ...options });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByLabel("Mã lớp").fill(child().code);
  await page.getByRole("button", { name: "Vào lớp" }).click();
  await page.waitForURL("**/vao-lop");
  return page;
}

const picture = (page: Page, name: string, nth: number) =>
  page.getByRole("group", { name: `Hình thứ ${nth + 1}` }).getByRole("radio", { name, exact: true });

test("three taps go in; Back leads to the tiles and never to a form to be sent again", async ({ browser, server }) => {
  const page = await atTiles(browser, server.url);
  const { tile, pictures } = child();
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));

  await page.getByRole("link", { name: tile, exact: true }).click();
  await expect(page.getByRole("radio")).toHaveCount(12);
  await picture(page, pictures[0], 0).click();
  await picture(page, pictures[1], 1).click();
  await expect(page.getByText("Hình thứ 3")).toBeVisible();
  expect(posts, "a tap sends nothing").toEqual([]);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Em là bạn nào?" })).toBeVisible();

  // The wrong pictures, then the right ones, then all the way back.
  await page.getByRole("link", { name: tile, exact: true }).click();
  for (let n = 0; n < 3; n++) await page.getByRole("radio").first().click();
  await expect(page.getByText("Chưa đúng, em thử lại nhé")).toBeVisible();
  for (const [n, name] of pictures.entries()) await picture(page, name, n).click();
  await page.waitForURL("**/hoc");
  for (let n = 0; n < 4 && new URL(page.url()).pathname !== "/"; n++) {
    await page.goBack();
    await expect(page.locator("main h1, main h2").first()).toBeVisible();
  }
  expect(posts).toHaveLength(2);
  await page.context().close();
});

test("the pictures are chosen without scripts, and with the keyboard alone", async ({ browser, server }) => {
  const { tile, pictures } = child();
  const plain = await atTiles(browser, server.url, { javaScriptEnabled: false });
  await plain.getByRole("link", { name: tile, exact: true }).click();
  await picture(plain, pictures[0], 0).click();
  await plain.getByRole("button", { name: "Chọn lại từ đầu" }).click();
  for (const [n, name] of pictures.entries()) await picture(plain, name, n).click();
  await plain.getByRole("button", { name: "Vào lớp" }).click();
  await plain.waitForURL("**/hoc");
  await plain.context().close();

  const keys = await atTiles(browser, server.url);
  await keys.getByRole("link", { name: tile, exact: true }).focus();
  await keys.keyboard.press("Enter");
  await keys.waitForURL("**/vao-lop/*");
  const names = await keys.getByRole("radio").evaluateAll((all) => all.map((one) => one.parentElement!.querySelector("svg")!.getAttribute("aria-label")));
  await keys.getByRole("radio").first().focus();
  await keys.keyboard.press("Space");
  for (const [n, name] of pictures.entries()) {
    if (n) {
      await keys.keyboard.press("Tab");
      await keys.keyboard.press("Space");
    }
    for (let at = 0; at < names.indexOf(name); at++) await keys.keyboard.press("ArrowRight");
  }
  await keys.keyboard.press("Tab");
  await expect(keys.getByRole("button", { name: "Vào lớp" })).toBeFocused();
  await keys.keyboard.press("Enter");
  await keys.waitForURL("**/hoc");
  await keys.context().close();
});

test("a child that forgot its pictures waits for one tap; the page goes on by itself, and nobody else waits", async ({ browser, server }) => {
  const { tile } = child();
  const page = await atTiles(browser, server.url);
  await page.getByRole("link", { name: tile, exact: true }).click();
  for (let tries = 0; tries < 3; tries++) {
    for (let n = 0; n < 3; n++) await page.getByRole("radio").first().click();
    await page.waitForURL("**?vi=sai");
  }
  await expect(page.getByText("Em giơ tay gọi thầy cô nhé")).toBeVisible();
  await expectAccessible(page);
  const teacher = await adult(browser, server.url, "co.lan");
  await teacher.goto("/lop");
  await teacher.locator("a.class-card").first().click();
  await teacher.getByRole("button", { name: /^Cho .* thử lại$/ }).click();
  await expect(teacher.getByText("thử lại được rồi")).toBeVisible();
  await expect(page.getByText("Hình thứ 1")).toBeVisible({ timeout: 15_000 });
  await page.context().close();
  await teacher.context().close();
});
