/** swc for jest, with the mutant that TESTUDO_MUTANT names put into its source. */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const swc = require("@swc/jest");

const table = JSON.parse(readFileSync(join(__dirname, "mutants.json"), "utf8"));
const mutant = table.find(({ name }) => name === process.env.TESTUDO_MUTANT);

module.exports = {
  createTransformer(options) {
    const inner = swc.createTransformer(options);
    return {
      ...inner,
      getCacheKey: (...args) => `${inner.getCacheKey(...args)}${mutant?.name ?? ""}`,
      process(source, path, ...rest) {
        const isTarget = mutant !== undefined && path.endsWith(`/ccv/src/${mutant.file}`);
        const text = isTarget ? source.split(mutant.find).join(mutant.replace) : source;
        return inner.process(text, path, ...rest);
      },
    };
  },
};
