// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeMessage } from "../../message.ts";

export interface PublicKey {
  ed25519?: Uint8Array | undefined;
  secp256k1?: Uint8Array | undefined;
}
export const PublicKey: MessageType<PublicKey> = describeMessage("tendermint.crypto.PublicKey", [
  [1, "ed25519", "bytes", { optional: true, oneof: "sum" }],
  [2, "secp256k1", "bytes", { optional: true, oneof: "sum" }],
]);

export interface Proof {
  total: bigint;
  index: bigint;
  leafHash: Uint8Array;
  aunts: readonly Uint8Array[];
}
export const Proof: MessageType<Proof> = describeMessage("tendermint.crypto.Proof", [
  [1, "total", "int64"],
  [2, "index", "int64"],
  [3, "leaf_hash", "bytes"],
  [4, "aunts", "bytes", { repeated: true }],
]);

export interface ValueOp {
  key: Uint8Array;
  proof?: Proof | undefined;
}
export const ValueOp: MessageType<ValueOp> = describeMessage("tendermint.crypto.ValueOp", [
  [1, "key", "bytes"],
  [2, "proof", () => Proof],
]);

export interface DominoOp {
  key: string;
  input: string;
  output: string;
}
export const DominoOp: MessageType<DominoOp> = describeMessage("tendermint.crypto.DominoOp", [
  [1, "key", "string"],
  [2, "input", "string"],
  [3, "output", "string"],
]);

export interface ProofOp {
  type: string;
  key: Uint8Array;
  data: Uint8Array;
}
export const ProofOp: MessageType<ProofOp> = describeMessage("tendermint.crypto.ProofOp", [
  [1, "type", "string"],
  [2, "key", "bytes"],
  [3, "data", "bytes"],
]);

export interface ProofOps {
  ops: readonly ProofOp[];
}
export const ProofOps: MessageType<ProofOps> = describeMessage("tendermint.crypto.ProofOps", [
  [1, "ops", () => ProofOp, { repeated: true }],
]);
