// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Coin } from "../../../cosmos/base/v1beta1.ts";
import { Height } from "../../../ibc/core/client/v1.ts";

export interface Allocation {
  sourcePort: string;
  sourceChannel: string;
  spendLimit: readonly Coin[];
  allowList: readonly string[];
  allowedPacketData: readonly string[];
}
export const Allocation: MessageType<Allocation> = describeMessage("ibc.applications.transfer.v1.Allocation", [
  [1, "source_port", "string"],
  [2, "source_channel", "string"],
  [3, "spend_limit", () => Coin, { repeated: true }],
  [4, "allow_list", "string", { repeated: true }],
  [5, "allowed_packet_data", "string", { repeated: true }],
]);

export interface TransferAuthorization {
  allocations: readonly Allocation[];
}
export const TransferAuthorization: MessageType<TransferAuthorization> = describeMessage("ibc.applications.transfer.v1.TransferAuthorization", [
  [1, "allocations", () => Allocation, { repeated: true }],
]);

export interface DenomTrace {
  path: string;
  baseDenom: string;
}
export const DenomTrace: MessageType<DenomTrace> = describeMessage("ibc.applications.transfer.v1.DenomTrace", [
  [1, "path", "string"],
  [2, "base_denom", "string"],
]);

export interface GenesisState {
  portId: string;
  denoms: readonly Denom[];
  params: Params;
  totalEscrowed: readonly Coin[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("ibc.applications.transfer.v1.GenesisState", [
  [1, "port_id", "string"],
  [2, "denoms", () => Denom, { repeated: true }],
  [3, "params", () => Params, { embedded: true }],
  [4, "total_escrowed", () => Coin, { repeated: true }],
]);

export interface FungibleTokenPacketData {
  denom: string;
  amount: string;
  sender: string;
  receiver: string;
  memo: string;
}
export const FungibleTokenPacketData: MessageType<FungibleTokenPacketData> = describeMessage("ibc.applications.transfer.v1.FungibleTokenPacketData", [
  [1, "denom", "string"],
  [2, "amount", "string"],
  [3, "sender", "string"],
  [4, "receiver", "string"],
  [5, "memo", "string"],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("ibc.applications.transfer.v1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params?: Params | undefined;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("ibc.applications.transfer.v1.QueryParamsResponse", [
  [1, "params", () => Params],
]);

export interface QueryDenomRequest {
  hash: string;
}
export const QueryDenomRequest: MessageType<QueryDenomRequest> = describeMessage("ibc.applications.transfer.v1.QueryDenomRequest", [
  [1, "hash", "string"],
]);

export interface QueryDenomResponse {
  denom?: Denom | undefined;
}
export const QueryDenomResponse: MessageType<QueryDenomResponse> = describeMessage("ibc.applications.transfer.v1.QueryDenomResponse", [
  [1, "denom", () => Denom],
]);

export interface QueryDenomsRequest {
  pagination?: PageRequest | undefined;
}
export const QueryDenomsRequest: MessageType<QueryDenomsRequest> = describeMessage("ibc.applications.transfer.v1.QueryDenomsRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryDenomsResponse {
  denoms: readonly Denom[];
  pagination?: PageResponse | undefined;
}
export const QueryDenomsResponse: MessageType<QueryDenomsResponse> = describeMessage("ibc.applications.transfer.v1.QueryDenomsResponse", [
  [1, "denoms", () => Denom, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDenomHashRequest {
  trace: string;
}
export const QueryDenomHashRequest: MessageType<QueryDenomHashRequest> = describeMessage("ibc.applications.transfer.v1.QueryDenomHashRequest", [
  [1, "trace", "string"],
]);

export interface QueryDenomHashResponse {
  hash: string;
}
export const QueryDenomHashResponse: MessageType<QueryDenomHashResponse> = describeMessage("ibc.applications.transfer.v1.QueryDenomHashResponse", [
  [1, "hash", "string"],
]);

export interface QueryEscrowAddressRequest {
  portId: string;
  channelId: string;
}
export const QueryEscrowAddressRequest: MessageType<QueryEscrowAddressRequest> = describeMessage("ibc.applications.transfer.v1.QueryEscrowAddressRequest", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface QueryEscrowAddressResponse {
  escrowAddress: string;
}
export const QueryEscrowAddressResponse: MessageType<QueryEscrowAddressResponse> = describeMessage("ibc.applications.transfer.v1.QueryEscrowAddressResponse", [
  [1, "escrow_address", "string"],
]);

export interface QueryTotalEscrowForDenomRequest {
  denom: string;
}
export const QueryTotalEscrowForDenomRequest: MessageType<QueryTotalEscrowForDenomRequest> = describeMessage("ibc.applications.transfer.v1.QueryTotalEscrowForDenomRequest", [
  [1, "denom", "string"],
]);

export interface QueryTotalEscrowForDenomResponse {
  amount: Coin;
}
export const QueryTotalEscrowForDenomResponse: MessageType<QueryTotalEscrowForDenomResponse> = describeMessage("ibc.applications.transfer.v1.QueryTotalEscrowForDenomResponse", [
  [1, "amount", () => Coin, { embedded: true }],
]);

export interface Token {
  denom: Denom;
  amount: string;
}
export const Token: MessageType<Token> = describeMessage("ibc.applications.transfer.v1.Token", [
  [1, "denom", () => Denom, { embedded: true }],
  [2, "amount", "string"],
]);

export interface Denom {
  base: string;
  trace: readonly Hop[];
}
export const Denom: MessageType<Denom> = describeMessage("ibc.applications.transfer.v1.Denom", [
  [1, "base", "string"],
  [3, "trace", () => Hop, { repeated: true }],
]);

export interface Hop {
  portId: string;
  channelId: string;
}
export const Hop: MessageType<Hop> = describeMessage("ibc.applications.transfer.v1.Hop", [
  [1, "port_id", "string"],
  [2, "channel_id", "string"],
]);

export interface Params {
  sendEnabled: boolean;
  receiveEnabled: boolean;
}
export const Params: MessageType<Params> = describeMessage("ibc.applications.transfer.v1.Params", [
  [1, "send_enabled", "bool"],
  [2, "receive_enabled", "bool"],
]);

export interface MsgTransfer {
  sourcePort: string;
  sourceChannel: string;
  token: Coin;
  sender: string;
  receiver: string;
  timeoutHeight: Height;
  timeoutTimestamp: bigint;
  memo: string;
  encoding: string;
}
export const MsgTransfer: MessageType<MsgTransfer> = describeMessage("ibc.applications.transfer.v1.MsgTransfer", [
  [1, "source_port", "string"],
  [2, "source_channel", "string"],
  [3, "token", () => Coin, { embedded: true, keepEmpty: true }],
  [4, "sender", "string"],
  [5, "receiver", "string"],
  [6, "timeout_height", () => Height, { embedded: true, keepEmpty: true }],
  [7, "timeout_timestamp", "uint64"],
  [8, "memo", "string"],
  [9, "encoding", "string"],
], { amino: "cosmos-sdk/MsgTransfer", signers: ["sender"] });

export interface MsgTransferResponse {
  sequence: bigint;
}
export const MsgTransferResponse: MessageType<MsgTransferResponse> = describeMessage("ibc.applications.transfer.v1.MsgTransferResponse", [
  [1, "sequence", "uint64"],
]);

export interface MsgUpdateParams {
  signer: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("ibc.applications.transfer.v1.MsgUpdateParams", [
  [1, "signer", "string"],
  [2, "params", () => Params, { embedded: true }],
], { signers: ["signer"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("ibc.applications.transfer.v1.MsgUpdateParamsResponse", []);
