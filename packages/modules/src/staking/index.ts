export { errors as stakingErrors } from "./errors.ts";
export type { StakingHooks } from "./hooks.ts";
export { stakingInvariants } from "./invariants.ts";
export { createStakingKeeper, type StakingKeeper } from "./keeper.ts";
export { createStakingModule } from "./module.ts";
export type { Needs as StakingNeeds } from "./needs.ts";
export { POWER_REDUCTION } from "./params.ts";
export { BONDED_POOL, NOT_BONDED_POOL } from "./pools.ts";
export {
  consAddressOf,
  consensusKeyOf,
  consensusPower,
  isBonded,
  isUnbonded,
  isUnbonding,
  potentialPower,
  sharesOf,
  tokensFromShares,
  tokensFromSharesTruncated,
  tokensOf,
} from "./validator.ts";
