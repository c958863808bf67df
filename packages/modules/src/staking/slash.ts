import { type ConsAddress, Dec, maxBigint, minBigint, plainError } from "@testudo/base";
import type {
  Redelegation,
  UnbondingDelegation,
  Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { decFromWire, intFromWire } from "../wire.ts";
import type { Delegations } from "./delegations.ts";
import type { Needs } from "./needs.ts";
import { POWER_REDUCTION } from "./params.ts";
import type { Pools } from "./pools.ts";
import type { Redelegations } from "./redelegations.ts";
import { isMature, isOnHold, type Unbondings } from "./unbondings.ts";
import { isBonded, isUnbonded, tokensOf } from "./validator.ts";
import { tolerate, type Validators } from "./validators.ts";

interface Parts {
  readonly validators: Validators;
  readonly pools: Pools;
  readonly delegations: Delegations;
  readonly unbondings: Unbondings;
  readonly redelegations: Redelegations;
}

/** Punishing validators and the stake behind them. */
export type Slasher = ReturnType<typeof createSlasher>;

/** Builds the part of the keeper that slashes and jails. */
export function createSlasher(
  { addresses, hooks, logger }: Pick<Needs, "addresses" | "hooks" | "logger">,
  { validators, pools, delegations, unbondings, redelegations }: Parts,
) {
  /**
   * Burns `fraction` of the stake that stood behind `power` at `infractionHeight`: first of what has begun to leave
   * since, the rest of the validator's own tokens.
   *
   * An unknown validator is passed over: it was slashed away before.
   *
   * @returns the tokens burnt from the validator itself
   * @throws undefined/1 for an unbonded validator, a negative fraction, a height to come
   */
  function slash(
    ctx: Ctx,
    consAddr: ConsAddress,
    infractionHeight: bigint,
    power: bigint,
    fraction: Dec,
  ): bigint {
    if (fraction.isNegative()) {
      throw plainError(`attempted to slash with a negative slash factor: ${fraction.toString()}`);
    }
    const amount = Dec.fromInt(power * POWER_REDUCTION)
      .mul(fraction)
      .truncateInt();
    const validator = validators.validatorByConsAddr(ctx, consAddr);
    if (validator === undefined) {
      logger.error(
        { validator: addresses.cons.toText(consAddr) },
        "ignored attempt to slash a nonexistent validator",
      );
      return 0n;
    }
    if (isUnbonded(validator)) {
      throw plainError(`should not be slashing unbonded validator: ${validator.operatorAddress}`);
    }
    const operator = validators.operatorOf(validator);
    tolerate(logger, "before validator modified", () => {
      for (const hook of hooks) hook.beforeValidatorModified?.(ctx, operator);
    });

    if (infractionHeight > ctx.height) {
      throw plainError(
        `impossible attempt to slash future infraction at height ${infractionHeight} but we are at height ${ctx.height}`,
      );
    }
    const rest =
      infractionHeight === ctx.height
        ? amount
        : amount - slashDeparting(ctx, validator, infractionHeight, fraction);
    const tokens = maxBigint(minBigint(rest, tokensOf(validator)), 0n);
    if (tokens === 0n) return 0n;

    const share = Dec.fromInt(tokens).quoRoundUp(Dec.fromInt(tokensOf(validator)));
    const effective = share.gt(Dec.one) ? Dec.one : share;
    tolerate(logger, "before validator slashed", () => {
      for (const hook of hooks) hook.beforeValidatorSlashed?.(ctx, operator, effective);
    });
    const reduced = validators.removeTokens(ctx, validator, tokens);
    if (isBonded(reduced)) pools.burnBonded(ctx, tokens);
    else pools.burnNotBonded(ctx, tokens);
    return tokens;
  }

  /** Slashes what has begun to unbond or to move since the infraction; returns what that counts for. */
  function slashDeparting(
    ctx: Ctx,
    validator: Validator,
    infractionHeight: bigint,
    fraction: Dec,
  ): bigint {
    const operator = validators.operatorOf(validator);
    let counted = 0n;
    for (const record of unbondings.getUnbondingDelegationsFromValidator(ctx, operator)) {
      counted += slashUnbondingDelegation(ctx, record, infractionHeight, fraction);
    }
    for (const record of redelegations.getRedelegationsFromSrcValidator(ctx, operator)) {
      counted += slashRedelegation(ctx, validator, record, infractionHeight, fraction);
    }
    return counted;
  }

  /**
   * Burns from the entries that were still bonded at the infraction and have not matured.
   *
   * @returns what it counts for, as if every entry still had its initial balance
   */
  function slashUnbondingDelegation(
    ctx: Ctx,
    unbonding: UnbondingDelegation,
    infractionHeight: bigint,
    fraction: Dec,
  ): bigint {
    let record = unbonding;
    let counted = 0n;
    let burned = 0n;
    for (const [index, entry] of unbonding.entries.entries()) {
      if (!isLiable(entry, infractionHeight, ctx)) continue;
      const due = fraction.mulInt(intFromWire(entry.initialBalance)).truncateInt();
      counted += due;
      const taken = minBigint(due, intFromWire(entry.balance));
      if (taken === 0n) continue;
      burned += taken;
      record = withTaken(record, index, taken);
      unbondings.setUnbondingDelegation(ctx, record);
    }
    pools.burnNotBonded(ctx, burned);
    return counted;
  }

  /**
   * Burns from stake that moved away: first from what already unbonds at the destination, then from the delegation
   * there.
   *
   * `_source` is the validator it moved away from; only wrappers of this keeper look at it.
   *
   * @returns what it counts for, as if all of it were still there
   */
  function slashRedelegation(
    ctx: Ctx,
    _source: Validator,
    redelegation: Redelegation,
    infractionHeight: bigint,
    fraction: Dec,
  ): bigint {
    const destination = addresses.val.fromText(redelegation.validatorDstAddress);
    const delegator = addresses.acc.fromText(redelegation.delegatorAddress);
    let counted = 0n;
    let bondedBurned = 0n;
    let notBondedBurned = 0n;
    for (const entry of redelegation.entries) {
      if (!isLiable(entry, infractionHeight, ctx)) continue;
      let due = fraction.mulInt(intFromWire(entry.initialBalance)).truncateInt();
      counted += due;

      let unbonding = unbondings.unbondingDelegation(ctx, delegator, destination);
      for (const [index, leaving] of (unbonding?.entries ?? []).entries()) {
        const taken = minBigint(due, intFromWire(leaving.balance));
        if (unbonding === undefined || taken === 0n) continue;
        if (!isLiable(leaving, infractionHeight, ctx)) continue;
        due -= taken;
        notBondedBurned += taken;
        unbonding = withTaken(unbonding, index, taken);
        unbondings.setUnbondingDelegation(ctx, unbonding);
      }

      const wanted = fraction.mul(decFromWire(entry.sharesDst));
      if (wanted.isZero() || due === 0n) continue;
      const delegation = delegations.delegation(ctx, delegator, destination);
      if (delegation === undefined) continue;
      const shares = Dec.min(wanted, decFromWire(delegation.shares));
      const tokens = delegations.unbond(ctx, delegator, destination, shares);
      const target = validators.requireValidator(ctx, destination);
      if (isBonded(target)) bondedBurned += tokens;
      else notBondedBurned += tokens;
    }
    pools.burnBonded(ctx, bondedBurned);
    pools.burnNotBonded(ctx, notBondedBurned);
    return counted;
  }

  /** Panics for an unknown validator. @throws staking/7 for one that is jailed already */
  function jail(ctx: Ctx, consAddr: ConsAddress): void {
    validators.jailValidator(ctx, known(ctx, consAddr));
  }

  /** Panics for an unknown validator. @throws undefined/1 for one that is not jailed */
  function unjail(ctx: Ctx, consAddr: ConsAddress): void {
    const validator = known(ctx, consAddr);
    if (!validator.jailed) {
      throw plainError(
        `cannot unjail already unjailed validator, validator: ${validator.operatorAddress}`,
      );
    }
    const freed = { ...validator, jailed: false };
    validators.setValidator(ctx, freed);
    validators.setRank(ctx, freed);
  }

  function known(ctx: Ctx, consAddr: ConsAddress): Validator {
    return (
      validators.validatorByConsAddr(ctx, consAddr) ??
      panic(`validator with consensus-Address ${addresses.cons.toText(consAddr)} not found`)
    );
  }

  return {
    slash,
    /** Like `slash`; the reason is for those who wrap this keeper. */
    slashWithInfractionReason: (
      ctx: Ctx,
      consAddr: ConsAddress,
      infractionHeight: bigint,
      power: bigint,
      fraction: Dec,
      _infraction: number,
    ): bigint => slash(ctx, consAddr, infractionHeight, power, fraction),
    slashUnbondingDelegation,
    slashRedelegation,
    jail,
    unjail,
  };
}

/** Whether an entry began after the infraction and has not matured. */
function isLiable(
  entry: UnbondingDelegation["entries"][number] | Redelegation["entries"][number],
  infractionHeight: bigint,
  ctx: Ctx,
): boolean {
  if (entry.creationHeight < infractionHeight) return false;
  return !isMature(entry, ctx.time) || isOnHold(entry);
}

function withTaken(record: UnbondingDelegation, at: number, taken: bigint): UnbondingDelegation {
  return {
    ...record,
    entries: record.entries.map((entry, index) =>
      index === at ? { ...entry, balance: (intFromWire(entry.balance) - taken).toString() } : entry,
    ),
  };
}
