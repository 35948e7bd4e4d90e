import tests from "../playwright.config";

// The same browser and province as the tests; one page at a time.
export default {
  ...tests,
  testDir: ".",
  testMatch: "*.speed.ts",
  globalSetup: "../support/province.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 300_000,
  reporter: [["line"]],
};
