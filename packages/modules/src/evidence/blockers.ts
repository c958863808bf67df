import type { Ctx } from "@testudo/runtime";
import type { EvidenceKeeper } from "./keeper.ts";

/** tendermint.abci.MisbehaviorType; both kinds of misbehaviour are punished alike. */
const PUNISHED = [1, 2];

/** Goes through the misbehaviour in the block, in its order. */
export function beginBlock(ctx: Ctx, evidence: EvidenceKeeper): void {
  for (const misbehavior of ctx.misbehavior) {
    if (PUNISHED.includes(misbehavior.type)) evidence.handleEquivocation(ctx, misbehavior);
    else {
      evidence.logger.error(
        { module: "evidence", type: misbehavior.type },
        "ignored unknown evidence type",
      );
    }
  }
}
