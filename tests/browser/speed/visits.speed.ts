// `cargo xtask bench`: what a pupil's pages weigh and how soon they are there, as Chromium itself counts it.
import { writeFileSync } from "node:fs";
import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";
import { adult, comeIn, pupilOf } from "../support/people";
import { openMeeting, takeRoll } from "../support/roll";
import { expect, test } from "../support/test";

const ROUNDS = 5;
const SLOW = { cpu: 4, latency: 150, bytesPerSecond: (1.6 * 1_000_000) / 8 };

/** What came over the network for one visit. */
type Visit = { requests: number; bytes: number; wasm: number };
/** Milliseconds from the start of the navigation. */
type Times = { paint: number; answer: number };

test("visits", async ({ browser, server }) => {
  const rows: string[] = [];
  const paints: string[] = [];
  for (const [name, path] of [
    ["door", "/"],
    ["home", "/hoc"],
    ["lesson, at its first question", "lesson"],
  ]) {
    const first = await visits(browser, server.url, path);
    rows.push(`| ${name} | ${said(first.first)} | ${said(first.second)} |`);
    const plain = await times(browser, server.url, path, false);
    const slow = await times(browser, server.url, path, true);
    paints.push(`| ${name} | ${plain.paint} ms | ${plain.answer} ms | ${slow.paint} ms | ${slow.answer} ms |`);
  }
  const books = [];
  for (const [band, module, teacher] of LONGEST) books.push(await book(browser, server.url, band, module, teacher));
  const table = [
    "| page | first visit | second visit |",
    "|---|---|---|",
    ...rows,
    "",
    `| page | first paint | first answer possible | first paint, slowed | first answer possible, slowed |`,
    "|---|---|---|---|---|",
    ...paints,
    "",
    "The longest lesson of each band, opened at its first scene in a browser that has seen nothing else; the pack is what a teacher prints.",
    "",
    "| lesson | first visit | second visit | pictures, uncompressed | first paint / answer | slowed | printed pack |",
    "|---|---|---|---|---|---|---|",
    ...books,
    "",
    await roll(browser, server.url),
  ].join("\n");
  console.log(`\n${table}\n`);
  if (process.env.LACHAN_SPEED_OUT) writeFileSync(process.env.LACHAN_SPEED_OUT, table);
});

/** An organizer's afternoon on a phone of 360×740: 33 children, five of them exceptions. */
async function roll(browser: Browser, url: string): Promise<string> {
  const page = await adult(browser, url, "tong.phu.trach");
  await page.setViewportSize({ width: 360, height: 740 });
  await openMeeting(page, "Đang mở");
  const { taps, swipes, seconds } = await takeRoll(page);
  await page.context().close();
  return `Attendance of 33 children with five exceptions on a phone: ${taps} taps, ${swipes} swipes (reach: 7 and 3); the browser needs ${seconds.toFixed(1)} s for it, everything saved.`;
}

/** By what a child reads: the lesson with the most words of its band, and the demo's teacher of such a class. */
const LONGEST = [
  ["A", "A6", "co.mai"],
  ["B", "B4", "thay.nam"],
  ["C", "C5", "co.thu"],
  ["D", "D5", "thay.son"],
] as const;

async function book(browser: Browser, url: string, band: string, module: string, teacher: string): Promise<string> {
  const pupil = await pupilOf(browser, url, teacher, [module]);
  const state = await pupil.context().storageState();
  await pupil.context().close();
  const address = `/hoc/${module}?canh=1`;
  const open = async () => {
    const context = await browser.newContext({ baseURL: url, locale: "vi-VN", viewport: { width: 390, height: 760 }, storageState: state });
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.clearBrowserCache");
    return { context, page, network, address, path: "lesson" };
  };
  const { context, page, network } = await open();
  const first = await counted(page, network, address);
  const second = await counted(page, network, address);
  const pictures = await page.evaluate(() =>
    [...document.querySelectorAll("svg.scene, svg.sheet")].reduce((sum, svg) => sum + new Blob([svg.outerHTML]).size, 0),
  );
  await context.close();
  const plain = await timed(open, false);
  const slow = await timed(open, true);
  const staff = await adult(browser, url, teacher);
  await staff.goto(`/bai-hoc/${module}/in`);
  const pdf = (await staff.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
  await staff.context().close();
  return `| ${module} (${band}) | ${said(first)} | ${said(second)} | ${(pictures / 1000).toFixed(0)} KB | ${plain.paint} / ${plain.answer} ms | ${slow.paint} / ${slow.answer} ms | ${pages} pages |`;
}

const said = (visit: Visit) =>
  `${(visit.bytes / 1000).toFixed(1)} KB, ${visit.requests} requests${visit.wasm ? `, WASM ${(visit.wasm / 1000).toFixed(1)} KB` : ""}`;

/** A child at the first question of its first lesson, in a browser that has seen nothing else. */
async function signedIn(browser: Browser, url: string): Promise<{ context: BrowserContext; lesson: string }> {
  const context = await browser.newContext({ baseURL: url, locale: "vi-VN", viewport: { width: 390, height: 760 } });
  const page = await context.newPage();
  await comeIn(page);
  const card = page.locator("a.lesson-card").first();
  const lesson = new URL((await card.getAttribute("href")) ?? "", url).pathname;
  for (let scene = 1; scene <= 12; scene++) {
    await page.request.post(`${lesson}/canh`, { form: { canh: String(scene) }, headers: { origin: url }, maxRedirects: 0 });
  }
  await page.close();
  return { context, lesson: `${lesson}?cau=1` };
}

/** An empty page of that browser with an empty cache, and what its network does. */
async function fresh(browser: Browser, url: string, path: string): Promise<Fresh> {
  const { context, lesson } =
    path === "/" ? { context: await browser.newContext({ baseURL: url, locale: "vi-VN" }), lesson: "" } : await signedIn(browser, url);
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.clearBrowserCache");
  return { context, page, network, address: path === "lesson" ? lesson : path, path };
}

async function visits(browser: Browser, url: string, path: string): Promise<{ first: Visit; second: Visit }> {
  const { context, page, network, address } = await fresh(browser, url, path);
  const first = await counted(page, network, address);
  const second = await counted(page, network, address);
  await context.close();
  return { first, second };
}

async function counted(page: Page, network: CDPSession, address: string): Promise<Visit> {
  const visit: Visit = { requests: 0, bytes: 0, wasm: 0 };
  const asked = new Map<string, string>();
  const kept = new Set<string>();
  const onRequest = (event: { requestId: string; request: { url: string } }) => asked.set(event.requestId, event.request.url);
  const onCached = (event: { requestId: string }) => kept.add(event.requestId);
  const onFinished = (event: { requestId: string; encodedDataLength: number }) => {
    const from = asked.get(event.requestId);
    if (!from?.startsWith("http") || kept.has(event.requestId) || event.encodedDataLength === 0) return;
    visit.requests += 1;
    visit.bytes += event.encodedDataLength;
    if (from.endsWith(".wasm")) visit.wasm = event.encodedDataLength;
  };
  network.on("Network.requestWillBeSent", onRequest);
  network.on("Network.requestServedFromCache", onCached);
  network.on("Network.loadingFinished", onFinished);
  await page.goto(address, { waitUntil: "networkidle" });
  network.off("Network.requestWillBeSent", onRequest);
  network.off("Network.requestServedFromCache", onCached);
  network.off("Network.loadingFinished", onFinished);
  return visit;
}

/** A page that has seen nothing, and where it goes. */
type Fresh = { context: BrowserContext; page: Page; network: CDPSession; address: string; path: string };

const times = (browser: Browser, url: string, path: string, slow: boolean) => timed(() => fresh(browser, url, path), slow);

/** The median of several first visits. */
async function timed(open: () => Promise<Fresh>, slow: boolean): Promise<Times> {
  const all: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { context, page, network, address, path } = await open();
    if (slow) {
      await network.send("Emulation.setCPUThrottlingRate", { rate: SLOW.cpu });
      await network.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: SLOW.latency,
        downloadThroughput: SLOW.bytesPerSecond,
        uploadThroughput: SLOW.bytesPerSecond,
      });
    }
    await page.goto(address, { waitUntil: "load" });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    // A plain page answers as soon as its form is there; a lesson when it answers without loading another page.
    const awake = path === "lesson" ? page.waitForFunction(() => performance.getEntriesByName("awake").length > 0) : undefined;
    await awake;
    const measured = await page.evaluate(() => {
      const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN;
      const [awake] = performance.getEntriesByName("awake");
      const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      return { paint, answer: Math.max(paint, awake?.startTime ?? navigation.domInteractive) };
    });
    all.push(measured);
    await context.close();
  }
  const median = (values: number[]) => Math.round(values.sort((a, b) => a - b)[Math.floor(values.length / 2)]);
  const result = { paint: median(all.map((one) => one.paint)), answer: median(all.map((one) => one.answer)) };
  expect(result.paint).toBeGreaterThan(0);
  return result;
}
