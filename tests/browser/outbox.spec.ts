// Finished work that cannot be sent: kept where the browser keeps things, or by the open page where it keeps no more.
import type { Page } from "@playwright/test";
import { comeIn, finish } from "./support/people";
import { expect, test } from "./support/test";

// The server is out of reach for a while.
test.use({ excused: /net::ERR_FAILED/ });

const AT_HAND = "Máy chỉ giữ được bài làm khi trang này còn mở";

const keys = (page: Page, beginning: string) =>
  page.evaluate((beginning) => Object.keys(localStorage).filter((key) => key.startsWith(beginning)), beginning);
const waiting = (page: Page) => page.evaluate(() => JSON.parse(localStorage.getItem("lachan.chua-gui") ?? "[]").length);

test("with older work waiting and storage full a finished run is kept by the page, said calmly, and sent", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await comeIn(page);
  await page.route("**/api/ket-qua", (route) => route.abort());
  await finish(page, "B4");
  await expect(page.locator(".unsent")).toContainText("Chưa gửi");
  await expect(page.locator(".unsent")).not.toContainText(AT_HAND);
  expect(await waiting(page)).toBe(1);
  // Nothing more fits, not even one letter.
  await page.goto("/hoc/B5?canh=1");
  await page.evaluate(() => {
    let piece = "x".repeat(1 << 20);
    for (let n = 0; piece.length > 0; ) {
      try {
        localStorage.setItem(`other-${n++}`, piece);
      } catch {
        piece = piece.slice(0, piece.length >> 1);
      }
    }
  });
  await finish(page, "B5");
  await expect(page.locator(".unsent")).toContainText(AT_HAND);
  expect(await waiting(page)).toBe(1);

  // The network comes back: both arrive, and nothing is left behind.
  const results: number[] = [];
  page.on("response", (response) => response.url().endsWith("/api/ket-qua") && results.push(response.status()));
  await page.unroute("**/api/ket-qua");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect.poll(() => results, { timeout: 90_000 }).toEqual([200, 200]);
  await expect(page.locator(".unsent")).toBeHidden();
  expect(await waiting(page)).toBe(0);
  expect(await keys(page, "lachan.bai.")).toEqual([]);
});

test("where storage is refused the page says that it must stay open", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await comeIn(page);
  await page.route("**/api/ket-qua", (route) => route.abort());
  await finish(page, "B4");
  await expect(page.locator(".unsent")).toContainText(AT_HAND);
  await page.unroute("**/api/ket-qua");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.locator(".unsent")).toBeHidden({ timeout: 90_000 });
});
