import { type Channel, Order, type Packet, State } from "@testudo/proto/ibc/core/channel/v1";
import type { ConnectionEnd } from "@testudo/proto/ibc/core/connection/v1";
import { type Ctx, panic } from "@testudo/runtime";
import type { Proof } from "../connection/verify.ts";
import { channelErrors } from "./errors.ts";
import { emitChannelClosed, emitTimeoutPacket } from "./events.ts";
import { counterpartyEnd, firstHop, requireChannel } from "./handshake.ts";
import type { ChannelNeeds } from "./needs.ts";
import { destinationOf, requireElapsed, sourceOf } from "./packet.ts";
import { isCommitted, type PacketOutcome, requireCounterparty } from "./packets.ts";
import { state } from "./state.ts";

/** That a packet was not received, and what the counterparty would receive next. */
export interface NonReceipt extends Proof {
  readonly nextSequenceRecv: bigint;
}

/** Packets that will never be received (ICS-04), without the application's part. */
export type Timeouts = ReturnType<typeof createTimeouts>;

export function createTimeouts({ client, connection }: ChannelNeeds) {
  /**
   * Forgets a packet whose timeout passed before it was received. Works on closed channels too; an ordered channel
   * closes.
   *
   * @throws channel/3, channel/13, connection/3, client/7, channel/39, channel/19, and what proof verification refuses
   */
  function timeoutPacket(ctx: Ctx, packet: Packet, nonReceipt: NonReceipt): PacketOutcome {
    const channel = requireChannel(ctx, sourceOf(packet));
    requireCounterparty(channel, destinationOf(packet), "destination");
    const end = connection.requireEnd(ctx, firstHop(channel.connectionHops));
    const { proofHeight: height } = nonReceipt;
    const timestamp = client.timestampAtHeight(ctx, end.clientId, height);
    requireElapsed(packet, { height, timestamp });
    if (!isCommitted(ctx, packet)) return undefined;

    if (isOrdered(channel) && nonReceipt.nextSequenceRecv > packet.sequence) {
      throw channelErrors.packetReceived(alreadyReceived(packet, nonReceipt));
    }
    verifyNonReceipt(ctx, channel, end, packet, nonReceipt);
    return forget(ctx, channel, packet);
  }

  /**
   * Forgets a packet that was not received before the counterparty closed its end. The timeout plays no part.
   *
   * @throws channel/3, channel/13, connection/3, and what proof verification refuses
   */
  function timeoutOnClose(
    ctx: Ctx,
    packet: Packet,
    nonReceipt: NonReceipt & { readonly closedProof: Uint8Array },
  ): PacketOutcome {
    const source = sourceOf(packet);
    const channel = requireChannel(ctx, source);
    requireCounterparty(channel, destinationOf(packet), "destination");
    const end = connection.requireEnd(ctx, firstHop(channel.connectionHops));
    if (!isCommitted(ctx, packet)) return undefined;

    const closedProof = {
      proof: nonReceipt.closedProof,
      proofHeight: nonReceipt.proofHeight,
    };
    connection.verify.channelState(ctx, end, closedProof, {
      ...channel.counterparty,
      end: counterpartyEnd(source, channel, end, State.STATE_CLOSED, channel.version),
    });
    if (isOrdered(channel) && nonReceipt.nextSequenceRecv > packet.sequence) {
      throw channelErrors.invalidPacket(alreadyReceived(packet, nonReceipt));
    }
    verifyNonReceipt(ctx, channel, end, packet, nonReceipt);
    return forget(ctx, channel, packet);
  }

  function verifyNonReceipt(
    ctx: Ctx,
    channel: Channel,
    end: ConnectionEnd,
    packet: Packet,
    nonReceipt: NonReceipt,
  ): void {
    const far = destinationOf(packet);
    if (isOrdered(channel)) {
      const { nextSequenceRecv } = nonReceipt;
      connection.verify.nextSequenceRecv(ctx, end, nonReceipt, { ...far, nextSequenceRecv });
    } else if (channel.ordering === Order.ORDER_UNORDERED) {
      const { sequence } = packet;
      connection.verify.packetReceiptAbsence(ctx, end, nonReceipt, { ...far, sequence });
    } else {
      panic(`${channel.ordering}: invalid channel ordering`);
    }
  }

  return { timeoutPacket, timeoutOnClose };
}

function forget(ctx: Ctx, channel: Channel, packet: Packet): PacketOutcome {
  const source = sourceOf(packet);
  state.commitments.delete(ctx, source, packet.sequence);
  if (isOrdered(channel)) {
    const closed: Channel = { ...channel, state: State.STATE_CLOSED };
    state.channels.set(ctx, closed, source);
    emitChannelClosed(ctx, source, closed);
  }
  emitTimeoutPacket(ctx, packet, channel);
  return { channelVersion: channel.version };
}

function isOrdered({ ordering }: Channel): boolean {
  return ordering === Order.ORDER_ORDERED;
}

function alreadyReceived({ sequence }: Packet, { nextSequenceRecv }: NonReceipt): string {
  return `packet already received, next sequence receive > packet sequence (${nextSequenceRecv} > ${sequence})`;
}
