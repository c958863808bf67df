import { type AccAddress, Dec } from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { bondedTokensOf } from "./candidates.ts";
import type { StakingNeeds } from "./needs.ts";
import { maxProviderConsensusValidators } from "./params.ts";

/** Stake as gov and mint see it. */
export type ActiveStaking = ReturnType<typeof createActiveStaking>;

/**
 * Stands in for the staking module before gov and mint: bonded validators that take no part in the provider's consensus
 * count for neither. Delegations and supply are the real ones.
 */
export function createActiveStaking(staking: StakingNeeds) {
  /** Active validators by descending power. */
  function bondedValidatorsByPower(ctx: Ctx): Validator[] {
    const limit = Number(maxProviderConsensusValidators(ctx));
    return staking.bondedValidatorsByPower(ctx).slice(0, limit);
  }

  /** Tokens of the active validators together. */
  function totalBondedTokens(ctx: Ctx): bigint {
    return bondedValidatorsByPower(ctx).reduce(
      (sum, validator) => sum + bondedTokensOf(validator),
      0n,
    );
  }

  /** Their share of the supply; zero without supply. */
  function bondedRatio(ctx: Ctx): Dec {
    const supply = staking.stakingTokenSupply(ctx);
    const bonded = totalBondedTokens(ctx);
    return supply <= 0n ? Dec.zero : Dec.fromInt(bonded).quoInt(supply);
  }

  return {
    bondedValidatorsByPower,
    totalBondedTokens,
    bondedRatio,
    stakingTokenSupply: (ctx: Ctx): bigint => staking.stakingTokenSupply(ctx),
    delegationsOf: (ctx: Ctx, delegator: AccAddress): Iterable<Delegation> =>
      staking.delegationsOf(ctx, delegator),
  };
}
