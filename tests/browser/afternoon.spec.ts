// One afternoon in a school, played by five people: from the Excel file a teacher has to the report an officer reads.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adult, comeIn } from "./support/people";
import { expect, expectAccessible, test } from "./support/test";

const LIST = join(__dirname, "../data/class-4a.xlsx");

type Card = { name: string; pictures: string[] };

/** What stands on the printed card of a child. */
async function card(teacher: Page, classPage: string, name: string): Promise<Card> {
  await teacher.goto(`${classPage}/the`);
  const printed = teacher.locator(".sign-in-card", { hasText: name });
  return { name, pictures: await printed.locator(".card-pic small").allInnerTexts() };
}

test("the afternoon, from the Excel file to the report", async ({ browser, server, page }) => {
  test.setTimeout(180_000);

  // The teacher brings the list she has: two new children, one wrong row, a column that is never kept.
  const teacher = await adult(browser, server.url, "co.lan");
  await teacher.getByRole("link", { name: /Lớp 4A/ }).click();
  const classPage = new URL(teacher.url()).pathname;
  await teacher.goto("/nhap-danh-sach");
  await teacher.getByLabel("Tệp danh sách").setInputFiles(LIST);
  await teacher.getByRole("button", { name: "Xem trước" }).click();
  await expect(teacher.getByText("Cột “Điện thoại” không được lưu.")).toBeVisible();
  await teacher.locator("summary", { hasText: "Học sinh mới" }).click();
  await expect(teacher.getByText("Lương Bảo Châu")).toBeVisible();
  await expect(teacher.getByText(/31\/02\/2017/)).toBeVisible();
  await expectAccessible(teacher);
  await teacher.getByRole("button", { name: "Nhập", exact: true }).click();
  await expect(teacher.getByText(/2 học sinh mới/)).toBeVisible();

  // She gives the class a module, and opens the door.
  await teacher.goto(`/lop/giao-bai?lop=${classPage.split("/").pop()}&module=B6`);
  await expectAccessible(teacher);
  await teacher.getByRole("button", { name: "Giao bài" }).click();
  await teacher.goto(classPage);
  await expect(teacher.getByText("35 học sinh")).toBeVisible();
  const code = await teacher.locator(".door-code").innerText();
  const chau = await card(teacher, classPage, "Lương Bảo Châu");
  const khang = await card(teacher, classPage, "Đặng Gia Khang");

  // A child comes in, looks at the scenes, answers, and reads whom to tell.
  await comeIn(page, { code, tile: "Châu L.", pictures: chau.pictures });
  await expect(page.getByRole("heading", { name: "Bài hôm nay" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /Không phải lỗi của em – và cách giúp bạn/ }).click();
  await expect(page.getByText("Em có thể dừng bất cứ lúc nào.")).toBeVisible();
  await page.getByRole("link", { name: "Bắt đầu" }).click();
  await expect(page.getByText("Cảnh 1 trên", { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Xem tiếp" }).click();
  await expect(page.getByText(/Cảnh 2 trên/)).toBeVisible();

  // The power goes; the next morning she is at the same scene.
  await page.goto("/hoc");
  await page.getByRole("link", { name: /Không phải lỗi của em/ }).click();
  await expect(page.getByText(/Cảnh 2 trên/)).toBeVisible();
  while (await page.getByRole("button", { name: "Xem tiếp" }).isVisible()) {
    await page.getByRole("button", { name: "Xem tiếp" }).click();
  }
  await page.getByRole("button", { name: "Sang câu hỏi" }).click();
  await expect(page.getByText(/Câu 1 trên/)).toBeVisible();
  await expectAccessible(page);
  for (let n = 1; n <= 6; n++) {
    await expect(page.getByText(new RegExp(`Câu ${n} trên`))).toBeVisible();
    await page.locator("label.option").first().click();
    await page.getByRole("button", { name: "Trả lời" }).click();
    await expect(page.locator(".feedback:visible").first()).toBeVisible();
    await page.getByRole("button", { name: /Câu tiếp theo|Xong bài/ }).click();
  }
  await expect(page.getByRole("heading", { name: "Kể với ai?" })).toBeVisible();
  await expect(page.getByText("111").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Về bài hôm nay" }).click();
  await expect(page.getByRole("link", { name: /Không phải lỗi của em.*Học lại/ })).toBeVisible();

  // The next child sits down at the same computer and finds nothing of the first.
  await page.goto("/");
  await expect(page.getByText("Em là Châu L. phải không?")).toBeVisible();
  await page.getByRole("button", { name: "Không phải em" }).click();
  await expect(page.getByLabel("Mã lớp")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("Châu")).toHaveCount(0);
  await comeIn(page, { code, tile: "Khang Đ.", pictures: khang.pictures });
  await expect(page.getByRole("heading", { name: "Bài hôm nay" })).toBeVisible();
  await expect(page.getByRole("link", { name: /Không phải lỗi của em.*Bắt đầu/ })).toBeVisible();
  await expect(page.getByText("Châu")).toHaveCount(0);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain("Châu");
  expect(kept).not.toContain("B6");

  // The teacher sees who is where.
  await teacher.goto(`${classPage}/hoc-sinh`);
  const row = teacher.getByRole("row", { name: /Lương Bảo Châu/ });
  await expect(row.getByText(/Hoàn thành|Nắm được bài/)).toBeVisible();
  await expectAccessible(teacher);

  // What readers of reports see of meetings before there is this one: some of the demo's own may lie in the same month.
  const organizer = await adult(browser, server.url, "tong.phu.trach");
  const head = await adult(browser, server.url, "hieu.truong");
  const officers = [await adult(browser, server.url, "so.gddt"), await adult(browser, server.url, "tinh.doan")];
  const readers = [organizer, head, ...officers];
  const attendances = async (reader: Page) => {
    await reader.goto("/bao-cao");
    const cell = reader.getByRole("row", { name: /I13/ }).getByRole("cell").nth(1);
    const [, n] = (await cell.innerText()).match(/([\d.]+) lượt/) ?? ["", "0"];
    return Number(n.replaceAll(".", ""));
  };
  const before: number[] = [];
  for (const reader of readers) before.push(await attendances(reader));

  // The organizer holds a meeting of two chi đội: everybody is here, one is not, two more came along.
  await organizer.goto("/hoat-dong/moi");
  await organizer.getByLabel("Loại hoạt động").selectOption({ label: "Sinh hoạt chi đội – liên đội" });
  await organizer.getByLabel("Tên hoạt động").fill("Sinh hoạt: Vòng tròn tin cậy");
  await organizer.getByLabel("Chi đội 4A").check();
  await organizer.getByLabel("Chi đội 4B").check();
  await expectAccessible(organizer);
  await organizer.getByRole("button", { name: "Lên lịch" }).click();
  await expect(organizer.getByRole("heading", { name: "Sinh hoạt: Vòng tròn tin cậy" })).toBeVisible();
  await organizer.getByRole("button", { name: /Tất cả 67 em/ }).click();
  await expect(organizer.getByText("67/67 em có mặt")).toBeVisible();
  const absent = organizer.getByRole("group", { name: /Lương Bảo Châu/ });
  await absent.locator("label.absent").click();
  await expect(organizer.getByText("Đã lưu")).toBeVisible();
  await expectAccessible(organizer);
  await organizer.reload();
  await expect(organizer.getByText("66/67 em có mặt")).toBeVisible();
  await organizer.getByRole("button", { name: "Chốt buổi" }).click();
  await expect(organizer.getByText(/Đã chốt/).first()).toBeVisible();

  // School, Department and Tỉnh đoàn read it; nobody retyped a number.
  for (const [n, reader] of readers.entries()) expect(await attendances(reader)).toBe(before[n] + 66);
  await expectAccessible(head);
  for (const reader of officers) {
    await expect(reader.getByText("Lương Bảo Châu")).toHaveCount(0);
    await expectAccessible(reader);
    const download = reader.waitForEvent("download");
    await reader.getByRole("link", { name: "Tải tệp Excel" }).click();
    const file = readFileSync(await (await download).path());
    expect(file.subarray(0, 2).toString()).toBe("PK");
    expect(file.length).toBeGreaterThan(4_000);
  }
});
