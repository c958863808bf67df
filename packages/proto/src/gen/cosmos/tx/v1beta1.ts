// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../message.ts";
import { GasInfo, Result, TxResponse } from "../../cosmos/base/abci/v1beta1.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";
import { CompactBitArray } from "../../cosmos/crypto/multisig/v1beta1.ts";
import { SignMode, SignModeEnum } from "../../cosmos/tx/signing/v1beta1.ts";
import { Any } from "../../google/protobuf.ts";
import { Block, BlockID } from "../../tendermint/types.ts";

export const OrderBy = {
  ORDER_BY_UNSPECIFIED: 0,
  ORDER_BY_ASC: 1,
  ORDER_BY_DESC: 2,
} as const;
export type OrderBy = number;
export const OrderByEnum = describeEnum("cosmos.tx.v1beta1.OrderBy", OrderBy);

export const BroadcastMode = {
  BROADCAST_MODE_UNSPECIFIED: 0,
  BROADCAST_MODE_BLOCK: 1,
  BROADCAST_MODE_SYNC: 2,
  BROADCAST_MODE_ASYNC: 3,
} as const;
export type BroadcastMode = number;
export const BroadcastModeEnum = describeEnum("cosmos.tx.v1beta1.BroadcastMode", BroadcastMode);

export interface GetTxsEventRequest {
  events: readonly string[];
  pagination?: PageRequest | undefined;
  orderBy: OrderBy;
  page: bigint;
  limit: bigint;
  query: string;
}
export const GetTxsEventRequest: MessageType<GetTxsEventRequest> = describeMessage("cosmos.tx.v1beta1.GetTxsEventRequest", [
  [1, "events", "string", { repeated: true }],
  [2, "pagination", () => PageRequest],
  [3, "order_by", () => OrderByEnum],
  [4, "page", "uint64"],
  [5, "limit", "uint64"],
  [6, "query", "string"],
]);

export interface GetTxsEventResponse {
  txs: readonly Tx[];
  txResponses: readonly TxResponse[];
  pagination?: PageResponse | undefined;
  total: bigint;
}
export const GetTxsEventResponse: MessageType<GetTxsEventResponse> = describeMessage("cosmos.tx.v1beta1.GetTxsEventResponse", [
  [1, "txs", () => Tx, { repeated: true }],
  [2, "tx_responses", () => TxResponse, { repeated: true }],
  [3, "pagination", () => PageResponse],
  [4, "total", "uint64"],
]);

export interface BroadcastTxRequest {
  txBytes: Uint8Array;
  mode: BroadcastMode;
}
export const BroadcastTxRequest: MessageType<BroadcastTxRequest> = describeMessage("cosmos.tx.v1beta1.BroadcastTxRequest", [
  [1, "tx_bytes", "bytes"],
  [2, "mode", () => BroadcastModeEnum],
]);

export interface BroadcastTxResponse {
  txResponse?: TxResponse | undefined;
}
export const BroadcastTxResponse: MessageType<BroadcastTxResponse> = describeMessage("cosmos.tx.v1beta1.BroadcastTxResponse", [
  [1, "tx_response", () => TxResponse],
]);

export interface SimulateRequest {
  tx?: Tx | undefined;
  txBytes: Uint8Array;
}
export const SimulateRequest: MessageType<SimulateRequest> = describeMessage("cosmos.tx.v1beta1.SimulateRequest", [
  [1, "tx", () => Tx],
  [2, "tx_bytes", "bytes"],
]);

export interface SimulateResponse {
  gasInfo?: GasInfo | undefined;
  result?: Result | undefined;
}
export const SimulateResponse: MessageType<SimulateResponse> = describeMessage("cosmos.tx.v1beta1.SimulateResponse", [
  [1, "gas_info", () => GasInfo],
  [2, "result", () => Result],
]);

export interface GetTxRequest {
  hash: string;
}
export const GetTxRequest: MessageType<GetTxRequest> = describeMessage("cosmos.tx.v1beta1.GetTxRequest", [
  [1, "hash", "string"],
]);

export interface GetTxResponse {
  tx?: Tx | undefined;
  txResponse?: TxResponse | undefined;
}
export const GetTxResponse: MessageType<GetTxResponse> = describeMessage("cosmos.tx.v1beta1.GetTxResponse", [
  [1, "tx", () => Tx],
  [2, "tx_response", () => TxResponse],
]);

export interface GetBlockWithTxsRequest {
  height: bigint;
  pagination?: PageRequest | undefined;
}
export const GetBlockWithTxsRequest: MessageType<GetBlockWithTxsRequest> = describeMessage("cosmos.tx.v1beta1.GetBlockWithTxsRequest", [
  [1, "height", "int64"],
  [2, "pagination", () => PageRequest],
]);

export interface GetBlockWithTxsResponse {
  txs: readonly Tx[];
  blockId?: BlockID | undefined;
  block?: Block | undefined;
  pagination?: PageResponse | undefined;
}
export const GetBlockWithTxsResponse: MessageType<GetBlockWithTxsResponse> = describeMessage("cosmos.tx.v1beta1.GetBlockWithTxsResponse", [
  [1, "txs", () => Tx, { repeated: true }],
  [2, "block_id", () => BlockID],
  [3, "block", () => Block],
  [4, "pagination", () => PageResponse],
]);

export interface TxDecodeRequest {
  txBytes: Uint8Array;
}
export const TxDecodeRequest: MessageType<TxDecodeRequest> = describeMessage("cosmos.tx.v1beta1.TxDecodeRequest", [
  [1, "tx_bytes", "bytes"],
]);

export interface TxDecodeResponse {
  tx?: Tx | undefined;
}
export const TxDecodeResponse: MessageType<TxDecodeResponse> = describeMessage("cosmos.tx.v1beta1.TxDecodeResponse", [
  [1, "tx", () => Tx],
]);

export interface TxEncodeRequest {
  tx?: Tx | undefined;
}
export const TxEncodeRequest: MessageType<TxEncodeRequest> = describeMessage("cosmos.tx.v1beta1.TxEncodeRequest", [
  [1, "tx", () => Tx],
]);

export interface TxEncodeResponse {
  txBytes: Uint8Array;
}
export const TxEncodeResponse: MessageType<TxEncodeResponse> = describeMessage("cosmos.tx.v1beta1.TxEncodeResponse", [
  [1, "tx_bytes", "bytes"],
]);

export interface TxEncodeAminoRequest {
  aminoJson: string;
}
export const TxEncodeAminoRequest: MessageType<TxEncodeAminoRequest> = describeMessage("cosmos.tx.v1beta1.TxEncodeAminoRequest", [
  [1, "amino_json", "string"],
]);

export interface TxEncodeAminoResponse {
  aminoBinary: Uint8Array;
}
export const TxEncodeAminoResponse: MessageType<TxEncodeAminoResponse> = describeMessage("cosmos.tx.v1beta1.TxEncodeAminoResponse", [
  [1, "amino_binary", "bytes"],
]);

export interface TxDecodeAminoRequest {
  aminoBinary: Uint8Array;
}
export const TxDecodeAminoRequest: MessageType<TxDecodeAminoRequest> = describeMessage("cosmos.tx.v1beta1.TxDecodeAminoRequest", [
  [1, "amino_binary", "bytes"],
]);

export interface TxDecodeAminoResponse {
  aminoJson: string;
}
export const TxDecodeAminoResponse: MessageType<TxDecodeAminoResponse> = describeMessage("cosmos.tx.v1beta1.TxDecodeAminoResponse", [
  [1, "amino_json", "string"],
]);

export interface Tx {
  body?: TxBody | undefined;
  authInfo?: AuthInfo | undefined;
  signatures: readonly Uint8Array[];
}
export const Tx: MessageType<Tx> = describeMessage("cosmos.tx.v1beta1.Tx", [
  [1, "body", () => TxBody],
  [2, "auth_info", () => AuthInfo],
  [3, "signatures", "bytes", { repeated: true }],
]);

export interface TxRaw {
  bodyBytes: Uint8Array;
  authInfoBytes: Uint8Array;
  signatures: readonly Uint8Array[];
}
export const TxRaw: MessageType<TxRaw> = describeMessage("cosmos.tx.v1beta1.TxRaw", [
  [1, "body_bytes", "bytes"],
  [2, "auth_info_bytes", "bytes"],
  [3, "signatures", "bytes", { repeated: true }],
]);

export interface SignDoc {
  bodyBytes: Uint8Array;
  authInfoBytes: Uint8Array;
  chainId: string;
  accountNumber: bigint;
}
export const SignDoc: MessageType<SignDoc> = describeMessage("cosmos.tx.v1beta1.SignDoc", [
  [1, "body_bytes", "bytes"],
  [2, "auth_info_bytes", "bytes"],
  [3, "chain_id", "string"],
  [4, "account_number", "uint64"],
]);

export interface SignDocDirectAux {
  bodyBytes: Uint8Array;
  publicKey?: Any | undefined;
  chainId: string;
  accountNumber: bigint;
  sequence: bigint;
  tip?: Tip | undefined;
}
export const SignDocDirectAux: MessageType<SignDocDirectAux> = describeMessage("cosmos.tx.v1beta1.SignDocDirectAux", [
  [1, "body_bytes", "bytes"],
  [2, "public_key", () => Any],
  [3, "chain_id", "string"],
  [4, "account_number", "uint64"],
  [5, "sequence", "uint64"],
  [6, "tip", () => Tip],
]);

export interface TxBody {
  messages: readonly Any[];
  memo: string;
  timeoutHeight: bigint;
  extensionOptions: readonly Any[];
  nonCriticalExtensionOptions: readonly Any[];
}
export const TxBody: MessageType<TxBody> = describeMessage("cosmos.tx.v1beta1.TxBody", [
  [1, "messages", () => Any, { repeated: true }],
  [2, "memo", "string"],
  [3, "timeout_height", "uint64"],
  [1023, "extension_options", () => Any, { repeated: true }],
  [2047, "non_critical_extension_options", () => Any, { repeated: true }],
]);

export interface AuthInfo {
  signerInfos: readonly SignerInfo[];
  fee?: Fee | undefined;
  tip?: Tip | undefined;
}
export const AuthInfo: MessageType<AuthInfo> = describeMessage("cosmos.tx.v1beta1.AuthInfo", [
  [1, "signer_infos", () => SignerInfo, { repeated: true }],
  [2, "fee", () => Fee],
  [3, "tip", () => Tip],
]);

export interface SignerInfo {
  publicKey?: Any | undefined;
  modeInfo?: ModeInfo | undefined;
  sequence: bigint;
}
export const SignerInfo: MessageType<SignerInfo> = describeMessage("cosmos.tx.v1beta1.SignerInfo", [
  [1, "public_key", () => Any],
  [2, "mode_info", () => ModeInfo],
  [3, "sequence", "uint64"],
]);

export interface ModeInfo {
  single?: ModeInfo_Single | undefined;
  multi?: ModeInfo_Multi | undefined;
}
export const ModeInfo: MessageType<ModeInfo> = describeMessage("cosmos.tx.v1beta1.ModeInfo", [
  [1, "single", () => ModeInfo_Single, { oneof: "sum" }],
  [2, "multi", () => ModeInfo_Multi, { oneof: "sum" }],
]);

export interface ModeInfo_Single {
  mode: SignMode;
}
export const ModeInfo_Single: MessageType<ModeInfo_Single> = describeMessage("cosmos.tx.v1beta1.ModeInfo.Single", [
  [1, "mode", () => SignModeEnum],
]);

export interface ModeInfo_Multi {
  bitarray?: CompactBitArray | undefined;
  modeInfos: readonly ModeInfo[];
}
export const ModeInfo_Multi: MessageType<ModeInfo_Multi> = describeMessage("cosmos.tx.v1beta1.ModeInfo.Multi", [
  [1, "bitarray", () => CompactBitArray],
  [2, "mode_infos", () => ModeInfo, { repeated: true }],
]);

export interface Fee {
  amount: readonly Coin[];
  gasLimit: bigint;
  payer: string;
  granter: string;
}
export const Fee: MessageType<Fee> = describeMessage("cosmos.tx.v1beta1.Fee", [
  [1, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [2, "gas_limit", "uint64"],
  [3, "payer", "string"],
  [4, "granter", "string"],
]);

export interface Tip {
  amount: readonly Coin[];
  tipper: string;
}
export const Tip: MessageType<Tip> = describeMessage("cosmos.tx.v1beta1.Tip", [
  [1, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [2, "tipper", "string"],
]);

export interface AuxSignerData {
  address: string;
  signDoc?: SignDocDirectAux | undefined;
  mode: SignMode;
  sig: Uint8Array;
}
export const AuxSignerData: MessageType<AuxSignerData> = describeMessage("cosmos.tx.v1beta1.AuxSignerData", [
  [1, "address", "string"],
  [2, "sign_doc", () => SignDocDirectAux],
  [3, "mode", () => SignModeEnum],
  [4, "sig", "bytes"],
]);
