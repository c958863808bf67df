// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { Any, Timestamp } from "../../../google/protobuf.ts";
import { ConsumerPacketData, ConsumerParams, ProviderInfo } from "../../../interchain_security/ccv/v1.ts";

export interface CrossChainValidator {
  address: Uint8Array;
  power: bigint;
  pubkey?: Any | undefined;
  optedOut: boolean;
}
export const CrossChainValidator: MessageType<CrossChainValidator> = describeMessage("interchain_security.ccv.consumer.v1.CrossChainValidator", [
  [1, "address", "bytes"],
  [2, "power", "int64"],
  [3, "pubkey", () => Any],
  [4, "opted_out", "bool"],
]);

export interface SlashRecord {
  waitingOnReply: boolean;
  sendTime: Timestamp;
}
export const SlashRecord: MessageType<SlashRecord> = describeMessage("interchain_security.ccv.consumer.v1.SlashRecord", [
  [1, "waiting_on_reply", "bool"],
  [2, "send_time", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface GenesisState {
  params: ConsumerParams;
  providerClientId: string;
  providerChannelId: string;
  newChain: boolean;
  heightToValsetUpdateId: readonly HeightToValsetUpdateID[];
  outstandingDowntimeSlashing: readonly OutstandingDowntime[];
  pendingConsumerPackets: ConsumerPacketDataList;
  lastTransmissionBlockHeight: LastTransmissionBlockHeight;
  preCCV: boolean;
  provider: ProviderInfo;
  connectionId: string;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("interchain_security.ccv.consumer.v1.GenesisState", [
  [1, "params", () => ConsumerParams, { embedded: true }],
  [2, "provider_client_id", "string"],
  [3, "provider_channel_id", "string"],
  [4, "new_chain", "bool"],
  [9, "height_to_valset_update_id", () => HeightToValsetUpdateID, { repeated: true }],
  [10, "outstanding_downtime_slashing", () => OutstandingDowntime, { repeated: true }],
  [11, "pending_consumer_packets", () => ConsumerPacketDataList, { embedded: true }],
  [12, "last_transmission_block_height", () => LastTransmissionBlockHeight, { embedded: true }],
  [13, "preCCV", "bool"],
  [14, "provider", () => ProviderInfo, { embedded: true }],
  [15, "connection_id", "string"],
]);

export interface HeightToValsetUpdateID {
  height: bigint;
  valsetUpdateId: bigint;
}
export const HeightToValsetUpdateID: MessageType<HeightToValsetUpdateID> = describeMessage("interchain_security.ccv.consumer.v1.HeightToValsetUpdateID", [
  [1, "height", "uint64"],
  [2, "valset_update_id", "uint64"],
]);

export interface OutstandingDowntime {
  validatorConsensusAddress: string;
}
export const OutstandingDowntime: MessageType<OutstandingDowntime> = describeMessage("interchain_security.ccv.consumer.v1.OutstandingDowntime", [
  [1, "validator_consensus_address", "string"],
]);

export interface LastTransmissionBlockHeight {
  height: bigint;
}
export const LastTransmissionBlockHeight: MessageType<LastTransmissionBlockHeight> = describeMessage("interchain_security.ccv.consumer.v1.LastTransmissionBlockHeight", [
  [1, "height", "int64"],
]);

export interface ConsumerPacketDataList {
  list: readonly ConsumerPacketData[];
}
export const ConsumerPacketDataList: MessageType<ConsumerPacketDataList> = describeMessage("interchain_security.ccv.consumer.v1.ConsumerPacketDataList", [
  [1, "list", () => ConsumerPacketData, { repeated: true }],
]);

export interface NextFeeDistributionEstimate {
  currentHeight: bigint;
  lastHeight: bigint;
  nextHeight: bigint;
  distributionFraction: string;
  total: string;
  toProvider: string;
  toConsumer: string;
}
export const NextFeeDistributionEstimate: MessageType<NextFeeDistributionEstimate> = describeMessage("interchain_security.ccv.consumer.v1.NextFeeDistributionEstimate", [
  [1, "currentHeight", "int64"],
  [2, "lastHeight", "int64"],
  [3, "nextHeight", "int64"],
  [4, "distribution_fraction", "string"],
  [5, "total", "string"],
  [6, "toProvider", "string"],
  [7, "toConsumer", "string"],
]);

export interface QueryNextFeeDistributionEstimateRequest {}
export const QueryNextFeeDistributionEstimateRequest: MessageType<QueryNextFeeDistributionEstimateRequest> = describeMessage("interchain_security.ccv.consumer.v1.QueryNextFeeDistributionEstimateRequest", []);

export interface QueryNextFeeDistributionEstimateResponse {
  data?: NextFeeDistributionEstimate | undefined;
}
export const QueryNextFeeDistributionEstimateResponse: MessageType<QueryNextFeeDistributionEstimateResponse> = describeMessage("interchain_security.ccv.consumer.v1.QueryNextFeeDistributionEstimateResponse", [
  [1, "data", () => NextFeeDistributionEstimate],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("interchain_security.ccv.consumer.v1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: ConsumerParams;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("interchain_security.ccv.consumer.v1.QueryParamsResponse", [
  [1, "params", () => ConsumerParams, { embedded: true }],
]);

export interface QueryProviderInfoRequest {}
export const QueryProviderInfoRequest: MessageType<QueryProviderInfoRequest> = describeMessage("interchain_security.ccv.consumer.v1.QueryProviderInfoRequest", []);

export interface QueryProviderInfoResponse {
  consumer: ChainInfo;
  provider: ChainInfo;
}
export const QueryProviderInfoResponse: MessageType<QueryProviderInfoResponse> = describeMessage("interchain_security.ccv.consumer.v1.QueryProviderInfoResponse", [
  [1, "consumer", () => ChainInfo, { embedded: true }],
  [2, "provider", () => ChainInfo, { embedded: true }],
]);

export interface ChainInfo {
  chainID: string;
  clientID: string;
  connectionID: string;
  channelID: string;
}
export const ChainInfo: MessageType<ChainInfo> = describeMessage("interchain_security.ccv.consumer.v1.ChainInfo", [
  [1, "chainID", "string"],
  [2, "clientID", "string"],
  [3, "connectionID", "string"],
  [4, "channelID", "string"],
]);

export interface QueryThrottleStateRequest {}
export const QueryThrottleStateRequest: MessageType<QueryThrottleStateRequest> = describeMessage("interchain_security.ccv.consumer.v1.QueryThrottleStateRequest", []);

export interface QueryThrottleStateResponse {
  slashRecord?: SlashRecord | undefined;
  packetDataQueue: readonly ConsumerPacketData[];
}
export const QueryThrottleStateResponse: MessageType<QueryThrottleStateResponse> = describeMessage("interchain_security.ccv.consumer.v1.QueryThrottleStateResponse", [
  [1, "slash_record", () => SlashRecord],
  [2, "packet_data_queue", () => ConsumerPacketData, { repeated: true }],
]);

export interface MsgUpdateParams {
  authority: string;
  params: ConsumerParams;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("interchain_security.ccv.consumer.v1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => ConsumerParams, { embedded: true }],
], { signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("interchain_security.ccv.consumer.v1.MsgUpdateParamsResponse", []);
