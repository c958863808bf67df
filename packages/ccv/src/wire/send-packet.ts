import type { Duration } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import type { Channel } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";

/** What sending needs from IBC. */
export interface PacketSender {
  channel(ctx: Ctx, portId: string, channelId: string): Channel | undefined;
  sendPacket(
    ctx: Ctx,
    packet: {
      readonly sourcePort: string;
      readonly sourceChannel: string;
      readonly timeoutHeight: { readonly revisionNumber: bigint; readonly revisionHeight: bigint };
      readonly timeoutTimestamp: bigint;
      readonly data: Uint8Array;
    },
  ): bigint;
}

/**
 * Sends CCV packet data: no timeout height, and a timeout of `timeoutPeriod` from the block's time.
 *
 * @throws channel/3 when there is no such channel, and what IBC refuses
 */
export function sendCcvPacket(
  ctx: Ctx,
  sender: PacketSender,
  packet: {
    readonly portId: string;
    readonly channelId: string;
    readonly data: Uint8Array;
    readonly timeoutPeriod: Duration;
  },
): void {
  const { portId, channelId, data, timeoutPeriod } = packet;
  if (sender.channel(ctx, portId, channelId) === undefined) {
    throw channelErrors.channelNotFound(`channel not found for channel ID: ${channelId}`);
  }
  sender.sendPacket(ctx, {
    sourcePort: portId,
    sourceChannel: channelId,
    timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
    timeoutTimestamp: BigInt.asUintN(64, ctx.time + timeoutPeriod),
    data,
  });
}
