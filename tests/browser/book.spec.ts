// A picture book on a small phone and an old monitor: every lesson of every age is measured, with scripts and without.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { pupilOf } from "./support/people";

// A trace keeps a copy of these picture books after every click, which costs more than the clicks; a failure still has its screenshot.
test.use({ trace: "off" });

const SIZES = [
  [360, 640],
  [360, 740],
  [1024, 768],
] as const;

/** The banner of the demo province is not part of a school's page. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await page.evaluate(() => document.querySelector(".demo-banner")?.remove());
}

/** What of an element is neither below the safety bar nor above the window. */
async function expectInView(page: Page, selector: string, what: string) {
  // the page scrolls to what it shows in the frame after it was drawn
  await expect(async () => {
    const box = await page.locator(selector).first().boundingBox();
    // what stands still at the lower edge covers what passes under it
    const still = (await page.locator(".answering:visible").count()) && !selector.includes("onward") ? ".answering" : ".safety";
    const bar = await page.locator(still).boundingBox();
    expect(box, `${what}: ${selector} is there`).not.toBeNull();
    expect(box!.y, `${what}: ${selector} begins in view`).toBeGreaterThanOrEqual(-1);
    expect(box!.y + box!.height, `${what}: ${selector} ends above the bar`).toBeLessThanOrEqual(bar!.y + 1);
  }).toPass({ timeout: 2_000 });
}

const CLASSES: [string, string[], boolean][] = [
  ["co.mai", ["A1", "A2", "A3", "A4", "A5", "A6", "A7"], true],
  ["thay.nam", ["B1", "B2", "B3", "B4", "B5", "B6", "B7"], true],
  ["co.thu", ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"], false],
  ["thay.son", ["D1", "D2", "D3", "D4", "D5", "D6", "D7"], false],
];

for (const [teacher, modules, onOneScreen] of CLASSES) {
  test(`the lessons of band ${modules[0][0]} fit`, async ({ browser, server }) => {
    test.setTimeout(120_000);
    const page = await pupilOf(browser, server.url, teacher, modules);
    for (const module of modules) {
      await open(page, `/hoc/${module}`);
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await expectInView(page, ".first-actions .button", `${module} ${width}×${height}`);
      }
      await open(page, `/hoc/${module}?canh=1`);
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        // every scene of the page in turn, as the player shows them
        const tall = await page.evaluate(() => {
          const found: string[] = [];
          for (const scene of document.querySelectorAll<HTMLElement>("section.spread:not(.playing)")) {
            for (const other of document.querySelectorAll<HTMLElement>("section.spread")) other.hidden = other !== scene;
            const over = document.documentElement.scrollHeight - innerHeight;
            const wide = document.documentElement.scrollWidth - innerWidth;
            if (over > 0 || wide > 0) found.push(`${scene.dataset.step} by ${over}, ${wide}`);
          }
          return found;
        });
        const what = `${module} at ${width}×${height}`;
        if (onOneScreen) expect.soft(tall, what).toEqual([]);
        else expect(tall.filter((one) => !one.endsWith(", 0")), what).toEqual([]);
      }
    }
    // a longer text passes under its picture, and the button stays
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page, `/hoc/${modules[0]}?canh=2`);
    await expectInView(page, ".turning button", modules[0]);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expectInView(page, ".turning button", modules[0]);
    await expectInView(page, "section.spread:not([hidden]) .picture", modules[0]);
    await page.context().close();
  });
}

/** Chooses one option of the question that stands there and waits for what is said to it. */
async function answer(page: Page, nth: number) {
  await page.locator("label.option").nth(nth).click();
  await page.getByRole("button", { name: "Trả lời" }).click();
  await page.locator(".feedback:visible").first().waitFor();
}

async function expectFeedbackInView(page: Page, sizes: readonly (readonly [number, number])[], what: string) {
  for (const [width, height] of sizes) {
    const size = page.viewportSize()!;
    if (size.width !== width || size.height !== height) {
      await page.setViewportSize({ width, height });
      // a window that changes its size does not scroll again by itself
      await page.evaluate(() => document.querySelector("#tra-loi")!.scrollIntoView());
    }
    const at = `${what} at ${width}×${height}`;
    const said = await page.locator(".feedback:visible").count();
    for (let i = 0; i < said; i++) await expectInView(page, `.feedback:visible >> nth=${i}`, at);
    await expectInView(page, "[data-onward]", at);
  }
}

for (const [teacher, modules] of CLASSES) {
  test(`after an answer in band ${modules[0][0]} the feedback is in view, whole, with and without scripts`, async ({ browser, server }) => {
    test.setTimeout(120_000);
    const awake = await pupilOf(browser, server.url, teacher, modules);
    const without = await browser.newContext({
      baseURL: server.url,
      javaScriptEnabled: false,
      storageState: await awake.context().storageState(),
    });
    const plain = await without.newPage();
    for (const module of modules) {
      // the scenes are turned at once: this test is about the questions
      const form = { canh: "99" };
      await awake.request.post(`/hoc/${module}/canh`, { form, headers: { origin: server.url }, maxRedirects: 0 });
      await awake.goto(`/hoc/${module}?cau=1`);
      const longest = { n: 0, nth: 0, letters: 0 };
      for (let n = 1; !(await awake.locator(".done-mark").isVisible()); n++) {
        const what = `${module}, câu ${n}`;
        await awake.getByText(new RegExp(`Câu ${n} trên`)).waitFor();
        // the scene that teaches it is one tap away
        await expect(awake.locator(".taught:not([hidden]) summary"), what).toContainText(/Xem lại cảnh \d/);
        // the options take turns, so that right and wrong answers are both seen
        const nth = n % (await awake.locator("label.option").count());
        await awake.setViewportSize({ width: SIZES[0][0], height: SIZES[0][1] });
        await answer(awake, nth);
        // every question on the smallest phone; the longest of a lesson on every screen
        await expectFeedbackInView(awake, SIZES.slice(0, 1), what);
        // one explanation for a right answer, two for another: each under its own option
        const right = await awake.locator(".option.right input").isChecked();
        await expect(awake.locator(".option.thought + .feedback"), what).toHaveCount(right ? 0 : 1);
        await expect(awake.locator(".option.right + .feedback"), what).toHaveCount(1);
        const letters = (await awake.locator(".feedback:visible").allInnerTexts()).join().length;
        if (letters > longest.letters) {
          Object.assign(longest, { n, nth, letters });
          await expectFeedbackInView(awake, SIZES.slice(1), what);
        }
        await awake.locator("[data-onward]").click();
      }
      expect(longest.letters, module).toBeGreaterThan(20);
      await plain.goto(`/hoc/${module}?cau=${longest.n}`);
      await plain.setViewportSize({ width: SIZES[0][0], height: SIZES[0][1] });
      await answer(plain, longest.nth);
      await expectFeedbackInView(plain, SIZES, `${module}, câu ${longest.n}, without scripts`);
    }
    await without.close();
    await awake.context().close();
  });
}
