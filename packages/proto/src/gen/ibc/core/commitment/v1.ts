// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { CommitmentProof } from "../../../cosmos/ics23/v1.ts";

export interface MerkleRoot {
  hash: Uint8Array;
}
export const MerkleRoot: MessageType<MerkleRoot> = describeMessage("ibc.core.commitment.v1.MerkleRoot", [
  [1, "hash", "bytes"],
]);

export interface MerklePrefix {
  keyPrefix: Uint8Array;
}
export const MerklePrefix: MessageType<MerklePrefix> = describeMessage("ibc.core.commitment.v1.MerklePrefix", [
  [1, "key_prefix", "bytes"],
]);

export interface MerkleProof {
  proofs: readonly CommitmentProof[];
}
export const MerkleProof: MessageType<MerkleProof> = describeMessage("ibc.core.commitment.v1.MerkleProof", [
  [1, "proofs", () => CommitmentProof, { repeated: true }],
]);
