import { concatBytes, uint64BE, utf8 } from "@testudo/base";
import { type Height, heightToText } from "./height.ts";

// ICS-24 path space. Proof paths and store keys are the UTF-8 bytes of these texts.

/** Names one end of a channel. */
export interface ChannelKey {
  readonly portId: string;
  readonly channelId: string;
}

/** Keys of the counters that number clients, connections and channels. */
export const NEXT_CLIENT_SEQUENCE_PATH = "nextClientSequence";
export const NEXT_CONNECTION_SEQUENCE_PATH = "nextConnectionSequence";
export const NEXT_CHANNEL_SEQUENCE_PATH = "nextChannelSequence";

/** What stands under a receipt key: the packet was received, no more. */
export const PACKET_RECEIPT = Uint8Array.of(1);

/** `clients/{cid}/`: everything a light client owns. */
export function clientPrefix(clientId: string): string {
  return `clients/${clientId}/`;
}

export function clientStatePath(clientId: string): string {
  return `clients/${clientId}/clientState`;
}

/** Key of a consensus state below the client's prefix. */
export function consensusStateSuffix(h: Height): string {
  return `consensusStates/${heightToText(h)}`;
}

export function consensusStatePath(clientId: string, h: Height): string {
  return `clients/${clientId}/${consensusStateSuffix(h)}`;
}

export function processedTimePath(clientId: string, h: Height): string {
  return `${consensusStatePath(clientId, h)}/processedTime`;
}

export function processedHeightPath(clientId: string, h: Height): string {
  return `${consensusStatePath(clientId, h)}/processedHeight`;
}

/** Prefix of the keys that list consensus states by height. */
export function iterationPrefix(clientId: string): Uint8Array {
  return utf8(`clients/${clientId}/iterateConsensusStates`);
}

/** Iteration key: the prefix, then 16 big-endian bytes without a separator. */
export function iterationKey(clientId: string, h: Height): Uint8Array {
  return concatBytes(
    iterationPrefix(clientId),
    uint64BE(h.revisionNumber),
    uint64BE(h.revisionHeight),
  );
}

export function clientConnectionsPath(clientId: string): string {
  return `clients/${clientId}/connections`;
}

export function clientCreatorPath(clientId: string): string {
  return `clients/${clientId}/creator`;
}

export function clientCounterpartyPath(clientId: string): string {
  return `clients/${clientId}/counterparty`;
}

export function connectionPath(connectionId: string): string {
  return `connections/${connectionId}`;
}

export function channelEndPath(key: ChannelKey): string {
  return `channelEnds/${endOf(key)}`;
}

export function nextSequenceSendPath(key: ChannelKey): string {
  return `nextSequenceSend/${endOf(key)}`;
}

export function nextSequenceRecvPath(key: ChannelKey): string {
  return `nextSequenceRecv/${endOf(key)}`;
}

export function nextSequenceAckPath(key: ChannelKey): string {
  return `nextSequenceAck/${endOf(key)}`;
}

export function recvStartSequencePath(key: ChannelKey): string {
  return `recvStartSequence/${endOf(key)}`;
}

/** Prefix of all packet commitments of a channel end, without the final slash. */
export function packetCommitmentPrefix(key: ChannelKey): string {
  return `commitments/${endOf(key)}/sequences`;
}

export function packetCommitmentPath(key: ChannelKey, sequence: bigint): string {
  return `${packetCommitmentPrefix(key)}/${sequence}`;
}

/** Prefix of all acknowledgement commitments of a channel end, without the final slash. */
export function packetAcknowledgementPrefix(key: ChannelKey): string {
  return `acks/${endOf(key)}/sequences`;
}

export function packetAcknowledgementPath(key: ChannelKey, sequence: bigint): string {
  return `${packetAcknowledgementPrefix(key)}/${sequence}`;
}

export function packetReceiptPath(key: ChannelKey, sequence: bigint): string {
  return `receipts/${endOf(key)}/sequences/${sequence}`;
}

function endOf({ portId, channelId }: ChannelKey): string {
  return `ports/${portId}/channels/${channelId}`;
}

/** IBC v2 keys put a one-byte kind and a big-endian sequence behind the client id. */
export const V2_KIND = { commitment: 1, receipt: 2, acknowledgement: 3 } as const;

/** Prefix of the v2 packet records of one kind. */
export function v2PacketPrefix(clientId: string, kind: keyof typeof V2_KIND): Uint8Array {
  return concatBytes(utf8(clientId), Uint8Array.of(V2_KIND[kind]));
}

/** Key of one v2 packet record. */
export function v2PacketKey(
  clientId: string,
  kind: keyof typeof V2_KIND,
  sequence: bigint,
): Uint8Array {
  return concatBytes(v2PacketPrefix(clientId, kind), uint64BE(sequence));
}

/** Key of the v2 send counter of a client. */
export function v2NextSequenceSendPath(clientId: string): string {
  return `nextSequenceSend/${clientId}`;
}

/** Prefix under which v2 packets wait for their acknowledgement. */
export function v2AsyncPacketPrefix(clientId: string): string {
  return `${clientId}async_packet`;
}

/** Key of one waiting v2 packet. */
export function v2AsyncPacketKey(clientId: string, sequence: bigint): Uint8Array {
  return concatBytes(utf8(v2AsyncPacketPrefix(clientId)), uint64BE(sequence));
}
