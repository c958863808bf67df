import { Dec, toHex } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import type { DecCoin } from "@testudo/proto/cosmos/base/v1beta1";
import { bank, distribution, provider, staking } from "./stored.ts";
import type { StateView } from "./view.ts";

/** Reward books: the account holds what is owed to validators, delegators and the community, and that is never negative. */
export function* rewardBooks(view: StateView): Generator<string> {
  const owed = new Map<string, Dec>();
  const pool = distribution.feePool.get(view)?.communityPool ?? [];
  for (const { denom, amount } of pool) add(owed, denom, amount);
  for (const [operator, { rewards }] of distribution.outstanding.entries(view)) {
    const commission = distribution.commission.get(view, operator)?.commission ?? [];
    const current = distribution.current.get(view, operator)?.rewards ?? [];
    for (const { denom, amount } of rewards) {
      add(owed, denom, amount);
      const parts = amountOf(commission, denom).add(amountOf(current, denom));
      if (parts.gt(Dec.fromAtomics(amount))) {
        yield `reward books: ${toHex(operator)} has ${Dec.fromAtomics(amount)}${denom} outstanding for ${parts}`;
      }
      if (Dec.fromAtomics(amount).isNegative())
        yield `reward books: ${toHex(operator)} owes ${denom}`;
    }
  }
  for (const [denom, amount] of owed) {
    const held = bank.balances.get(view, [moduleAddress("distribution"), denom]) ?? 0n;
    if (held < amount.truncateInt()) {
      yield `reward books: distribution holds ${held}${denom} and owes ${amount}`;
    }
  }
}

/** Reference counts: as many as there are validators, delegations and slashes to refer to reward periods. */
export function* referenceCounts(view: StateView): Generator<string> {
  const wanted =
    count(distribution.current.keys(view)) +
    count(distribution.startingInfos.keys(view)) +
    count(distribution.slashEvents.keys(view));
  let counted = 0;
  for (const { referenceCount } of distribution.historical.values(view)) counted += referenceCount;
  if (wanted !== counted) {
    yield `reference counts: ${counted} to historical rewards, ${wanted} who may refer to them`;
  }
  const delegations = count(staking.delegations.keys(view));
  const started = count(distribution.startingInfos.keys(view));
  if (delegations !== started) {
    yield `reference counts: ${started} delegations earn, there are ${delegations}`;
  }
}

/** Consumer rewards: the pool holds what consumers were credited with. */
export function* consumerRewards(view: StateView): Generator<string> {
  const credited = new Map<string, Dec>();
  for (const { rewards } of provider.rewardAllocations.values(view)) {
    for (const { denom, amount } of rewards) add(credited, denom, amount);
  }
  for (const [denom, amount] of credited) {
    const held = bank.balances.get(view, [moduleAddress("consumer_rewards_pool"), denom]) ?? 0n;
    if (Dec.fromInt(held).lt(amount)) {
      yield `consumer rewards: the pool holds ${held}${denom}, consumers were credited ${amount}`;
    }
  }
}

function add(totals: Map<string, Dec>, denom: string, atomics: string): void {
  totals.set(denom, (totals.get(denom) ?? Dec.zero).add(Dec.fromAtomics(atomics)));
}

function amountOf(coins: readonly DecCoin[], denom: string): Dec {
  return Dec.fromAtomics(coins.find((coin) => coin.denom === denom)?.amount ?? "0");
}

function count(entries: Iterable<unknown>): number {
  let total = 0;
  for (const _ of entries) total += 1;
  return total;
}
