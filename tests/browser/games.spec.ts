// The small things to do in a scene: they answer by themselves, by keyboard and without scripts, and leave nothing behind.
import type { Browser, Page } from "@playwright/test";
import { comeIn } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

async function enter(browser: Browser, url: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, javaScriptEnabled, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await comeIn(page);
  await expect(page.locator("a.lesson-card").first()).toBeVisible();
  return page;
}

test("cards are turned over without scripts", async ({ browser, server }) => {
  const page = await enter(browser, server.url, false);
  await page.goto("/hoc/B4?canh=7&choi=1");
  const said = page.getByText("Quà kèm bí mật. Quà an toàn không cần giấu.");
  await expect(said).toBeHidden();
  await page.locator("summary", { hasText: "Quà này bí mật nhé" }).press("Enter");
  await expect(said).toBeVisible();
  await page.context().close();
});

test("whom one trusts stays in this window and is gone at the door", async ({ browser, server }) => {
  const page = await enter(browser, server.url, true);
  await page.goto("/hoc/B5?canh=2&choi=1");
  await expectAccessible(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.method()} ${request.postData() ?? ""}`));
  const nurse = page.getByRole("checkbox", { name: "cô y tế" });
  await nurse.check();
  await page.reload();
  await expect(nurse).toBeChecked();
  expect(sent.filter((one) => one.includes("y tế"))).toEqual([]);
  await page.goto("/");
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("tin-cay")))).toEqual([]);
  await page.context().close();
});

test("every kind of game fits a phone and breaks no rule", async ({ browser, server }) => {
  const page = await enter(browser, server.url, true);
  for (const scene of ["B4?canh=2&choi=1", "B4?canh=7&choi=1", "B4?canh=9&choi=1", "B5?canh=2&choi=1", "B5?canh=3&choi=1"]) {
    await page.goto(`/hoc/${scene}`);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.context().close();
});
