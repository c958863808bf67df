import type { AccAddress, ConsAddress, Dec, ValAddress } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";

/** What other modules do when stake moves. A hook that throws refuses the step, except where noted. */
export interface StakingHooks {
  afterValidatorCreated?(ctx: Ctx, operator: ValAddress): void;
  /** Its refusal is only logged while slashing. */
  beforeValidatorModified?(ctx: Ctx, operator: ValAddress): void;
  /** Its refusal is only logged. */
  afterValidatorRemoved?(ctx: Ctx, consAddress: ConsAddress, operator: ValAddress): void;
  afterValidatorBonded?(ctx: Ctx, consAddress: ConsAddress, operator: ValAddress): void;
  afterValidatorBeginUnbonding?(ctx: Ctx, consAddress: ConsAddress, operator: ValAddress): void;
  beforeDelegationCreated?(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void;
  beforeDelegationSharesModified?(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void;
  beforeDelegationRemoved?(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void;
  afterDelegationModified?(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void;
  /** `fraction` is the share of the validator's own tokens that goes. Its refusal is only logged. */
  beforeValidatorSlashed?(ctx: Ctx, operator: ValAddress, fraction: Dec): void;
  /** Its refusal is only logged for delegations and redelegations. */
  afterUnbondingInitiated?(ctx: Ctx, id: bigint): void;
}
