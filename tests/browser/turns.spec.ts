// A lesson turned forwards and back, its games ended, its end reached: as a child does it, with the player awake.
import type { Page } from "@playwright/test";
import { comeIn } from "./support/people";
import { expect, test } from "./support/test";

const scene = (page: Page, n: number) => page.locator(`[data-step="canh-${n}"]`);

async function awake(page: Page) {
  await page.waitForFunction(() => performance.getEntriesByName("awake").length > 0);
}

test("Back turns one page back, and help leads back to the same page", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await comeIn(page);
  await page.goto("/hoc/B4?canh=1");
  await awake(page);
  await page.getByRole("button", { name: "Xem tiếp" }).click();
  await expect(scene(page, 2)).toBeVisible();
  await page.getByRole("button", { name: "Xem tiếp" }).click();
  await expect(page.locator('[data-step="choi-2"]')).toBeVisible();
  await page.goBack();
  await expect(scene(page, 2)).toBeVisible();
  expect(page.url()).toContain("?canh=2");
  await page.goBack();
  await expect(scene(page, 1)).toBeVisible();
  await page.goForward();
  await expect(scene(page, 2)).toBeVisible();
  await page.getByRole("link", { name: "Em cần giúp" }).click();
  await page.getByRole("link", { name: "Quay lại" }).first().click();
  await expect(scene(page, 2)).toBeVisible();
});

test("a game says when it is done; cards that tell the answer are seen again only then", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await comeIn(page);
  await page.goto("/hoc/B4?canh=2&choi=1");
  const game = page.locator('[data-step="choi-2"]');
  const done = game.getByText("Xong rồi! Thẻ nào cũng đúng chỗ.");
  await expect(done).toBeHidden();
  for (const label of await game.locator(".fits + label").all()) await label.click();
  await expect(done).toBeVisible();
  await game.locator(".other + label").first().click();
  await expect(done).toBeHidden();

  // B5, scene 3: its four cards stand in the order the game asks for
  await page.goto("/hoc/B5?canh=3&choi=1");
  const order = page.locator('[data-step="choi-3"]');
  const blurred = () => order.locator(".picture svg").first().evaluate((svg) => getComputedStyle(svg).filter);
  expect(await blurred()).toContain("blur");
  for (const label of await order.locator(".fits + label").all()) await label.click();
  await expect(order.getByText("Xong rồi! Đúng thứ tự cả.")).toBeVisible();
  expect(await blurred()).toBe("none");
});

test("the end says kindly how this run went, and hands it in once", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await comeIn(page);
  await page.goto("/hoc/B4?canh=9");
  await awake(page);
  const results: number[] = [];
  page.on("response", (response) => response.url().endsWith("/api/ket-qua") && results.push(response.status()));
  await page.getByRole("button", { name: "Xem tiếp" }).click();
  await page.getByRole("button", { name: "Sang câu hỏi" }).click();
  const questions = 6;
  for (let n = 1; n <= questions; n++) {
    await page.locator(".option").first().click();
    await page.getByRole("button", { name: "Trả lời" }).click();
    await expect(page.locator(".option.right")).toBeVisible();
    await page.locator("[data-onward]").click();
  }
  const attempt = page.locator(".attempt");
  await expect(attempt.locator("p:visible")).toHaveCount(1);
  const said = await attempt.locator("p:visible").innerText();
  const right = Number(/đúng (?:cả )?(\d)/.exec(said)?.[1] ?? 0);
  await expect(attempt.locator("li:visible")).toHaveCount(questions - right);
  await expect.poll(() => results).toEqual([200]);
  await page.goBack();
  await expect(page.locator(".question")).toBeVisible();
  await page.goForward();
  await expect(attempt).toBeVisible();
  await page.goBack();
  await page.locator(".option").first().click();
  await page.getByRole("button", { name: "Trả lời" }).click();
  await page.locator("[data-onward]").click();
  await expect(attempt.locator("p:visible")).toHaveText(said);
  expect(results).toEqual([200]);
  if (right < questions) {
    await attempt.locator("li:visible a").first().click();
    await expect(page.locator(".scene-text:visible")).toBeVisible();
  }
});
