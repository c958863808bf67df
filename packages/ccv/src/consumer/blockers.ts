import { State } from "@testudo/proto/ibc/core/channel/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "@testudo/runtime";
import { CONSUMER_PORT } from "../wire/names.ts";
import { changeOverToConsumer } from "./changeover.ts";
import { trackHistoricalInfo } from "./historical-info.ts";
import type { Needs } from "./needs.ts";
import { distributeRewards } from "./rewards.ts";
import { sendPendingPackets } from "./slash-queue.ts";
import { valsetUpdateIdAt } from "./staking-stand-in.ts";
import { state } from "./state.ts";
import { applyChanges } from "./validator-set.ts";

/** The next height inherits the id of this one, unless a packet of this block says otherwise later. */
export function beginBlock(ctx: Ctx, { addresses, channel, logger }: Needs): void {
  const channelId = state.providerChannelId.get(ctx);
  if (channelId !== undefined && isClosed(ctx, channel, channelId)) {
    // The chain goes on with the validators that it has.
    logger.error({ channel: channelId }, "channel to the provider is closed");
  }
  state.valsetUpdateIds.set(ctx, ctx.height + 1n, valsetUpdateIdAt(ctx, ctx.height));
  trackHistoricalInfo(ctx, addresses);
}

/** Fees, then packets, then the changes of the validator set that came in this block. */
export function endBlock(ctx: Ctx, needs: Needs): readonly ValidatorUpdate[] {
  if (state.preCcv.get(ctx) !== undefined) return changeOverToConsumer(ctx, needs);

  distributeRewards(ctx, needs);
  sendPendingPackets(ctx, needs);
  const changes = state.pendingChanges.get(ctx);
  if (changes === undefined) return [];
  const updates = applyChanges(ctx, needs.hooks, changes);
  state.pendingChanges.delete(ctx);
  return updates;
}

function isClosed(ctx: Ctx, channel: Needs["channel"], channelId: string): boolean {
  const end = channel.channel(ctx, CONSUMER_PORT, channelId);
  return end === undefined || end.state === State.STATE_CLOSED;
}
