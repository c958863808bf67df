// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";

export interface SendAuthorization {
  spendLimit: readonly Coin[];
  allowList: readonly string[];
}
export const SendAuthorization: MessageType<SendAuthorization> = describeMessage("cosmos.bank.v1beta1.SendAuthorization", [
  [1, "spend_limit", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [2, "allow_list", "string", { repeated: true }],
], { amino: "cosmos-sdk/SendAuthorization" });

export interface Params {
  sendEnabled: readonly SendEnabled[];
  defaultSendEnabled: boolean;
}
export const Params: MessageType<Params> = describeMessage("cosmos.bank.v1beta1.Params", [
  [1, "send_enabled", () => SendEnabled, { repeated: true }],
  [2, "default_send_enabled", "bool"],
], { amino: "cosmos-sdk/x/bank/Params" });

export interface SendEnabled {
  denom: string;
  enabled: boolean;
}
export const SendEnabled: MessageType<SendEnabled> = describeMessage("cosmos.bank.v1beta1.SendEnabled", [
  [1, "denom", "string"],
  [2, "enabled", "bool"],
]);

export interface Input {
  address: string;
  coins: readonly Coin[];
}
export const Input: MessageType<Input> = describeMessage("cosmos.bank.v1beta1.Input", [
  [1, "address", "string"],
  [2, "coins", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
], { signers: ["address"] });

export interface Output {
  address: string;
  coins: readonly Coin[];
}
export const Output: MessageType<Output> = describeMessage("cosmos.bank.v1beta1.Output", [
  [1, "address", "string"],
  [2, "coins", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
]);

export interface Supply {
  total: readonly Coin[];
}
export const Supply: MessageType<Supply> = describeMessage("cosmos.bank.v1beta1.Supply", [
  [1, "total", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
]);

export interface DenomUnit {
  denom: string;
  exponent: number;
  aliases: readonly string[];
}
export const DenomUnit: MessageType<DenomUnit> = describeMessage("cosmos.bank.v1beta1.DenomUnit", [
  [1, "denom", "string"],
  [2, "exponent", "uint32"],
  [3, "aliases", "string", { repeated: true }],
]);

export interface Metadata {
  description: string;
  denomUnits: readonly DenomUnit[];
  base: string;
  display: string;
  name: string;
  symbol: string;
  uri: string;
  uriHash: string;
}
export const Metadata: MessageType<Metadata> = describeMessage("cosmos.bank.v1beta1.Metadata", [
  [1, "description", "string"],
  [2, "denom_units", () => DenomUnit, { repeated: true }],
  [3, "base", "string"],
  [4, "display", "string"],
  [5, "name", "string"],
  [6, "symbol", "string"],
  [7, "uri", "string"],
  [8, "uri_hash", "string"],
]);

export interface GenesisState {
  params: Params;
  balances: readonly Balance[];
  supply: readonly Coin[];
  denomMetadata: readonly Metadata[];
  sendEnabled: readonly SendEnabled[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.bank.v1beta1.GenesisState", [
  [1, "params", () => Params, { embedded: true }],
  [2, "balances", () => Balance, { repeated: true }],
  [3, "supply", () => Coin, { repeated: true }],
  [4, "denom_metadata", () => Metadata, { repeated: true }],
  [5, "send_enabled", () => SendEnabled, { repeated: true }],
]);

export interface Balance {
  address: string;
  coins: readonly Coin[];
}
export const Balance: MessageType<Balance> = describeMessage("cosmos.bank.v1beta1.Balance", [
  [1, "address", "string"],
  [2, "coins", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
]);

export interface QueryBalanceRequest {
  address: string;
  denom: string;
}
export const QueryBalanceRequest: MessageType<QueryBalanceRequest> = describeMessage("cosmos.bank.v1beta1.QueryBalanceRequest", [
  [1, "address", "string"],
  [2, "denom", "string"],
]);

export interface QueryBalanceResponse {
  balance?: Coin | undefined;
}
export const QueryBalanceResponse: MessageType<QueryBalanceResponse> = describeMessage("cosmos.bank.v1beta1.QueryBalanceResponse", [
  [1, "balance", () => Coin],
]);

export interface QueryAllBalancesRequest {
  address: string;
  pagination?: PageRequest | undefined;
  resolveDenom: boolean;
}
export const QueryAllBalancesRequest: MessageType<QueryAllBalancesRequest> = describeMessage("cosmos.bank.v1beta1.QueryAllBalancesRequest", [
  [1, "address", "string"],
  [2, "pagination", () => PageRequest],
  [3, "resolve_denom", "bool"],
]);

export interface QueryAllBalancesResponse {
  balances: readonly Coin[];
  pagination?: PageResponse | undefined;
}
export const QueryAllBalancesResponse: MessageType<QueryAllBalancesResponse> = describeMessage("cosmos.bank.v1beta1.QueryAllBalancesResponse", [
  [1, "balances", () => Coin, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QuerySpendableBalancesRequest {
  address: string;
  pagination?: PageRequest | undefined;
}
export const QuerySpendableBalancesRequest: MessageType<QuerySpendableBalancesRequest> = describeMessage("cosmos.bank.v1beta1.QuerySpendableBalancesRequest", [
  [1, "address", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QuerySpendableBalancesResponse {
  balances: readonly Coin[];
  pagination?: PageResponse | undefined;
}
export const QuerySpendableBalancesResponse: MessageType<QuerySpendableBalancesResponse> = describeMessage("cosmos.bank.v1beta1.QuerySpendableBalancesResponse", [
  [1, "balances", () => Coin, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QuerySpendableBalanceByDenomRequest {
  address: string;
  denom: string;
}
export const QuerySpendableBalanceByDenomRequest: MessageType<QuerySpendableBalanceByDenomRequest> = describeMessage("cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest", [
  [1, "address", "string"],
  [2, "denom", "string"],
]);

export interface QuerySpendableBalanceByDenomResponse {
  balance?: Coin | undefined;
}
export const QuerySpendableBalanceByDenomResponse: MessageType<QuerySpendableBalanceByDenomResponse> = describeMessage("cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse", [
  [1, "balance", () => Coin],
]);

export interface QueryTotalSupplyRequest {
  pagination?: PageRequest | undefined;
}
export const QueryTotalSupplyRequest: MessageType<QueryTotalSupplyRequest> = describeMessage("cosmos.bank.v1beta1.QueryTotalSupplyRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryTotalSupplyResponse {
  supply: readonly Coin[];
  pagination?: PageResponse | undefined;
}
export const QueryTotalSupplyResponse: MessageType<QueryTotalSupplyResponse> = describeMessage("cosmos.bank.v1beta1.QueryTotalSupplyResponse", [
  [1, "supply", () => Coin, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QuerySupplyOfRequest {
  denom: string;
}
export const QuerySupplyOfRequest: MessageType<QuerySupplyOfRequest> = describeMessage("cosmos.bank.v1beta1.QuerySupplyOfRequest", [
  [1, "denom", "string"],
]);

export interface QuerySupplyOfResponse {
  amount: Coin;
}
export const QuerySupplyOfResponse: MessageType<QuerySupplyOfResponse> = describeMessage("cosmos.bank.v1beta1.QuerySupplyOfResponse", [
  [1, "amount", () => Coin, { embedded: true }],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.bank.v1beta1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.bank.v1beta1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface QueryDenomsMetadataRequest {
  pagination?: PageRequest | undefined;
}
export const QueryDenomsMetadataRequest: MessageType<QueryDenomsMetadataRequest> = describeMessage("cosmos.bank.v1beta1.QueryDenomsMetadataRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryDenomsMetadataResponse {
  metadatas: readonly Metadata[];
  pagination?: PageResponse | undefined;
}
export const QueryDenomsMetadataResponse: MessageType<QueryDenomsMetadataResponse> = describeMessage("cosmos.bank.v1beta1.QueryDenomsMetadataResponse", [
  [1, "metadatas", () => Metadata, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDenomMetadataRequest {
  denom: string;
}
export const QueryDenomMetadataRequest: MessageType<QueryDenomMetadataRequest> = describeMessage("cosmos.bank.v1beta1.QueryDenomMetadataRequest", [
  [1, "denom", "string"],
]);

export interface QueryDenomMetadataResponse {
  metadata: Metadata;
}
export const QueryDenomMetadataResponse: MessageType<QueryDenomMetadataResponse> = describeMessage("cosmos.bank.v1beta1.QueryDenomMetadataResponse", [
  [1, "metadata", () => Metadata, { embedded: true }],
]);

export interface QueryDenomMetadataByQueryStringRequest {
  denom: string;
}
export const QueryDenomMetadataByQueryStringRequest: MessageType<QueryDenomMetadataByQueryStringRequest> = describeMessage("cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest", [
  [1, "denom", "string"],
]);

export interface QueryDenomMetadataByQueryStringResponse {
  metadata: Metadata;
}
export const QueryDenomMetadataByQueryStringResponse: MessageType<QueryDenomMetadataByQueryStringResponse> = describeMessage("cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse", [
  [1, "metadata", () => Metadata, { embedded: true }],
]);

export interface QueryDenomOwnersRequest {
  denom: string;
  pagination?: PageRequest | undefined;
}
export const QueryDenomOwnersRequest: MessageType<QueryDenomOwnersRequest> = describeMessage("cosmos.bank.v1beta1.QueryDenomOwnersRequest", [
  [1, "denom", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface DenomOwner {
  address: string;
  balance: Coin;
}
export const DenomOwner: MessageType<DenomOwner> = describeMessage("cosmos.bank.v1beta1.DenomOwner", [
  [1, "address", "string"],
  [2, "balance", () => Coin, { embedded: true, keepEmpty: true }],
]);

export interface QueryDenomOwnersResponse {
  denomOwners: readonly DenomOwner[];
  pagination?: PageResponse | undefined;
}
export const QueryDenomOwnersResponse: MessageType<QueryDenomOwnersResponse> = describeMessage("cosmos.bank.v1beta1.QueryDenomOwnersResponse", [
  [1, "denom_owners", () => DenomOwner, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDenomOwnersByQueryRequest {
  denom: string;
  pagination?: PageRequest | undefined;
}
export const QueryDenomOwnersByQueryRequest: MessageType<QueryDenomOwnersByQueryRequest> = describeMessage("cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest", [
  [1, "denom", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryDenomOwnersByQueryResponse {
  denomOwners: readonly DenomOwner[];
  pagination?: PageResponse | undefined;
}
export const QueryDenomOwnersByQueryResponse: MessageType<QueryDenomOwnersByQueryResponse> = describeMessage("cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse", [
  [1, "denom_owners", () => DenomOwner, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QuerySendEnabledRequest {
  denoms: readonly string[];
  pagination?: PageRequest | undefined;
}
export const QuerySendEnabledRequest: MessageType<QuerySendEnabledRequest> = describeMessage("cosmos.bank.v1beta1.QuerySendEnabledRequest", [
  [1, "denoms", "string", { repeated: true }],
  [99, "pagination", () => PageRequest],
]);

export interface QuerySendEnabledResponse {
  sendEnabled: readonly SendEnabled[];
  pagination?: PageResponse | undefined;
}
export const QuerySendEnabledResponse: MessageType<QuerySendEnabledResponse> = describeMessage("cosmos.bank.v1beta1.QuerySendEnabledResponse", [
  [1, "send_enabled", () => SendEnabled, { repeated: true }],
  [99, "pagination", () => PageResponse],
]);

export interface MsgSend {
  fromAddress: string;
  toAddress: string;
  amount: readonly Coin[];
}
export const MsgSend: MessageType<MsgSend> = describeMessage("cosmos.bank.v1beta1.MsgSend", [
  [1, "from_address", "string"],
  [2, "to_address", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
], { amino: "cosmos-sdk/MsgSend", signers: ["from_address"] });

export interface MsgSendResponse {}
export const MsgSendResponse: MessageType<MsgSendResponse> = describeMessage("cosmos.bank.v1beta1.MsgSendResponse", []);

export interface MsgMultiSend {
  inputs: readonly Input[];
  outputs: readonly Output[];
}
export const MsgMultiSend: MessageType<MsgMultiSend> = describeMessage("cosmos.bank.v1beta1.MsgMultiSend", [
  [1, "inputs", () => Input, { repeated: true, keepEmpty: true }],
  [2, "outputs", () => Output, { repeated: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgMultiSend", signers: ["inputs"] });

export interface MsgMultiSendResponse {}
export const MsgMultiSendResponse: MessageType<MsgMultiSendResponse> = describeMessage("cosmos.bank.v1beta1.MsgMultiSendResponse", []);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.bank.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/bank/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.bank.v1beta1.MsgUpdateParamsResponse", []);

export interface MsgSetSendEnabled {
  authority: string;
  sendEnabled: readonly SendEnabled[];
  useDefaultFor: readonly string[];
}
export const MsgSetSendEnabled: MessageType<MsgSetSendEnabled> = describeMessage("cosmos.bank.v1beta1.MsgSetSendEnabled", [
  [1, "authority", "string"],
  [2, "send_enabled", () => SendEnabled, { repeated: true }],
  [3, "use_default_for", "string", { repeated: true }],
], { amino: "cosmos-sdk/MsgSetSendEnabled", signers: ["authority"] });

export interface MsgSetSendEnabledResponse {}
export const MsgSetSendEnabledResponse: MessageType<MsgSetSendEnabledResponse> = describeMessage("cosmos.bank.v1beta1.MsgSetSendEnabledResponse", []);
