import { assert, compareBytes } from "@testudo/base";
import {
  type CommitmentProof,
  type ExistenceProof,
  HashOp,
  type InnerOp,
  LengthOp,
} from "@testudo/proto/cosmos/ics23/v1";
import { type ByteArena, createByteArena } from "./byte-arena.ts";
import {
  child,
  type IavlNode,
  type NodeHasher,
  type NodeSource,
  UVARINT_LENGTH_MAX,
  writeHead,
} from "./iavl-node.ts";
import { type IavlRoot, pathToIndex, pathToKey } from "./iavl-walk.ts";

/** An empty tree has no leaf to stand beside an absent key. */
export class EmptyTree extends Error {
  override name = "EmptyTree";

  constructor() {
    super("an empty tree has no proof of absence");
  }
}

/** What a proof needs of the tree it is about. */
export interface ProvenTree {
  readonly root: IavlRoot;
  readonly source: NodeSource;
  readonly hasher: NodeHasher;
}

/**
 * The value of a key and its ICS-23 proof in a saved tree: of existence, or, for an absent key, the
 * existence of both neighbours (of the only one at either end).
 *
 * @throws EmptyTree
 */
export function proveKey(
  { root, source, hasher }: ProvenTree,
  key: Uint8Array,
): { readonly value: Uint8Array | undefined; readonly proof: CommitmentProof } {
  if (root === undefined) throw new EmptyTree();
  const { path, index } = pathToKey(root, key, source);
  const found = leafOf(path);
  const order = compareBytes(key, found.key);

  const exist = (to: readonly IavlNode[]) => existence(to, { source, hasher });
  if (order === 0) return { value: found.value, proof: { exist: exist(path) } };

  const size = path[0]?.size ?? 0;
  const leftIndex = order < 0 ? index - 1 : index;
  const at = (i: number) =>
    i < 0 || i >= size ? undefined : exist(i === index ? path : pathToIndex(root, i, source));
  return {
    value: undefined,
    proof: { nonexist: { key, left: at(leftIndex), right: at(leftIndex + 1) } },
  };
}

/** Proof that the last node of a path from the root is a leaf of the tree. */
function existence(path: readonly IavlNode[], tree: Omit<ProvenTree, "root">): ExistenceProof {
  const leaf = leafOf(path);
  const parents = path.slice(0, -1).reverse();
  const arena = createByteArena(path.length * (PREFIX_LENGTH_MAX + SUFFIX_LENGTH));
  return {
    key: leaf.key,
    value: leaf.value ?? new Uint8Array(0),
    leaf: {
      hash: HashOp.SHA256,
      prehashKey: HashOp.NO_HASH,
      prehashValue: HashOp.SHA256,
      length: LengthOp.VAR_PROTO,
      prefix: head(leaf),
    },
    path: parents.map((parent) => innerOp(parent, leaf.key, { ...tree, arena })),
  };
}

/** One step up: the parent's preimage is prefix, hash of the node below, suffix. */
function innerOp(
  parent: IavlNode,
  key: Uint8Array,
  { source, hasher, arena }: Omit<ProvenTree, "root"> & { readonly arena: ByteArena },
): InnerOp {
  const prefix = arena.take(PREFIX_LENGTH_MAX);
  let at = writeHead(prefix, parent);
  let suffix = NOTHING;
  prefix[at++] = HASH_LENGTH;
  if (compareBytes(key, parent.key) < 0) {
    suffix = arena.take(SUFFIX_LENGTH);
    suffix[0] = HASH_LENGTH;
    hasher.write(suffix, 1, child(parent.right, source));
  } else {
    at = hasher.write(prefix, at, child(parent.left, source));
    prefix[at++] = HASH_LENGTH;
  }
  return { hash: HashOp.SHA256, prefix: prefix.subarray(0, at), suffix };
}

const HASH_LENGTH = 32;
const HEAD_LENGTH_MAX = 3 * UVARINT_LENGTH_MAX;
const PREFIX_LENGTH_MAX = HEAD_LENGTH_MAX + 1 + HASH_LENGTH + 1;
const SUFFIX_LENGTH = 1 + HASH_LENGTH;
const NOTHING = new Uint8Array(0);

function head(node: IavlNode): Uint8Array {
  const bytes = new Uint8Array(HEAD_LENGTH_MAX);
  return bytes.subarray(0, writeHead(bytes, node));
}

function leafOf(path: readonly IavlNode[]): IavlNode {
  const leaf = path.at(-1);
  assert(leaf?.height === 0, "a path ends at a leaf");
  return leaf;
}
