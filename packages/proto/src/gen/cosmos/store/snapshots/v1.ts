// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface Snapshot {
  height: bigint;
  format: number;
  chunks: number;
  hash: Uint8Array;
  metadata: Metadata;
}
export const Snapshot: MessageType<Snapshot> = describeMessage("cosmos.store.snapshots.v1.Snapshot", [
  [1, "height", "uint64"],
  [2, "format", "uint32"],
  [3, "chunks", "uint32"],
  [4, "hash", "bytes"],
  [5, "metadata", () => Metadata, { embedded: true }],
]);

export interface Metadata {
  chunkHashes: readonly Uint8Array[];
}
export const Metadata: MessageType<Metadata> = describeMessage("cosmos.store.snapshots.v1.Metadata", [
  [1, "chunk_hashes", "bytes", { repeated: true }],
]);

export interface SnapshotItem {
  store?: SnapshotStoreItem | undefined;
  iavl?: SnapshotIAVLItem | undefined;
  extension?: SnapshotExtensionMeta | undefined;
  extensionPayload?: SnapshotExtensionPayload | undefined;
}
export const SnapshotItem: MessageType<SnapshotItem> = describeMessage("cosmos.store.snapshots.v1.SnapshotItem", [
  [1, "store", () => SnapshotStoreItem, { oneof: "item" }],
  [2, "iavl", () => SnapshotIAVLItem, { oneof: "item" }],
  [3, "extension", () => SnapshotExtensionMeta, { oneof: "item" }],
  [4, "extension_payload", () => SnapshotExtensionPayload, { oneof: "item" }],
]);

export interface SnapshotStoreItem {
  name: string;
}
export const SnapshotStoreItem: MessageType<SnapshotStoreItem> = describeMessage("cosmos.store.snapshots.v1.SnapshotStoreItem", [
  [1, "name", "string"],
]);

export interface SnapshotIAVLItem {
  key: Uint8Array;
  value: Uint8Array;
  version: bigint;
  height: number;
}
export const SnapshotIAVLItem: MessageType<SnapshotIAVLItem> = describeMessage("cosmos.store.snapshots.v1.SnapshotIAVLItem", [
  [1, "key", "bytes"],
  [2, "value", "bytes"],
  [3, "version", "int64"],
  [4, "height", "int32"],
]);

export interface SnapshotExtensionMeta {
  name: string;
  format: number;
}
export const SnapshotExtensionMeta: MessageType<SnapshotExtensionMeta> = describeMessage("cosmos.store.snapshots.v1.SnapshotExtensionMeta", [
  [1, "name", "string"],
  [2, "format", "uint32"],
]);

export interface SnapshotExtensionPayload {
  payload: Uint8Array;
}
export const SnapshotExtensionPayload: MessageType<SnapshotExtensionPayload> = describeMessage("cosmos.store.snapshots.v1.SnapshotExtensionPayload", [
  [1, "payload", "bytes"],
]);
