import { supply } from "./bank.ts";
import { escrow, packetSequences } from "./channels.ts";
import { consumerMembers, consumerUpdateIds, reports, slashPackets } from "./consumer.ts";
import { links, members, phases, slashMeter, timeQueues, updateIds } from "./consumers.ts";
import { consumerRewards, referenceCounts, rewardBooks } from "./distribution.ts";
import { keyUniqueness } from "./keys.ts";
import { operators, pools, powerIndex, powers, shares, unbonding } from "./staking.ts";
import type { Rule, StateView } from "./view.ts";

const COMMON: readonly Rule[] = [supply, packetSequences, escrow];

const PROVIDER: readonly Rule[] = [
  pools,
  shares,
  powers,
  powerIndex,
  operators,
  unbonding,
  rewardBooks,
  referenceCounts,
  consumerRewards,
  phases,
  timeQueues,
  links,
  updateIds,
  slashMeter,
  members,
  keyUniqueness,
];

const CONSUMER: readonly Rule[] = [slashPackets, reports, consumerMembers, consumerUpdateIds];

/** What does not hold in one state of a chain, looked at alone. */
export function stateFaults(view: StateView): string[] {
  const rules = [...COMMON, ...(view.role === "provider" ? PROVIDER : CONSUMER)];
  return rules.flatMap((rule) => [...rule(view)]);
}
