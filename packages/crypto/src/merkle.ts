import { compareBytes, concatBytes, equalBytes, utf8, uvarint } from "@testudo/base";
import { sha256 } from "./hashes.ts";

const LEAF = Uint8Array.of(0);
const INNER = Uint8Array.of(1);

/** That a leaf stands at an index of a tree: the fields of `tendermint.crypto.Proof`. Aunts go from the leaf up. */
export interface MerkleProof {
  readonly total: bigint;
  readonly index: bigint;
  readonly leafHash: Uint8Array;
  readonly aunts: readonly Uint8Array[];
}

/** Root of the RFC 6962 style tree of CometBFT; of no leaves, the hash of nothing. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(leaves, 0, leaves.length);
}

/** The root and a proof for every leaf. */
export function merkleProofs(leaves: readonly Uint8Array[]): {
  root: Uint8Array;
  proofs: MerkleProof[];
} {
  const total = BigInt(leaves.length);
  const hashes = leaves.map(leafHash);
  const aunts: Uint8Array[][] = leaves.map(() => []);
  const root = collectAunts(hashes, aunts, 0, leaves.length);
  const proofs = hashes.map((hash, index) => ({
    total,
    index: BigInt(index),
    leafHash: hash,
    aunts: aunts[index] ?? [],
  }));
  return { root, proofs };
}

/** Whether the proof leads from the leaf to the root. */
export function verifyMerkleProof(proof: MerkleProof, root: Uint8Array, leaf: Uint8Array): boolean {
  if (!equalBytes(leafHash(leaf), proof.leafHash)) return false;
  const computed = rootFromAunts(proof);
  return computed !== undefined && equalBytes(computed, root);
}

/**
 * Root of a map from names to hashes, as a multistore commits to its stores: sorted by key, each value hashed
 * once more.
 */
export function merkleMapRoot(
  entries: Iterable<readonly [string | Uint8Array, Uint8Array]>,
): Uint8Array {
  return merkleRoot(merkleMapLeaves(entries));
}

/** The leaves of `merkleMapRoot`, in its order. */
export function merkleMapLeaves(
  entries: Iterable<readonly [string | Uint8Array, Uint8Array]>,
): Uint8Array[] {
  const pairs = [...entries].map(
    ([key, value]) => [typeof key === "string" ? utf8(key) : key, value] as const,
  );
  pairs.sort(([a], [b]) => compareBytes(a, b));
  return pairs.map(([key, value]) => {
    const hash = sha256(value);
    return concatBytes(uvarint(key.length), key, uvarint(hash.length), hash);
  });
}

function rootOf(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (from === to) return sha256(new Uint8Array());
  if (to - from === 1) return leafHash(leaves[from] as Uint8Array);
  const middle = from + splitPoint(to - from);
  return innerHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
}

/** Like `rootOf` over leaf hashes, and tells every leaf below the roots beside its way up. */
function collectAunts(
  hashes: readonly Uint8Array[],
  aunts: readonly Uint8Array[][],
  from: number,
  to: number,
): Uint8Array {
  if (from === to) return sha256(new Uint8Array());
  if (to - from === 1) return hashes[from] as Uint8Array;
  const middle = from + splitPoint(to - from);
  const left = collectAunts(hashes, aunts, from, middle);
  const right = collectAunts(hashes, aunts, middle, to);
  for (let i = from; i < to; i++) aunts[i]?.push(i < middle ? right : left);
  return innerHash(left, right);
}

/** The root that the aunts lead to; undefined when they are too few or too many, or the index is outside. */
function rootFromAunts({ index, total, leafHash: hash, aunts }: MerkleProof) {
  if (index < 0n || total <= 0n || index >= total) return undefined;
  // Sides from the root down, then hashing from the leaf up.
  const leafIsLeft: boolean[] = [];
  let position = index;
  for (let size = total; size > 1n; ) {
    const middle = splitPointBigint(size);
    const left = position < middle;
    leafIsLeft.push(left);
    if (!left) position -= middle;
    size = left ? middle : size - middle;
  }
  if (leafIsLeft.length !== aunts.length) return undefined;
  return aunts.reduce(
    (below, aunt) => (leafIsLeft.pop() ? innerHash(below, aunt) : innerHash(aunt, below)),
    hash,
  );
}

function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, leaf));
}

function innerHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(INNER, left, right));
}

/** The largest power of two below a size of at least two. */
function splitPoint(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}

/** As `splitPoint`; the total of a foreign proof may be any 64-bit number. */
function splitPointBigint(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}
