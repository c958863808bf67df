import { textOfBytes, toHex } from "@testudo/base";
import type { Channel, Packet } from "@testudo/proto/ibc/core/channel/v1";
import { type Ctx, type Event, event } from "@testudo/runtime";
import { heightToText } from "../host/height.ts";
import type { ChannelKey } from "../host/paths.ts";
import { orderName } from "./order.ts";

type Attribute = readonly [key: string, value: string];

const MODULE = event("message", ["module", "ibc_channel"]);

function emit(ctx: Ctx, type: string, attributes: readonly Attribute[]): void {
  ctx.emit(event(type, ...attributes));
  ctx.emit(MODULE);
}

/** A channel end in INIT; the counterparty has no channel id yet. */
export function emitOpenInit(ctx: Ctx, key: ChannelKey, end: Channel): void {
  emit(ctx, "channel_open_init", [
    ["port_id", key.portId],
    ["channel_id", key.channelId],
    ["counterparty_port_id", end.counterparty.portId],
    ["connection_id", hop(end)],
    ["version", end.version],
  ]);
}

/** A channel end in TRYOPEN. */
export function emitOpenTry(ctx: Ctx, key: ChannelKey, end: Channel): void {
  emit(ctx, "channel_open_try", [...bothEnds(key, end), ["version", end.version]]);
}

/** A later step of opening or closing. */
export function emitHandshakeStep(
  ctx: Ctx,
  step: "open_ack" | "open_confirm" | "close_init" | "close_confirm",
  key: ChannelKey,
  end: Channel,
): void {
  emit(ctx, `channel_${step}`, bothEnds(key, end));
}

/** An ordered channel that a timeout closed. */
export function emitChannelClosed(ctx: Ctx, key: ChannelKey, end: Channel): void {
  emit(ctx, "channel_close", [...bothEnds(key, end), ordering(end)]);
}

/**
 * Whether bytes stand in an event as text too, as before ibc-go v10. Bytes that are no UTF-8 have no faithful text.
 */
export interface LegacyEvents {
  readonly legacyEvents?: boolean | undefined;
}

export function emitSendPacket(
  ctx: Ctx,
  packet: Packet,
  end: Channel,
  legacy: LegacyEvents = {},
): void {
  emit(ctx, "send_packet", sentOrReceived(packet, end, legacy));
}

export function emitRecvPacket(
  ctx: Ctx,
  packet: Packet,
  end: Channel,
  legacy: LegacyEvents = {},
): void {
  emit(ctx, "recv_packet", sentOrReceived(packet, end, legacy));
}

export function emitWriteAcknowledgement(
  ctx: Ctx,
  packet: Packet,
  end: Channel,
  acknowledgement: Uint8Array,
  legacy: LegacyEvents = {},
): void {
  emit(ctx, "write_acknowledgement", [
    ...inHex("packet_data", packet.data, legacy),
    ...route(packet),
    ...inHex("packet_ack", acknowledgement, legacy),
    ordering(end),
    ...connection(end),
  ]);
}

export function emitAcknowledgePacket(ctx: Ctx, packet: Packet, end: Channel): void {
  emit(ctx, "acknowledge_packet", [...route(packet), ordering(end), ...connection(end)]);
}

export function emitTimeoutPacket(ctx: Ctx, packet: Packet, end: Channel): void {
  emit(ctx, "timeout_packet", [...route(packet), ["connection_id", hop(end)], ordering(end)]);
}

/** What is left of a refused callback's events: type and keys say that they came to nothing. */
export function asErrorEvent({ type, attributes }: Event): Event {
  const prefix = "ibccallbackerror-";
  return {
    type: `${prefix}${type}`,
    attributes: attributes.map((attribute) => ({
      ...attribute,
      key: `${prefix}${attribute.key}`,
    })),
  };
}

function bothEnds(key: ChannelKey, end: Channel): readonly Attribute[] {
  return [
    ["port_id", key.portId],
    ["channel_id", key.channelId],
    ["counterparty_port_id", end.counterparty.portId],
    ["counterparty_channel_id", end.counterparty.channelId],
    ["connection_id", hop(end)],
  ];
}

function sentOrReceived(packet: Packet, end: Channel, legacy: LegacyEvents): readonly Attribute[] {
  return [
    ...inHex("packet_data", packet.data, legacy),
    ...route(packet),
    ordering(end),
    ...connection(end),
  ];
}

function inHex(
  key: string,
  bytes: Uint8Array,
  { legacyEvents }: LegacyEvents,
): readonly Attribute[] {
  const hex: Attribute = [`${key}_hex`, toHex(bytes)];
  return legacyEvents === true ? [[key, textOfBytes(bytes)], hex] : [hex];
}

function route(packet: Packet): readonly Attribute[] {
  return [
    ["packet_timeout_height", heightToText(packet.timeoutHeight)],
    ["packet_timeout_timestamp", packet.timeoutTimestamp.toString()],
    ["packet_sequence", packet.sequence.toString()],
    ["packet_src_port", packet.sourcePort],
    ["packet_src_channel", packet.sourceChannel],
    ["packet_dst_port", packet.destinationPort],
    ["packet_dst_channel", packet.destinationChannel],
  ];
}

function ordering(end: Channel): Attribute {
  return ["packet_channel_ordering", orderName(end.ordering)];
}

/** The first key is deprecated, but relayers still read it. */
function connection(end: Channel): readonly Attribute[] {
  return [
    ["packet_connection", hop(end)],
    ["connection_id", hop(end)],
  ];
}

function hop(end: Channel): string {
  return end.connectionHops[0] ?? "";
}
