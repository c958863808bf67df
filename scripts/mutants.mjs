/**
 * Shows that the invariants see: breaks our CCV code in one place at a time, in memory, and looks for the break. Prints
 * what caught each mutant, and fails if one survives.
 *
 *   node scripts/mutants.mjs                                     every mutant, by what is known to catch it
 *   node scripts/mutants.mjs --quick                             those that are caught within seconds
 *   node scripts/mutants.mjs --random [--steps 400] [--seeds 1,2,3]  every mutant, by random runs alone
 *   node scripts/mutants.mjs "the meter"                         those with this in their name
 *
 * A mutant is known to be caught by a seed of the random runs with so many steps, by a scenario, or by a unit test.
 */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { build } from "esbuild";
import { EXTERNAL } from "./build.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    random: { type: "boolean", default: false },
    steps: { type: "string", default: "400" },
    seeds: { type: "string", default: "1,2,3" },
  },
});
/** A mutant that keeps a chain from ever ending is caught as well. */
const TIMEOUT_MS = 600_000;
/** Of this process alone: several may run at once. */
const folder = `${root}node_modules/.cache/mutants-${process.pid}/`;

const table = JSON.parse(readFileSync(`${root}test/mutants/mutants.json`, "utf8"));
const chosen = table
  .filter(({ name }) => positionals.every((part) => name.includes(part)))
  .filter(({ quick }) => !values.quick || quick === true);

mkdirSync(folder, { recursive: true });
const survivors = [];
try {
  for (const [number, mutant] of chosen.entries()) {
    const started = Date.now();
    const catcher = await hunt(mutant, number);
    if (catcher === undefined) survivors.push(mutant.name);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(
      `${catcher === undefined ? "MISSED" : "caught"} ${mutant.name}: ${catcher ?? "by nothing"} (${seconds} s)`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${chosen.length - survivors.length} of ${chosen.length} mutants caught`);
process.exitCode = survivors.length === 0 ? 0 : 1;

/** What saw the mutant; undefined when nothing did. */
async function hunt(mutant, number) {
  if (mutant.test !== undefined && !values.random) return huntByTest(mutant);
  const bundle = `${folder}${number}.mjs`;
  await bundleHunter(mutant, bundle);
  try {
    const { stdout } = await run(process.execPath, [bundle, ...placeOf(mutant)], {
      cwd: root,
      timeout: TIMEOUT_MS,
    });
    const { found } = JSON.parse(stdout.trim().split("\n").at(-1));
    return found && `${found.reason}, ${found.where}`;
  } catch (error) {
    if (error.killed) return "a chain that never ends";
    throw error;
  }
}

/** Where to look: arguments of the hunter. */
function placeOf({ scenario, seed, steps }) {
  if (values.random) return [values.steps, ...values.seeds.split(",")];
  if (scenario !== undefined) return [`devnet/scenarios/${scenario}.yaml`];
  if (seed !== undefined) return [String(steps), String(seed)];
  return [values.steps, ...values.seeds.split(",")];
}

async function huntByTest(mutant) {
  const jest = `${root}node_modules/jest/bin/jest.js`;
  try {
    await run(process.execPath, [jest, "--config", "jest.mutants.config.mjs", "-i", mutant.test], {
      cwd: root,
      timeout: TIMEOUT_MS,
      env: { ...process.env, TESTUDO_MUTANT: mutant.name },
    });
    return undefined;
  } catch {
    return mutant.test;
  }
}

/** The random runs in one file, with one source replaced. */
async function bundleHunter(mutant, outfile) {
  const path = `${root}packages/ccv/src/${mutant.file}`;
  await build({
    absWorkingDir: root,
    entryPoints: ["test/mutants/hunt.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "error",
    external: EXTERNAL,
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    plugins: [
      {
        name: "mutant",
        setup({ onLoad }) {
          onLoad({ filter: /packages\/ccv\/src\/.*\.ts$/ }, (source) =>
            source.path === path
              ? { contents: mutated(readFileSync(path, "utf8"), mutant), loader: "ts" }
              : undefined,
          );
        },
      },
    ],
  });
}

function mutated(source, { name, find, replace }) {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(`mutant "${name}": its text stands ${parts.length - 1} times in the source`);
  }
  return parts.join(replace);
}
