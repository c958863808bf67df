import { type Bytes, concatBytes } from "@testudo/base";
import { type MerkleProof, merkleProofs, verifyMerkleProof } from "@testudo/crypto";
import { HASH_SIZE } from "./block-id.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import type { Part, PartSet, PartSetHeader } from "./types.ts";

/** Bytes in every part but the last. */
export const BLOCK_PART_SIZE = 65_536;

/** A tree of 2^100 leaves: longer proofs are an attack. */
const MAX_AUNTS = 100;

/** Splits bytes into parts with a proof for each. `partSize` is above 0. */
export function makePartSet(bytes: Bytes, partSize = BLOCK_PART_SIZE): PartSet {
  const pieces: Bytes[] = [];
  for (let offset = 0; offset < bytes.length; offset += partSize) {
    pieces.push(bytes.subarray(offset, offset + partSize));
  }
  const { root, proofs } = merkleProofs(pieces);
  const parts = proofs.map((proof, index) => ({
    index,
    bytes: pieces[index] ?? new Uint8Array(0),
    proof,
  }));
  return { header: { total: parts.length, hash: root }, parts, byteSize: bytes.length };
}

/** The bytes that a part set splits. */
export function joinParts(parts: PartSet): Bytes {
  return concatBytes(...parts.parts.map((part) => part.bytes));
}

/**
 * Checks that a part belongs to a set.
 *
 * @throws CometError "invalid"
 */
export function verifyPart(header: PartSetHeader, part: Part): void {
  throwIfInvalid(partFault(part));
  if (part.index >= header.total) throw cometError("invalid", "error part set unexpected index");
  if (
    part.proof.total !== BigInt(header.total) ||
    !verifyMerkleProof(part.proof, header.hash, part.bytes)
  ) {
    throw cometError("invalid", "error part set invalid proof");
  }
}

/** What is wrong with a part by itself; its index must be that of its proof. */
export function partFault(part: Part): string | undefined {
  if (part.bytes.length > BLOCK_PART_SIZE) return "error part size too big";
  const index = BigInt(part.index);
  if (index < part.proof.total - 1n && part.bytes.length !== BLOCK_PART_SIZE) {
    return "error inner part with invalid size";
  }
  if (index !== part.proof.index) {
    return `invalid part: part index ${part.index} != proof index ${part.proof.index}`;
  }
  const fault = merkleProofFault(part.proof);
  return fault === undefined ? undefined : `invalid part: wrong Proof: ${fault}`;
}

/** What is wrong with a Merkle proof by itself. */
export function merkleProofFault(proof: MerkleProof): string | undefined {
  if (proof.total < 0n) return "negative Total";
  if (proof.index < 0n) return "negative Index";
  if (proof.leafHash.length !== HASH_SIZE) {
    return `expected LeafHash size to be ${HASH_SIZE}, got ${proof.leafHash.length}`;
  }
  if (proof.aunts.length > MAX_AUNTS) {
    return `expected no more than ${MAX_AUNTS} aunts, got ${proof.aunts.length}`;
  }
  const odd = proof.aunts.findIndex((aunt) => aunt.length !== HASH_SIZE);
  return odd < 0 ? undefined : `expected Aunts#${odd} size to be ${HASH_SIZE}`;
}
