/** One jest project: swc strips types in memory, so a plain `npx jest path` works without a build. */
const esmOnly = ["@noble", "@scure"].join("|");

export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/packages/*/src/**/*.test.ts", "<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/interop/"],
  transform: {
    "^.+\\.[cm]?[jt]s$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
  maxWorkers: 2,
  testTimeout: 180_000,
};
