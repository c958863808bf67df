import {
  type AccAddress,
  addDecCoins,
  type Coins,
  Dec,
  type DecCoins,
  intersectDecCoins,
  mulDecTruncate,
  subDecCoins,
  truncateDecCoins,
  type ValAddress,
} from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { tokensFromShares, tokensFromSharesTruncated } from "../staking/validator.ts";
import { decFromWire, intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import { rewardsWithdrawn } from "./events.ts";
import type { Needs } from "./needs.ts";
import {
  communityPool,
  currentRewards,
  historicalRewards,
  holdPeriod,
  incrementPeriod,
  outstandingRewards,
  releasePeriod,
} from "./periods.ts";
import { state } from "./state.ts";

/** Rounding in share arithmetic may leave a stake this much above the tokens behind its shares. */
const STAKE_MARGIN = Dec.fromAtomics(3n);
/** What an empty payout names: the SDK's default denom, whatever the chain stakes. */
const EMPTY_PAYOUT_DENOM = "stake";

/** The two ends of a delegation, in bytes. */
export interface DelegationKey {
  readonly delegator: AccAddress;
  readonly operator: ValAddress;
}

/** Starts counting rewards of a delegation from the last closed period. */
export function startDelegation(
  ctx: Ctx,
  { staking }: Pick<Needs, "staking">,
  { delegator, operator }: DelegationKey,
): void {
  const previousPeriod = currentRewards(ctx, operator).period - 1n;
  holdPeriod(ctx, operator, previousPeriod);
  const validator = staking.validator(ctx, operator) ?? panic("validator does not exist");
  const delegation =
    staking.delegation(ctx, delegator, operator) ?? panic("delegation does not exist");
  const stake = tokensFromSharesTruncated(validator, decFromWire(delegation.shares));
  state.startingInfos.set(ctx, [operator, delegator], {
    previousPeriod,
    stake,
    height: ctx.height,
  });
}

/**
 * What a delegation earned up to the end of `endingPeriod`, slash by slash.
 *
 * Nothing is earned in the block the delegation started in.
 */
export function delegationRewards(
  ctx: Ctx,
  validator: Validator,
  delegation: Delegation,
  { delegator, operator }: DelegationKey,
  endingPeriod: bigint,
): DecCoins {
  const info = state.startingInfos.get(ctx, [operator, delegator]) ?? {
    previousPeriod: 0n,
    stake: Dec.zero,
    height: 0n,
  };
  if (info.height === ctx.height) return [];

  let { previousPeriod: period, stake } = info;
  let rewards: DecCoins = [];
  if (ctx.height > info.height) {
    const slashes = state.slashEvents.entries(ctx, {
      start: [operator, info.height, 0n],
      end: [operator, ctx.height + 1n, 0n],
    });
    for (const [, slash] of slashes) {
      if (slash.period <= period) continue;
      rewards = addDecCoins(rewards, rewardsBetween(ctx, operator, period, slash.period, stake));
      stake = stake.mulTruncate(Dec.one.sub(slash.fraction));
      period = slash.period;
    }
  }
  const finalStake = capStake(stake, validator, delegation);
  return addDecCoins(rewards, rewardsBetween(ctx, operator, period, endingPeriod, finalStake));
}

/**
 * Pays a delegation's rewards to its withdraw address and forgets its starting point.
 *
 * The caller starts the delegation anew where it lives on.
 *
 * @returns the coins paid, or a single zero coin
 * @throws errors.emptyDelegationDistInfo
 */
export function payDelegation(
  ctx: Ctx,
  { bank }: Pick<Needs, "bank">,
  validator: Validator,
  delegation: Delegation,
  key: DelegationKey,
): Coins {
  const { delegator, operator } = key;
  if (!state.startingInfos.has(ctx, [operator, delegator])) throw errors.emptyDelegationDistInfo();

  const endingPeriod = incrementPeriod(ctx, operator, intFromWire(validator.tokens));
  const earned = delegationRewards(ctx, validator, delegation, key, endingPeriod);
  const outstanding = outstandingRewards(ctx, operator);
  // Rounding may claim a little more than there is.
  const rewards = intersectDecCoins(earned, outstanding);
  const { coins, change } = truncateDecCoins(rewards);
  if (coins.length > 0) {
    bank.sendCoinsFromModuleToAccount(ctx, "distribution", withdrawAddress(ctx, delegator), coins);
  }

  state.outstanding.set(ctx, operator, subDecCoins(outstanding, rewards));
  state.feePool.set(ctx, addDecCoins(communityPool(ctx), change));
  const info = state.startingInfos.get(ctx, [operator, delegator]);
  releasePeriod(ctx, operator, info?.previousPeriod ?? 0n);
  state.startingInfos.delete(ctx, [operator, delegator]);

  const paid = coins.length > 0 ? coins : [{ denom: EMPTY_PAYOUT_DENOM, amount: 0n }];
  ctx.emit(rewardsWithdrawn(paid, validator.operatorAddress, delegation.delegatorAddress));
  return paid;
}

/** Where a delegator's rewards go: its own address unless it chose another. */
export function withdrawAddress(ctx: Ctx, delegator: AccAddress): AccAddress {
  return state.withdrawAddresses.get(ctx, delegator) ?? delegator;
}

function rewardsBetween(
  ctx: Ctx,
  operator: ValAddress,
  start: bigint,
  end: bigint,
  stake: Dec,
): DecCoins {
  if (start > end) panic("startingPeriod cannot be greater than endingPeriod");
  if (stake.isNegative()) panic("stake should not be negative");
  const from = historicalRewards(ctx, operator, start);
  const to = historicalRewards(ctx, operator, end);
  return mulDecTruncate(subDecCoins(to.ratio, from.ratio), stake);
}

function capStake(stake: Dec, validator: Validator, delegation: Delegation): Dec {
  const currentStake = tokensFromShares(validator, decFromWire(delegation.shares));
  if (stake.lte(currentStake)) return stake;
  if (stake.lte(currentStake.add(STAKE_MARGIN))) return currentStake;
  return panic(
    `calculated final stake for delegator ${delegation.delegatorAddress} greater than current stake` +
      `\n\tfinal stake:\t${stake}\n\tcurrent stake:\t${currentStake}`,
  );
}
