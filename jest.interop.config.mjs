import base from "./jest.config.mjs";

/** Tests against programs of other projects. Those that are not at hand are reported as skipped, by name. */
export default {
  ...base,
  testMatch: ["<rootDir>/test/interop/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/interop/prepare.ts",
  maxWorkers: 1,
  testTimeout: 240_000,
};
