import {
  AppError,
  accAddress,
  ByteMap,
  coinsToText,
  plainError,
  type ValAddress,
  valAddress,
} from "@testudo/base";
import { fromDuration, toTimestamp } from "@testudo/proto";
import { BondStatus, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { type Ctx, panic } from "@testudo/runtime";
import { errors } from "./errors.ts";
import { redelegationCompleted, unbondingCompleted } from "./events.ts";
import type { Needs } from "./needs.ts";
import { readParams } from "./params.ts";
import type { Pools } from "./pools.ts";
import type { Redelegations } from "./redelegations.ts";
import { recordAt, state } from "./state.ts";
import {
  indexUnbonding,
  nextUnbondingId,
  UnbondingType,
  unindexUnbonding,
} from "./unbonding-ids.ts";
import type { Unbondings } from "./unbondings.ts";
import {
  consAddressOf,
  consensusPower,
  isBonded,
  isUnbonding,
  potentialPower,
  sharesOf,
  tokensOf,
  updateOf,
} from "./validator.ts";
import type { Validators } from "./validators.ts";

interface Parts {
  readonly validators: Validators;
  readonly pools: Pools;
  readonly unbondings: Unbondings;
  readonly redelegations: Redelegations;
}

/** Who is bonded, and what ends with the block. */
export type ValidatorSet = ReturnType<typeof createValidatorSet>;

/** Builds the part of the keeper that decides the bonded set at the end of a block. */
export function createValidatorSet(
  { addresses, hooks }: Pick<Needs, "addresses" | "hooks">,
  { validators, pools, unbondings, redelegations }: Parts,
) {
  /**
   * The end of a block: the bonded set first, then what has matured. In this order a validator whose unbonding takes no
   * time leaves within one block.
   *
   * @returns what changed for consensus
   */
  function blockValidatorUpdates(ctx: Ctx): readonly ValidatorUpdate[] {
    const updates = applyValidatorSetUpdates(ctx);
    unbondMatureValidators(ctx);
    completeMatureUnbondings(ctx);
    completeMatureRedelegations(ctx);
    return updates;
  }

  /**
   * Bonds the validators with the most tokens, unbonds those that no longer are among them, and moves the difference
   * between the pools in one transfer.
   *
   * @returns changed powers in descending order of power, then the leavers with power zero in address order
   */
  function applyValidatorSetUpdates(ctx: Ctx): readonly ValidatorUpdate[] {
    const { maxValidators } = readParams(ctx);
    const leaving = new ByteMap<bigint>(validators.iterateLastValidatorPowers(ctx));
    const updates: ValidatorUpdate[] = [];
    let totalPower = 0n;
    let bonded = 0n;
    let unbonded = 0n;

    let count = 0;
    for (const operator of validators.operatorsByPower(ctx)) {
      if (count >= maxValidators) break;
      const ranked = validators.indexedValidator(ctx, operator);
      if (ranked.jailed) panic("should never retrieve a jailed validator from the power store");
      if (potentialPower(ranked) === 0n) break;

      const member = isBonded(ranked) ? ranked : bond(ctx, ranked);
      if (member !== ranked) bonded += tokensOf(member);
      const power = consensusPower(member);
      if (leaving.get(operator) !== power) {
        updates.push(updateOf(member, power));
        validators.setLastValidatorPower(ctx, operator, power);
      }
      leaving.delete(operator);
      totalPower += power;
      count += 1;
    }

    for (const [operator] of leaving.sortedEntries()) {
      const left = beginUnbonding(ctx, validators.indexedValidator(ctx, valAddress(operator)));
      unbonded += tokensOf(left);
      validators.deleteLastValidatorPower(ctx, valAddress(operator));
      updates.push(updateOf(left, 0n));
    }

    if (bonded > unbonded) pools.toBonded(ctx, bonded - unbonded);
    if (bonded < unbonded) pools.toNotBonded(ctx, unbonded - bonded);
    if (updates.length > 0) state.lastTotalPower.set(ctx, { int: totalPower.toString() });
    state.validatorUpdates.set(ctx, { updates });
    return updates;
  }

  function bond(ctx: Ctx, record: Validator): Validator {
    const changed = { ...record, status: BondStatus.BOND_STATUS_BONDED };
    validators.replace(ctx, record, changed);
    validators.dequeue(ctx, changed);
    const consAddr = consAddressOf(changed);
    const operator = validators.operatorOf(changed);
    for (const hook of hooks) hook.afterValidatorBonded?.(ctx, consAddr, operator);
    return changed;
  }

  /** Starts the unbonding of a bonded validator. Panics for any other. */
  function beginUnbonding(ctx: Ctx, record: Validator): Validator {
    const { unbondingTime } = readParams(ctx);
    validators.deleteRank(ctx, record);
    if (!isBonded(record)) {
      panic(`should not already be unbonded or unbonding, validator: ${record.operatorAddress}\n`);
    }
    const id = nextUnbondingId(ctx);
    const changed: Validator = {
      ...record,
      status: BondStatus.BOND_STATUS_UNBONDING,
      unbondingTime: toTimestamp(ctx.time + fromDuration(unbondingTime)),
      unbondingHeight: ctx.height,
      unbondingIds: [...record.unbondingIds, id],
    };
    validators.setValidator(ctx, changed);
    validators.setRank(ctx, changed);
    validators.enqueue(ctx, changed);

    const operator = validators.operatorOf(changed);
    const consAddr = consAddressOf(changed);
    for (const hook of hooks) hook.afterValidatorBeginUnbonding?.(ctx, consAddr, operator);
    const recordKey = state.validators.rawKey(operator);
    indexUnbonding(ctx, id, recordKey, UnbondingType.VALIDATOR);
    for (const hook of hooks) hook.afterUnbondingInitiated?.(ctx, id);
    return changed;
  }

  /** Unbonds every validator whose time and height have come; those without shares go for good. */
  function unbondMatureValidators(ctx: Ctx): void {
    const through = { time: ctx.time, height: ctx.height };
    for (const [at, queued] of [...state.validatorQueue.entries(ctx, { through })]) {
      if (at.height > ctx.height || at.time > ctx.time) continue;
      for (const text of queued.addresses) unbondMature(ctx, addresses.val.fromText(text));
    }
  }

  function unbondMature(ctx: Ctx, operator: ValAddress): void {
    const record = validators.validator(ctx, operator);
    if (record === undefined) {
      throw errors.noValidatorFound().wrap("validator in the unbonding queue was not found");
    }
    if (!isUnbonding(record)) {
      throw plainError("unexpected validator in unbonding queue; status was not unbonding");
    }
    if (record.unbondingOnHoldRefCount !== 0n) return;
    for (const id of record.unbondingIds) unindexUnbonding(ctx, id);
    // The ids stay in the stored record: the reference clears them only in its own copy.
    const changed = { ...record, status: BondStatus.BOND_STATUS_UNBONDED };
    validators.setValidator(ctx, changed);
    if (sharesOf(changed).isZero()) validators.removeValidator(ctx, operator);
    validators.dequeue(ctx, changed);
  }

  function completeMatureUnbondings(ctx: Ctx): void {
    for (const { delegatorAddress, validatorAddress } of unbondings.dequeueMature(ctx)) {
      const operator = addresses.val.fromText(validatorAddress);
      const delegator = accAddress(addresses.acc.fromText(delegatorAddress));
      const paid = unlessRefused(() => unbondings.completeUnbonding(ctx, delegator, operator));
      if (paid === undefined) continue;
      ctx.emit(
        unbondingCompleted({
          delegator: delegatorAddress,
          validator: validatorAddress,
          amount: coinsToText(paid),
        }),
      );
    }
  }

  function completeMatureRedelegations(ctx: Ctx): void {
    for (const triplet of redelegations.dequeueMature(ctx)) {
      const { delegatorAddress, validatorSrcAddress, validatorDstAddress } = triplet;
      const parties = {
        source: addresses.val.fromText(validatorSrcAddress),
        destination: addresses.val.fromText(validatorDstAddress),
        delegator: addresses.acc.fromText(delegatorAddress),
      };
      const moved = unlessRefused(() => redelegations.completeRedelegation(ctx, parties));
      if (moved === undefined) continue;
      ctx.emit(
        redelegationCompleted(
          {
            source: validatorSrcAddress,
            destination: validatorDstAddress,
            amount: coinsToText(moved),
          },
          delegatorAddress,
        ),
      );
    }
  }

  /** @throws staking/3 */
  function validatorById(ctx: Ctx, id: bigint): Validator {
    const recordKey = state.unbondingIndex.require(ctx, id, errors.noValidatorFound);
    const record = recordAt(ctx, Validator, recordKey);
    if (record === undefined) throw errors.noValidatorFound();
    return record;
  }

  function hold(ctx: Ctx, id: bigint): void {
    const record = validatorById(ctx, id);
    const unbondingOnHoldRefCount = record.unbondingOnHoldRefCount + 1n;
    validators.setValidator(ctx, { ...record, unbondingOnHoldRefCount });
  }

  /** @throws staking/42 for a validator nobody holds */
  function release(ctx: Ctx, id: bigint): void {
    const record = validatorById(ctx, id);
    if (record.unbondingOnHoldRefCount <= 0n) {
      throw errors.onHoldCountNegative(
        `val(${record.operatorAddress}), expecting UnbondingOnHoldRefCount > 0, got int64`,
      );
    }
    const unbondingOnHoldRefCount = record.unbondingOnHoldRefCount - 1n;
    validators.setValidator(ctx, { ...record, unbondingOnHoldRefCount });
  }

  return {
    blockValidatorUpdates,
    applyValidatorSetUpdates,
    beginUnbonding,
    validatorById,
    hold,
    release,
  };
}

/** A queue entry whose record is gone, or cannot be paid, is passed over without undoing what it did. */
function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
