import { fromHex, minBigint } from "@testudo/base";
import {
  channelEndPath,
  nextSequenceRecvPath,
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
  parseHeight,
} from "@testudo/ibc/host";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type Channel,
  MsgAcknowledgement,
  MsgChannelCloseConfirm,
  MsgRecvPacket,
  MsgTimeout,
  Order,
  type Packet,
  QueryChannelRequest,
  QueryChannelResponse,
} from "@testudo/proto/ibc/core/channel/v1";
import type { Event } from "@testudo/proto/tendermint/abci";
import { relayer } from "./hub.ts";
import { type ChannelEnd, freshen, proveOn, relayerOn } from "./link.ts";
import { eventsOf, type TxResult } from "./test-chain.ts";
import { message } from "./test-tx.ts";

/** A packet that was received, with the answer. */
export interface Answered {
  readonly packet: Packet;
  readonly acknowledgement: Uint8Array;
}

/** Which of the waiting packets and answers go over. */
export interface CarryOptions {
  /** Of each kind at most so many; all, unless told. */
  readonly count?: number;
  /** The latest first, which only an unordered channel takes. */
  readonly isReversed?: boolean;
  readonly keepRefused?: boolean;
}

/** A channel and what waits to be relayed over it. */
export type TestChannel = ReturnType<typeof createTestChannel>;

interface Outbox {
  readonly end: ChannelEnd;
  /** Events up to this height have been seen. */
  seen: bigint;
  /** How often the chain had been put back by then. */
  restored: number;
  packets: Packet[];
  answers: Answered[];
}

/** More rounds than any exchange of a test needs; a relay that goes on is a loop between the chains. */
const ROUNDS_MAX = 20;

/** Watches both ends of a channel for packets and answers, and relays them when told to. */
export function createTestChannel(a: ChannelEnd, b: ChannelEnd) {
  const outboxes = { a: outbox(a), b: outbox(b) };
  const sides = (from: "a" | "b") =>
    from === "a" ? { from: outboxes.a, to: outboxes.b } : { from: outboxes.b, to: outboxes.a };

  /**
   * Takes what waits on one side over to the other, in one transaction; undefined if nothing waits. What a chain
   * refuses is gone, unless it is to be kept for another try.
   */
  function carry(side: "a" | "b", options: CarryOptions = {}): TxResult | undefined {
    const { count = Number.POSITIVE_INFINITY, isReversed = false, keepRefused = false } = options;
    const { from, to } = sides(side);
    collect(from);
    const some = <T>(list: readonly T[]) => (isReversed ? list.toReversed() : list).slice(0, count);
    const [packets, answers] = [some(from.packets), some(from.answers)];
    if (packets.length === 0 && answers.length === 0) return undefined;
    const update = freshen(from.end.chain, to.end.chain, to.end.clientId);
    const result = to.end.chain.deliver(relayer, [
      ...update,
      ...packets.map((packet) => receiveMessage(from.end, to.end, packet)),
      ...answers.map((answer) => acknowledgeMessage(from.end, to.end, answer)),
    ]);
    if (result.code === 0 || !keepRefused) {
      from.packets = from.packets.filter((packet) => !packets.includes(packet));
      from.answers = from.answers.filter((answer) => !answers.includes(answer));
    }
    return result;
  }

  return {
    a,
    b,
    carry,
    /** Packets of a side that nobody has relayed. */
    packets(side: "a" | "b"): readonly Packet[] {
      const { from } = sides(side);
      collect(from);
      return from.packets;
    },
    /** Answers of a side that nobody has relayed. */
    answers(side: "a" | "b"): readonly Answered[] {
      const { from } = sides(side);
      collect(from);
      return from.answers;
    },
    /** Takes packets out of what `carry` and `relay` see. */
    hold(side: "a" | "b"): readonly Packet[] {
      const { from } = sides(side);
      collect(from);
      const held = from.packets;
      from.packets = [];
      return held;
    },
    /** Relays to and fro until nothing waits. @throws Error when a chain refuses */
    relay(): void {
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        const results = [carry("a"), carry("b")].filter((result) => result !== undefined);
        if (results.length === 0) return;
        const refused = results.find(({ code }) => code !== 0);
        if (refused !== undefined) {
          throw new Error(`relaying: ${refused.codespace}/${refused.code}: ${refused.log}`);
        }
      }
      throw new Error(`still something to relay after ${ROUNDS_MAX} rounds`);
    },
    /** Tells the sender that a packet was not received in time. Both chains move. */
    timeOut(side: "a" | "b", packet: Packet): TxResult {
      const { from, to } = sides(side);
      const update = freshen(to.end.chain, from.end.chain, from.end.clientId);
      return from.end.chain.deliver(relayer, [...update, timeoutMessage(from.end, to.end, packet)]);
    },
    /** Tells an end that the other one is closed. */
    confirmClose(side: "a" | "b"): TxResult {
      const { from, to } = sides(side);
      const update = freshen(to.end.chain, from.end.chain, from.end.clientId);
      const { proof, proofHeight } = proveOn(to.end.chain, channelEndPath(to.end));
      return from.end.chain.deliver(relayer, [
        ...update,
        message(MsgChannelCloseConfirm, {
          portId: from.end.portId,
          channelId: from.end.channelId,
          proofInit: proof,
          proofHeight,
          signer: relayerOn(from.end.chain),
        }),
      ]);
    },
  };
}

/** The stored end of a channel. */
export function channelOf({ chain, portId, channelId }: ChannelEnd): Channel {
  const { channel } = chain.query(
    "/ibc.core.channel.v1.Query/Channel",
    QueryChannelRequest,
    QueryChannelResponse,
    { portId, channelId },
  );
  if (channel === undefined) throw new RangeError(`no channel ${portId}/${channelId}`);
  return channel;
}

/** Brings a packet, proven by the last block of its chain. */
export function receiveMessage(from: ChannelEnd, to: ChannelEnd, packet: Packet): Any {
  const { proof, proofHeight } = proveOn(from.chain, packetCommitmentPath(from, packet.sequence));
  return message(MsgRecvPacket, {
    packet,
    proofCommitment: proof,
    proofHeight,
    signer: relayerOn(to.chain),
  });
}

/** Brings an answer back to the sender. */
export function acknowledgeMessage(
  receiver: ChannelEnd,
  sender: ChannelEnd,
  { packet, acknowledgement }: Answered,
): Any {
  const path = packetAcknowledgementPath(receiver, packet.sequence);
  const { proof, proofHeight } = proveOn(receiver.chain, path);
  return message(MsgAcknowledgement, {
    packet,
    acknowledgement,
    proofAcked: proof,
    proofHeight,
    signer: relayerOn(sender.chain),
  });
}

function timeoutMessage(sender: ChannelEnd, receiver: ChannelEnd, packet: Packet): Any {
  const isOrdered = channelOf(sender).ordering === Order.ORDER_ORDERED;
  const path = isOrdered
    ? nextSequenceRecvPath(receiver)
    : packetReceiptPath(receiver, packet.sequence);
  const { proof, proofHeight } = proveOn(receiver.chain, path);
  return message(MsgTimeout, {
    packet,
    proofUnreceived: proof,
    proofHeight,
    // Nothing before the packet is missing.
    nextSequenceRecv: packet.sequence,
    signer: relayerOn(sender.chain),
  });
}

function outbox(end: ChannelEnd): Outbox {
  return { end, seen: 0n, restored: end.chain.restored.times, packets: [], answers: [] };
}

/** Reads the events of new blocks. */
function collect(box: Outbox): void {
  const { chain, portId, channelId } = box.end;
  if (chain.restored.times !== box.restored) {
    // Snapshots are taken when nothing waits, so what is in the box belongs to a future that is gone.
    box.restored = chain.restored.times;
    box.seen = minBigint(box.seen, chain.restored.height);
    box.packets = [];
    box.answers = [];
  }
  for (let height = box.seen + 1n; height <= chain.height; height += 1n) {
    if (height < chain.state.initialHeight) continue;
    for (const event of eventsOf(chain.made(height))) {
      if (event.type === "send_packet" && isFrom(event, "src", portId, channelId)) {
        box.packets.push(packetOf(event));
      }
      if (event.type === "write_acknowledgement" && isFrom(event, "dst", portId, channelId)) {
        box.answers.push({
          packet: packetOf(event),
          acknowledgement: fromHex(attribute(event, "packet_ack_hex")),
        });
      }
    }
    box.seen = height;
  }
}

function isFrom(event: Event, end: "src" | "dst", portId: string, channelId: string): boolean {
  return (
    attribute(event, `packet_${end}_port`) === portId &&
    attribute(event, `packet_${end}_channel`) === channelId
  );
}

function packetOf(event: Event): Packet {
  return {
    sequence: BigInt(attribute(event, "packet_sequence")),
    sourcePort: attribute(event, "packet_src_port"),
    sourceChannel: attribute(event, "packet_src_channel"),
    destinationPort: attribute(event, "packet_dst_port"),
    destinationChannel: attribute(event, "packet_dst_channel"),
    data: fromHex(attribute(event, "packet_data_hex")),
    timeoutHeight: parseHeight(attribute(event, "packet_timeout_height")) ?? {
      revisionNumber: 0n,
      revisionHeight: 0n,
    },
    timeoutTimestamp: BigInt(attribute(event, "packet_timeout_timestamp")),
  };
}

function attribute(event: Event, key: string): string {
  const found = event.attributes.find((one) => one.key === key);
  if (found === undefined) throw new RangeError(`no ${key} in ${event.type}`);
  return found.value;
}
