// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Any } from "../../google/protobuf.ts";

export interface BaseAccount {
  address: string;
  pubKey?: Any | undefined;
  accountNumber: bigint;
  sequence: bigint;
}
export const BaseAccount: MessageType<BaseAccount> = describeMessage("cosmos.auth.v1beta1.BaseAccount", [
  [1, "address", "string"],
  [2, "pub_key", () => Any, { aminoName: "public_key" }],
  [3, "account_number", "uint64"],
  [4, "sequence", "uint64"],
], { amino: "cosmos-sdk/BaseAccount" });

export interface ModuleAccount {
  baseAccount?: BaseAccount | undefined;
  name: string;
  permissions: readonly string[];
}
export const ModuleAccount: MessageType<ModuleAccount> = describeMessage("cosmos.auth.v1beta1.ModuleAccount", [
  [1, "base_account", () => BaseAccount],
  [2, "name", "string"],
  [3, "permissions", "string", { repeated: true }],
], { amino: "cosmos-sdk/ModuleAccount", aminoEncoding: "module_account" });

export interface ModuleCredential {
  moduleName: string;
  derivationKeys: readonly Uint8Array[];
}
export const ModuleCredential: MessageType<ModuleCredential> = describeMessage("cosmos.auth.v1beta1.ModuleCredential", [
  [1, "module_name", "string"],
  [2, "derivation_keys", "bytes", { repeated: true }],
], { amino: "cosmos-sdk/GroupAccountCredential" });

export interface Params {
  maxMemoCharacters: bigint;
  txSigLimit: bigint;
  txSizeCostPerByte: bigint;
  sigVerifyCostEd25519: bigint;
  sigVerifyCostSecp256k1: bigint;
}
export const Params: MessageType<Params> = describeMessage("cosmos.auth.v1beta1.Params", [
  [1, "max_memo_characters", "uint64"],
  [2, "tx_sig_limit", "uint64"],
  [3, "tx_size_cost_per_byte", "uint64"],
  [4, "sig_verify_cost_ed25519", "uint64"],
  [5, "sig_verify_cost_secp256k1", "uint64"],
], { amino: "cosmos-sdk/x/auth/Params" });

export interface GenesisState {
  params: Params;
  accounts: readonly Any[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.auth.v1beta1.GenesisState", [
  [1, "params", () => Params, { embedded: true }],
  [2, "accounts", () => Any, { repeated: true }],
]);

export interface QueryAccountsRequest {
  pagination?: PageRequest | undefined;
}
export const QueryAccountsRequest: MessageType<QueryAccountsRequest> = describeMessage("cosmos.auth.v1beta1.QueryAccountsRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface QueryAccountsResponse {
  accounts: readonly Any[];
  pagination?: PageResponse | undefined;
}
export const QueryAccountsResponse: MessageType<QueryAccountsResponse> = describeMessage("cosmos.auth.v1beta1.QueryAccountsResponse", [
  [1, "accounts", () => Any, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryAccountRequest {
  address: string;
}
export const QueryAccountRequest: MessageType<QueryAccountRequest> = describeMessage("cosmos.auth.v1beta1.QueryAccountRequest", [
  [1, "address", "string"],
]);

export interface QueryAccountResponse {
  account?: Any | undefined;
}
export const QueryAccountResponse: MessageType<QueryAccountResponse> = describeMessage("cosmos.auth.v1beta1.QueryAccountResponse", [
  [1, "account", () => Any],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.auth.v1beta1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.auth.v1beta1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface QueryModuleAccountsRequest {}
export const QueryModuleAccountsRequest: MessageType<QueryModuleAccountsRequest> = describeMessage("cosmos.auth.v1beta1.QueryModuleAccountsRequest", []);

export interface QueryModuleAccountsResponse {
  accounts: readonly Any[];
}
export const QueryModuleAccountsResponse: MessageType<QueryModuleAccountsResponse> = describeMessage("cosmos.auth.v1beta1.QueryModuleAccountsResponse", [
  [1, "accounts", () => Any, { repeated: true }],
]);

export interface QueryModuleAccountByNameRequest {
  name: string;
}
export const QueryModuleAccountByNameRequest: MessageType<QueryModuleAccountByNameRequest> = describeMessage("cosmos.auth.v1beta1.QueryModuleAccountByNameRequest", [
  [1, "name", "string"],
]);

export interface QueryModuleAccountByNameResponse {
  account?: Any | undefined;
}
export const QueryModuleAccountByNameResponse: MessageType<QueryModuleAccountByNameResponse> = describeMessage("cosmos.auth.v1beta1.QueryModuleAccountByNameResponse", [
  [1, "account", () => Any],
]);

export interface Bech32PrefixRequest {}
export const Bech32PrefixRequest: MessageType<Bech32PrefixRequest> = describeMessage("cosmos.auth.v1beta1.Bech32PrefixRequest", []);

export interface Bech32PrefixResponse {
  bech32Prefix: string;
}
export const Bech32PrefixResponse: MessageType<Bech32PrefixResponse> = describeMessage("cosmos.auth.v1beta1.Bech32PrefixResponse", [
  [1, "bech32_prefix", "string"],
]);

export interface AddressBytesToStringRequest {
  addressBytes: Uint8Array;
}
export const AddressBytesToStringRequest: MessageType<AddressBytesToStringRequest> = describeMessage("cosmos.auth.v1beta1.AddressBytesToStringRequest", [
  [1, "address_bytes", "bytes"],
]);

export interface AddressBytesToStringResponse {
  addressString: string;
}
export const AddressBytesToStringResponse: MessageType<AddressBytesToStringResponse> = describeMessage("cosmos.auth.v1beta1.AddressBytesToStringResponse", [
  [1, "address_string", "string"],
]);

export interface AddressStringToBytesRequest {
  addressString: string;
}
export const AddressStringToBytesRequest: MessageType<AddressStringToBytesRequest> = describeMessage("cosmos.auth.v1beta1.AddressStringToBytesRequest", [
  [1, "address_string", "string"],
]);

export interface AddressStringToBytesResponse {
  addressBytes: Uint8Array;
}
export const AddressStringToBytesResponse: MessageType<AddressStringToBytesResponse> = describeMessage("cosmos.auth.v1beta1.AddressStringToBytesResponse", [
  [1, "address_bytes", "bytes"],
]);

export interface QueryAccountAddressByIDRequest {
  id: bigint;
  accountId: bigint;
}
export const QueryAccountAddressByIDRequest: MessageType<QueryAccountAddressByIDRequest> = describeMessage("cosmos.auth.v1beta1.QueryAccountAddressByIDRequest", [
  [1, "id", "int64"],
  [2, "account_id", "uint64"],
]);

export interface QueryAccountAddressByIDResponse {
  accountAddress: string;
}
export const QueryAccountAddressByIDResponse: MessageType<QueryAccountAddressByIDResponse> = describeMessage("cosmos.auth.v1beta1.QueryAccountAddressByIDResponse", [
  [1, "account_address", "string"],
]);

export interface QueryAccountInfoRequest {
  address: string;
}
export const QueryAccountInfoRequest: MessageType<QueryAccountInfoRequest> = describeMessage("cosmos.auth.v1beta1.QueryAccountInfoRequest", [
  [1, "address", "string"],
]);

export interface QueryAccountInfoResponse {
  info?: BaseAccount | undefined;
}
export const QueryAccountInfoResponse: MessageType<QueryAccountInfoResponse> = describeMessage("cosmos.auth.v1beta1.QueryAccountInfoResponse", [
  [1, "info", () => BaseAccount],
]);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.auth.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/auth/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.auth.v1beta1.MsgUpdateParamsResponse", []);
