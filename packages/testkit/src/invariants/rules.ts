import type { ChainRole } from "@testudo/chains";
import { supply } from "./bank.ts";
import { escrow, packetSequences } from "./channels.ts";
import { consumerMembers, consumerUpdateIds, reports, slashPackets } from "./consumer.ts";
import {
  dueConsumers,
  links,
  members,
  phases,
  slashMeter,
  timeQueues,
  updateIds,
} from "./consumers.ts";
import { consumerRewards, referenceCounts, rewardBooks } from "./distribution.ts";
import { keyUniqueness, pruning } from "./keys.ts";
import { lifeCycle } from "./life-cycle.ts";
import { optOuts, ownSet, shapedSets } from "./next-sets.ts";
import { burning, meterAccounting, penaltyProvenance, sentences } from "./penalties.ts";
import { epochs, firstSets, propagation } from "./set-updates.ts";
import { operators, pools, powerIndex, powers, shares, unbonding } from "./staking.ts";
import type { Passage, PassageRule, Rule, StateView } from "./view.ts";

const COMMON: readonly Rule[] = [supply, packetSequences, escrow];

/** Of chains that have stake. */
const STAKED: readonly Rule[] = [
  pools,
  shares,
  powers,
  powerIndex,
  operators,
  unbonding,
  rewardBooks,
  referenceCounts,
];

const PROVIDER: readonly Rule[] = [
  ...STAKED,
  consumerRewards,
  phases,
  timeQueues,
  links,
  updateIds,
  slashMeter,
  members,
  keyUniqueness,
  ownSet,
];

const CONSUMER: readonly Rule[] = [slashPackets, reports, consumerMembers, consumerUpdateIds];

const RULES: Readonly<Record<ChainRole, readonly Rule[]>> = {
  provider: PROVIDER,
  consumer: CONSUMER,
  standalone: STAKED,
  democracy: [...STAKED, ...CONSUMER],
};

const PROVIDER_PASSAGES: readonly PassageRule[] = [
  epochs,
  propagation,
  firstSets,
  shapedSets,
  penaltyProvenance,
  burning,
  meterAccounting,
  lifeCycle,
  dueConsumers,
  pruning,
  optOuts,
  sentences,
];

/** What does not hold in one state of a chain, looked at alone. */
export function stateFaults(view: StateView): string[] {
  const rules = [...COMMON, ...RULES[view.role]];
  return rules.flatMap((rule) => [...rule(view)]);
}

/** What a block changed that it may not change. */
export function passageFaults(passage: Passage): string[] {
  if (passage.after.role !== "provider") return [];
  return PROVIDER_PASSAGES.flatMap((rule) => [...rule(passage)]);
}
