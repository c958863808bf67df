import type { Action } from "@testudo/devnet/scenario";
import { InvariantBroken } from "../invariants/check.ts";
import { perform } from "./perform.ts";
import { type Random, seeded } from "./random.ts";
import { randomAction } from "./random-action.ts";
import { createWorld, type Outcome, type World, type WorldSetup } from "./world.ts";

/** What ended a run before its time. */
export interface Failure {
  /** The rule that broke, or the error that came out of a chain. */
  readonly reason: string;
  readonly detail: string;
  /** What was done, up to and including the action that failed. */
  readonly actions: readonly Action[];
}

/** How a run went. */
export interface RunReport {
  readonly failure: Failure | undefined;
  readonly steps: number;
  /** Actions by kind: how many were done, and how many refused. */
  readonly counts: ReadonlyMap<string, { readonly done: number; readonly refused: number }>;
  readonly blocks: bigint;
  readonly world: World | undefined;
}

/** Seven validators, of whom the hub bonds six and five take part in its consensus; everything is quick. */
export const RANDOM_SETUP: WorldSetup = {
  powers: { alice: 400n, bob: 350n, carol: 250n, dave: 150n, erin: 100n, frank: 60n, grace: 20n },
  accounts: ["hans"],
  hub: {
    provider: {
      params: {
        blocks_per_epoch: "4",
        max_provider_consensus_validators: "5",
        number_of_epochs_to_start_receiving_rewards: "1",
        slash_meter_replenish_period: "1800s",
        slash_meter_replenish_fraction: "0.05",
      },
    },
    staking: { params: { max_validators: 6 } },
    slashing: {
      params: {
        signed_blocks_window: "8",
        min_signed_per_window: "0.5",
        downtime_jail_duration: "60s",
      },
    },
    gov: { params: { voting_period: "10s", expedited_voting_period: "5s" } },
  },
  consumer: {
    slashing: {
      params: {
        signed_blocks_window: "8",
        min_signed_per_window: "0.5",
        downtime_jail_duration: "60s",
      },
    },
  },
};

/** Does random things from a seed, so many of them, or until something breaks. */
export function randomRun(options: { readonly seed: number; readonly steps: number }): RunReport {
  const random: Random = seeded(options.seed);
  return run(function* (world) {
    for (let step = 0; step < options.steps; step += 1) yield randomAction(world, random);
  });
}

/** Does given things in a fresh world. */
export function replay(actions: readonly Action[]): RunReport {
  return run(() => actions);
}

function run(plan: (world: World) => Iterable<Action>): RunReport {
  const counts = new Map<string, { done: number; refused: number }>();
  const done: Action[] = [];
  let world: World | undefined;
  let failure: Failure | undefined;
  try {
    world = createWorld(RANDOM_SETUP);
    for (const action of plan(world)) {
      done.push(action);
      count(counts, action, perform(world, action));
    }
  } catch (error) {
    failure = failureOf(error, done);
  }
  return { failure, steps: done.length, counts, blocks: world?.hub.height ?? 0n, world };
}

function count(
  counts: Map<string, { done: number; refused: number }>,
  { do: kind }: Action,
  { refusal }: Outcome,
): void {
  const known = counts.get(kind) ?? { done: 0, refused: 0 };
  if (refusal === undefined) known.done += 1;
  else known.refused += 1;
  counts.set(kind, known);
}

function failureOf(error: unknown, actions: readonly Action[]): Failure {
  if (error instanceof InvariantBroken) {
    const [first = ""] = error.faults;
    return { reason: first.split(":")[0] ?? first, detail: error.message, actions: [...actions] };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const reason = error instanceof Error ? `${error.name}: ${error.message.slice(0, 60)}` : detail;
  return { reason, detail, actions: [...actions] };
}

/**
 * Makes a failing run short: drops ever smaller parts of it as long as the rest fails for the same reason. Ends when
 * nothing can go, or when so many replays were made.
 */
export function shrink(failure: Failure, replaysMax = 150): Failure {
  let best = failure;
  let replays = 0;
  for (let size = Math.ceil(best.actions.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = best.actions.length - size; start > -size; start -= size) {
      if (replays >= replaysMax) return best;
      replays += 1;
      const rest = best.actions.toSpliced(Math.max(start, 0), size);
      const { failure: again } = replay(rest);
      if (again !== undefined && again.reason === best.reason) best = again;
    }
  }
  return best;
}

/** A failure with the run that leads to it, for people and for `replay`. */
export function failureText(failure: Failure): string {
  const lines = failure.actions.map((action) =>
    JSON.stringify(action, (_, value) => (typeof value === "bigint" ? String(value) : value)),
  );
  return `${failure.detail}\n\nafter ${lines.length} actions:\n${lines.join("\n")}`;
}
