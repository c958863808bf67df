// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Any, Timestamp } from "../../google/protobuf.ts";

export interface GenericAuthorization {
  msg: string;
}
export const GenericAuthorization: MessageType<GenericAuthorization> = describeMessage("cosmos.authz.v1beta1.GenericAuthorization", [
  [1, "msg", "string"],
], { amino: "cosmos-sdk/GenericAuthorization" });

export interface Grant {
  authorization?: Any | undefined;
  expiration?: Timestamp | undefined;
}
export const Grant: MessageType<Grant> = describeMessage("cosmos.authz.v1beta1.Grant", [
  [1, "authorization", () => Any],
  [2, "expiration", () => Timestamp],
]);

export interface GrantAuthorization {
  granter: string;
  grantee: string;
  authorization?: Any | undefined;
  expiration?: Timestamp | undefined;
}
export const GrantAuthorization: MessageType<GrantAuthorization> = describeMessage("cosmos.authz.v1beta1.GrantAuthorization", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
  [3, "authorization", () => Any],
  [4, "expiration", () => Timestamp],
]);

export interface GrantQueueItem {
  msgTypeUrls: readonly string[];
}
export const GrantQueueItem: MessageType<GrantQueueItem> = describeMessage("cosmos.authz.v1beta1.GrantQueueItem", [
  [1, "msg_type_urls", "string", { repeated: true }],
]);

export interface GenesisState {
  authorization: readonly GrantAuthorization[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.authz.v1beta1.GenesisState", [
  [1, "authorization", () => GrantAuthorization, { repeated: true }],
]);

export interface QueryGrantsRequest {
  granter: string;
  grantee: string;
  msgTypeUrl: string;
  pagination?: PageRequest | undefined;
}
export const QueryGrantsRequest: MessageType<QueryGrantsRequest> = describeMessage("cosmos.authz.v1beta1.QueryGrantsRequest", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
  [3, "msg_type_url", "string"],
  [4, "pagination", () => PageRequest],
]);

export interface QueryGrantsResponse {
  grants: readonly Grant[];
  pagination?: PageResponse | undefined;
}
export const QueryGrantsResponse: MessageType<QueryGrantsResponse> = describeMessage("cosmos.authz.v1beta1.QueryGrantsResponse", [
  [1, "grants", () => Grant, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryGranterGrantsRequest {
  granter: string;
  pagination?: PageRequest | undefined;
}
export const QueryGranterGrantsRequest: MessageType<QueryGranterGrantsRequest> = describeMessage("cosmos.authz.v1beta1.QueryGranterGrantsRequest", [
  [1, "granter", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryGranterGrantsResponse {
  grants: readonly GrantAuthorization[];
  pagination?: PageResponse | undefined;
}
export const QueryGranterGrantsResponse: MessageType<QueryGranterGrantsResponse> = describeMessage("cosmos.authz.v1beta1.QueryGranterGrantsResponse", [
  [1, "grants", () => GrantAuthorization, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryGranteeGrantsRequest {
  grantee: string;
  pagination?: PageRequest | undefined;
}
export const QueryGranteeGrantsRequest: MessageType<QueryGranteeGrantsRequest> = describeMessage("cosmos.authz.v1beta1.QueryGranteeGrantsRequest", [
  [1, "grantee", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryGranteeGrantsResponse {
  grants: readonly GrantAuthorization[];
  pagination?: PageResponse | undefined;
}
export const QueryGranteeGrantsResponse: MessageType<QueryGranteeGrantsResponse> = describeMessage("cosmos.authz.v1beta1.QueryGranteeGrantsResponse", [
  [1, "grants", () => GrantAuthorization, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface MsgGrant {
  granter: string;
  grantee: string;
  grant: Grant;
}
export const MsgGrant: MessageType<MsgGrant> = describeMessage("cosmos.authz.v1beta1.MsgGrant", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
  [3, "grant", () => Grant, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgGrant", signers: ["granter"] });

export interface MsgGrantResponse {}
export const MsgGrantResponse: MessageType<MsgGrantResponse> = describeMessage("cosmos.authz.v1beta1.MsgGrantResponse", []);

export interface MsgExec {
  grantee: string;
  msgs: readonly Any[];
}
export const MsgExec: MessageType<MsgExec> = describeMessage("cosmos.authz.v1beta1.MsgExec", [
  [1, "grantee", "string"],
  [2, "msgs", () => Any, { repeated: true }],
], { amino: "cosmos-sdk/MsgExec", signers: ["grantee"] });

export interface MsgExecResponse {
  results: readonly Uint8Array[];
}
export const MsgExecResponse: MessageType<MsgExecResponse> = describeMessage("cosmos.authz.v1beta1.MsgExecResponse", [
  [1, "results", "bytes", { repeated: true }],
]);

export interface MsgRevoke {
  granter: string;
  grantee: string;
  msgTypeUrl: string;
}
export const MsgRevoke: MessageType<MsgRevoke> = describeMessage("cosmos.authz.v1beta1.MsgRevoke", [
  [1, "granter", "string"],
  [2, "grantee", "string"],
  [3, "msg_type_url", "string"],
], { amino: "cosmos-sdk/MsgRevoke", signers: ["granter"] });

export interface MsgRevokeResponse {}
export const MsgRevokeResponse: MessageType<MsgRevokeResponse> = describeMessage("cosmos.authz.v1beta1.MsgRevokeResponse", []);

export interface EventGrant {
  msgTypeUrl: string;
  granter: string;
  grantee: string;
}
export const EventGrant: MessageType<EventGrant> = describeMessage("cosmos.authz.v1beta1.EventGrant", [
  [2, "msg_type_url", "string"],
  [3, "granter", "string"],
  [4, "grantee", "string"],
]);

export interface EventRevoke {
  msgTypeUrl: string;
  granter: string;
  grantee: string;
}
export const EventRevoke: MessageType<EventRevoke> = describeMessage("cosmos.authz.v1beta1.EventRevoke", [
  [2, "msg_type_url", "string"],
  [3, "granter", "string"],
  [4, "grantee", "string"],
]);
