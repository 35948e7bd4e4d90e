// A picture book on a small phone and an old monitor: every lesson of every age is measured, with scripts and without.
import type { Page } from "@playwright/test";
import { expect, still, test } from "./support/test";
import { pupilOf } from "./support/people";

test.use(still);

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

type Found = { wrong: string[]; longest: { n: number; nth: number; letters: number } };

/**
 * Answers every question of the lesson that is open, from the first to the last, and says what of an answer was not in view. It runs in the page
 * itself: half a thousand questions asked and looked at from outside would take most of the time of all tests in the browser.
 */
async function playThrough(page: Page): Promise<Found> {
  return page.evaluate(async () => {
    const found: Found = { wrong: [], longest: { n: 0, nth: 0, letters: 0 } };
    const isSeen = (one: Element | null) => !!one && one.getClientRects().length > 0;
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(isSeen);
    const frame = () => new Promise(requestAnimationFrame);
    /** Waits until nothing is wrong any more, at most two seconds; gives back what still is. */
    const settled = async (judge: () => string | undefined) => {
      const begun = performance.now();
      let wrong = judge();
      while (wrong && performance.now() - begun < 2_000) {
        await frame();
        wrong = judge();
      }
      return wrong;
    };
    const outOfView = (one: HTMLElement, lower: string) => {
      const [box, bar] = [one.getBoundingClientRect(), all(lower)[0].getBoundingClientRect()];
      if (box.top >= -1 && box.bottom <= bar.top + 1) return;
      return `${one.className} stands from ${box.top} to ${box.bottom}, the bar begins at ${bar.top}`;
    };
    for (let n = 1; !all(".done-mark").length; n++) {
      const say = (wrong: string | undefined) => wrong && found.wrong.push(`câu ${n}: ${wrong}`);
      const begun = await settled(() => (document.body.innerText.includes(`Câu ${n} trên`) ? undefined : "is not there"));
      say(begun);
      if (begun) break;
      // the scene that teaches it is one tap away
      if (!/Xem lại cảnh \d/.test(all(".taught:not([hidden]) summary")[0]?.innerText ?? "")) say("no way to its scene");
      // the options take turns, so that right and wrong answers are both seen
      const options = all("label.option");
      const nth = n % options.length;
      options[nth].click();
      all("button").find((one) => one.innerText === "Trả lời")!.click();
      say(await settled(() => (all(".feedback").length ? undefined : "nothing is said to the answer")));
      // what stands still at the lower edge covers what passes under it
      const lower = all(".answering").length ? ".answering" : ".safety";
      say(await settled(() => all(".feedback").map((one) => outOfView(one, lower)).find(Boolean)));
      say(await settled(() => outOfView(all("[data-onward]")[0], ".safety")));
      // one explanation for a right answer, two for another: each under its own option
      const right = !!document.querySelector(".option.right input:checked");
      const count = (selector: string) => document.querySelectorAll(selector).length;
      if (count(".option.thought + .feedback") !== (right ? 0 : 1)) say("a wrong option has not its own words");
      if (count(".option.right + .feedback") !== 1) say("the right option has not its own words");
      const letters = all(".feedback").map((one) => one.innerText).join().length;
      if (letters > found.longest.letters) found.longest = { n, nth, letters };
      all("[data-onward]")[0].click();
      await frame();
    }
    return found;
  });
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
    const [phone, ...larger] = SIZES;
    for (const module of modules) {
      // the scenes are turned at once: this test is about the questions
      const form = { canh: "99" };
      await awake.request.post(`/hoc/${module}/canh`, { form, headers: { origin: server.url }, maxRedirects: 0 });
      // every question on the smallest phone; the longest of a lesson on every screen
      await awake.setViewportSize({ width: phone[0], height: phone[1] });
      await awake.goto(`/hoc/${module}?cau=1`);
      await awake.waitForFunction(() => performance.getEntriesByName("awake").length > 0);
      const { wrong, longest } = await playThrough(awake);
      expect(wrong, module).toEqual([]);
      expect(longest.letters, module).toBeGreaterThan(20);
      for (const [page, sizes, how] of [[awake, larger, "with"], [plain, SIZES, "without"]] as const) {
        await page.goto(`/hoc/${module}?cau=${longest.n}`);
        await answer(page, longest.nth);
        await expectFeedbackInView(page, sizes, `${module}, câu ${longest.n}, ${how} scripts`);
      }
    }
    await without.close();
    await awake.context().close();
  });
}
