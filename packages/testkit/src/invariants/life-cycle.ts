import { fromDuration } from "@testudo/proto";
import { PHASE } from "./consumers.ts";
import { provider, staking } from "./stored.ts";
import type { Passage } from "./view.ts";

const { registered, initialized, launched, stopped, deleted } = PHASE;

/** What may follow a phase in one block, beside the phase itself. */
const NEXT: ReadonlyMap<bigint, readonly bigint[]> = new Map([
  [0n, [registered, initialized, launched]],
  [registered, [initialized]],
  [initialized, [registered, launched]],
  [launched, [stopped]],
  [stopped, [deleted]],
  [deleted, []],
]);

/** Life cycle: phases follow one another, and chain id and initialization end with the launch. */
export function* lifeCycle({ before, after }: Passage): Generator<string> {
  for (const [id, phase] of provider.phases.entries(after)) {
    const former = provider.phases.get(before, id) ?? 0n;
    if (phase !== former && NEXT.get(former)?.includes(phase) !== true) {
      yield `life cycle: ${id} went from ${former} to ${phase}`;
    }
    if (former < launched) continue;
    if (provider.chainIds.get(before, id) !== provider.chainIds.get(after, id)) {
      yield `life cycle: ${id} was renamed after its launch`;
    }
    const [removal, now] = [before, after].map((view) => provider.removalTimes.get(view, id));
    if (phase === deleted && former === stopped && removal !== undefined && removal > after.time) {
      yield `life cycle: ${id} is deleted before its time`;
    }
    const unbonding = staking.params.get(after)?.unbondingTime;
    const due = unbonding === undefined ? undefined : after.time + fromDuration(unbonding);
    if (phase === stopped && former === launched && now !== due) {
      yield `life cycle: ${id} will be removed at ${now} instead of ${due}`;
    }
    if (phase === launched && now !== undefined) yield `life cycle: ${id} will be removed`;
  }
}
