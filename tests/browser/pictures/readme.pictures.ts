// `cargo xtask pictures`: the README's pictures, out of the demo province.
import { join } from "node:path";
import { test } from "../support/test";

const FOLDER = join(__dirname, "../../../docs/pictures");
const printed = () => process.env.LACHAN_PROVINCE_PRINTED ?? "";

test("a class and a report", async ({ page }) => {
  await page.setViewportSize({ width: 1180, height: 760 });
  await page.goto("/dang-nhap");
  await page.getByLabel("Tên đăng nhập").fill("co.lan");
  await page.getByLabel("Mật khẩu").fill("la-chan-thu-nghiem");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByRole("link", { name: /Lớp 4A/ }).click();
  await page.screenshot({ path: join(FOLDER, "class.png") });
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.goto("/dang-nhap");
  await page.getByLabel("Tên đăng nhập").fill("so.gddt");
  await page.getByLabel("Mật khẩu").fill("la-chan-thu-nghiem");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.goto("/bao-cao");
  const year = await page.locator("#ky option", { hasText: "Năm học" }).first().getAttribute("value");
  await page.locator("#ky").selectOption(year);
  await page.getByRole("button", { name: "Xem" }).click();
  await page.screenshot({ path: join(FOLDER, "report.png") });
});

test("a lesson on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 760 });
  const code = printed().match(/[A-Z2-9]{4} [A-Z2-9]{4}/)?.[0] ?? "";
  const [, name, pictures] = printed().match(/Thử làm em ([^:]+): chọn lần lượt (.+)\./) ?? [];
  const words = name.split(" ");
  await page.goto("/");
  await page.getByLabel("Mã lớp").fill(code);
  await page.getByRole("button", { name: "Vào lớp" }).click();
  await page.getByRole("link", { name: `${words.at(-1)} ${words[0][0]}.`, exact: true }).click();
  for (const picture of pictures.split(", ")) await page.getByRole("radio", { name: picture, exact: true }).click();
  await page.locator("a.lesson-card").first().click();
  const start = new URL(page.url()).pathname;
  await page.goto(`${start}?canh=2`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, "lesson.png") });
});
