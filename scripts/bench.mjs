/**
 * Measures: bundles every test/bench/*.bench.ts, runs each in a process of its own, and prints medians beside the Go
 * stack's figures for the same work (test/bench/go-figures.json).
 *
 *   npm run bench -- [--only NAME] [--runs N] [--json]
 *
 * --only keeps the pieces whose file name contains NAME; --runs is the number of runs that a median is taken of (3).
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { EXTERNAL } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}test/bench`;
const out = `${root}dist/bench`;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1)
  fail(`--runs must be a positive number, not ${values.runs}`);

const names = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts") && file.includes(values.only))
  .map((file) => file.slice(0, -".bench.ts".length))
  .sort();
if (names.length === 0) fail(`no piece is named like ${values.only}`);

const goFigures = JSON.parse(readFileSync(`${folder}/go-figures.json`, "utf8"));
mkdirSync(out, { recursive: true });
const all = [];
for (const name of names) {
  const figures = await measure(name);
  all.push(...figures.map((figure) => ({ piece: name, ...figure })));
  if (!values.json) print(name, figures);
}
if (values.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);

/** Runs one piece; the child prints each run's figures as a line of JSON. */
async function measure(name) {
  const bundle = await bundleOf(name);
  const { status, stdout, signal } = spawnSync(
    process.execPath,
    ["--expose-gc", bundle, String(runs)],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) fail(`${name} ended with ${signal ?? `exit code ${status}`}`);
  const results = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return results[0].map((figure, i) => ({
    ...figure,
    value: median(results.map((result) => result[i].value)),
    go: goFigures[figure.name],
  }));
}

async function bundleOf(name) {
  const entry = `${out}/${name}.entry.mjs`;
  writeFileSync(
    entry,
    `import { run } from ${JSON.stringify(`${folder}/${name}.bench.ts`)};
for (let left = Number(process.argv[2]); left > 0; left -= 1) {
  process.stdout.write(JSON.stringify(await run()) + "\\n");
}
process.exit(0);
`,
  );
  const outfile = `${out}/${name}.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "linked",
    logLevel: "warning",
    external: EXTERNAL,
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  return outfile;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function print(name, figures) {
  process.stdout.write(`\n${name} (median of ${runs})\n`);
  const width = Math.max(...figures.map((figure) => figure.name.length));
  for (const { name: what, value, unit, go } of figures) {
    const beside =
      go === undefined ? "" : `   Go: ${show(go.value)} ${unit}, ratio ${show(value / go.value)}`;
    process.stdout.write(`  ${what.padEnd(width)}  ${show(value).padStart(10)} ${unit}${beside}\n`);
  }
}

function show(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function fail(message) {
  process.stderr.write(`bench: ${message}\n`);
  process.exit(2);
}
