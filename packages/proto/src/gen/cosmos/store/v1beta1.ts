// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { Timestamp } from "../../google/protobuf.ts";
import { RequestFinalizeBlock, ResponseCommit, ResponseFinalizeBlock } from "../../tendermint/abci.ts";

export interface CommitInfo {
  version: bigint;
  storeInfos: readonly StoreInfo[];
  timestamp: Timestamp;
}
export const CommitInfo: MessageType<CommitInfo> = describeMessage("cosmos.store.v1beta1.CommitInfo", [
  [1, "version", "int64"],
  [2, "store_infos", () => StoreInfo, { repeated: true }],
  [3, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface StoreInfo {
  name: string;
  commitId: CommitID;
}
export const StoreInfo: MessageType<StoreInfo> = describeMessage("cosmos.store.v1beta1.StoreInfo", [
  [1, "name", "string"],
  [2, "commit_id", () => CommitID, { embedded: true }],
]);

export interface CommitID {
  version: bigint;
  hash: Uint8Array;
}
export const CommitID: MessageType<CommitID> = describeMessage("cosmos.store.v1beta1.CommitID", [
  [1, "version", "int64"],
  [2, "hash", "bytes"],
]);

export interface StoreKVPair {
  storeKey: string;
  delete: boolean;
  key: Uint8Array;
  value: Uint8Array;
}
export const StoreKVPair: MessageType<StoreKVPair> = describeMessage("cosmos.store.v1beta1.StoreKVPair", [
  [1, "store_key", "string"],
  [2, "delete", "bool"],
  [3, "key", "bytes"],
  [4, "value", "bytes"],
]);

export interface BlockMetadata {
  responseCommit?: ResponseCommit | undefined;
  requestFinalizeBlock?: RequestFinalizeBlock | undefined;
  responseFinalizeBlock?: ResponseFinalizeBlock | undefined;
}
export const BlockMetadata: MessageType<BlockMetadata> = describeMessage("cosmos.store.v1beta1.BlockMetadata", [
  [6, "response_commit", () => ResponseCommit],
  [7, "request_finalize_block", () => RequestFinalizeBlock],
  [8, "response_finalize_block", () => ResponseFinalizeBlock],
]);
