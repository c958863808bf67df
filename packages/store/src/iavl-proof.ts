import { assert, compareBytes } from "@testudo/base";
import {
  type CommitmentProof,
  type ExistenceProof,
  HashOp,
  type InnerOp,
  LengthOp,
} from "@testudo/proto/cosmos/ics23/v1";
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
  return {
    key: leaf.key,
    value: leaf.value ?? new Uint8Array(0),
    leaf: {
      hash: HashOp.SHA256,
      prehashKey: HashOp.NO_HASH,
      prehashValue: HashOp.SHA256,
      length: LengthOp.VAR_PROTO,
      prefix: head(leaf, 0),
    },
    path: parents.map((parent) => innerOp(parent, leaf.key, tree)),
  };
}

/** One step up: the parent's preimage is prefix, hash of the node below, suffix. */
function innerOp(
  parent: IavlNode,
  key: Uint8Array,
  { source, hasher }: Omit<ProvenTree, "root">,
): InnerOp {
  if (compareBytes(key, parent.key) < 0) {
    const suffix = new Uint8Array(1 + HASH_LENGTH);
    suffix[0] = HASH_LENGTH;
    hasher.write(suffix, 1, child(parent.right, source));
    return { hash: HashOp.SHA256, prefix: head(parent, 1), suffix };
  }
  const prefix = head(parent, 1 + HASH_LENGTH + 1);
  const end = prefix.length - 1;
  hasher.write(prefix, end - HASH_LENGTH, child(parent.left, source));
  prefix[end] = HASH_LENGTH;
  return { hash: HashOp.SHA256, prefix, suffix: NOTHING };
}

const HASH_LENGTH = 32;
const HEAD_LENGTH_MAX = 3 * UVARINT_LENGTH_MAX;
const NOTHING = new Uint8Array(0);

/** Height, size and version, then room of which the first byte is a hash's length. */
function head(node: IavlNode, room: number): Uint8Array {
  const scratch = new Uint8Array(HEAD_LENGTH_MAX);
  const length = writeHead(scratch, node);
  // Exactly as long as needed: small arrays are several times cheaper than views of bigger ones.
  const bytes = new Uint8Array(length + room);
  for (let i = 0; i < length; i++) bytes[i] = scratch[i] ?? 0;
  if (room > 0) bytes[length] = HASH_LENGTH;
  return bytes;
}

function leafOf(path: readonly IavlNode[]): IavlNode {
  const leaf = path.at(-1);
  assert(leaf?.height === 0, "a path ends at a leaf");
  return leaf;
}
