import tests from "../playwright.config";

// The same browser and province as the tests; other files.
export default { ...tests, testDir: ".", testMatch: "*.pictures.ts", globalSetup: "../support/province.ts", outputDir: "../test-results" };
