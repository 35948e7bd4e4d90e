// `test` as every file here imports it: with a server of the file's own behind `page`.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { Server } from "./server";

/** For tests that measure many pages: as for somebody who has turned motion off, no page fades into the next. */
export const still = { contextOptions: { reducedMotion: "reduce" } } as const;

/** Chromium's own note when the next page comes before the last one has faded; nobody is missing anything. */
const HURRIED = "AbortError: Transition was skipped";

type ServerOfFile = { of: (file: string) => Promise<Server> };

type Fixtures = {
  server: Server;
  /** Complaints a test causes on purpose, such as a lost network. */
  excused: RegExp | undefined;
};

export const test = base.extend<Fixtures, { servers: ServerOfFile }>({
  excused: [undefined, { option: true }],

  servers: [
    async ({}, use) => {
      let current: { file: string; server: Server } | undefined;
      await use({
        async of(file) {
          if (current?.file !== file) {
            await current?.server.stop();
            current = undefined;
            current = { file, server: await Server.start() };
          }
          return current.server;
        },
      });
      await current?.server.stop();
    },
    { scope: "worker" },
  ],

  server: [
    async ({ servers }, use, info) => {
      const server = await servers.of(info.file);
      await use(server);
      if (info.status !== info.expectedStatus) {
        await info.attach("server log", { body: server.log(), contentType: "text/plain" });
      }
    },
    { auto: true },
  ],

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  // A script error or a refused resource is a failure even when the page looks right.
  page: async ({ page, excused }, use) => {
    const documents = new Set<string>();
    const complaints: string[] = [];
    page.on("response", (response) => {
      if (response.request().isNavigationRequest()) documents.add(response.url());
    });
    page.on("pageerror", (error) => String(error) !== HURRIED && complaints.push(String(error)));
    page.on("console", (message) => {
      // Chromium also notes a page that answers 404 or 422 as it should.
      const answered = documents.has(message.location().url) && message.text().startsWith("Failed to load");
      if (message.type() === "error" && !answered) complaints.push(message.text());
    });
    await use(page);
    const unexcused = complaints.filter((complaint) => !excused?.test(complaint));
    expect(unexcused, "what the browser complained about").toEqual([]);
  },
});

/** No rule of WCAG 2.2 A and AA is broken on the page as it stands now. */
export async function expectAccessible(page: Page) {
  const report = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const broken = report.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join("\n    ")}`,
  );
  expect(broken).toEqual([]);
}

export { expect };
