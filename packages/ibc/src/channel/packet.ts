import type { Packet } from "@testudo/proto/ibc/core/channel/v1";
import { compareHeights, type Height, heightToText, isZeroHeight } from "../host/height.ts";
import { checkChannelId, checkPortId } from "../host/identifiers.ts";
import type { ChannelKey } from "../host/paths.ts";
import { channelErrors } from "./errors.ts";

/** 256 KiB: bounds what one packet can put into a block and its events. */
export const MAX_PACKET_DATA = 262_144;

/** The own channel end of a packet that this chain sent. */
export function sourceOf(packet: Packet): ChannelKey {
  return { portId: packet.sourcePort, channelId: packet.sourceChannel };
}

/** The own channel end of a packet that this chain receives. */
export function destinationOf(packet: Packet): ChannelKey {
  return { portId: packet.destinationPort, channelId: packet.destinationChannel };
}

/** @throws host/2 on malformed ids; channel/13 without sequence, timeout or data, or with too much data */
export function validatePacket(packet: Packet): void {
  checkPortId(packet.sourcePort);
  checkPortId(packet.destinationPort);
  checkChannelId(packet.sourceChannel);
  checkChannelId(packet.destinationChannel);
  if (packet.sequence === 0n) throw channelErrors.invalidPacket("packet sequence cannot be 0");
  if (isZeroHeight(packet.timeoutHeight) && packet.timeoutTimestamp === 0n) {
    throw channelErrors.invalidPacket(
      "packet timeout height and packet timeout timestamp cannot both be 0",
    );
  }
  if (packet.data.length === 0) {
    throw channelErrors.invalidPacket("packet data bytes cannot be empty");
  }
  if (packet.data.length > MAX_PACKET_DATA) {
    throw channelErrors.invalidPacket(`packet data bytes cannot exceed ${MAX_PACKET_DATA} bytes`);
  }
}

/** A point of a chain's history: its height and its Unix time in nanoseconds. */
export interface Moment {
  readonly height: Height;
  readonly timestamp: bigint;
}

/** Whether the packet may no longer be received at `now`; reaching the limit counts. */
export function isTimeoutElapsed(packet: Packet, now: Moment): boolean {
  return heightElapsed(packet, now) || timestampElapsed(packet, now);
}

/** @throws channel/40 when the packet may no longer be received at `now` */
export function requireNotElapsed(packet: Packet, now: Moment): void {
  if (heightElapsed(packet, now)) {
    throw channelErrors.timeoutElapsed(
      `current height: ${heightToText(now.height)}, timeout height ${heightToText(packet.timeoutHeight)}`,
    );
  }
  if (timestampElapsed(packet, now)) {
    throw channelErrors.timeoutElapsed(
      `current timestamp: ${now.timestamp}, timeout timestamp ${packet.timeoutTimestamp}`,
    );
  }
}

/** @throws channel/39 while the packet may still be received at `now` */
export function requireElapsed(packet: Packet, now: Moment): void {
  if (isTimeoutElapsed(packet, now)) return;
  throw channelErrors.timeoutNotReached(
    `current height: ${heightToText(now.height)}, timeout height ${heightToText(packet.timeoutHeight)}, ` +
      `current timestamp: ${now.timestamp}, timeout timestamp ${packet.timeoutTimestamp}`,
  );
}

function heightElapsed({ timeoutHeight }: Packet, { height }: Moment): boolean {
  return !isZeroHeight(timeoutHeight) && compareHeights(height, timeoutHeight) >= 0;
}

function timestampElapsed({ timeoutTimestamp }: Packet, { timestamp }: Moment): boolean {
  return timeoutTimestamp !== 0n && timestamp >= timeoutTimestamp;
}
