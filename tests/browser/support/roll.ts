// The roll of a meeting as an organizer takes it on a phone: everybody, then five exceptions.
import type { Page } from "@playwright/test";

export async function openMeeting(page: Page, standing: string) {
  await page.goto("/hoat-dong");
  await page.getByRole("listitem").filter({ hasText: standing }).getByRole("link").first().click();
  await page.locator(".roll.awake").waitFor();
}

/** Swipes up until a line can be tapped; answers how many swipes that took. */
async function swipeTo(page: Page, line: number): Promise<number> {
  const row = page.locator(".children li").nth(line);
  for (let swipes = 0; ; swipes++) {
    const box = (await row.boundingBox())!;
    const bar = (await page.locator(".save-bar").boundingBox())!;
    if (box.y + box.height <= bar.y) return swipes;
    await page.mouse.wheel(0, 560);
    await page.waitForTimeout(120);
  }
}

const EXCEPTIONS = [
  [1, "absent"],
  [7, "excused"],
  [13, "late"],
  [22, "absent"],
  [31, "late"],
] as const;

/** What it took; the seconds are the browser's alone, from the first tap until everything is saved. */
export async function takeRoll(page: Page): Promise<{ taps: number; swipes: number; seconds: number }> {
  const begun = Date.now();
  let [taps, swipes] = [1, 0];
  await page.getByRole("button", { name: "Cả lớp có mặt" }).click();
  for (const [line, status] of EXCEPTIONS) {
    swipes += await swipeTo(page, line);
    await page.locator(".children li").nth(line).locator(`label.${status}`).click();
    taps++;
  }
  await page.locator(".save-bar .state:not(.unsent)").waitFor();
  return { taps, swipes, seconds: (Date.now() - begun) / 1000 };
}
