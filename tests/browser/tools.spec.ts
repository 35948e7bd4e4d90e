// Beside every pupil page: read aloud where there is a Vietnamese voice, and letters and contrast as this device was told.
import { comeIn } from "./support/people";
import { expect, test } from "./support/test";

/** A browser that speaks: what it was asked to say is kept, and each sentence ends when the test says so. */
const speaking = (lang: string) => `
  const said = (window.said = []);
  const speech = new EventTarget();
  speech.getVoices = () => [{ lang: "${lang}", name: "giọng đọc" }];
  speech.speak = (one) => { said.push(one.text); window.current = one; one.onstart && one.onstart(); };
  speech.cancel = () => { window.current = null; };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
`;

test("the door is read aloud, sentence by sentence, with the word lit", async ({ page }) => {
  await page.addInitScript(speaking("vi-VN"));
  await page.goto("/");
  const aloud = page.getByRole("button", { name: "Nghe đọc" });
  await expect(aloud).toBeVisible();
  expect(await page.evaluate("said.length")).toBe(0); // never by itself
  await aloud.click();
  await expect(aloud).toHaveAttribute("aria-pressed", "true");
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  expect(await page.evaluate("said")).toEqual([title]);
  await page.evaluate(`current.onboundary({ name: "word", charIndex: 0, charLength: 2 })`);
  expect(await page.evaluate(`[...CSS.highlights.get("spoken")].map(String)`)).toEqual([title.slice(0, 2)]);
  await page.evaluate("current.onend()");
  expect(await page.evaluate("said.length")).toBe(2);
  await aloud.click();
  await expect(aloud).toHaveAttribute("aria-pressed", "false");
  expect(await page.evaluate(`CSS.highlights.has("spoken")`)).toBe(false);
});

test("without a Vietnamese voice there is no button", async ({ page }) => {
  await page.addInitScript(speaking("en-US"));
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Nghe đọc" })).toBeHidden();
});

test("a recording takes the place of the voice", async ({ page }) => {
  await page.addInitScript(`
    window.played = [];
    window.Audio = class extends EventTarget { constructor(url) { super(); played.push(url); } play() { return Promise.resolve(); } pause() {} };
  `);
  await page.route("/can-giup", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/<main[^>]*>/, (main) => `${main}<header class="way" data-recorded="canh-1"></header><section data-step="canh-1">`);
    await route.fulfill({ response: answer, body });
  });
  await page.goto("/can-giup");
  await page.getByRole("button", { name: "Nghe đọc" }).click();
  expect(await page.evaluate("played")).toEqual([expect.stringMatching(/^\/am-thanh\/.*\/canh-1$/)]);
});

test("in a scene each speaker has a pitch of their own, and the words are lit where they stand", async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.addInitScript(speaking("vi-VN").replace("said.push(one.text)", "said.push([one.text, one.pitch])"));
  await comeIn(page);
  await page.goto("/hoc/B4?canh=2");
  await page.getByRole("button", { name: "Nghe đọc" }).click();
  const heard = async () => (await page.evaluate("said")) as [string, number][];
  while (await page.evaluate("!!current && said.length < 12")) await page.evaluate("current.onend()");
  const saying = (await heard()).find(([text]) => text.includes("bác dặn đừng nói với bố mẹ"))!;
  const telling = (await heard()).find(([text]) => text.startsWith("Khôi có tai nghe"))!;
  expect(telling[1]).toBe(1);
  expect(saying[1]).not.toBe(1);
  const whole = (await heard()).map(([text]) => text).join("");
  expect(whole).toContain("Quà bình thường thì bố mẹ được biết, quà an toàn không cần giấu.");
  await context.close();
});

test("letters and contrast are set by keyboard and stay set on this device", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/can-giup");
  const letters = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await letters();
  await page.locator("[data-display] summary").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Rất lớn" }).press("Enter");
  await page.getByRole("button", { name: "Rõ hơn" }).press("Enter");
  await expect(page.getByRole("button", { name: "Rất lớn" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Rất lớn" })).toBeHidden();
  await page.goto("/");
  expect(await letters()).toBeCloseTo(before * 1.6, 0);
  expect(await page.evaluate(() => document.documentElement.dataset.contrast)).toBe("more");
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await over()).toBeLessThanOrEqual(0);
});
