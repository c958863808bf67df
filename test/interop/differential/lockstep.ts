import type { ChainRole } from "@testudo/chains";
import type { Difference } from "./differences.ts";
import { compareExports } from "./exports.ts";
import { createFollower, type Follower, type Tally } from "./following.ts";
import { type GoApplication, startGoApplication } from "./go-application.ts";
import type { RecordedChain, Scenario } from "./hub-scenario.ts";

/** What came out of a run. */
export interface LockstepReport {
  readonly tally: Tally;
  /** In the order found; empty for two applications that are one. */
  readonly differences: readonly Difference[];
  /** Texts for people that differ. */
  readonly logs: readonly Difference[];
}

export interface LockstepOptions {
  readonly scenario: Scenario;
  /** Path of the Go application of a role. */
  readonly binary: (role: ChainRole) => string;
  /** Transactions to make, on all chains together. */
  readonly txs: number;
}

/**
 * Lets a scenario run on our applications and has the Go ones follow after every step, until enough transactions are
 * made or an answer differs.
 */
export async function runInLockstep(options: LockstepOptions): Promise<LockstepReport> {
  const { scenario, txs } = options;
  const started: GoApplication[] = [];
  try {
    const followers: Follower[] = [];
    for (const recorded of scenario.chains) {
      const { calls, chain } = recorded;
      const go = await startGoApplication(startOf(recorded, options));
      started.push(go);
      followers.push(createFollower({ calls, go: go.client, store: chain.store }));
    }
    const catchUp = async () => {
      for (const follower of followers) await follower.catchUp();
    };
    const found = () => followers.flatMap(({ differences }) => differences);
    await catchUp();
    while (scenario.txs < txs && !scenario.ended && found().length === 0) {
      scenario.step();
      await catchUp();
    }
    const exported = found().length > 0 ? [] : await exportedDifferently(scenario, started);
    return {
      tally: sum(followers.map(({ tally }) => tally)),
      differences: [...found(), ...exported],
      logs: followers.flatMap(({ logs }) => logs),
    };
  } finally {
    for (const go of started) await go.stop();
  }
}

/** A chain that its application has brought to a halt has nothing to export. */
async function exportedDifferently(
  { chains }: Scenario,
  started: readonly GoApplication[],
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const [i, { app, calls }] of chains.entries()) {
    if (calls.at(-1)?.failure !== undefined) continue;
    // Governance may have decided on a duration that the Go binary cannot write down.
    const exported = await started[i]!.exportGenesis().catch(() => undefined);
    if (exported !== undefined) found.push(...compareExports(exported, app));
  }
  return found;
}

function startOf({ chain, minGasPrices }: RecordedChain, { binary }: LockstepOptions) {
  return { role: chain.role, binary: binary(chain.role), chainId: chain.chainId, minGasPrices };
}

function sum(tallies: readonly Tally[]): Tally {
  const total: Tally = { blocks: 0, txs: 0, checks: 0, queries: 0 };
  for (const one of tallies) {
    total.blocks += one.blocks;
    total.txs += one.txs;
    total.checks += one.checks;
    total.queries += one.queries;
  }
  return total;
}

/** A difference for a person. */
export function describeDifference({ height, what, go, ours, about }: Difference): string {
  const subject = about === undefined || about === "" ? "" : `\n  about: ${about}`;
  return `height ${height}: ${what}\n  Go:   ${go}\n  ours: ${ours}${subject}`;
}
