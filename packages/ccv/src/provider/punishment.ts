import {
  AppError,
  consAddress,
  Dec,
  type ProviderConsAddress,
  plainError,
  toInt64,
} from "@testudo/base";
import { errors as slashingErrors } from "@testudo/modules/slashing";
import { consAddressOf, isUnbonded } from "@testudo/modules/staking";
import { fromDuration } from "@testudo/proto";
import {
  Infraction,
  type Redelegation,
  type UnbondingDelegation,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { SlashJailParameters } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { type Ctx, onBranch } from "@testudo/runtime";
import { fractionOf } from "./consumer-parameters.ts";
import type { Needs } from "./needs.ts";

/**
 * What a trial counts, or nothing where it is refused: the reference passes over what cannot be measured, such as stake
 * in a validator that would be gone without it, and slashes for the rest.
 */
function orNothing(count: () => bigint): bigint {
  try {
    return count();
  } catch (error) {
    if (error instanceof AppError) return 0n;
    throw error;
  }
}

/** What equivocation on a consumer costs on the provider. */
export type Punishment = ReturnType<typeof createPunishment>;

export function createPunishment({
  addresses,
  staking,
  slashing,
}: Pick<Needs, "addresses" | "staking" | "slashing">) {
  /**
   * Slashes a validator's stake of today together with everything that is still leaving it, whenever it began to leave.
   *
   * @throws slashing/2 for an unknown validator, undefined/1 for one that is unbonded or tombstoned
   */
  function slash(ctx: Ctx, address: ProviderConsAddress, punishment: SlashJailParameters): void {
    const validator = requireValidator(ctx, address);
    if (slashing.isTombstoned(ctx, consAddress(address))) {
      throw plainError(`validator is tombstoned. provider consensus address: ${text(address)}`);
    }
    const operator = addresses.val.fromText(validator.operatorAddress);
    const unbondings = staking.getUnbondingDelegationsFromValidator(ctx, operator);
    const redelegations = staking.getRedelegationsFromSrcValidator(ctx, operator);
    const bondedPower = staking.lastValidatorPower(ctx, operator);
    const leaving = leavingPower(ctx, validator, unbondings, redelegations);
    staking.slashWithInfractionReason(
      ctx,
      consAddressOf(validator),
      0n,
      bondedPower + leaving,
      fractionOf(punishment),
      Infraction.INFRACTION_DOUBLE_SIGN,
    );
  }

  /** Power that unbonds or moves away, found out by slashing all of it on a branch that is dropped. */
  function leavingPower(
    ctx: Ctx,
    validator: Validator,
    unbondings: readonly UnbondingDelegation[],
    redelegations: readonly Redelegation[],
  ): bigint {
    const { value: tokens } = onBranch(ctx, (trial) => {
      let total = 0n;
      for (const unbonding of unbondings) {
        total += orNothing(() => staking.slashUnbondingDelegation(trial, unbonding, 0n, Dec.one));
      }
      for (const redelegation of redelegations) {
        total += orNothing(() =>
          staking.slashRedelegation(trial, validator, redelegation, 0n, Dec.one),
        );
      }
      return total;
    });
    return toInt64(tokens / staking.powerReduction);
  }

  /**
   * Jails a validator and, if so decided, bars it for good.
   *
   * @throws slashing/2, slashing/9 for a tombstoned validator, undefined/1 for an unbonded one or one without signing
   *   info
   */
  function jailAndTombstone(
    ctx: Ctx,
    address: ProviderConsAddress,
    { jailDuration, tombstone }: SlashJailParameters,
  ): void {
    const validator = requireValidator(ctx, address);
    const target = consAddress(address);
    if (slashing.isTombstoned(ctx, target)) {
      throw slashingErrors.validatorTombstoned(`provider consensus address: ${text(address)}`);
    }
    if (!validator.jailed) staking.jail(ctx, target);
    flattened(`fail to set jail duration for validator: ${text(address)}`, () =>
      slashing.jailUntil(ctx, target, ctx.time + fromDuration(jailDuration)),
    );
    // Being jailed is no proof of having paid: a validator may be in jail for downtime.
    if (!tombstone) return;
    flattened(`fail to tombstone validator: ${text(address)}`, () =>
      slashing.tombstone(ctx, target),
    );
  }

  function requireValidator(ctx: Ctx, address: ProviderConsAddress): Validator {
    const validator = staking.validatorByConsAddr(ctx, consAddress(address));
    if (validator === undefined) {
      throw slashingErrors.noValidatorForAddress(`provider consensus address: ${text(address)}`);
    }
    if (isUnbonded(validator)) {
      throw plainError(`validator is unbonded. provider consensus address: ${text(address)}`);
    }
    return validator;
  }

  function text(address: ProviderConsAddress): string {
    return addresses.cons.toText(address);
  }

  return { slash, jailAndTombstone };
}

/** Runs a step whose refusal loses its numbers under a heading. */
function flattened(heading: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw plainError(`${heading}: ${error.message}`, error);
  }
}
