import { failureText, type RunReport, randomRun, shrink } from "@testudo/testkit/world";

/*
 * Random things happen to a hub and its consumers, from a seed. After every block of every chain all invariants are
 * checked; a run that breaks one is made short and printed. TESTUDO_SEED picks the first seed, TESTUDO_STEPS how much
 * is done over all seeds.
 */
const { TESTUDO_SEED = "1", TESTUDO_STEPS = "1000" } = process.env;
const STEPS_PER_RUN = 350;
const RUNS = Math.max(1, Math.ceil(Number(TESTUDO_STEPS) / STEPS_PER_RUN));
const SEEDS = Array.from({ length: RUNS }, (_, i) => Number(TESTUDO_SEED) + i);
const reports: RunReport[] = [];

describe("random runs", () => {
  it.each(SEEDS)(
    "keep all invariants after every block, seed %i",
    (seed) => {
      const report = randomRun({ seed, steps: Math.min(STEPS_PER_RUN, Number(TESTUDO_STEPS)) });
      reports.push(report);
      if (report.failure === undefined) return;
      throw new Error(`seed ${seed}: ${failureText(shrink(report.failure))}`);
    },
    600_000,
  );

  it("reach what they are about", () => {
    if (reports.length < 3) return; // A short run is asked for by somebody who looks for something else.
    const done = (kind: string) =>
      reports.reduce((sum, { counts }) => sum + (counts.get(kind)?.done ?? 0), 0);
    for (const kind of [
      "start-chain",
      "relay",
      "opt-out",
      "assign-key",
      "downtime",
      "double-sign",
      "govern",
      "unjail",
      "redelegate",
      "transfer",
    ]) {
      expect([kind, done(kind) > 0]).toEqual([kind, true]);
    }
  });
});
