// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface ParameterChangeProposal {
  title: string;
  description: string;
  changes: readonly ParamChange[];
}
export const ParameterChangeProposal: MessageType<ParameterChangeProposal> = describeMessage("cosmos.params.v1beta1.ParameterChangeProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "changes", () => ParamChange, { repeated: true, keepEmpty: true }],
], { amino: "cosmos-sdk/ParameterChangeProposal" });

export interface ParamChange {
  subspace: string;
  key: string;
  value: string;
}
export const ParamChange: MessageType<ParamChange> = describeMessage("cosmos.params.v1beta1.ParamChange", [
  [1, "subspace", "string"],
  [2, "key", "string"],
  [3, "value", "string"],
]);

export interface QueryParamsRequest {
  subspace: string;
  key: string;
}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.params.v1beta1.QueryParamsRequest", [
  [1, "subspace", "string"],
  [2, "key", "string"],
]);

export interface QueryParamsResponse {
  param: ParamChange;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.params.v1beta1.QueryParamsResponse", [
  [1, "param", () => ParamChange, { embedded: true }],
]);

export interface QuerySubspacesRequest {}
export const QuerySubspacesRequest: MessageType<QuerySubspacesRequest> = describeMessage("cosmos.params.v1beta1.QuerySubspacesRequest", []);

export interface QuerySubspacesResponse {
  subspaces: readonly Subspace[];
}
export const QuerySubspacesResponse: MessageType<QuerySubspacesResponse> = describeMessage("cosmos.params.v1beta1.QuerySubspacesResponse", [
  [1, "subspaces", () => Subspace, { repeated: true }],
]);

export interface Subspace {
  subspace: string;
  keys: readonly string[];
}
export const Subspace: MessageType<Subspace> = describeMessage("cosmos.params.v1beta1.Subspace", [
  [1, "subspace", "string"],
  [2, "keys", "string", { repeated: true }],
]);
