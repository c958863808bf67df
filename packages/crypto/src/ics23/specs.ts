import { NO_BYTES } from "@testudo/proto";
import { HashOp, LengthOp, type ProofSpec } from "@testudo/proto/cosmos/ics23/v1";

/**
 * The shape of a tree. The last field is of ICS-23 v0.10 and later; without it keys compare as they are.
 */
export type TreeSpec = ProofSpec & { readonly prehashKeyBeforeComparison?: boolean };

/** Both trees have leaves `00 ‖ len(key) key ‖ 20 sha256(value)`. */
const LEAF_SPEC = {
  hash: HashOp.SHA256,
  prehashKey: HashOp.NO_HASH,
  prehashValue: HashOp.SHA256,
  length: LengthOp.VAR_PROTO,
  prefix: Uint8Array.of(0),
};

/** IAVL trees: inner nodes start with varints of height, size and version. */
export const IAVL_SPEC: TreeSpec = {
  leafSpec: LEAF_SPEC,
  innerSpec: {
    childOrder: [0, 1],
    childSize: 33, // with its length byte
    minPrefixLength: 4,
    maxPrefixLength: 12,
    emptyChild: NO_BYTES,
    hash: HashOp.SHA256,
  },
  maxDepth: 0,
  minDepth: 0,
  prehashKeyBeforeComparison: false,
};

/** The simple Merkle map of a multistore: inner nodes start with `01`. */
export const TENDERMINT_SPEC: TreeSpec = {
  leafSpec: LEAF_SPEC,
  innerSpec: {
    childOrder: [0, 1],
    childSize: 32,
    minPrefixLength: 1,
    maxPrefixLength: 1,
    emptyChild: NO_BYTES,
    hash: HashOp.SHA256,
  },
  maxDepth: 0,
  minDepth: 0,
  prehashKeyBeforeComparison: false,
};

/**
 * Whether two specs are the same tree for the checks that only one kind of tree gets. Like Go's `SpecEquals` it
 * looks at neither the leaf prefix nor the depth limits.
 */
export function sameTree(a: TreeSpec, b: TreeSpec): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint({ leafSpec: leaf, innerSpec: inner }: TreeSpec): string {
  return JSON.stringify([
    leaf && [leaf.hash, leaf.prehashKey, leaf.prehashValue, leaf.length],
    inner && [
      inner.hash,
      inner.minPrefixLength,
      inner.maxPrefixLength,
      inner.childSize,
      inner.childOrder.length,
    ],
  ]);
}
