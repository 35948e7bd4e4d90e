// The server's disk is full for a while: a child's finished lesson waits in the browser and arrives by itself.
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmdirSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adult, comeIn, finish } from "./support/people";
import { Server } from "./support/server";
import { expect, test } from "./support/test";

test.use({ excused: /503/ });

/** A small disk of its own, or nothing where this machine lets us make none. */
function disk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "lachan-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=96m", "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmdirSync(folder);
  }
}

/** Takes all space that is left; what comes back frees it again. */
function fill(folder: string): () => void {
  const ballast = openSync(join(folder, "ballast"), "w");
  const block = Buffer.alloc(1 << 16);
  for (;;) {
    try {
      if (writeSync(ballast, block) < block.length) break;
    } catch {
      break;
    }
  }
  return () => {
    ftruncateSync(ballast, 0);
    closeSync(ballast);
  };
}

test("what a child finished while the disk was full arrives when there is space again", async ({ page, browser }) => {
  test.setTimeout(180_000);
  const folder = disk();
  test.skip(folder === undefined, "no disk may be made here");
  const server = await Server.start(folder);
  try {
    const url = server.url;
    const go = page.goto.bind(page);
    page.goto = (to, options) => go(new URL(to, url).href, options);
    const teacher = await adult(browser, url, "co.lan");
    await page.setViewportSize({ width: 360, height: 740 });
    await comeIn(page);
    const answers: number[] = [];
    page.on("response", (response) => response.url().endsWith("/api/ket-qua") && answers.push(response.status()));

    const free = fill(folder!);
    await finish(page, "B4");
    await expect(page.locator(".unsent")).toContainText("Chưa gửi");
    await expect.poll(() => answers.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(new Set(answers)).toEqual(new Set([503]));
    // Reading goes on, for the child and for its teacher, and a form says that nothing was saved.
    const desk = await page.context().newPage();
    await desk.goto(new URL("/hoc", url).href);
    await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
    await desk.close();
    await teacher.goto("/lop");
    await teacher.locator("a.class-card").first().click();
    await expect(teacher.getByText("Cửa lớp đang mở")).toBeVisible();
    const door = await teacher.request.post(`${new URL(teacher.url()).pathname}/cua`, {
      form: { phut: "45" },
      headers: { origin: url },
    });
    expect([door.status(), await door.text()]).toEqual([503, expect.stringContaining("chưa được lưu")]);

    free();
    await expect.poll(() => answers.at(-1), { timeout: 120_000 }).toBe(200);
    await expect(page.locator(".unsent")).toBeHidden();
    expect(await page.evaluate(() => localStorage.getItem("lachan.chua-gui") ?? "[]")).toBe("[]");
  } finally {
    await server.stop();
    execFileSync("umount", ["-l", folder!]);
    rmdirSync(folder!);
  }
});
