import {
  type AccAddress,
  type Coins,
  Dec,
  equalBytes,
  GO_ZERO_TIME,
  sdkErrors,
  singleCoin,
  type Time,
  type ValAddress,
} from "@testudo/base";
import { BondStatus, type Delegation, type Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { decFromWire, intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { Needs } from "./needs.ts";
import { bondDenom, unbondingTime } from "./params.ts";
import { BONDED_POOL, NOT_BONDED_POOL, type Pools } from "./pools.ts";
import type { RedelegationParties, Redelegations } from "./redelegations.ts";
import { state } from "./state.ts";
import type { Unbondings } from "./unbondings.ts";
import {
  hasInvalidRate,
  isBonded,
  isUnbonded,
  sharesFromTokens,
  sharesFromTokensTruncated,
  sharesOf,
  tokensFromShares,
  unbondingTimeOf,
} from "./validator.ts";
import type { Validators } from "./validators.ts";

/** Stake coming in, moving and leaving. */
export type Delegations = ReturnType<typeof createDelegations>;

/** Where delegated tokens come from: a purse, or a pool with the given status. */
export type TokenSource =
  | { readonly from: "account" }
  | { readonly from: "pool"; status: BondStatus };

interface Parts {
  readonly validators: Validators;
  readonly pools: Pools;
  readonly unbondings: Unbondings;
  readonly redelegations: Redelegations;
}

/** Builds the part of the keeper that owns delegations. */
export function createDelegations(
  { addresses, hooks, bank }: Pick<Needs, "addresses" | "hooks" | "bank">,
  { validators, pools, unbondings, redelegations }: Parts,
) {
  function delegation(
    ctx: Ctx,
    delegator: AccAddress,
    operator: ValAddress,
  ): Delegation | undefined {
    return state.delegations.get(ctx, [delegator, operator]);
  }

  /** All delegations of the chain, by delegator and validator. */
  function delegations(ctx: Ctx): Iterable<Delegation> {
    return state.delegations.values(ctx);
  }

  /** Delegations of one delegator, by validator. */
  function delegationsOf(ctx: Ctx, delegator: AccAddress): Iterable<Delegation> {
    return state.delegations.values(ctx, { prefix: [delegator] });
  }

  /** Delegations to one validator, by delegator. */
  function delegationsTo(ctx: Ctx, operator: ValAddress): Delegation[] {
    const records: Delegation[] = [];
    for (const [, delegator] of state.delegationsByValidator.keys(ctx, { prefix: [operator] })) {
      records.push(state.delegations.require(ctx, [delegator, operator], errors.noDelegation));
    }
    return records;
  }

  function setDelegation(ctx: Ctx, record: Delegation): void {
    const delegator = addresses.acc.fromText(record.delegatorAddress);
    const operator = addresses.val.fromText(record.validatorAddress);
    state.delegations.set(ctx, [delegator, operator], record);
    state.delegationsByValidator.add(ctx, [operator, delegator]);
  }

  function removeDelegation(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void {
    for (const hook of hooks) hook.beforeDelegationRemoved?.(ctx, delegator, operator);
    state.delegations.delete(ctx, [delegator, operator]);
    state.delegationsByValidator.delete(ctx, [operator, delegator]);
  }

  /**
   * Delegates tokens to a validator whose record is passed as last read.
   *
   * @returns the new shares
   * @throws staking/34 when the validator lost all tokens, and what bank throws
   */
  function delegate(
    ctx: Ctx,
    delegator: AccAddress,
    { record, amount, source }: { record: Validator; amount: bigint; source: TokenSource },
  ): Dec {
    if (hasInvalidRate(record)) throw errors.exchangeRateInvalid();
    const operator = validators.operatorOf(record);
    const existing = delegation(ctx, delegator, operator);
    if (existing !== undefined) {
      for (const hook of hooks) hook.beforeDelegationSharesModified?.(ctx, delegator, operator);
    } else {
      for (const hook of hooks) hook.beforeDelegationCreated?.(ctx, delegator, operator);
    }

    takeTokens(ctx, delegator, { record, amount, source });
    const { shares } = validators.addTokens(ctx, record, amount);
    const held = existing === undefined ? Dec.zero : decFromWire(existing.shares);
    setDelegation(ctx, {
      delegatorAddress: existing?.delegatorAddress ?? addresses.acc.toText(delegator),
      validatorAddress: existing?.validatorAddress ?? record.operatorAddress,
      shares: held.add(shares).toAtomicsText(),
    });
    for (const hook of hooks) hook.afterDelegationModified?.(ctx, delegator, operator);
    return shares;
  }

  /** Brings tokens into the pool of the validator's status, unless they already are in it. */
  function takeTokens(
    ctx: Ctx,
    delegator: AccAddress,
    { record, amount, source }: { record: Validator; amount: bigint; source: TokenSource },
  ): void {
    if (source.from === "account") {
      const pool = isBonded(record) ? BONDED_POOL : NOT_BONDED_POOL;
      const coins: Coins = singleCoin(bondDenom(ctx), amount);
      bank.delegateCoinsFromAccountToModule(ctx, delegator, pool, coins);
      return;
    }
    const fromBonded = source.status === BondStatus.BOND_STATUS_BONDED;
    if (fromBonded && !isBonded(record)) pools.toNotBonded(ctx, amount);
    if (!fromBonded && isBonded(record)) pools.toBonded(ctx, amount);
  }

  /**
   * Takes shares away from a delegation and returns the tokens they were worth. The tokens stay in their pool.
   *
   * An operator that goes below its own minimum is jailed on the way.
   *
   * @throws staking/21 without a delegation, staking/24 for more shares than there are
   */
  function unbond(ctx: Ctx, delegator: AccAddress, operator: ValAddress, shares: Dec): bigint {
    const record = delegation(ctx, delegator, operator);
    if (record === undefined) throw errors.noDelegatorForAddress();
    for (const hook of hooks) hook.beforeDelegationSharesModified?.(ctx, delegator, operator);

    const held = decFromWire(record.shares);
    if (held.lt(shares)) throw errors.notEnoughDelegationShares(held.toString());
    let validator = validators.requireValidator(ctx, operator);
    const rest = held.sub(shares);
    if (
      equalBytes(delegator, operator) &&
      !validator.jailed &&
      tokensFromShares(validator, rest).truncateInt() < intFromWire(validator.minSelfDelegation)
    ) {
      validators.jailValidator(ctx, validator);
      validator = validators.indexedValidator(ctx, operator);
    }

    if (rest.isZero()) {
      removeDelegation(ctx, delegator, operator);
    } else {
      setDelegation(ctx, { ...record, shares: rest.toAtomicsText() });
      for (const hook of hooks) hook.afterDelegationModified?.(ctx, delegator, operator);
    }

    const { validator: reduced, tokens } = validators.removeShares(ctx, validator, shares);
    // One that is not unbonded yet goes when its own unbonding ends.
    if (sharesOf(reduced).isZero() && isUnbonded(reduced)) {
      validators.removeValidator(ctx, operator);
    }
    return tokens;
  }

  /**
   * Starts the unbonding of shares.
   *
   * @throws staking/27 when the pair has too many entries, and as `unbond`
   */
  function undelegate(
    ctx: Ctx,
    delegator: AccAddress,
    operator: ValAddress,
    shares: Dec,
  ): { readonly completion: Time; readonly amount: bigint } {
    const validator = validators.requireValidator(ctx, operator);
    if (unbondings.hasMaxEntries(ctx, delegator, operator)) {
      throw errors.maxUnbondingDelegationEntries();
    }
    const amount = unbond(ctx, delegator, operator, shares);
    if (isBonded(validator)) pools.toNotBonded(ctx, amount);
    const completion = ctx.time + unbondingTime(ctx);
    const record = unbondings.addEntry(ctx, { delegator, operator, completion, balance: amount });
    unbondings.enqueue(ctx, record, completion);
    return { completion, amount };
  }

  /**
   * Moves shares to another validator.
   *
   * @returns when the stake stops answering for the source; Go's zero time when it already has
   * @throws staking/29, 31, 44, 32, 33, 30 and as `unbond` and `delegate`
   */
  function beginRedelegation(ctx: Ctx, parties: RedelegationParties, shares: Dec): Time {
    const { delegator, source, destination } = parties;
    if (equalBytes(source, destination)) throw errors.selfRedelegation();
    const target = validators.validator(ctx, destination);
    if (target === undefined) throw errors.badRedelegationDestination();
    const origin = validators.validator(ctx, source);
    if (origin === undefined) throw errors.badRedelegationSource();
    if (redelegations.isReceiving(ctx, delegator, source)) throw errors.transitiveRedelegation();
    if (redelegations.hasMaxEntries(ctx, parties)) throw errors.maxRedelegationEntries();

    const balance = unbond(ctx, delegator, source, shares);
    if (balance === 0n) throw errors.tinyRedelegationAmount();
    const sharesDst = delegate(ctx, delegator, {
      record: target,
      amount: balance,
      source: { from: "pool", status: origin.status },
    });

    const wait = redelegationWait(ctx, source);
    if (wait === undefined) return GO_ZERO_TIME;
    const record = redelegations.addEntry(ctx, parties, { ...wait, balance, sharesDst });
    redelegations.enqueue(ctx, record, wait.completion);
    return wait.completion;
  }

  /**
   * Until when, and from which height, redelegated stake answers for the source; undefined when no longer.
   *
   * @throws staking/3 when the last stake of an unbonded source was moved, for then the source is gone; as the reference
   */
  function redelegationWait(
    ctx: Ctx,
    source: ValAddress,
  ): { readonly completion: Time; readonly height: bigint } | undefined {
    const validator = validators.requireValidator(ctx, source);
    // Read in any case: the gas is paid for it.
    const unbonding = unbondingTime(ctx);
    if (isBonded(validator)) return { completion: ctx.time + unbonding, height: ctx.height };
    if (isUnbonded(validator)) return undefined;
    return { completion: unbondingTimeOf(validator), height: validator.unbondingHeight };
  }

  /**
   * Turns an amount to take away into shares, capped at what the delegator has.
   *
   * @throws staking/3, staking/19, staking/22, sdk/18 when it is more than the delegator has
   */
  function validateUnbondAmount(
    ctx: Ctx,
    delegator: AccAddress,
    operator: ValAddress,
    amount: bigint,
  ): Dec {
    const validator = validators.requireValidator(ctx, operator);
    const record = state.delegations.require(ctx, [delegator, operator], errors.noDelegation);
    const shares = sharesFromTokens(validator, amount);
    const truncated = sharesFromTokensTruncated(validator, amount);
    const held = decFromWire(record.shares);
    if (truncated.gt(held)) throw sdkErrors.invalidRequest("invalid shares amount");
    return shares.gt(held) ? held : shares;
  }

  return {
    delegation,
    delegations,
    delegationsOf,
    delegationsTo,
    setDelegation,
    delegate,
    unbond,
    undelegate,
    beginRedelegation,
    validateUnbondAmount,
  };
}
