import { type AddressCodec, AppError, consAddress, isKind, type Logger } from "@testudo/base";
import { clientErrors } from "@testudo/ibc/client";
import { fromDuration, fromTimestamp, toTimestamp } from "@testudo/proto";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  type ConsumerPacketData,
  ConsumerPacketDataType,
  type SlashPacketData,
} from "@testudo/proto/interchain_security/ccv/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { CONSUMER_PORT } from "../wire/names.ts";
import { encodeConsumerPacket, slashConsumerPacket } from "../wire/packets.ts";
import { type PacketSender, sendCcvPacket } from "../wire/send-packet.ts";
import { slashRequested } from "./events.ts";
import { consumerParams } from "./params.ts";
import { FLAG, state } from "./state.ts";

/*
 * Slash packets leave one at a time. Sending one leaves it at the head of the queue and sets the slash record, which
 * bars further sending until the provider answers; a bounced packet is sent again once the retry delay is over (ADR-008).
 */

/**
 * Asks the provider to slash. Downtime of a validator is asked for once, until the provider acknowledged it in a
 * validator set packet.
 */
export function queueSlashPacket(ctx: Ctx, addresses: AddressCodec, packet: SlashPacketData): void {
  if (packet.infraction === Infraction.INFRACTION_DOWNTIME) {
    const address = consAddress(packet.validator.address);
    if (state.outstandingDowntimes.get(ctx, address) !== undefined) return;
    state.outstandingDowntimes.set(ctx, address, FLAG);
  }
  appendPendingPacket(ctx, slashConsumerPacket(packet));
  ctx.emit(slashRequested(addresses, packet));
}

/** Puts a packet at the end of the queue. */
export function appendPendingPacket(ctx: Ctx, packet: ConsumerPacketData): void {
  state.pendingPackets.set(ctx, state.pendingPacketsIndex.next(ctx), packet);
}

/** The queue, head first. */
export function pendingPackets(ctx: Ctx): ConsumerPacketData[] {
  return [...state.pendingPackets.values(ctx)];
}

/** Sends what may be sent, in order. What IBC refuses stays and is tried again in the next block. */
export function sendPendingPackets(
  ctx: Ctx,
  { channel, logger }: { readonly channel: PacketSender; readonly logger: Logger },
): void {
  const channelId = state.providerChannelId.get(ctx);
  if (channelId === undefined) return;

  const sent: bigint[] = [];
  for (const [index, packet] of [...state.pendingPackets.entries(ctx)]) {
    if (!isSendingPermitted(ctx)) break;
    const refusal = trySend(ctx, channel, channelId, packet);
    if (refusal !== undefined) {
      const isExpired = isKind(refusal, clientErrors.clientNotActive);
      logger[isExpired ? "debug" : "error"]({ err: refusal }, "packet stays in the queue");
      break;
    }
    if (packet.type === ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH) {
      state.slashRecord.set(ctx, { waitingOnReply: true, sendTime: toTimestamp(ctx.time) });
      break;
    }
    sent.push(index);
  }
  for (const index of sent) state.pendingPackets.delete(ctx, index);
}

function isSendingPermitted(ctx: Ctx): boolean {
  const record = state.slashRecord.get(ctx);
  if (record === undefined) return true;
  if (record.waitingOnReply) return false;
  const delay = fromDuration(consumerParams(ctx).retryDelayPeriod);
  return ctx.time > fromTimestamp(record.sendTime) + delay;
}

/** A refusal of IBC comes before it writes anything, so no branch is needed. */
function trySend(
  ctx: Ctx,
  channel: PacketSender,
  channelId: string,
  packet: ConsumerPacketData,
): AppError | undefined {
  try {
    sendCcvPacket(ctx, channel, {
      portId: CONSUMER_PORT,
      channelId,
      data: encodeConsumerPacket(packet),
      timeoutPeriod: fromDuration(consumerParams(ctx).ccvTimeoutPeriod),
    });
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** The provider took the packet at the head: the next one may go. */
export function dropHandledPacket(ctx: Ctx): void {
  state.slashRecord.delete(ctx);
  const [head] = state.pendingPackets.keys(ctx);
  if (head !== undefined) state.pendingPackets.delete(ctx, head);
}

/** The provider's meter was empty: the head is sent again after the retry delay. */
export function retryBouncedPacket(ctx: Ctx): void {
  const record =
    state.slashRecord.get(ctx) ??
    panic("could not find slash record, but reply was received from provider");
  state.slashRecord.set(ctx, { ...record, waitingOnReply: false });
}
