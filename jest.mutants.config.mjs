import base from "./jest.config.mjs";

/** For `scripts/mutants.mjs`: the same tests, over a source with one place broken. */
export default {
  ...base,
  transform: Object.fromEntries(
    Object.entries(base.transform).map(([pattern, [, options]]) => [
      pattern,
      ["<rootDir>/test/mutants/transform.cjs", options],
    ]),
  ),
};
