// Text that would run if it were taken for code stays text in a real browser, on every page that says it again.
import { adult } from "./support/people";
import { expect, still, test } from "./support/test";

test.use(still);

const CODE = [
  "<img src=x onerror=alert(9)>",
  "<svg onload=alert(9)>",
  '"><script>alert(9)</script>',
  "' onfocus=alert(9) autofocus x='",
  "</title></textarea><script>alert(9)</script>",
  "javascript:alert(9)",
  "{{constructor.constructor('alert(9)')()}}",
  "<iframe srcdoc='<script>parent.alert(9)</script>'>",
];

test("what somebody typed does nothing where it is shown", async ({ server, browser }) => {
  const page = await adult(browser, server.url, "tong.phu.trach");
  const said: string[] = [];
  page.on("dialog", (dialog) => (said.push(dialog.message()), dialog.dismiss()));
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  for (const code of CODE) {
    await page.goto("/hoat-dong/moi");
    const form = await page.evaluate(() => {
      const whole = document.querySelector<HTMLFormElement>("form[action='/hoat-dong']")!;
      const fields = Object.fromEntries([...new FormData(whole)].map(([name, value]) => [name, String(value)]));
      const guest = document.querySelector<HTMLInputElement>("input[name=targets]")!;
      return { ...fields, targets: guest.value, kind: "contest" };
    });
    const held = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const answer = await page.request.post("/hoat-dong", {
      form: { ...form, title: code, place: code, note: code, held_on: held },
      headers: { origin: server.url },
      maxRedirects: 0,
    });
    const why = (await answer.text()).match(/class="problem">[^<]*/g);
    expect(answer.status(), `${why}`).toBe(303);
    const activity = answer.headers().location;
    for (const path of [activity, `${activity}/sua`, "/hoat-dong", `/bai-hoc?tim=${encodeURIComponent(code)}`]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
    }
    await page.goto(activity);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(code);
  }
  expect(said).toEqual([]);
  // The control: this browser would have said it.
  await page.evaluate(() => window.alert(9));
  expect(said).toEqual(["9"]);
});
