// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Height } from "../../../ibc/core/client/v1.ts";

export const PacketStatus = {
  PACKET_STATUS_UNSPECIFIED: 0,
  PACKET_STATUS_SUCCESS: 1,
  PACKET_STATUS_FAILURE: 2,
  PACKET_STATUS_ASYNC: 3,
} as const;
export type PacketStatus = number;
export const PacketStatusEnum = describeEnum("ibc.core.channel.v2.PacketStatus", PacketStatus);

export const ResponseResultType = {
  RESPONSE_RESULT_TYPE_UNSPECIFIED: 0,
  RESPONSE_RESULT_TYPE_NOOP: 1,
  RESPONSE_RESULT_TYPE_SUCCESS: 2,
  RESPONSE_RESULT_TYPE_FAILURE: 3,
} as const;
export type ResponseResultType = number;
export const ResponseResultTypeEnum = describeEnum("ibc.core.channel.v2.ResponseResultType", ResponseResultType);

export interface GenesisState {
  acknowledgements: readonly PacketState[];
  commitments: readonly PacketState[];
  receipts: readonly PacketState[];
  asyncPackets: readonly PacketState[];
  sendSequences: readonly PacketSequence[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.core.channel.v2.GenesisState", [
  [2, "acknowledgements", () => PacketState, { repeated: true }],
  [3, "commitments", () => PacketState, { repeated: true }],
  [4, "receipts", () => PacketState, { repeated: true }],
  [5, "async_packets", () => PacketState, { repeated: true }],
  [6, "send_sequences", () => PacketSequence, { repeated: true }],
]);

export interface PacketState {
  clientId: string;
  sequence: bigint;
  data: Uint8Array;
}
export const PacketState: MessageType<PacketState> = describeMessage("ibc.core.channel.v2.PacketState", [
  [1, "client_id", "string"],
  [2, "sequence", "uint64"],
  [3, "data", "bytes"],
]);

export interface PacketSequence {
  clientId: string;
  sequence: bigint;
}
export const PacketSequence: MessageType<PacketSequence> = describeMessage("ibc.core.channel.v2.PacketSequence", [
  [1, "client_id", "string"],
  [2, "sequence", "uint64"],
]);

export interface Packet {
  sequence: bigint;
  sourceClient: string;
  destinationClient: string;
  timeoutTimestamp: bigint;
  payloads: readonly Payload[];
}
export const Packet: MessageType<Packet> = describeMessage("ibc.core.channel.v2.Packet", [
  [1, "sequence", "uint64"],
  [2, "source_client", "string"],
  [3, "destination_client", "string"],
  [4, "timeout_timestamp", "uint64"],
  [5, "payloads", () => Payload, { repeated: true }],
]);

export interface Payload {
  sourcePort: string;
  destinationPort: string;
  version: string;
  encoding: string;
  value: Uint8Array;
}
export const Payload: MessageType<Payload> = describeMessage("ibc.core.channel.v2.Payload", [
  [1, "source_port", "string"],
  [2, "destination_port", "string"],
  [3, "version", "string"],
  [4, "encoding", "string"],
  [5, "value", "bytes"],
]);

export interface Acknowledgement {
  appAcknowledgements: readonly Uint8Array[];
}
export const Acknowledgement: MessageType<Acknowledgement> = describeMessage("ibc.core.channel.v2.Acknowledgement", [
  [1, "app_acknowledgements", "bytes", { repeated: true }],
]);

export interface RecvPacketResult {
  status: PacketStatus;
  acknowledgement: Uint8Array;
}
export const RecvPacketResult: MessageType<RecvPacketResult> = describeMessage("ibc.core.channel.v2.RecvPacketResult", [
  [1, "status", () => PacketStatusEnum],
  [2, "acknowledgement", "bytes"],
]);

export interface QueryNextSequenceSendRequest {
  clientId: string;
}
export const QueryNextSequenceSendRequest: MessageType<QueryNextSequenceSendRequest> = describeMessage("ibc.core.channel.v2.QueryNextSequenceSendRequest", [
  [1, "client_id", "string"],
]);

export interface QueryNextSequenceSendResponse {
  nextSequenceSend: bigint;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryNextSequenceSendResponse: MessageType<QueryNextSequenceSendResponse> = describeMessage("ibc.core.channel.v2.QueryNextSequenceSendResponse", [
  [1, "next_sequence_send", "uint64"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketCommitmentRequest {
  clientId: string;
  sequence: bigint;
}
export const QueryPacketCommitmentRequest: MessageType<QueryPacketCommitmentRequest> = describeMessage("ibc.core.channel.v2.QueryPacketCommitmentRequest", [
  [1, "client_id", "string"],
  [2, "sequence", "uint64"],
]);

export interface QueryPacketCommitmentResponse {
  commitment: Uint8Array;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryPacketCommitmentResponse: MessageType<QueryPacketCommitmentResponse> = describeMessage("ibc.core.channel.v2.QueryPacketCommitmentResponse", [
  [1, "commitment", "bytes"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketCommitmentsRequest {
  clientId: string;
  pagination?: PageRequest | undefined;
}
export const QueryPacketCommitmentsRequest: MessageType<QueryPacketCommitmentsRequest> = describeMessage("ibc.core.channel.v2.QueryPacketCommitmentsRequest", [
  [1, "client_id", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryPacketCommitmentsResponse {
  commitments: readonly PacketState[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryPacketCommitmentsResponse: MessageType<QueryPacketCommitmentsResponse> = describeMessage("ibc.core.channel.v2.QueryPacketCommitmentsResponse", [
  [1, "commitments", () => PacketState, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryPacketAcknowledgementRequest {
  clientId: string;
  sequence: bigint;
}
export const QueryPacketAcknowledgementRequest: MessageType<QueryPacketAcknowledgementRequest> = describeMessage("ibc.core.channel.v2.QueryPacketAcknowledgementRequest", [
  [1, "client_id", "string"],
  [2, "sequence", "uint64"],
]);

export interface QueryPacketAcknowledgementResponse {
  acknowledgement: Uint8Array;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryPacketAcknowledgementResponse: MessageType<QueryPacketAcknowledgementResponse> = describeMessage("ibc.core.channel.v2.QueryPacketAcknowledgementResponse", [
  [1, "acknowledgement", "bytes"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketAcknowledgementsRequest {
  clientId: string;
  pagination?: PageRequest | undefined;
  packetCommitmentSequences: readonly bigint[];
}
export const QueryPacketAcknowledgementsRequest: MessageType<QueryPacketAcknowledgementsRequest> = describeMessage("ibc.core.channel.v2.QueryPacketAcknowledgementsRequest", [
  [1, "client_id", "string"],
  [2, "pagination", () => PageRequest],
  [3, "packet_commitment_sequences", "uint64", { repeated: true }],
]);

export interface QueryPacketAcknowledgementsResponse {
  acknowledgements: readonly PacketState[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryPacketAcknowledgementsResponse: MessageType<QueryPacketAcknowledgementsResponse> = describeMessage("ibc.core.channel.v2.QueryPacketAcknowledgementsResponse", [
  [1, "acknowledgements", () => PacketState, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryPacketReceiptRequest {
  clientId: string;
  sequence: bigint;
}
export const QueryPacketReceiptRequest: MessageType<QueryPacketReceiptRequest> = describeMessage("ibc.core.channel.v2.QueryPacketReceiptRequest", [
  [1, "client_id", "string"],
  [2, "sequence", "uint64"],
]);

export interface QueryPacketReceiptResponse {
  received: boolean;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryPacketReceiptResponse: MessageType<QueryPacketReceiptResponse> = describeMessage("ibc.core.channel.v2.QueryPacketReceiptResponse", [
  [2, "received", "bool"],
  [3, "proof", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryUnreceivedPacketsRequest {
  clientId: string;
  sequences: readonly bigint[];
}
export const QueryUnreceivedPacketsRequest: MessageType<QueryUnreceivedPacketsRequest> = describeMessage("ibc.core.channel.v2.QueryUnreceivedPacketsRequest", [
  [1, "client_id", "string"],
  [2, "sequences", "uint64", { repeated: true }],
]);

export interface QueryUnreceivedPacketsResponse {
  sequences: readonly bigint[];
  height: Height;
}
export const QueryUnreceivedPacketsResponse: MessageType<QueryUnreceivedPacketsResponse> = describeMessage("ibc.core.channel.v2.QueryUnreceivedPacketsResponse", [
  [1, "sequences", "uint64", { repeated: true }],
  [2, "height", () => Height, { embedded: true }],
]);

export interface QueryUnreceivedAcksRequest {
  clientId: string;
  packetAckSequences: readonly bigint[];
}
export const QueryUnreceivedAcksRequest: MessageType<QueryUnreceivedAcksRequest> = describeMessage("ibc.core.channel.v2.QueryUnreceivedAcksRequest", [
  [1, "client_id", "string"],
  [2, "packet_ack_sequences", "uint64", { repeated: true }],
]);

export interface QueryUnreceivedAcksResponse {
  sequences: readonly bigint[];
  height: Height;
}
export const QueryUnreceivedAcksResponse: MessageType<QueryUnreceivedAcksResponse> = describeMessage("ibc.core.channel.v2.QueryUnreceivedAcksResponse", [
  [1, "sequences", "uint64", { repeated: true }],
  [2, "height", () => Height, { embedded: true }],
]);

export interface MsgSendPacket {
  sourceClient: string;
  timeoutTimestamp: bigint;
  payloads: readonly Payload[];
  signer: string;
}
export const MsgSendPacket: MessageType<MsgSendPacket> = describeMessage("ibc.core.channel.v2.MsgSendPacket", [
  [1, "source_client", "string"],
  [2, "timeout_timestamp", "uint64"],
  [3, "payloads", () => Payload, { repeated: true }],
  [4, "signer", "string"],
], { signers: ["signer"] });

export interface MsgSendPacketResponse {
  sequence: bigint;
}
export const MsgSendPacketResponse: MessageType<MsgSendPacketResponse> = describeMessage("ibc.core.channel.v2.MsgSendPacketResponse", [
  [1, "sequence", "uint64"],
]);

export interface MsgRecvPacket {
  packet: Packet;
  proofCommitment: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgRecvPacket: MessageType<MsgRecvPacket> = describeMessage("ibc.core.channel.v2.MsgRecvPacket", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "proof_commitment", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
  [4, "signer", "string"],
], { signers: ["signer"] });

export interface MsgRecvPacketResponse {
  result: ResponseResultType;
}
export const MsgRecvPacketResponse: MessageType<MsgRecvPacketResponse> = describeMessage("ibc.core.channel.v2.MsgRecvPacketResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);

export interface MsgTimeout {
  packet: Packet;
  proofUnreceived: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgTimeout: MessageType<MsgTimeout> = describeMessage("ibc.core.channel.v2.MsgTimeout", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "proof_unreceived", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgTimeoutResponse {
  result: ResponseResultType;
}
export const MsgTimeoutResponse: MessageType<MsgTimeoutResponse> = describeMessage("ibc.core.channel.v2.MsgTimeoutResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);

export interface MsgAcknowledgement {
  packet: Packet;
  acknowledgement: Acknowledgement;
  proofAcked: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgAcknowledgement: MessageType<MsgAcknowledgement> = describeMessage("ibc.core.channel.v2.MsgAcknowledgement", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "acknowledgement", () => Acknowledgement, { embedded: true }],
  [3, "proof_acked", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgAcknowledgementResponse {
  result: ResponseResultType;
}
export const MsgAcknowledgementResponse: MessageType<MsgAcknowledgementResponse> = describeMessage("ibc.core.channel.v2.MsgAcknowledgementResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);
