import {
  type AccAddress,
  accAddress,
  addDecCoins,
  type Coins,
  consAddress,
  Dec,
  type DecCoins,
  decCoinsFromCoins,
  mulDec,
  mulDecTruncate,
  safeSubDecCoins,
  sdkErrors,
  subDecCoins,
  truncateDecCoins,
  type ValAddress,
} from "@testudo/base";
import type { Params } from "@testudo/proto/cosmos/distribution/v1beta1";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, panic, type VoteInfo } from "@testudo/runtime";
import { errors as stakingErrors } from "../staking/errors.ts";
import { decFromWire, intFromWire } from "../wire.ts";
import {
  type DelegationKey,
  delegationRewards,
  payDelegation,
  startDelegation,
  withdrawAddress,
} from "./delegation-rewards.ts";
import { errors } from "./errors.ts";
import {
  commissionAllocated,
  commissionWithdrawn,
  rewardsAllocated,
  withdrawAddressSet,
} from "./events.ts";
import type { Needs } from "./needs.ts";
import {
  accumulatedCommission,
  communityPool,
  currentRewards,
  holdPeriod,
  incrementPeriod,
  outstandingRewards,
  startValidator,
} from "./periods.ts";
import { state } from "./state.ts";

/** Name of the module account that holds what is not withdrawn, and the community pool. */
export const DISTRIBUTION = "distribution";

/** The distribution keeper, made by `createDistributionKeeper`. */
export type DistributionKeeper = ReturnType<typeof createDistributionKeeper>;

/** Who gets which part of a total. */
interface Part {
  readonly validator: Validator;
  readonly part: bigint;
}

/** Shares fees and inflation out to validators, their delegators and the community pool (F1). */
export function createDistributionKeeper(needs: Needs) {
  const { addresses, authority, feeCollector, auth, bank, staking } = needs;

  function params(ctx: Ctx): Params {
    return state.params.get(ctx) ?? panic("collections: not found: key 'no_key' of type params");
  }

  function communityTax(ctx: Ctx): Dec {
    return decFromWire(params(ctx).communityTax);
  }

  /** Moves the last block's fees in and shares them out by the power of its voters, absent ones included. */
  function allocateTokens(ctx: Ctx, votes: readonly VoteInfo[]): void {
    const total = votes.reduce((sum, vote) => sum + vote.power, 0n);
    allocate(ctx, total, votersByPower(ctx, votes));
  }

  /** Moves the collected fees in and shares them out by stake, whoever signs the blocks. */
  function allocateByStake(ctx: Ctx, totalBonded: bigint, bonded: readonly Validator[]): void {
    const parts = bonded.map((validator) => ({ validator, part: intFromWire(validator.tokens) }));
    allocate(ctx, totalBonded, parts);
  }

  function* votersByPower(ctx: Ctx, votes: readonly VoteInfo[]): Generator<Part> {
    for (const { address, power } of votes) {
      const validator = staking.validatorByConsAddr(ctx, consAddress(address));
      // A voter without a record is an inconsistency that stops the chain.
      if (validator === undefined) throw stakingErrors.noValidatorFound();
      yield { validator, part: power };
    }
  }

  /** What rounding and the community tax leave over goes to the community pool; without parts, all does. */
  function allocate(ctx: Ctx, total: bigint, parts: Iterable<Part>): void {
    const collector = auth.getModuleAccount(ctx, feeCollector);
    if (collector === undefined) panic(`module account ${feeCollector} does not exist`);
    const collected = bank.allBalances(ctx, requireModuleAddress(feeCollector));
    const fees = decCoinsFromCoins(collected);
    bank.sendCoinsFromModuleToModule(ctx, feeCollector, DISTRIBUTION, collected);

    const pool = communityPool(ctx);
    if (total === 0n) {
      state.feePool.set(ctx, addDecCoins(pool, fees));
      return;
    }
    const shared = mulDecTruncate(fees, Dec.one.sub(communityTax(ctx)));
    let remaining = fees;
    for (const { validator, part } of parts) {
      const fraction = Dec.fromInt(part).quoTruncate(Dec.fromInt(total));
      const reward = mulDecTruncate(shared, fraction);
      allocateTokensToValidator(ctx, validator, reward);
      remaining = subDecCoins(remaining, reward);
    }
    state.feePool.set(ctx, addDecCoins(pool, remaining));
  }

  /** Adds to a validator's commission and to its delegators' rewards, by the commission rate in `validator`. */
  function allocateTokensToValidator(ctx: Ctx, validator: Validator, tokens: DecCoins): void {
    const operator = addresses.val.fromText(validator.operatorAddress);
    const commission = mulDec(tokens, decFromWire(validator.commission.commissionRates.rate));
    const shared = subDecCoins(tokens, commission);

    ctx.emit(commissionAllocated(commission, validator.operatorAddress));
    const earned = accumulatedCommission(ctx, operator);
    state.commission.set(ctx, operator, addDecCoins(earned, commission));

    const { rewards, period } = currentRewards(ctx, operator);
    state.current.set(ctx, operator, { rewards: addDecCoins(rewards, shared), period });

    ctx.emit(rewardsAllocated(tokens, validator.operatorAddress));
    const outstanding = outstandingRewards(ctx, operator);
    state.outstanding.set(ctx, operator, addDecCoins(outstanding, tokens));
  }

  /** @throws sdk/4 for a blocked address, errors.setWithdrawAddrDisabled */
  function setWithdrawAddress(ctx: Ctx, delegator: AccAddress, to: AccAddress): void {
    if (bank.isBlocked(to)) {
      throw sdkErrors.unauthorized(
        `${addresses.acc.toText(to)} is not allowed to receive external funds`,
      );
    }
    if (!params(ctx).withdrawAddrEnabled) throw errors.setWithdrawAddrDisabled();
    ctx.emit(withdrawAddressSet(addresses.acc.toText(to)));
    state.withdrawAddresses.set(ctx, delegator, to);
  }

  /**
   * Pays a delegation's rewards and starts counting anew.
   *
   * @returns the coins paid, or a single zero coin
   * @throws staking's noValidatorFound and noDelegation, errors.emptyDelegationDistInfo
   */
  function withdrawDelegationRewards(ctx: Ctx, key: DelegationKey): Coins {
    const { validator, delegation } = requireDelegation(ctx, key);
    const paid = payDelegation(ctx, needs, validator, delegation, key);
    startDelegation(ctx, needs, key);
    return paid;
  }

  /**
   * Pays the whole coins of a validator's commission; the fractions stay.
   *
   * @throws errors.noValidatorCommission
   */
  function withdrawValidatorCommission(ctx: Ctx, operator: ValAddress): Coins {
    const earned = accumulatedCommission(ctx, operator);
    if (earned.length === 0) throw errors.noValidatorCommission();
    const { coins, change } = truncateDecCoins(earned);
    state.commission.set(ctx, operator, change);
    const outstanding = outstandingRewards(ctx, operator);
    state.outstanding.set(ctx, operator, subDecCoins(outstanding, decCoinsFromCoins(coins)));
    if (coins.length > 0) {
      const to = withdrawAddress(ctx, accAddress(operator));
      bank.sendCoinsFromModuleToAccount(ctx, DISTRIBUTION, to, coins);
    }
    ctx.emit(commissionWithdrawn(coins));
    return coins;
  }

  /** Anybody may give to the community pool. */
  function fundCommunityPool(ctx: Ctx, amount: Coins, sender: AccAddress): void {
    bank.sendCoinsFromAccountToModule(ctx, sender, DISTRIBUTION, amount);
    const pool = communityPool(ctx);
    state.feePool.set(ctx, addDecCoins(pool, decCoinsFromCoins(amount)));
  }

  /** @throws errors.badDistribution when the pool has less */
  function distributeFromFeePool(ctx: Ctx, amount: Coins, to: AccAddress): void {
    const pool = communityPool(ctx);
    const { coins: rest, negative } = safeSubDecCoins(pool, decCoinsFromCoins(amount));
    if (negative) throw errors.badDistribution();
    bank.sendCoinsFromModuleToAccount(ctx, DISTRIBUTION, to, amount);
    state.feePool.set(ctx, rest);
  }

  /** Closes the running period at a slash and records what the slash took. */
  function recordSlash(ctx: Ctx, operator: ValAddress, fraction: Dec): void {
    if (fraction.gt(Dec.one) || fraction.isNegative()) {
      panic(`fraction must be >=0 and <=1, current fraction: ${fraction}`);
    }
    const validator = requireValidator(ctx, operator);
    const period = incrementPeriod(ctx, operator, intFromWire(validator.tokens));
    holdPeriod(ctx, operator, period);
    state.slashEvents.set(ctx, [operator, ctx.height, period], { period, fraction });
  }

  /** Pays out and forgets a validator that is gone. */
  function closeValidator(ctx: Ctx, operator: ValAddress): void {
    let outstanding = outstandingRewards(ctx, operator);
    const commission = accumulatedCommission(ctx, operator);
    if (commission.length > 0) {
      outstanding = subDecCoins(outstanding, commission);
      const { coins, change } = truncateDecCoins(commission);
      state.feePool.set(ctx, addDecCoins(communityPool(ctx), change));
      if (coins.length > 0) {
        const to = withdrawAddress(ctx, accAddress(operator));
        bank.sendCoinsFromModuleToAccount(ctx, DISTRIBUTION, to, coins);
      }
    }
    state.feePool.set(ctx, addDecCoins(communityPool(ctx), outstanding));
    state.outstanding.delete(ctx, operator);
    state.commission.delete(ctx, operator);
    // Deleting while walking is safe (a walk does not see it) and charges gas in the order of the reference.
    for (const id of state.slashEvents.keys(ctx, { prefix: [operator] })) {
      state.slashEvents.delete(ctx, id);
    }
    for (const id of state.historical.keys(ctx, { prefix: [operator] })) {
      state.historical.delete(ctx, id);
    }
    state.current.delete(ctx, operator);
  }

  /** @throws staking's noValidatorFound */
  function requireValidator(ctx: Ctx, operator: ValAddress): Validator {
    const validator = staking.validator(ctx, operator);
    if (validator === undefined) throw stakingErrors.noValidatorFound();
    return validator;
  }

  /** @throws staking's noValidatorFound and noDelegation */
  function requireDelegation(
    ctx: Ctx,
    { delegator, operator }: DelegationKey,
  ): { validator: Validator; delegation: Delegation } {
    const validator = requireValidator(ctx, operator);
    const delegation = staking.delegation(ctx, delegator, operator);
    if (delegation === undefined) throw stakingErrors.noDelegation();
    return { validator, delegation };
  }

  /** What a delegation would be paid now; closes a period, so run it on a branch that is dropped. */
  function pendingRewards(
    ctx: Ctx,
    validator: Validator,
    delegation: Delegation,
    key: DelegationKey,
  ): DecCoins {
    const endingPeriod = incrementPeriod(ctx, key.operator, intFromWire(validator.tokens));
    return delegationRewards(ctx, validator, delegation, key, endingPeriod);
  }

  function requireModuleAddress(name: string): AccAddress {
    return auth.moduleAddress(name) ?? panic(`module account ${name} does not exist`);
  }

  return {
    needs,
    addresses,
    authority,
    params,
    setParams: (ctx: Ctx, value: Params): void => state.params.set(ctx, value),
    communityTax,
    communityPool,
    outstandingRewards,
    accumulatedCommission,
    withdrawAddress,
    allocateTokens,
    allocateByStake,
    allocateTokensToValidator,
    setWithdrawAddress,
    withdrawDelegationRewards,
    withdrawValidatorCommission,
    fundCommunityPool,
    distributeFromFeePool,
    recordSlash,
    startValidator,
    closeValidator,
    requireValidator,
    requireDelegation,
    pendingRewards,
  };
}
