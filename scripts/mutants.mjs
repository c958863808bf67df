/**
 * Shows that the invariants see: breaks our CCV code in one place at a time, in memory, and looks for the break with
 * random runs or, where those cannot see it, with a named test. Prints what caught each mutant; fails if one survives.
 *
 *   node scripts/mutants.mjs [--all] [--steps 400] [--seeds 1,2,3] [part of a mutant's name]
 *
 * Without --all only those mutants run that have a known seed or test: a set that is quick enough for every change.
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
    all: { type: "boolean", default: false },
    steps: { type: "string", default: "400" },
    seeds: { type: "string", default: "1,2,3" },
  },
});
/** A mutant that keeps a chain from ever ending is caught as well. */
const TIMEOUT_MS = 600_000;
const folder = `${root}node_modules/.cache/mutants/`;

const table = JSON.parse(readFileSync(`${root}test/mutants/mutants.json`, "utf8"));
const chosen = table
  .filter(({ name }) => positionals.every((part) => name.includes(part)))
  .filter(({ seed, test }) => values.all || positionals.length > 0 || seed !== undefined || test);

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
  if (mutant.test !== undefined) return huntByTest(mutant);
  const bundle = `${folder}${number}.mjs`;
  await bundleHunter(mutant, bundle);
  // A known seed is tried with the number of steps that it needs and some more.
  const [steps, seeds] =
    mutant.seed === undefined || values.all
      ? [values.steps, values.seeds.split(",")]
      : [String(mutant.steps), [String(mutant.seed)]];
  try {
    const { stdout } = await run(process.execPath, [bundle, steps, ...seeds], {
      cwd: root,
      timeout: TIMEOUT_MS,
    });
    const { found, steps: done } = JSON.parse(stdout.trim().split("\n").at(-1));
    return found && `${found.reason}, seed ${found.seed} after ${done} steps`;
  } catch (error) {
    if (error.killed) return "a chain that never ends";
    throw error;
  }
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
