import base from "./jest.config.mjs";

/** Runs the integration tests and writes down what they ask of the applications, for the Go ones to be asked the same. */
export default {
  ...base,
  testMatch: ["<rootDir>/test/integration/**/*.test.ts", "<rootDir>/packages/ccv/src/**/*.test.ts"],
  moduleNameMapper: {
    "^@testudo/chains$": "<rootDir>/test/interop/differential/recorded-chains.ts",
  },
};
