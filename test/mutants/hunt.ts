import { randomRun } from "@testudo/testkit/world";

/*
 * Looks for a broken invariant in random runs and prints what it found as JSON: what `scripts/mutants.mjs` bundles with
 * a mutated source and runs. Arguments: steps per run, then the seeds.
 */
const [steps = 0, ...seeds] = process.argv.slice(2).map(Number);
let done = 0;
let found: { readonly reason: string; readonly seed: number } | undefined;
for (const seed of seeds) {
  const report = randomRun({ seed, steps });
  done += report.steps;
  if (report.failure === undefined) continue;
  found = { reason: report.failure.reason, seed };
  break;
}
process.stdout.write(`${JSON.stringify({ found, steps: done })}\n`);
