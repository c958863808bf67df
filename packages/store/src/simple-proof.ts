import { assert, concatBytes, utf8 } from "@testudo/base";
import { type MerkleProof, merkleMapLeaves, merkleMapRoot, merkleProofs } from "@testudo/crypto";
import {
  type ExistenceProof,
  HashOp,
  type InnerOp,
  LengthOp,
} from "@testudo/proto/cosmos/ics23/v1";

/** A store's name and root hash. */
export interface NamedRoot {
  readonly name: string;
  readonly hash: Uint8Array;
}

/**
 * The app hash: the root of the simple Merkle tree (RFC 6962 style) over the stores in name order,
 * each leaf `name length | name | 32 | SHA-256(root hash)`.
 */
export function simpleMapRoot(roots: readonly NamedRoot[]): Uint8Array {
  return merkleMapRoot(entriesOf(roots));
}

/** ICS-23 proof (Tendermint spec) that a store has its root hash under the app hash. */
export function proveSimpleMap(roots: readonly NamedRoot[], name: string): ExistenceProof {
  const sorted = [...roots].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const index = sorted.findIndex((root) => root.name === name);
  const proof = merkleProofs(merkleMapLeaves(entriesOf(sorted))).proofs[index];
  const proven = sorted[index];
  assert(proof !== undefined && proven !== undefined, `store ${name} is part of the app hash`);
  return {
    key: utf8(name),
    value: proven.hash,
    leaf: {
      hash: HashOp.SHA256,
      prehashKey: HashOp.NO_HASH,
      prehashValue: HashOp.SHA256,
      length: LengthOp.VAR_PROTO,
      prefix: LEAF_PREFIX,
    },
    path: stepsUp(proof),
  };
}

const LEAF_PREFIX = Uint8Array.of(0);
const INNER_PREFIX = Uint8Array.of(1);
const NOTHING = new Uint8Array(0);

function entriesOf(roots: readonly NamedRoot[]) {
  return roots.map(({ name, hash }) => [name, hash] as const);
}

/** The aunts as ICS-23 steps: each a suffix of what comes from its left, a prefix for the right. */
function stepsUp({ aunts, index, total }: MerkleProof): InnerOp[] {
  const isLeft: boolean[] = [];
  let position = Number(index);
  for (let size = Number(total); size > 1; ) {
    const split = splitPoint(size);
    const left = position < split;
    isLeft.push(left);
    if (!left) position -= split;
    size = left ? split : size - split;
  }
  return aunts.map((aunt) =>
    isLeft.pop() === true
      ? { hash: HashOp.SHA256, prefix: INNER_PREFIX, suffix: aunt }
      : { hash: HashOp.SHA256, prefix: concatBytes(INNER_PREFIX, aunt), suffix: NOTHING },
  );
}

/** The largest power of two below a size of at least two. */
function splitPoint(size: number): number {
  return 2 ** (31 - Math.clz32(size - 1));
}
