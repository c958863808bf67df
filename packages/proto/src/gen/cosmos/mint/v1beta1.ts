// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface GenesisState {
  minter: Minter;
  params: Params;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.mint.v1beta1.GenesisState", [
  [1, "minter", () => Minter, { embedded: true }],
  [2, "params", () => Params, { embedded: true }],
]);

export interface Minter {
  inflation: string;
  annualProvisions: string;
}
export const Minter: MessageType<Minter> = describeMessage("cosmos.mint.v1beta1.Minter", [
  [1, "inflation", "string", { custom: "dec" }],
  [2, "annual_provisions", "string", { custom: "dec" }],
]);

export interface Params {
  mintDenom: string;
  inflationRateChange: string;
  inflationMax: string;
  inflationMin: string;
  goalBonded: string;
  blocksPerYear: bigint;
}
export const Params: MessageType<Params> = describeMessage("cosmos.mint.v1beta1.Params", [
  [1, "mint_denom", "string"],
  [2, "inflation_rate_change", "string", { custom: "dec", keepEmpty: true }],
  [3, "inflation_max", "string", { custom: "dec", keepEmpty: true }],
  [4, "inflation_min", "string", { custom: "dec", keepEmpty: true }],
  [5, "goal_bonded", "string", { custom: "dec", keepEmpty: true }],
  [6, "blocks_per_year", "uint64"],
], { amino: "cosmos-sdk/x/mint/Params" });

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.mint.v1beta1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.mint.v1beta1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface QueryInflationRequest {}
export const QueryInflationRequest: MessageType<QueryInflationRequest> = describeMessage("cosmos.mint.v1beta1.QueryInflationRequest", []);

export interface QueryInflationResponse {
  inflation: Uint8Array;
}
export const QueryInflationResponse: MessageType<QueryInflationResponse> = describeMessage("cosmos.mint.v1beta1.QueryInflationResponse", [
  [1, "inflation", "bytes", { custom: "dec" }],
]);

export interface QueryAnnualProvisionsRequest {}
export const QueryAnnualProvisionsRequest: MessageType<QueryAnnualProvisionsRequest> = describeMessage("cosmos.mint.v1beta1.QueryAnnualProvisionsRequest", []);

export interface QueryAnnualProvisionsResponse {
  annualProvisions: Uint8Array;
}
export const QueryAnnualProvisionsResponse: MessageType<QueryAnnualProvisionsResponse> = describeMessage("cosmos.mint.v1beta1.QueryAnnualProvisionsResponse", [
  [1, "annual_provisions", "bytes", { custom: "dec" }],
]);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.mint.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/mint/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.mint.v1beta1.MsgUpdateParamsResponse", []);
