import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/*
 * Proof that the invariants and the tests see: each mutant is our CCV code with one place broken, in memory. A part of
 * them runs here, TESTUDO_MUTANTS=all or `npm run mutants` runs all.
 */
const root = join(__dirname, "..", "..");
const table: readonly { readonly name: string; readonly quick?: boolean }[] = JSON.parse(
  readFileSync(join(__dirname, "mutants.json"), "utf8"),
);
const isAll = process.env.TESTUDO_MUTANTS === "all";
const chosen = table.filter(({ quick }) => isAll || quick === true).map(({ name }) => name);

describe("a mutant", () => {
  it("is caught: there are enough of them to say so", () => {
    expect(chosen.length).toBeGreaterThanOrEqual(10);
  });

  it.each(chosen)(
    "is caught: %s",
    async (name) => {
      const script = join(root, "scripts", "mutants.mjs");
      // Survivors make it fail, and the error shows what it printed.
      const { stdout } = await promisify(execFile)(process.execPath, [script, name], { cwd: root });
      expect(stdout).toMatch(/^caught /);
    },
    300_000,
  );
});
