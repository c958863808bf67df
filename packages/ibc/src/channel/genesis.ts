import { fromUtf8, plainError, readUint64BE } from "@testudo/base";
import {
  Channel,
  type GenesisState,
  type IdentifiedChannel,
  type PacketSequence,
  type PacketState,
} from "@testudo/proto/ibc/core/channel/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { hostErrors, ibcErrors } from "../host/errors.ts";
import { channelSequence, checkChannelId, checkPortId } from "../host/identifiers.ts";
import { type ChannelKey, PACKET_RECEIPT } from "../host/paths.ts";
import { parseUint64 } from "../host/uint64.ts";
import { entriesBelow } from "../state.ts";
import { validateChannel } from "./channel-end.ts";
import { channelErrors } from "./errors.ts";
import { state } from "./state.ts";

/** No channels. */
export const DEFAULT_CHANNEL_GENESIS: GenesisState = {
  channels: [],
  acknowledgements: [],
  commitments: [],
  receipts: [],
  sendSequences: [],
  recvSequences: [],
  ackSequences: [],
  nextChannelSequence: 0n,
};

/** Writes the channels and packets of a genesis. A receipt's data is ignored: there is but one. */
export function initChannelGenesis(ctx: Ctx, genesis: GenesisState): void {
  for (const { portId, channelId, ...end } of genesis.channels) {
    state.channels.set(ctx, end, { portId, channelId });
  }
  for (const ack of genesis.acknowledgements) {
    state.acknowledgements.set(ctx, ack.data, ack, ack.sequence);
  }
  for (const commitment of genesis.commitments) {
    state.commitments.set(ctx, commitment.data, commitment, commitment.sequence);
  }
  for (const receipt of genesis.receipts) {
    state.receipts.set(ctx, PACKET_RECEIPT, receipt, receipt.sequence);
  }
  for (const send of genesis.sendSequences) state.nextSequenceSend.set(ctx, send.sequence, send);
  for (const recv of genesis.recvSequences) state.nextSequenceRecv.set(ctx, recv.sequence, recv);
  for (const ack of genesis.ackSequences) state.nextSequenceAck.set(ctx, ack.sequence, ack);
  state.nextChannelSequence.set(ctx, genesis.nextChannelSequence);
}

/** Reads all channels and packets back, in key order. */
export function exportChannelGenesis(ctx: Ctx): GenesisState {
  return {
    channels: [...allChannels(ctx)],
    acknowledgements: [...packetStates(ctx, "acks")],
    commitments: [...packetStates(ctx, "commitments")],
    receipts: [...packetStates(ctx, "receipts")],
    sendSequences: [...packetSequences(ctx, "nextSequenceSend")],
    recvSequences: [...packetSequences(ctx, "nextSequenceRecv")],
    ackSequences: [...packetSequences(ctx, "nextSequenceAck")],
    nextChannelSequence: state.nextChannelSequence.get(ctx),
  };
}

/** All channels in key order: by port, then by channel id as text. */
export function* allChannels(ctx: Ctx): Generator<IdentifiedChannel> {
  for (const [key, value] of entriesBelow(ctx, "channelEnds")) {
    yield identifiedChannel(fromUtf8(key), value);
  }
}

/** A stored channel end under the ids in its key. */
export function identifiedChannel(path: string, value: Uint8Array): IdentifiedChannel {
  const key = channelKeyOf(path);
  if (key === undefined) panic(`cannot parse channel path ${path}`);
  return { ...Channel.decode(value), ...key };
}

/** The port and channel of a key like `…/ports/{port}/channels/{channel}…`. */
function channelKeyOf(path: string): ChannelKey | undefined {
  const [, ports, portId, channels, channelId] = path.split("/");
  if (ports !== "ports" || channels !== "channels") return undefined;
  if (portId === undefined || channelId === undefined) return undefined;
  return { portId, channelId };
}

function* packetStates(
  ctx: Ctx,
  kind: "acks" | "commitments" | "receipts",
): Generator<PacketState> {
  for (const [key, data] of entriesBelow(ctx, kind)) {
    const path = fromUtf8(key);
    const end = channelKeyOf(path);
    const sequence = parseUint64(path.slice(path.lastIndexOf("/") + 1));
    if (end === undefined || sequence === undefined) panic(`cannot parse packet path ${path}`);
    yield { ...end, sequence, data };
  }
}

/** Like the reference, the walk ends at the first key of another form: a v2 counter hides all v1 counters behind it. */
function* packetSequences(
  ctx: Ctx,
  kind: "nextSequenceSend" | "nextSequenceRecv" | "nextSequenceAck",
): Generator<PacketSequence> {
  for (const [key, value] of entriesBelow(ctx, kind)) {
    const end = channelKeyOf(fromUtf8(key));
    if (end === undefined) return;
    yield { ...end, sequence: readUint64BE(value) };
  }
}

/** @throws what the genesis is refused for */
export function validateChannelGenesis(genesis: GenesisState): void {
  let highest = 0n;
  for (const channel of genesis.channels) {
    const sequence = channelSequence(channel.channelId);
    if (sequence === undefined) {
      throw hostErrors.invalidId("channel identifier is not in the format: `channel-{N}`");
    }
    if (sequence > highest) highest = sequence;
    checkChannelId(channel.channelId);
    checkPortId(channel.portId);
    validateChannel(channel);
  }
  if (highest !== 0n && highest >= genesis.nextChannelSequence) {
    throw ibcErrors.invalidSequence(
      `next channel sequence ${genesis.nextChannelSequence} must be greater than maximum sequence used in channel identifier ${highest}`,
    );
  }
  genesis.acknowledgements.forEach((ack) => {
    requirePacketKey(ack, channelErrors.invalidAcknowledgement);
    if (ack.data.length === 0) {
      throw channelErrors.invalidAcknowledgement("data bytes cannot be empty");
    }
  });
  genesis.receipts.forEach((receipt) => {
    requirePacketKey(receipt, channelErrors.invalidAcknowledgement);
  });
  genesis.commitments.forEach((commitment) => {
    requirePacketKey(commitment, channelErrors.invalidCommitment);
    if (commitment.data.length === 0) {
      throw channelErrors.invalidAcknowledgement("data bytes cannot be empty");
    }
  });
  genesis.sendSequences.forEach((send) => {
    requirePacketKey(send, ibcErrors.invalidSequence);
  });
  genesis.recvSequences.forEach((recv) => {
    requirePacketKey(recv, plainError);
  });
  genesis.ackSequences.forEach((ack) => {
    requirePacketKey(ack, channelErrors.invalidAcknowledgement);
  });
}

/** Whatever is wrong with the place of a packet record, `refuse` reports it. */
function requirePacketKey(key: PacketSequence, refuse: (reason: string) => Error): void {
  try {
    checkPortId(key.portId);
    checkChannelId(key.channelId);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  if (key.sequence === 0n) throw refuse("sequence cannot be 0");
}
