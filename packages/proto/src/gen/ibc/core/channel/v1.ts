// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Any } from "../../../google/protobuf.ts";
import { Height, IdentifiedClientState } from "../../../ibc/core/client/v1.ts";

export const State = {
  STATE_UNINITIALIZED_UNSPECIFIED: 0,
  STATE_INIT: 1,
  STATE_TRYOPEN: 2,
  STATE_OPEN: 3,
  STATE_CLOSED: 4,
} as const;
export type State = number;
export const StateEnum = describeEnum("ibc.core.channel.v1.State", State);

export const Order = {
  ORDER_NONE_UNSPECIFIED: 0,
  ORDER_UNORDERED: 1,
  ORDER_ORDERED: 2,
} as const;
export type Order = number;
export const OrderEnum = describeEnum("ibc.core.channel.v1.Order", Order);

export const ResponseResultType = {
  RESPONSE_RESULT_TYPE_UNSPECIFIED: 0,
  RESPONSE_RESULT_TYPE_NOOP: 1,
  RESPONSE_RESULT_TYPE_SUCCESS: 2,
  RESPONSE_RESULT_TYPE_FAILURE: 3,
} as const;
export type ResponseResultType = number;
export const ResponseResultTypeEnum = describeEnum("ibc.core.channel.v1.ResponseResultType", ResponseResultType);

export interface Channel {
  state: State;
  ordering: Order;
  counterparty: Counterparty;
  connectionHops: readonly string[];
  version: string;
}
export const Channel: MessageType<Channel> = describeMessage("ibc.core.channel.v1.Channel", [
  [1, "state", () => StateEnum],
  [2, "ordering", () => OrderEnum],
  [3, "counterparty", () => Counterparty, { embedded: true }],
  [4, "connection_hops", "string", { repeated: true }],
  [5, "version", "string"],
]);

export interface IdentifiedChannel {
  state: State;
  ordering: Order;
  counterparty: Counterparty;
  connectionHops: readonly string[];
  version: string;
  portId: string;
  channelId: string;
}
export const IdentifiedChannel: MessageType<IdentifiedChannel> = describeMessage("ibc.core.channel.v1.IdentifiedChannel", [
  [1, "state", () => StateEnum],
  [2, "ordering", () => OrderEnum],
  [3, "counterparty", () => Counterparty, { embedded: true }],
  [4, "connection_hops", "string", { repeated: true }],
  [5, "version", "string"],
  [6, "port_id", "string"],
  [7, "channel_id", "string"],
]);

export interface Counterparty {
  portId: string;
  channelId: string;
}
export const Counterparty: MessageType<Counterparty> = describeMessage("ibc.core.channel.v1.Counterparty", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface Packet {
  sequence: bigint;
  sourcePort: string;
  sourceChannel: string;
  destinationPort: string;
  destinationChannel: string;
  data: Uint8Array;
  timeoutHeight: Height;
  timeoutTimestamp: bigint;
}
export const Packet: MessageType<Packet> = describeMessage("ibc.core.channel.v1.Packet", [
  [1, "sequence", "uint64"],
  [2, "source_port", "string"],
  [3, "source_channel", "string"],
  [4, "destination_port", "string"],
  [5, "destination_channel", "string"],
  [6, "data", "bytes"],
  [7, "timeout_height", () => Height, { embedded: true }],
  [8, "timeout_timestamp", "uint64"],
]);

export interface PacketState {
  portId: string;
  channelId: string;
  sequence: bigint;
  data: Uint8Array;
}
export const PacketState: MessageType<PacketState> = describeMessage("ibc.core.channel.v1.PacketState", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "sequence", "uint64"],
  [4, "data", "bytes"],
]);

export interface PacketId {
  portId: string;
  channelId: string;
  sequence: bigint;
}
export const PacketId: MessageType<PacketId> = describeMessage("ibc.core.channel.v1.PacketId", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "sequence", "uint64"],
]);

export interface Acknowledgement {
  result?: Uint8Array | undefined;
  error?: string | undefined;
}
export const Acknowledgement: MessageType<Acknowledgement> = describeMessage("ibc.core.channel.v1.Acknowledgement", [
  [21, "result", "bytes", { optional: true, oneof: "response" }],
  [22, "error", "string", { optional: true, oneof: "response" }],
]);

export interface Timeout {
  height: Height;
  timestamp: bigint;
}
export const Timeout: MessageType<Timeout> = describeMessage("ibc.core.channel.v1.Timeout", [
  [1, "height", () => Height, { embedded: true }],
  [2, "timestamp", "uint64"],
]);

export interface GenesisState {
  channels: readonly IdentifiedChannel[];
  acknowledgements: readonly PacketState[];
  commitments: readonly PacketState[];
  receipts: readonly PacketState[];
  sendSequences: readonly PacketSequence[];
  recvSequences: readonly PacketSequence[];
  ackSequences: readonly PacketSequence[];
  nextChannelSequence: bigint;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.core.channel.v1.GenesisState", [
  [1, "channels", () => IdentifiedChannel, { repeated: true }],
  [2, "acknowledgements", () => PacketState, { repeated: true }],
  [3, "commitments", () => PacketState, { repeated: true }],
  [4, "receipts", () => PacketState, { repeated: true }],
  [5, "send_sequences", () => PacketSequence, { repeated: true }],
  [6, "recv_sequences", () => PacketSequence, { repeated: true }],
  [7, "ack_sequences", () => PacketSequence, { repeated: true }],
  [8, "next_channel_sequence", "uint64"],
]);

export interface PacketSequence {
  portId: string;
  channelId: string;
  sequence: bigint;
}
export const PacketSequence: MessageType<PacketSequence> = describeMessage("ibc.core.channel.v1.PacketSequence", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "sequence", "uint64"],
]);

export interface QueryChannelRequest {
  portId: string;
  channelId: string;
}
export const QueryChannelRequest: MessageType<QueryChannelRequest> = describeMessage("ibc.core.channel.v1.QueryChannelRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface QueryChannelResponse {
  channel?: Channel | undefined;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryChannelResponse: MessageType<QueryChannelResponse> = describeMessage("ibc.core.channel.v1.QueryChannelResponse", [
  [1, "channel", () => Channel],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryChannelsRequest {
  pagination?: PageRequest | undefined;
}
export const QueryChannelsRequest: MessageType<QueryChannelsRequest> = describeMessage("ibc.core.channel.v1.QueryChannelsRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryChannelsResponse {
  channels: readonly IdentifiedChannel[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryChannelsResponse: MessageType<QueryChannelsResponse> = describeMessage("ibc.core.channel.v1.QueryChannelsResponse", [
  [1, "channels", () => IdentifiedChannel, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryConnectionChannelsRequest {
  connection: string;
  pagination?: PageRequest | undefined;
}
export const QueryConnectionChannelsRequest: MessageType<QueryConnectionChannelsRequest> = describeMessage("ibc.core.channel.v1.QueryConnectionChannelsRequest", [
  [1, "connection", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryConnectionChannelsResponse {
  channels: readonly IdentifiedChannel[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryConnectionChannelsResponse: MessageType<QueryConnectionChannelsResponse> = describeMessage("ibc.core.channel.v1.QueryConnectionChannelsResponse", [
  [1, "channels", () => IdentifiedChannel, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryChannelClientStateRequest {
  portId: string;
  channelId: string;
}
export const QueryChannelClientStateRequest: MessageType<QueryChannelClientStateRequest> = describeMessage("ibc.core.channel.v1.QueryChannelClientStateRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface QueryChannelClientStateResponse {
  identifiedClientState?: IdentifiedClientState | undefined;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryChannelClientStateResponse: MessageType<QueryChannelClientStateResponse> = describeMessage("ibc.core.channel.v1.QueryChannelClientStateResponse", [
  [1, "identified_client_state", () => IdentifiedClientState],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryChannelConsensusStateRequest {
  portId: string;
  channelId: string;
  revisionNumber: bigint;
  revisionHeight: bigint;
}
export const QueryChannelConsensusStateRequest: MessageType<QueryChannelConsensusStateRequest> = describeMessage("ibc.core.channel.v1.QueryChannelConsensusStateRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "revision_number", "uint64"],
  [4, "revision_height", "uint64"],
]);

export interface QueryChannelConsensusStateResponse {
  consensusState?: Any | undefined;
  clientId: string;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryChannelConsensusStateResponse: MessageType<QueryChannelConsensusStateResponse> = describeMessage("ibc.core.channel.v1.QueryChannelConsensusStateResponse", [
  [1, "consensus_state", () => Any],
  [2, "client_id", "string"],
  [3, "proof", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketCommitmentRequest {
  portId: string;
  channelId: string;
  sequence: bigint;
}
export const QueryPacketCommitmentRequest: MessageType<QueryPacketCommitmentRequest> = describeMessage("ibc.core.channel.v1.QueryPacketCommitmentRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "sequence", "uint64"],
]);

export interface QueryPacketCommitmentResponse {
  commitment: Uint8Array;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryPacketCommitmentResponse: MessageType<QueryPacketCommitmentResponse> = describeMessage("ibc.core.channel.v1.QueryPacketCommitmentResponse", [
  [1, "commitment", "bytes"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketCommitmentsRequest {
  portId: string;
  channelId: string;
  pagination?: PageRequest | undefined;
}
export const QueryPacketCommitmentsRequest: MessageType<QueryPacketCommitmentsRequest> = describeMessage("ibc.core.channel.v1.QueryPacketCommitmentsRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "pagination", () => PageRequest],
]);

export interface QueryPacketCommitmentsResponse {
  commitments: readonly PacketState[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryPacketCommitmentsResponse: MessageType<QueryPacketCommitmentsResponse> = describeMessage("ibc.core.channel.v1.QueryPacketCommitmentsResponse", [
  [1, "commitments", () => PacketState, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryPacketReceiptRequest {
  portId: string;
  channelId: string;
  sequence: bigint;
}
export const QueryPacketReceiptRequest: MessageType<QueryPacketReceiptRequest> = describeMessage("ibc.core.channel.v1.QueryPacketReceiptRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "sequence", "uint64"],
]);

export interface QueryPacketReceiptResponse {
  received: boolean;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryPacketReceiptResponse: MessageType<QueryPacketReceiptResponse> = describeMessage("ibc.core.channel.v1.QueryPacketReceiptResponse", [
  [2, "received", "bool"],
  [3, "proof", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketAcknowledgementRequest {
  portId: string;
  channelId: string;
  sequence: bigint;
}
export const QueryPacketAcknowledgementRequest: MessageType<QueryPacketAcknowledgementRequest> = describeMessage("ibc.core.channel.v1.QueryPacketAcknowledgementRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "sequence", "uint64"],
]);

export interface QueryPacketAcknowledgementResponse {
  acknowledgement: Uint8Array;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryPacketAcknowledgementResponse: MessageType<QueryPacketAcknowledgementResponse> = describeMessage("ibc.core.channel.v1.QueryPacketAcknowledgementResponse", [
  [1, "acknowledgement", "bytes"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryPacketAcknowledgementsRequest {
  portId: string;
  channelId: string;
  pagination?: PageRequest | undefined;
  packetCommitmentSequences: readonly bigint[];
}
export const QueryPacketAcknowledgementsRequest: MessageType<QueryPacketAcknowledgementsRequest> = describeMessage("ibc.core.channel.v1.QueryPacketAcknowledgementsRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "pagination", () => PageRequest],
  [4, "packet_commitment_sequences", "uint64", { repeated: true }],
]);

export interface QueryPacketAcknowledgementsResponse {
  acknowledgements: readonly PacketState[];
  pagination?: PageResponse | undefined;
  height: Height;
}
export const QueryPacketAcknowledgementsResponse: MessageType<QueryPacketAcknowledgementsResponse> = describeMessage("ibc.core.channel.v1.QueryPacketAcknowledgementsResponse", [
  [1, "acknowledgements", () => PacketState, { repeated: true }],
  [2, "pagination", () => PageResponse],
  [3, "height", () => Height, { embedded: true }],
]);

export interface QueryUnreceivedPacketsRequest {
  portId: string;
  channelId: string;
  packetCommitmentSequences: readonly bigint[];
}
export const QueryUnreceivedPacketsRequest: MessageType<QueryUnreceivedPacketsRequest> = describeMessage("ibc.core.channel.v1.QueryUnreceivedPacketsRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "packet_commitment_sequences", "uint64", { repeated: true }],
]);

export interface QueryUnreceivedPacketsResponse {
  sequences: readonly bigint[];
  height: Height;
}
export const QueryUnreceivedPacketsResponse: MessageType<QueryUnreceivedPacketsResponse> = describeMessage("ibc.core.channel.v1.QueryUnreceivedPacketsResponse", [
  [1, "sequences", "uint64", { repeated: true }],
  [2, "height", () => Height, { embedded: true }],
]);

export interface QueryUnreceivedAcksRequest {
  portId: string;
  channelId: string;
  packetAckSequences: readonly bigint[];
}
export const QueryUnreceivedAcksRequest: MessageType<QueryUnreceivedAcksRequest> = describeMessage("ibc.core.channel.v1.QueryUnreceivedAcksRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "packet_ack_sequences", "uint64", { repeated: true }],
]);

export interface QueryUnreceivedAcksResponse {
  sequences: readonly bigint[];
  height: Height;
}
export const QueryUnreceivedAcksResponse: MessageType<QueryUnreceivedAcksResponse> = describeMessage("ibc.core.channel.v1.QueryUnreceivedAcksResponse", [
  [1, "sequences", "uint64", { repeated: true }],
  [2, "height", () => Height, { embedded: true }],
]);

export interface QueryNextSequenceReceiveRequest {
  portId: string;
  channelId: string;
}
export const QueryNextSequenceReceiveRequest: MessageType<QueryNextSequenceReceiveRequest> = describeMessage("ibc.core.channel.v1.QueryNextSequenceReceiveRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface QueryNextSequenceReceiveResponse {
  nextSequenceReceive: bigint;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryNextSequenceReceiveResponse: MessageType<QueryNextSequenceReceiveResponse> = describeMessage("ibc.core.channel.v1.QueryNextSequenceReceiveResponse", [
  [1, "next_sequence_receive", "uint64"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface QueryNextSequenceSendRequest {
  portId: string;
  channelId: string;
}
export const QueryNextSequenceSendRequest: MessageType<QueryNextSequenceSendRequest> = describeMessage("ibc.core.channel.v1.QueryNextSequenceSendRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface QueryNextSequenceSendResponse {
  nextSequenceSend: bigint;
  proof: Uint8Array;
  proofHeight: Height;
}
export const QueryNextSequenceSendResponse: MessageType<QueryNextSequenceSendResponse> = describeMessage("ibc.core.channel.v1.QueryNextSequenceSendResponse", [
  [1, "next_sequence_send", "uint64"],
  [2, "proof", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
]);

export interface MsgChannelOpenInit {
  portId: string;
  channel: Channel;
  signer: string;
}
export const MsgChannelOpenInit: MessageType<MsgChannelOpenInit> = describeMessage("ibc.core.channel.v1.MsgChannelOpenInit", [
  [1, "port_id", "string"],
  [2, "channel", () => Channel, { embedded: true }],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgChannelOpenInitResponse {
  channelId: string;
  version: string;
}
export const MsgChannelOpenInitResponse: MessageType<MsgChannelOpenInitResponse> = describeMessage("ibc.core.channel.v1.MsgChannelOpenInitResponse", [
  [1, "channel_id", "string"],
  [2, "version", "string"],
]);

export interface MsgChannelOpenTry {
  portId: string;
  previousChannelId: string;
  channel: Channel;
  counterpartyVersion: string;
  proofInit: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgChannelOpenTry: MessageType<MsgChannelOpenTry> = describeMessage("ibc.core.channel.v1.MsgChannelOpenTry", [
  [1, "port_id", "string"],
  [2, "previous_channel_id", "string"],
  [3, "channel", () => Channel, { embedded: true }],
  [4, "counterparty_version", "string"],
  [5, "proof_init", "bytes"],
  [6, "proof_height", () => Height, { embedded: true }],
  [7, "signer", "string"],
], { signers: ["signer"] });

export interface MsgChannelOpenTryResponse {
  version: string;
  channelId: string;
}
export const MsgChannelOpenTryResponse: MessageType<MsgChannelOpenTryResponse> = describeMessage("ibc.core.channel.v1.MsgChannelOpenTryResponse", [
  [1, "version", "string"],
  [2, "channel_id", "string"],
]);

export interface MsgChannelOpenAck {
  portId: string;
  channelId: string;
  counterpartyChannelId: string;
  counterpartyVersion: string;
  proofTry: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgChannelOpenAck: MessageType<MsgChannelOpenAck> = describeMessage("ibc.core.channel.v1.MsgChannelOpenAck", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "counterparty_channel_id", "string"],
  [4, "counterparty_version", "string"],
  [5, "proof_try", "bytes"],
  [6, "proof_height", () => Height, { embedded: true }],
  [7, "signer", "string"],
], { signers: ["signer"] });

export interface MsgChannelOpenAckResponse {}
export const MsgChannelOpenAckResponse: MessageType<MsgChannelOpenAckResponse> = describeMessage("ibc.core.channel.v1.MsgChannelOpenAckResponse", []);

export interface MsgChannelOpenConfirm {
  portId: string;
  channelId: string;
  proofAck: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgChannelOpenConfirm: MessageType<MsgChannelOpenConfirm> = describeMessage("ibc.core.channel.v1.MsgChannelOpenConfirm", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "proof_ack", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgChannelOpenConfirmResponse {}
export const MsgChannelOpenConfirmResponse: MessageType<MsgChannelOpenConfirmResponse> = describeMessage("ibc.core.channel.v1.MsgChannelOpenConfirmResponse", []);

export interface MsgChannelCloseInit {
  portId: string;
  channelId: string;
  signer: string;
}
export const MsgChannelCloseInit: MessageType<MsgChannelCloseInit> = describeMessage("ibc.core.channel.v1.MsgChannelCloseInit", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "signer", "string"],
], { signers: ["signer"] });

export interface MsgChannelCloseInitResponse {}
export const MsgChannelCloseInitResponse: MessageType<MsgChannelCloseInitResponse> = describeMessage("ibc.core.channel.v1.MsgChannelCloseInitResponse", []);

export interface MsgChannelCloseConfirm {
  portId: string;
  channelId: string;
  proofInit: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgChannelCloseConfirm: MessageType<MsgChannelCloseConfirm> = describeMessage("ibc.core.channel.v1.MsgChannelCloseConfirm", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
  [3, "proof_init", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgChannelCloseConfirmResponse {}
export const MsgChannelCloseConfirmResponse: MessageType<MsgChannelCloseConfirmResponse> = describeMessage("ibc.core.channel.v1.MsgChannelCloseConfirmResponse", []);

export interface MsgRecvPacket {
  packet: Packet;
  proofCommitment: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgRecvPacket: MessageType<MsgRecvPacket> = describeMessage("ibc.core.channel.v1.MsgRecvPacket", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "proof_commitment", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
  [4, "signer", "string"],
], { signers: ["signer"] });

export interface MsgRecvPacketResponse {
  result: ResponseResultType;
}
export const MsgRecvPacketResponse: MessageType<MsgRecvPacketResponse> = describeMessage("ibc.core.channel.v1.MsgRecvPacketResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);

export interface MsgTimeout {
  packet: Packet;
  proofUnreceived: Uint8Array;
  proofHeight: Height;
  nextSequenceRecv: bigint;
  signer: string;
}
export const MsgTimeout: MessageType<MsgTimeout> = describeMessage("ibc.core.channel.v1.MsgTimeout", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "proof_unreceived", "bytes"],
  [3, "proof_height", () => Height, { embedded: true }],
  [4, "next_sequence_recv", "uint64"],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgTimeoutResponse {
  result: ResponseResultType;
}
export const MsgTimeoutResponse: MessageType<MsgTimeoutResponse> = describeMessage("ibc.core.channel.v1.MsgTimeoutResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);

export interface MsgTimeoutOnClose {
  packet: Packet;
  proofUnreceived: Uint8Array;
  proofClose: Uint8Array;
  proofHeight: Height;
  nextSequenceRecv: bigint;
  signer: string;
}
export const MsgTimeoutOnClose: MessageType<MsgTimeoutOnClose> = describeMessage("ibc.core.channel.v1.MsgTimeoutOnClose", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "proof_unreceived", "bytes"],
  [3, "proof_close", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
  [5, "next_sequence_recv", "uint64"],
  [6, "signer", "string"],
], { signers: ["signer"] });

export interface MsgTimeoutOnCloseResponse {
  result: ResponseResultType;
}
export const MsgTimeoutOnCloseResponse: MessageType<MsgTimeoutOnCloseResponse> = describeMessage("ibc.core.channel.v1.MsgTimeoutOnCloseResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);

export interface MsgAcknowledgement {
  packet: Packet;
  acknowledgement: Uint8Array;
  proofAcked: Uint8Array;
  proofHeight: Height;
  signer: string;
}
export const MsgAcknowledgement: MessageType<MsgAcknowledgement> = describeMessage("ibc.core.channel.v1.MsgAcknowledgement", [
  [1, "packet", () => Packet, { embedded: true }],
  [2, "acknowledgement", "bytes"],
  [3, "proof_acked", "bytes"],
  [4, "proof_height", () => Height, { embedded: true }],
  [5, "signer", "string"],
], { signers: ["signer"] });

export interface MsgAcknowledgementResponse {
  result: ResponseResultType;
}
export const MsgAcknowledgementResponse: MessageType<MsgAcknowledgementResponse> = describeMessage("ibc.core.channel.v1.MsgAcknowledgementResponse", [
  [1, "result", () => ResponseResultTypeEnum],
]);
