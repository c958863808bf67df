import type { Acknowledgement, Packet, Payload } from "@testudo/proto/ibc/core/channel/v2";
import { channelV2Errors as errors } from "../channel/errors.ts";
import { MAX_PACKET_DATA } from "../channel/packet.ts";
import { checkChannelId, checkClientId, checkPortId, isBlank } from "../host/identifiers.ts";

/** @throws channelv2/2, channelv2/3, host/2 */
export function validatePacket(packet: Packet): void {
  const [payload] = packet.payloads;
  if (payload === undefined || packet.payloads.length !== 1) {
    throw errors.invalidPacket("payloads must contain exactly one payload");
  }
  validatePayload(payload);
  if (payload.value.length > MAX_PACKET_DATA) {
    throw errors.invalidPacket(`packet data bytes cannot exceed ${MAX_PACKET_DATA} bytes`);
  }
  checkChannelId(packet.sourceClient);
  checkChannelId(packet.destinationClient);
  if (packet.sequence === 0n) throw errors.invalidPacket("packet sequence cannot be 0");
  if (packet.timeoutTimestamp === 0n) {
    throw errors.invalidPacket("packet timeout timestamp cannot be 0");
  }
}

/** A v2 packet that somebody wants to send. */
export interface OutgoingPacketV2 {
  readonly sourceClient: string;
  /** Unix seconds. */
  readonly timeoutTimestamp: bigint;
  readonly payloads: readonly Payload[];
}

/** @throws host/2, channelv2/8 without a timeout, channelv2/3 unless there is one good payload */
export function validateOutgoing(packet: OutgoingPacketV2): void {
  checkClientId(packet.sourceClient);
  if (packet.timeoutTimestamp === 0n) throw errors.invalidTimeout("timeout must not be 0");
  const [payload] = packet.payloads;
  if (payload === undefined || packet.payloads.length !== 1) {
    throw errors.invalidPayload(
      `payloads must be of length 1, got ${packet.payloads.length} instead`,
    );
  }
  validatePayload(payload);
}

/** @throws host/2, channelv2/3 */
function validatePayload(payload: Payload): void {
  checkPortId(payload.sourcePort);
  checkPortId(payload.destinationPort);
  if (isBlank(payload.version)) throw errors.invalidPayload("payload version cannot be empty");
  if (isBlank(payload.encoding)) throw errors.invalidPayload("payload encoding cannot be empty");
  if (payload.value.length === 0) throw errors.invalidPayload("payload value cannot be empty");
}

/** @throws channelv2/5 */
export function validateAcknowledgement({ appAcknowledgements }: Acknowledgement): void {
  const [answer] = appAcknowledgements;
  if (answer === undefined || appAcknowledgements.length !== 1) {
    throw errors.invalidAcknowledgement("app acknowledgements must be of length one");
  }
  if (answer.length === 0) {
    throw errors.invalidAcknowledgement("app acknowledgement cannot be empty");
  }
}
