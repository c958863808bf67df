import { packAny, toTimestamp } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Ctx } from "@testudo/runtime";
import { emitUpgradeChain } from "../client/events.ts";
import type { UpgradeNeeds } from "../client/needs.ts";

/**
 * One block before a scheduled upgrade, leaves what counterparties need to follow: the time and the next validators of
 * this block. Only if an upgraded client was left when the upgrade was scheduled.
 */
export function beginBlock(ctx: Ctx, upgrade: UpgradeNeeds): void {
  const plan = upgrade.upgradePlan(ctx);
  if (plan === undefined) return;
  if (upgrade.upgradedClient(ctx, plan.height) === undefined) return;
  if (ctx.height !== plan.height - 1n) return;

  const kernel: ConsensusState = {
    timestamp: toTimestamp(ctx.time),
    root: { hash: new Uint8Array() },
    nextValidatorsHash: ctx.header.nextValidatorsHash,
  };
  upgrade.setUpgradedConsensusState(ctx, plan.height, Any.encode(packAny(ConsensusState, kernel)));
  emitUpgradeChain(ctx, plan.height);
}
