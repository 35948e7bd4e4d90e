// The wall of a classroom with an old projector: every slide of every lesson and meeting script is measured at 1024×768.
import { adult } from "./support/people";
import { expect, still, test } from "./support/test";

test.use(still);

// A copy of every slide would cost more than looking at it.
test.use({ trace: "off" });

const LESSONS = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "T1", "T2", "P1"];
const MEETINGS = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G3-lop6"];

test("every slide is seen whole, in letters of at least 28 px", async ({ browser, server }) => {
  test.setTimeout(120_000);
  const page = await adult(browser, server.url, "tong.phu.trach");
  await page.setViewportSize({ width: 1024, height: 768 });
  for (const code of [...LESSONS, ...MEETINGS]) {
    await page.goto(`/bai-hoc/${code}/trinh-chieu`);
    const poor = await page.evaluate(() => {
      const found: string[] = [];
      const slides = [...document.querySelectorAll<HTMLElement>(".slide")];
      if (slides.length < 5) found.push(`only ${slides.length} slides`);
      for (const slide of slides) {
        location.hash = slide.id;
        const over = document.documentElement.scrollHeight - innerHeight;
        if (over > 0) found.push(`${slide.id} is ${over} px too tall`);
        const words = document.createTreeWalker(slide.querySelector(".slide-body")!, NodeFilter.SHOW_TEXT);
        while (words.nextNode()) {
          const around = words.currentNode.parentElement!;
          if (!words.currentNode.textContent!.trim() || around.closest("svg") || !around.getBoundingClientRect().width) continue;
          const size = parseFloat(getComputedStyle(around).fontSize);
          if (size < 28) found.push(`${slide.id}: ${size} px`);
        }
      }
      return found;
    });
    expect(poor, code).toEqual([]);
  }
  await page.context().close();
});
