// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Duration, Timestamp } from "../../google/protobuf.ts";

export interface GenesisState {
  params: Params;
  signingInfos: readonly SigningInfo[];
  missedBlocks: readonly ValidatorMissedBlocks[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.slashing.v1beta1.GenesisState", [
  [1, "params", () => Params, { embedded: true }],
  [2, "signing_infos", () => SigningInfo, { repeated: true }],
  [3, "missed_blocks", () => ValidatorMissedBlocks, { repeated: true }],
]);

export interface SigningInfo {
  address: string;
  validatorSigningInfo: ValidatorSigningInfo;
}
export const SigningInfo: MessageType<SigningInfo> = describeMessage("cosmos.slashing.v1beta1.SigningInfo", [
  [1, "address", "string"],
  [2, "validator_signing_info", () => ValidatorSigningInfo, { embedded: true, keepEmpty: true }],
]);

export interface ValidatorMissedBlocks {
  address: string;
  missedBlocks: readonly MissedBlock[];
}
export const ValidatorMissedBlocks: MessageType<ValidatorMissedBlocks> = describeMessage("cosmos.slashing.v1beta1.ValidatorMissedBlocks", [
  [1, "address", "string"],
  [2, "missed_blocks", () => MissedBlock, { repeated: true, keepEmpty: true }],
]);

export interface MissedBlock {
  index: bigint;
  missed: boolean;
}
export const MissedBlock: MessageType<MissedBlock> = describeMessage("cosmos.slashing.v1beta1.MissedBlock", [
  [1, "index", "int64"],
  [2, "missed", "bool"],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.slashing.v1beta1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.slashing.v1beta1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface QuerySigningInfoRequest {
  consAddress: string;
}
export const QuerySigningInfoRequest: MessageType<QuerySigningInfoRequest> = describeMessage("cosmos.slashing.v1beta1.QuerySigningInfoRequest", [
  [1, "cons_address", "string"],
]);

export interface QuerySigningInfoResponse {
  valSigningInfo: ValidatorSigningInfo;
}
export const QuerySigningInfoResponse: MessageType<QuerySigningInfoResponse> = describeMessage("cosmos.slashing.v1beta1.QuerySigningInfoResponse", [
  [1, "val_signing_info", () => ValidatorSigningInfo, { embedded: true }],
]);

export interface QuerySigningInfosRequest {
  pagination?: PageRequest | undefined;
}
export const QuerySigningInfosRequest: MessageType<QuerySigningInfosRequest> = describeMessage("cosmos.slashing.v1beta1.QuerySigningInfosRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QuerySigningInfosResponse {
  info: readonly ValidatorSigningInfo[];
  pagination?: PageResponse | undefined;
}
export const QuerySigningInfosResponse: MessageType<QuerySigningInfosResponse> = describeMessage("cosmos.slashing.v1beta1.QuerySigningInfosResponse", [
  [1, "info", () => ValidatorSigningInfo, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface ValidatorSigningInfo {
  address: string;
  startHeight: bigint;
  indexOffset: bigint;
  jailedUntil: Timestamp;
  tombstoned: boolean;
  missedBlocksCounter: bigint;
}
export const ValidatorSigningInfo: MessageType<ValidatorSigningInfo> = describeMessage("cosmos.slashing.v1beta1.ValidatorSigningInfo", [
  [1, "address", "string"],
  [2, "start_height", "int64"],
  [3, "index_offset", "int64"],
  [4, "jailed_until", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [5, "tombstoned", "bool"],
  [6, "missed_blocks_counter", "int64"],
]);

export interface Params {
  signedBlocksWindow: bigint;
  minSignedPerWindow: Uint8Array;
  downtimeJailDuration: Duration;
  slashFractionDoubleSign: Uint8Array;
  slashFractionDowntime: Uint8Array;
}
export const Params: MessageType<Params> = describeMessage("cosmos.slashing.v1beta1.Params", [
  [1, "signed_blocks_window", "int64"],
  [2, "min_signed_per_window", "bytes", { custom: "dec", keepEmpty: true }],
  [3, "downtime_jail_duration", () => Duration, { embedded: true, keepEmpty: true }],
  [4, "slash_fraction_double_sign", "bytes", { custom: "dec", keepEmpty: true }],
  [5, "slash_fraction_downtime", "bytes", { custom: "dec", keepEmpty: true }],
], { amino: "cosmos-sdk/x/slashing/Params" });

export interface MsgUnjail {
  validatorAddr: string;
}
export const MsgUnjail: MessageType<MsgUnjail> = describeMessage("cosmos.slashing.v1beta1.MsgUnjail", [
  [1, "validator_addr", "string", { keepEmpty: true, aminoName: "address" }],
], { amino: "cosmos-sdk/MsgUnjail", signers: ["validator_addr"] });

export interface MsgUnjailResponse {}
export const MsgUnjailResponse: MessageType<MsgUnjailResponse> = describeMessage("cosmos.slashing.v1beta1.MsgUnjailResponse", []);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.slashing.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/slashing/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.slashing.v1beta1.MsgUpdateParamsResponse", []);
