import type { Params } from "@testudo/proto/cosmos/staking/v1beta1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import { createDelegations } from "./delegations.ts";
import { errors } from "./errors.ts";
import { historicalInfo, trackHistoricalInfo } from "./historical-info.ts";
import type { Needs } from "./needs.ts";
import {
  bondDenom,
  historicalEntries,
  maxEntries,
  maxValidators,
  minCommissionRate,
  POWER_REDUCTION,
  readParams,
  unbondingTime,
} from "./params.ts";
import { createPools } from "./pools.ts";
import { createRedelegations } from "./redelegations.ts";
import { createSlasher } from "./slash.ts";
import { state } from "./state.ts";
import { UnbondingType, unbondingType } from "./unbonding-ids.ts";
import { createUnbondings } from "./unbondings.ts";
import { createValidatorSet } from "./validator-set.ts";
import { createValidators } from "./validators.ts";

/** Stake: validators, delegations, the bonded set, and what happens to stake that misbehaved. */
export type StakingKeeper = ReturnType<typeof createStakingKeeper>;

/**
 * Builds the staking keeper of a chain.
 *
 * Gas is part of the protocol: the order of reads and writes in its parts is the reference's, to the byte.
 */
export function createStakingKeeper(needs: Needs) {
  const validators = createValidators(needs);
  const pools = createPools(needs);
  const unbondings = createUnbondings(needs);
  const redelegations = createRedelegations(needs);
  const delegations = createDelegations(needs, {
    validators,
    pools,
    unbondings,
    redelegations,
  });
  const slasher = createSlasher(needs, {
    validators,
    pools,
    delegations,
    unbondings,
    redelegations,
  });
  const validatorSet = createValidatorSet(needs, {
    validators,
    pools,
    unbondings,
    redelegations,
  });

  /** Total power of the last bonded set. */
  function getLastTotalPower(ctx: Ctx): bigint {
    return intFromWire(state.lastTotalPower.get(ctx)?.int ?? "");
  }

  /**
   * Keeps an unbonding from completing until `unbondingCanComplete` was called as often.
   *
   * @throws staking/45, and 26, 28 or 3 when what the id names is gone
   */
  function putUnbondingOnHold(ctx: Ctx, id: bigint): void {
    ownerOf(ctx, id).hold(ctx, id);
  }

  /** Takes back one hold. @throws staking/42 when there is none, and as `putUnbondingOnHold` */
  function unbondingCanComplete(ctx: Ctx, id: bigint): void {
    ownerOf(ctx, id).release(ctx, id);
  }

  function ownerOf(ctx: Ctx, id: bigint) {
    switch (unbondingType(ctx, id)) {
      case UnbondingType.UNBONDING_DELEGATION:
        return unbondings;
      case UnbondingType.REDELEGATION:
        return redelegations;
      case UnbondingType.VALIDATOR:
        return validatorSet;
      default:
        throw errors.unbondingNotFound();
    }
  }

  return {
    addresses: needs.addresses,
    authority: needs.authority,
    hooks: needs.hooks,

    params: readParams,
    setParams: (ctx: Ctx, params: Params): void => state.params.set(ctx, params),
    unbondingTime,
    bondDenom,
    maxValidators,
    maxEntries,
    historicalEntries,
    minCommissionRate,
    powerReduction: POWER_REDUCTION,

    validator: validators.validator,
    requireValidator: validators.requireValidator,
    validatorByConsAddr: validators.validatorByConsAddr,
    validators: validators.validators,
    validatorPubKeys: validators.validatorPubKeys,
    isValidatorJailed: validators.isValidatorJailed,
    bondedValidatorsByPower: validators.bondedValidatorsByPower,
    lastValidatorPower: validators.lastValidatorPower,
    iterateLastValidatorPowers: validators.iterateLastValidatorPowers,
    lastValidators: validators.lastValidators,
    getLastTotalPower,
    /** What the last end of a block changed for consensus. */
    validatorUpdates: (ctx: Ctx): readonly ValidatorUpdate[] =>
      state.validatorUpdates.get(ctx)?.updates ?? [],

    delegation: delegations.delegation,
    delegations: delegations.delegations,
    delegationsOf: delegations.delegationsOf,
    delegationsTo: delegations.delegationsTo,
    delegate: delegations.delegate,
    unbond: delegations.unbond,
    undelegate: delegations.undelegate,
    beginRedelegation: delegations.beginRedelegation,
    validateUnbondAmount: delegations.validateUnbondAmount,

    unbondingDelegation: unbondings.unbondingDelegation,
    unbondingDelegations: unbondings.unbondingDelegations,
    unbondingDelegationsOf: unbondings.unbondingDelegationsOf,
    getUnbondingDelegationsFromValidator: unbondings.getUnbondingDelegationsFromValidator,
    redelegation: redelegations.redelegation,
    redelegations: redelegations.redelegations,
    redelegationsOf: redelegations.redelegationsOf,
    getRedelegationsFromSrcValidator: redelegations.getRedelegationsFromSrcValidator,

    unbondingType,
    unbondingDelegationById: unbondings.unbondingDelegationById,
    redelegationById: redelegations.redelegationById,
    validatorById: validatorSet.validatorById,
    putUnbondingOnHold,
    unbondingCanComplete,

    slash: slasher.slash,
    slashWithInfractionReason: slasher.slashWithInfractionReason,
    slashUnbondingDelegation: slasher.slashUnbondingDelegation,
    slashRedelegation: slasher.slashRedelegation,
    jail: slasher.jail,
    unjail: slasher.unjail,

    totalBondedTokens: pools.totalBondedTokens,
    stakingTokenSupply: pools.stakingTokenSupply,
    bondedRatio: pools.bondedRatio,

    applyValidatorSetUpdates: validatorSet.applyValidatorSetUpdates,
    blockValidatorUpdates: validatorSet.blockValidatorUpdates,
    historicalInfo,
    trackHistoricalInfo: (ctx: Ctx): void => trackHistoricalInfo(ctx, validators),

    /** The parts, for this folder's own messages, queries and genesis. */
    parts: { validators, pools, delegations, unbondings, redelegations },
  };
}
