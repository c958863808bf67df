import { assert, type ConsAddress, type ValAddress } from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import type { Ctx } from "@testudo/runtime";
import type { SlashingKeeper } from "./keeper.ts";
import type { StakingNeeds } from "./needs.ts";

/** Goes through the last commit, in its order. */
export function beginBlock(ctx: Ctx, slashing: SlashingKeeper): void {
  for (const vote of ctx.lastCommitVotes) slashing.handleVote(ctx, vote);
}

/** What slashing does when staking (or, on a consumer, the validator set) changes. */
export function createSlashingHooks(slashing: SlashingKeeper, staking: StakingNeeds) {
  return {
    /** Old signing info keeps everything but its start height: missed blocks count on. */
    afterValidatorBonded(ctx: Ctx, consAddr: ConsAddress, _operator: ValAddress): void {
      const known = slashing.signingInfo(ctx, consAddr);
      slashing.setSigningInfo(
        ctx,
        consAddr,
        known !== undefined
          ? { ...known, startHeight: ctx.height }
          : {
              address: slashing.addresses.cons.toText(consAddr),
              startHeight: ctx.height,
              indexOffset: 0n,
              jailedUntil: toTimestamp(0n),
              tombstoned: false,
              missedBlocksCounter: 0n,
            },
      );
    },

    afterValidatorCreated(ctx: Ctx, operator: ValAddress): void {
      const key = staking.validator(ctx, operator)?.consensusPubkey;
      assert(key !== undefined, "validator was created without a consensus key");
      slashing.addPubKey(ctx, key);
    },

    afterValidatorRemoved(ctx: Ctx, consAddr: ConsAddress, _operator: ValAddress): void {
      slashing.deletePubKey(ctx, consAddr);
    },
  };
}
