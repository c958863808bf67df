import { writeFileSync } from "node:fs";
import type { ChainRole } from "@testudo/chains";
import { findGoApplication, requireGoApplication } from "../go-applications.ts";
import { coverageTable, createCoverage } from "./coverage.ts";
import { createHubScenario, type Scenario } from "./hub-scenario.ts";
import { describeDifference, runInLockstep } from "./lockstep.ts";
import { createPairScenario } from "./pair-scenario.ts";
import { createRandom, type Random } from "./random.ts";
import { createRebornScenario } from "./reborn-scenario.ts";

/** `npm run test:interop -- --differential --seed 7 --txs 5000` sets these. */
const SEED = Number(process.env.TESTUDO_SEED ?? 1);
const TXS = Number(process.env.TESTUDO_TXS ?? 500);
/** Then a fresh chain starts, with the next seed. */
const TXS_PER_CHAIN = 250;
/** A file for a table of the messages, queries and events that the run reached. */
const { TESTUDO_COVERAGE } = process.env;
/** About what a busy machine needs for a transaction with all that is asked around it. */
const TIMEOUT_MS = 120_000 + TXS * 1_000;
const BUILD_TIMEOUT_MS = 3_600_000;

const ROLES: readonly ChainRole[] = ["provider", "consumer"];
const missing = ROLES.map(findGoApplication).flatMap((one) =>
  "missing" in one ? [one.missing] : [],
);
const mayRun = missing.length === 0 || process.env.TESTUDO_BUILD_GO === "1";

const SCENARIOS: readonly (readonly [name: string, make: (random: Random) => Scenario])[] = [
  ["a hub: bank, staking, slashing, distribution, governance, consumers", createHubScenario],
  ["a hub that begins anew from its export", createRebornScenario],
  ["a hub and a consumer: channels, packets, evidence, fee grants", createPairScenario],
];

const binaries = new Map<ChainRole, string>();
beforeAll(async () => {
  for (const role of mayRun ? ROLES : []) {
    const binary = await requireGoApplication(role);
    if ("missing" in binary) throw new Error(binary.missing);
    binaries.set(role, binary.path);
  }
}, BUILD_TIMEOUT_MS);

const coverage = createCoverage();
const names = { messages: new Set<string>(), queries: new Set<string>() };

function cover({ chains }: Scenario): void {
  for (const { chain, app, calls } of chains) {
    for (const typeUrl of app.router.typeUrls) names.messages.add(`${chain.role} ${typeUrl}`);
    for (const path of app.queries.paths) names.queries.add(`${chain.role} ${path}`);
    coverage.add(chain.role, calls);
  }
}

afterAll(() => {
  if (TESTUDO_COVERAGE === undefined) return;
  const tables = [
    coverageTable("Messages", [...names.messages], coverage.messages),
    coverageTable("Queries", [...names.queries], coverage.queries),
    coverageTable("Block events", [], coverage.events),
  ];
  writeFileSync(TESTUDO_COVERAGE, tables.join("\n"));
});

const reason = missing[0] === undefined ? "" : ` (${missing[0]})`;
(mayRun ? describe : describe.skip)(
  `${TXS} random transactions, seed ${SEED}, on ours and on the Go applications${mayRun ? "" : reason}`,
  () => {
    it.each(SCENARIOS)(
      "%s",
      async (_name, make) => {
        let left = TXS;
        for (let seed = SEED; left > 0; seed += 1) {
          const scenario = make(createRandom(seed));
          const { differences, tally } = await runInLockstep({
            scenario,
            binary: (role) => binaries.get(role) ?? "",
            txs: Math.min(left, TXS_PER_CHAIN),
          });
          left -= tally.txs;
          cover(scenario);
          // The first one says it all; the seed brings it back.
          const found = differences.slice(0, 5).map(describeDifference);
          expect({ seed, found }).toEqual({ seed, found: [] });
        }
      },
      TIMEOUT_MS,
    );
  },
);
