import { equalBytes } from "@testudo/base";
import { type Channel, Order, type Packet, State } from "@testudo/proto/ibc/core/channel/v1";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { Proof } from "../connection/verify.ts";
import { commitAcknowledgement, commitPacket } from "../host/commitments.ts";
import { type Height, isZeroHeight } from "../host/height.ts";
import { type ChannelKey, PACKET_RECEIPT } from "../host/paths.ts";
import { selfHeight } from "../self-height.ts";
import { channelErrors } from "./errors.ts";
import {
  emitAcknowledgePacket,
  emitRecvPacket,
  emitSendPacket,
  emitWriteAcknowledgement,
} from "./events.ts";
import { firstHop, requireChannel, requireState } from "./handshake.ts";
import type { ChannelNeeds } from "./needs.ts";
import { destinationOf, requireNotElapsed, sourceOf, validatePacket } from "./packet.ts";
import { state } from "./state.ts";

/** A packet that an application wants to send. */
export interface OutgoingPacket {
  readonly sourcePort: string;
  readonly sourceChannel: string;
  /** 0-0 when unset. */
  readonly timeoutHeight: Height;
  /** Unix nanoseconds, 0 when unset. */
  readonly timeoutTimestamp: bigint;
  readonly data: Uint8Array;
}

/**
 * What core says about a relayed packet: the channel's version for the application, or undefined when the packet was
 * handled before and nothing happens. In that case nothing has been written or emitted.
 */
export type PacketOutcome = { readonly channelVersion: string } | undefined;

/** Sending, receiving and acknowledging (ICS-04), without the application's part. */
export type Packets = ReturnType<typeof createPackets>;

export function createPackets({ client, connection, legacyEvents }: ChannelNeeds) {
  /**
   * Commits a packet and returns its sequence. Whether the timeout has passed is asked of the counterparty as the
   * client last saw it, never of the own clock.
   *
   * @throws channel/3, channel/5, channel/10, channel/13, connection/3, client/29, client/26, client/7, channel/40
   */
  function sendPacket(ctx: Ctx, outgoing: OutgoingPacket): bigint {
    const source = { portId: outgoing.sourcePort, channelId: outgoing.sourceChannel };
    const channel = requireChannel(ctx, source);
    requireState(channel, State.STATE_OPEN);
    const sequence = state.nextSequenceSend.get(ctx, source);
    if (sequence === undefined) {
      throw channelErrors.sequenceSendNotFound(
        `source port: ${source.portId}, source channel: ${source.channelId}`,
      );
    }
    const packet: Packet = {
      ...outgoing,
      sequence,
      destinationPort: channel.counterparty.portId,
      destinationChannel: channel.counterparty.channelId,
    };
    validatePacket(packet);

    const { clientId } = connection.requireEnd(ctx, firstHop(channel.connectionHops));
    const status = client.status(ctx, clientId);
    if (status !== "Active") {
      throw clientErrors.clientNotActive(
        `cannot send packet using client (${clientId}) with status ${status}`,
      );
    }
    const height = client.latestHeight(ctx, clientId);
    if (isZeroHeight(height)) {
      throw clientErrors.invalidHeight(
        `cannot send packet using client (${clientId}) with zero height`,
      );
    }
    const timestamp = client.timestampAtHeight(ctx, clientId, height);
    requireNotElapsed(packet, { height, timestamp });

    state.nextSequenceSend.set(ctx, sequence + 1n, source);
    state.commitments.set(ctx, commitPacket(packet), source, sequence);
    emitSendPacket(ctx, packet, channel, { legacyEvents });
    return sequence;
  }

  /**
   * Accepts a packet that the counterparty committed to. The proof comes before the replay check, so even a repeated
   * packet needs a good one.
   *
   * @throws channel/3, channel/5, channel/13, connection/3, connection/6, channel/40, channel/11, channel/19,
   *   channel/21, and what proof verification refuses
   */
  function recvPacket(ctx: Ctx, packet: Packet, proof: Proof): PacketOutcome {
    const channel = requireChannel(ctx, destinationOf(packet));
    requireState(channel, State.STATE_OPEN);
    requireCounterparty(channel, sourceOf(packet), "source");
    const end = connection.requireOpen(ctx, firstHop(channel.connectionHops));
    requireNotElapsed(packet, {
      height: selfHeight(ctx),
      timestamp: BigInt.asUintN(64, ctx.time),
    });
    connection.verify.packetCommitment(ctx, end, proof, {
      ...sourceOf(packet),
      sequence: packet.sequence,
      commitment: commitPacket(packet),
    });

    if (!markReceived(ctx, packet, channel)) return undefined;
    emitRecvPacket(ctx, packet, channel, { legacyEvents });
    return { channelVersion: channel.version };
  }

  /**
   * The replay step of `recvPacket` alone, for transactions that are checked again in the mempool.
   *
   * @throws channel/3, channel/11, channel/19, channel/21
   */
  function recheckRecvPacket(ctx: Ctx, packet: Packet): PacketOutcome {
    const channel = requireChannel(ctx, destinationOf(packet));
    return markReceived(ctx, packet, channel) ? { channelVersion: channel.version } : undefined;
  }

  /**
   * Writes the acknowledgement of a packet, once. Applications that answered undefined call it later.
   *
   * @throws channel/3, channel/5, channel/19, channel/17, channel/16
   */
  function writeAcknowledgement(ctx: Ctx, packet: Packet, acknowledgement: Uint8Array): void {
    const key = destinationOf(packet);
    const channel = requireChannel(ctx, key);
    requireState(channel, State.STATE_OPEN);
    requireInThisLife(ctx, packet);
    if (state.acknowledgements.has(ctx, key, packet.sequence)) {
      throw channelErrors.acknowledgementExists();
    }
    if (acknowledgement.length === 0) {
      throw channelErrors.invalidAcknowledgement("acknowledgement cannot be empty");
    }
    state.acknowledgements.set(ctx, commitAcknowledgement(acknowledgement), key, packet.sequence);
    emitWriteAcknowledgement(ctx, packet, channel, acknowledgement, { legacyEvents });
  }

  /**
   * Forgets a packet that the counterparty answered.
   *
   * @throws channel/3, channel/5, channel/13, connection/3, connection/6, channel/12, channel/21, and what proof
   *   verification refuses
   */
  function acknowledgePacket(
    ctx: Ctx,
    packet: Packet,
    answer: { readonly acknowledgement: Uint8Array } & Proof,
  ): PacketOutcome {
    const source = sourceOf(packet);
    const channel = requireChannel(ctx, source);
    requireState(channel, State.STATE_OPEN);
    requireCounterparty(channel, destinationOf(packet), "destination");
    const end = connection.requireOpen(ctx, firstHop(channel.connectionHops));
    if (!isCommitted(ctx, packet)) return undefined;

    connection.verify.packetAcknowledgement(ctx, end, answer, {
      ...destinationOf(packet),
      sequence: packet.sequence,
      acknowledgement: answer.acknowledgement,
    });
    if (channel.ordering === Order.ORDER_ORDERED) {
      const next = state.nextSequenceAck.get(ctx, source);
      if (next === undefined) {
        throw channelErrors.sequenceAckNotFound(
          `source port: ${source.portId}, source channel: ${source.channelId}`,
        );
      }
      requireInOrder(packet, next, "ack");
      state.nextSequenceAck.set(ctx, next + 1n, source);
    }
    state.commitments.delete(ctx, source, packet.sequence);
    emitAcknowledgePacket(ctx, packet, channel);
    return { channelVersion: channel.version };
  }

  return { sendPacket, recvPacket, recheckRecvPacket, writeAcknowledgement, acknowledgePacket };
}

/**
 * Whether the packet's commitment is still here. Absence means that it was acknowledged, timed out or never sent.
 *
 * @throws channel/13 when another packet was committed under the sequence
 */
export function isCommitted(ctx: Ctx, packet: Packet): boolean {
  const commitment = state.commitments.get(ctx, sourceOf(packet), packet.sequence);
  if (commitment === undefined) return false;
  if (!equalBytes(commitment, commitPacket(packet))) {
    throw channelErrors.invalidPacket("commitment bytes are not equal");
  }
  return true;
}

/** @throws channel/13 unless `far` is the channel's counterparty */
export function requireCounterparty(
  channel: Channel,
  far: ChannelKey,
  role: "source" | "destination",
): void {
  const { portId, channelId } = channel.counterparty;
  if (far.portId !== portId) {
    throw channelErrors.invalidPacket(
      `packet ${role} port doesn't match the counterparty's port (${far.portId} ≠ ${portId})`,
    );
  }
  if (far.channelId !== channelId) {
    throw channelErrors.invalidPacket(
      `packet ${role} channel doesn't match the counterparty's channel (${far.channelId} ≠ ${channelId})`,
    );
  }
}

/** Records the receipt of a packet; false when it was received before. */
function markReceived(ctx: Ctx, packet: Packet, channel: Channel): boolean {
  const key = destinationOf(packet);
  requireInThisLife(ctx, packet);
  if (channel.ordering === Order.ORDER_UNORDERED) {
    if (state.receipts.get(ctx, key, packet.sequence) !== undefined) return false;
    state.receipts.set(ctx, PACKET_RECEIPT, key, packet.sequence);
    return true;
  }
  if (channel.ordering === Order.ORDER_ORDERED) {
    const next = state.nextSequenceRecv.get(ctx, key);
    if (next === undefined) {
      throw channelErrors.sequenceReceiveNotFound(
        `destination port: ${key.portId}, destination channel: ${key.channelId}`,
      );
    }
    if (packet.sequence < next) return false;
    requireInOrder(packet, next, "receive");
    state.nextSequenceRecv.set(ctx, next + 1n, key);
  }
  return true;
}

/** Packets from before a channel upgrade are refused; no upgrade can happen any more, but the read is paid for. */
function requireInThisLife(ctx: Ctx, packet: Packet): void {
  const start = state.recvStartSequence.get(ctx, destinationOf(packet)) ?? 0n;
  if (packet.sequence < start) {
    throw channelErrors.packetReceived("packet already processed in previous channel upgrade");
  }
}

function requireInOrder({ sequence }: Packet, next: bigint, step: "ack" | "receive"): void {
  if (sequence !== next) {
    throw channelErrors.packetSequenceOutOfOrder(
      `packet sequence ≠ next ${step} sequence (${sequence} ≠ ${next})`,
    );
  }
}
