import { defineConfig } from "@playwright/test";

// `cargo xtask test` sets LACHAN_BIN (the server) and CHROMIUM (the browser).
export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  workers: process.env.CI ? 1 : 2,
  retries: 0, // a test that passes only the second time hides something
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list"]],
  globalSetup: "./support/province.ts",
  use: {
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    screenshot: "only-on-failure",
    trace: "off", // a test asked for by name keeps one: `cargo xtask test NAME`
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
