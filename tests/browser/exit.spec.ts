// Thoát nhanh: the page is gone at once, Back does not bring it back, and it works by keyboard, without scripts and without a network.
import type { Page } from "@playwright/test";
import { child, comeIn } from "./support/people";
import { expect, test } from "./support/test";

const leave = (page: Page) => page.getByRole("link", { name: "Thoát nhanh" });

/** Nothing of ours is on the screen: neither our name nor a word of a lesson. */
async function isNeutral(page: Page) {
  await expect(page.getByRole("heading", { name: "Thời khóa biểu" })).toBeVisible();
  await expect(page).toHaveTitle("Thời khóa biểu");
  const seen = await page.evaluate(() => document.body.innerText);
  expect(seen).not.toMatch(/Lá Chắn|111|bài học|Cơ thể|bí mật/i);
}

test("a child who leaves a lesson is not led back into it", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "vi-VN" });
  const page = await context.newPage();
  await comeIn(page, child());
  await page.locator("a.lesson-card").first().click();
  await page.waitForURL("**/hoc/**");
  const lesson = page.url();
  await page.locator("[data-quick-exit]").waitFor();
  await leave(page).click();
  await page.waitForURL("**/thoi-khoa-bieu**");
  await isNeutral(page);
  // The lesson is no entry of the history any more; what came before it shows nothing either.
  for (let back = 0; back < 3; back++) {
    await page.goBack().catch(() => undefined);
    expect(page.url(), "not the lesson").not.toBe(lesson);
    if (page.url() === "about:blank") break;
    await page.waitForURL("**/thoi-khoa-bieu**");
    await isNeutral(page);
  }
  // Whoever opens our pages on purpose finds them, and has to come in anew.
  await page.goto("/hoc");
  await expect(page.getByLabel("Mã lớp")).toBeVisible();
  await page.goto("/can-giup");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await context.close();
});

test("the keyboard reaches it, and a key is enough", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "vi-VN" });
  const page = await context.newPage();
  await page.goto("/can-giup");
  let steps = 0;
  for (; steps < 40; steps++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.hasAttribute("data-quick-exit") ?? false)) break;
  }
  expect(steps, "presses of Tab until it is reached").toBeLessThan(40);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/thoi-khoa-bieu**");
  await isNeutral(page);
  await context.close();
});

test("without scripts the link itself leads away", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "vi-VN", javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/can-giup");
  await leave(page).click();
  await page.waitForURL("**/thoi-khoa-bieu**");
  await expect(page.getByRole("heading", { name: "Thời khóa biểu" })).toBeVisible();
  await context.close();
});

test("without a network an empty page comes at once", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url, locale: "vi-VN" });
  const page = await context.newPage();
  await page.goto("/can-giup");
  await context.setOffline(true);
  await leave(page).click();
  await page.waitForURL("about:blank");
  expect(await page.evaluate(() => document.body.innerText)).toBe("");
  await context.close();
});
