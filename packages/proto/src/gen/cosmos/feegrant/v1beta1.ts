// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";
import { Any, Duration, Timestamp } from "../../google/protobuf.ts";

export interface BasicAllowance {
  spendLimit: readonly Coin[];
  expiration?: Timestamp | undefined;
}
export const BasicAllowance: MessageType<BasicAllowance> = describeMessage("cosmos.feegrant.v1beta1.BasicAllowance", [
  [1, "spend_limit", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [2, "expiration", () => Timestamp],
], { amino: "cosmos-sdk/BasicAllowance" });

export interface PeriodicAllowance {
  basic: BasicAllowance;
  period: Duration;
  periodSpendLimit: readonly Coin[];
  periodCanSpend: readonly Coin[];
  periodReset: Timestamp;
}
export const PeriodicAllowance: MessageType<PeriodicAllowance> = describeMessage("cosmos.feegrant.v1beta1.PeriodicAllowance", [
  [1, "basic", () => BasicAllowance, { embedded: true, keepEmpty: true }],
  [2, "period", () => Duration, { embedded: true, keepEmpty: true }],
  [3, "period_spend_limit", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [4, "period_can_spend", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [5, "period_reset", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
], { amino: "cosmos-sdk/PeriodicAllowance" });

export interface AllowedMsgAllowance {
  allowance?: Any | undefined;
  allowedMessages: readonly string[];
}
export const AllowedMsgAllowance: MessageType<AllowedMsgAllowance> = describeMessage("cosmos.feegrant.v1beta1.AllowedMsgAllowance", [
  [1, "allowance", () => Any],
  [2, "allowed_messages", "string", { repeated: true }],
], { amino: "cosmos-sdk/AllowedMsgAllowance" });

export interface Grant {
  granter: string;
  grantee: string;
  allowance?: Any | undefined;
}
export const Grant: MessageType<Grant> = describeMessage("cosmos.feegrant.v1beta1.Grant", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
  [3, "allowance", () => Any],
]);

export interface GenesisState {
  allowances: readonly Grant[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.feegrant.v1beta1.GenesisState", [
  [1, "allowances", () => Grant, { repeated: true }],
]);

export interface QueryAllowanceRequest {
  granter: string;
  grantee: string;
}
export const QueryAllowanceRequest: MessageType<QueryAllowanceRequest> = describeMessage("cosmos.feegrant.v1beta1.QueryAllowanceRequest", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
]);

export interface QueryAllowanceResponse {
  allowance?: Grant | undefined;
}
export const QueryAllowanceResponse: MessageType<QueryAllowanceResponse> = describeMessage("cosmos.feegrant.v1beta1.QueryAllowanceResponse", [
  [1, "allowance", () => Grant],
]);

export interface QueryAllowancesRequest {
  grantee: string;
  pagination?: PageRequest | undefined;
}
export const QueryAllowancesRequest: MessageType<QueryAllowancesRequest> = describeMessage("cosmos.feegrant.v1beta1.QueryAllowancesRequest", [
  [1, "grantee", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryAllowancesResponse {
  allowances: readonly Grant[];
  pagination?: PageResponse | undefined;
}
export const QueryAllowancesResponse: MessageType<QueryAllowancesResponse> = describeMessage("cosmos.feegrant.v1beta1.QueryAllowancesResponse", [
  [1, "allowances", () => Grant, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryAllowancesByGranterRequest {
  granter: string;
  pagination?: PageRequest | undefined;
}
export const QueryAllowancesByGranterRequest: MessageType<QueryAllowancesByGranterRequest> = describeMessage("cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest", [
  [1, "granter", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryAllowancesByGranterResponse {
  allowances: readonly Grant[];
  pagination?: PageResponse | undefined;
}
export const QueryAllowancesByGranterResponse: MessageType<QueryAllowancesByGranterResponse> = describeMessage("cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse", [
  [1, "allowances", () => Grant, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface MsgGrantAllowance {
  granter: string;
  grantee: string;
  allowance?: Any | undefined;
}
export const MsgGrantAllowance: MessageType<MsgGrantAllowance> = describeMessage("cosmos.feegrant.v1beta1.MsgGrantAllowance", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
  [3, "allowance", () => Any],
], { amino: "cosmos-sdk/MsgGrantAllowance", signers: ["granter"] });

export interface MsgGrantAllowanceResponse {}
export const MsgGrantAllowanceResponse: MessageType<MsgGrantAllowanceResponse> = describeMessage("cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse", []);

export interface MsgRevokeAllowance {
  granter: string;
  grantee: string;
}
export const MsgRevokeAllowance: MessageType<MsgRevokeAllowance> = describeMessage("cosmos.feegrant.v1beta1.MsgRevokeAllowance", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
], { amino: "cosmos-sdk/MsgRevokeAllowance", signers: ["granter"] });

export interface MsgRevokeAllowanceResponse {}
export const MsgRevokeAllowanceResponse: MessageType<MsgRevokeAllowanceResponse> = describeMessage("cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse", []);

export interface MsgPruneAllowances {
  pruner: string;
}
export const MsgPruneAllowances: MessageType<MsgPruneAllowances> = describeMessage("cosmos.feegrant.v1beta1.MsgPruneAllowances", [
  [1, "pruner", "string"],
], { signers: ["pruner"] });

export interface MsgPruneAllowancesResponse {}
export const MsgPruneAllowancesResponse: MessageType<MsgPruneAllowancesResponse> = describeMessage("cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse", []);
