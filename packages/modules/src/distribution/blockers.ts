import type { AccAddress, ConsAddress, Dec, ValAddress } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import { payDelegation, startDelegation } from "./delegation-rewards.ts";
import type { DistributionKeeper } from "./keeper.ts";
import { incrementPeriod } from "./periods.ts";
import { state } from "./state.ts";

/** Shares out the fees of the last block, then remembers this block's proposer. */
export function beginBlock(ctx: Ctx, distribution: DistributionKeeper): void {
  if (ctx.height > 1n) distribution.allocateTokens(ctx, ctx.lastCommitVotes);
  state.previousProposer.set(ctx, { value: ctx.header.proposerAddress });
}

/** What distribution does around changes in staking. */
export function createDistributionHooks(distribution: DistributionKeeper) {
  return {
    afterValidatorCreated(ctx: Ctx, operator: ValAddress): void {
      distribution.requireValidator(ctx, operator);
      distribution.startValidator(ctx, operator);
    },

    afterValidatorRemoved(ctx: Ctx, _consAddr: ConsAddress, operator: ValAddress): void {
      distribution.closeValidator(ctx, operator);
    },

    beforeDelegationCreated(ctx: Ctx, _delegator: AccAddress, operator: ValAddress): void {
      const validator = distribution.requireValidator(ctx, operator);
      incrementPeriod(ctx, operator, intFromWire(validator.tokens));
    },

    beforeDelegationSharesModified(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void {
      const key = { delegator, operator };
      const { validator, delegation } = distribution.requireDelegation(ctx, key);
      payDelegation(ctx, distribution.needs, validator, delegation, key);
    },

    afterDelegationModified(ctx: Ctx, delegator: AccAddress, operator: ValAddress): void {
      startDelegation(ctx, distribution.needs, { delegator, operator });
    },

    beforeValidatorSlashed(ctx: Ctx, operator: ValAddress, fraction: Dec): void {
      distribution.recordSlash(ctx, operator, fraction);
    },
  };
}
