// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { Any } from "../../../google/protobuf.ts";
import { Event } from "../../../tendermint/abci.ts";
import { Block } from "../../../tendermint/types.ts";

export interface TxResponse {
  height: bigint;
  txhash: string;
  codespace: string;
  code: number;
  data: string;
  rawLog: string;
  logs: readonly ABCIMessageLog[];
  info: string;
  gasWanted: bigint;
  gasUsed: bigint;
  tx?: Any | undefined;
  timestamp: string;
  events: readonly Event[];
}
export const TxResponse: MessageType<TxResponse> = describeMessage("cosmos.base.abci.v1beta1.TxResponse", [
  [1, "height", "int64"],
  [2, "txhash", "string"],
  [3, "codespace", "string"],
  [4, "code", "uint32"],
  [5, "data", "string"],
  [6, "raw_log", "string"],
  [7, "logs", () => ABCIMessageLog, { repeated: true }],
  [8, "info", "string"],
  [9, "gas_wanted", "int64"],
  [10, "gas_used", "int64"],
  [11, "tx", () => Any],
  [12, "timestamp", "string"],
  [13, "events", () => Event, { repeated: true }],
]);

export interface ABCIMessageLog {
  msgIndex: number;
  log: string;
  events: readonly StringEvent[];
}
export const ABCIMessageLog: MessageType<ABCIMessageLog> = describeMessage("cosmos.base.abci.v1beta1.ABCIMessageLog", [
  [1, "msg_index", "uint32"],
  [2, "log", "string"],
  [3, "events", () => StringEvent, { repeated: true }],
]);

export interface StringEvent {
  type: string;
  attributes: readonly Attribute[];
}
export const StringEvent: MessageType<StringEvent> = describeMessage("cosmos.base.abci.v1beta1.StringEvent", [
  [1, "type", "string"],
  [2, "attributes", () => Attribute, { repeated: true }],
]);

export interface Attribute {
  key: string;
  value: string;
}
export const Attribute: MessageType<Attribute> = describeMessage("cosmos.base.abci.v1beta1.Attribute", [
  [1, "key", "string"],
  [2, "value", "string"],
]);

export interface GasInfo {
  gasWanted: bigint;
  gasUsed: bigint;
}
export const GasInfo: MessageType<GasInfo> = describeMessage("cosmos.base.abci.v1beta1.GasInfo", [
  [1, "gas_wanted", "uint64"],
  [2, "gas_used", "uint64"],
]);

export interface Result {
  data: Uint8Array;
  log: string;
  events: readonly Event[];
  msgResponses: readonly Any[];
}
export const Result: MessageType<Result> = describeMessage("cosmos.base.abci.v1beta1.Result", [
  [1, "data", "bytes"],
  [2, "log", "string"],
  [3, "events", () => Event, { repeated: true }],
  [4, "msg_responses", () => Any, { repeated: true }],
]);

export interface SimulationResponse {
  gasInfo: GasInfo;
  result?: Result | undefined;
}
export const SimulationResponse: MessageType<SimulationResponse> = describeMessage("cosmos.base.abci.v1beta1.SimulationResponse", [
  [1, "gas_info", () => GasInfo, { embedded: true }],
  [2, "result", () => Result],
]);

export interface MsgData {
  msgType: string;
  data: Uint8Array;
}
export const MsgData: MessageType<MsgData> = describeMessage("cosmos.base.abci.v1beta1.MsgData", [
  [1, "msg_type", "string"],
  [2, "data", "bytes"],
]);

export interface TxMsgData {
  data: readonly MsgData[];
  msgResponses: readonly Any[];
}
export const TxMsgData: MessageType<TxMsgData> = describeMessage("cosmos.base.abci.v1beta1.TxMsgData", [
  [1, "data", () => MsgData, { repeated: true }],
  [2, "msg_responses", () => Any, { repeated: true }],
]);

export interface SearchTxsResult {
  totalCount: bigint;
  count: bigint;
  pageNumber: bigint;
  pageTotal: bigint;
  limit: bigint;
  txs: readonly TxResponse[];
}
export const SearchTxsResult: MessageType<SearchTxsResult> = describeMessage("cosmos.base.abci.v1beta1.SearchTxsResult", [
  [1, "total_count", "uint64"],
  [2, "count", "uint64"],
  [3, "page_number", "uint64"],
  [4, "page_total", "uint64"],
  [5, "limit", "uint64"],
  [6, "txs", () => TxResponse, { repeated: true }],
]);

export interface SearchBlocksResult {
  totalCount: bigint;
  count: bigint;
  pageNumber: bigint;
  pageTotal: bigint;
  limit: bigint;
  blocks: readonly Block[];
}
export const SearchBlocksResult: MessageType<SearchBlocksResult> = describeMessage("cosmos.base.abci.v1beta1.SearchBlocksResult", [
  [1, "total_count", "int64"],
  [2, "count", "int64"],
  [3, "page_number", "int64"],
  [4, "page_total", "int64"],
  [5, "limit", "int64"],
  [6, "blocks", () => Block, { repeated: true }],
]);
