// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../message.ts";

export const HashOp = {
  NO_HASH: 0,
  SHA256: 1,
  SHA512: 2,
  KECCAK256: 3,
  RIPEMD160: 4,
  BITCOIN: 5,
  SHA512_256: 6,
  BLAKE2B_512: 7,
  BLAKE2S_256: 8,
  BLAKE3: 9,
} as const;
export type HashOp = number;
export const HashOpEnum = describeEnum("cosmos.ics23.v1.HashOp", HashOp);

export const LengthOp = {
  NO_PREFIX: 0,
  VAR_PROTO: 1,
  VAR_RLP: 2,
  FIXED32_BIG: 3,
  FIXED32_LITTLE: 4,
  FIXED64_BIG: 5,
  FIXED64_LITTLE: 6,
  REQUIRE_32_BYTES: 7,
  REQUIRE_64_BYTES: 8,
} as const;
export type LengthOp = number;
export const LengthOpEnum = describeEnum("cosmos.ics23.v1.LengthOp", LengthOp);

export interface ExistenceProof {
  key: Uint8Array;
  value: Uint8Array;
  leaf?: LeafOp | undefined;
  path: readonly InnerOp[];
}
export const ExistenceProof: MessageType<ExistenceProof> = describeMessage("cosmos.ics23.v1.ExistenceProof", [
  [1, "key", "bytes"],
  [2, "value", "bytes"],
  [3, "leaf", () => LeafOp],
  [4, "path", () => InnerOp, { repeated: true }],
]);

export interface NonExistenceProof {
  key: Uint8Array;
  left?: ExistenceProof | undefined;
  right?: ExistenceProof | undefined;
}
export const NonExistenceProof: MessageType<NonExistenceProof> = describeMessage("cosmos.ics23.v1.NonExistenceProof", [
  [1, "key", "bytes"],
  [2, "left", () => ExistenceProof],
  [3, "right", () => ExistenceProof],
]);

export interface CommitmentProof {
  exist?: ExistenceProof | undefined;
  nonexist?: NonExistenceProof | undefined;
  batch?: BatchProof | undefined;
  compressed?: CompressedBatchProof | undefined;
}
export const CommitmentProof: MessageType<CommitmentProof> = describeMessage("cosmos.ics23.v1.CommitmentProof", [
  [1, "exist", () => ExistenceProof, { oneof: "proof" }],
  [2, "nonexist", () => NonExistenceProof, { oneof: "proof" }],
  [3, "batch", () => BatchProof, { oneof: "proof" }],
  [4, "compressed", () => CompressedBatchProof, { oneof: "proof" }],
]);

export interface LeafOp {
  hash: HashOp;
  prehashKey: HashOp;
  prehashValue: HashOp;
  length: LengthOp;
  prefix: Uint8Array;
}
export const LeafOp: MessageType<LeafOp> = describeMessage("cosmos.ics23.v1.LeafOp", [
  [1, "hash", () => HashOpEnum],
  [2, "prehash_key", () => HashOpEnum],
  [3, "prehash_value", () => HashOpEnum],
  [4, "length", () => LengthOpEnum],
  [5, "prefix", "bytes"],
]);

export interface InnerOp {
  hash: HashOp;
  prefix: Uint8Array;
  suffix: Uint8Array;
}
export const InnerOp: MessageType<InnerOp> = describeMessage("cosmos.ics23.v1.InnerOp", [
  [1, "hash", () => HashOpEnum],
  [2, "prefix", "bytes"],
  [3, "suffix", "bytes"],
]);

export interface ProofSpec {
  leafSpec?: LeafOp | undefined;
  innerSpec?: InnerSpec | undefined;
  maxDepth: number;
  minDepth: number;
  prehashKeyBeforeComparison: boolean;
}
export const ProofSpec: MessageType<ProofSpec> = describeMessage("cosmos.ics23.v1.ProofSpec", [
  [1, "leaf_spec", () => LeafOp],
  [2, "inner_spec", () => InnerSpec],
  [3, "max_depth", "int32"],
  [4, "min_depth", "int32"],
  [5, "prehash_key_before_comparison", "bool"],
]);

export interface InnerSpec {
  childOrder: readonly number[];
  childSize: number;
  minPrefixLength: number;
  maxPrefixLength: number;
  emptyChild: Uint8Array;
  hash: HashOp;
}
export const InnerSpec: MessageType<InnerSpec> = describeMessage("cosmos.ics23.v1.InnerSpec", [
  [1, "child_order", "int32", { repeated: true }],
  [2, "child_size", "int32"],
  [3, "min_prefix_length", "int32"],
  [4, "max_prefix_length", "int32"],
  [5, "empty_child", "bytes"],
  [6, "hash", () => HashOpEnum],
]);

export interface BatchProof {
  entries: readonly BatchEntry[];
}
export const BatchProof: MessageType<BatchProof> = describeMessage("cosmos.ics23.v1.BatchProof", [
  [1, "entries", () => BatchEntry, { repeated: true }],
]);

export interface BatchEntry {
  exist?: ExistenceProof | undefined;
  nonexist?: NonExistenceProof | undefined;
}
export const BatchEntry: MessageType<BatchEntry> = describeMessage("cosmos.ics23.v1.BatchEntry", [
  [1, "exist", () => ExistenceProof, { oneof: "proof" }],
  [2, "nonexist", () => NonExistenceProof, { oneof: "proof" }],
]);

export interface CompressedBatchProof {
  entries: readonly CompressedBatchEntry[];
  lookupInners: readonly InnerOp[];
}
export const CompressedBatchProof: MessageType<CompressedBatchProof> = describeMessage("cosmos.ics23.v1.CompressedBatchProof", [
  [1, "entries", () => CompressedBatchEntry, { repeated: true }],
  [2, "lookup_inners", () => InnerOp, { repeated: true }],
]);

export interface CompressedBatchEntry {
  exist?: CompressedExistenceProof | undefined;
  nonexist?: CompressedNonExistenceProof | undefined;
}
export const CompressedBatchEntry: MessageType<CompressedBatchEntry> = describeMessage("cosmos.ics23.v1.CompressedBatchEntry", [
  [1, "exist", () => CompressedExistenceProof, { oneof: "proof" }],
  [2, "nonexist", () => CompressedNonExistenceProof, { oneof: "proof" }],
]);

export interface CompressedExistenceProof {
  key: Uint8Array;
  value: Uint8Array;
  leaf?: LeafOp | undefined;
  path: readonly number[];
}
export const CompressedExistenceProof: MessageType<CompressedExistenceProof> = describeMessage("cosmos.ics23.v1.CompressedExistenceProof", [
  [1, "key", "bytes"],
  [2, "value", "bytes"],
  [3, "leaf", () => LeafOp],
  [4, "path", "int32", { repeated: true }],
]);

export interface CompressedNonExistenceProof {
  key: Uint8Array;
  left?: CompressedExistenceProof | undefined;
  right?: CompressedExistenceProof | undefined;
}
export const CompressedNonExistenceProof: MessageType<CompressedNonExistenceProof> = describeMessage("cosmos.ics23.v1.CompressedNonExistenceProof", [
  [1, "key", "bytes"],
  [2, "left", () => CompressedExistenceProof],
  [3, "right", () => CompressedExistenceProof],
]);
