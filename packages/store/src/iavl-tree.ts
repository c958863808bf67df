import { compareBytes } from "@testudo/base";
import {
  child,
  createNodeHasher,
  EMPTY_ROOT,
  IavlNode,
  loaded,
  type NodeSource,
} from "./iavl-node.ts";
import { findLeaf, type IavlRoot, walkLeaves } from "./iavl-walk.ts";
import { checkEntry, checkKey, type KVStore } from "./kv.ts";

/** The working state of one store: the last saved version and the writes since. */
export interface IavlTree extends KVStore {
  readonly root: IavlRoot;
  /** Hash of the tree as it stands; hashes only what has changed. */
  rootHash(): Uint8Array;
  /** Fixes the tree as the version it was working on and starts on the next. */
  save(): SavedTree;
  /** Drops the working state and continues from a saved root. */
  reset(root: IavlRoot, nextVersion: number): void;
}

export interface SavedTree {
  readonly root: IavlRoot;
  readonly hash: Uint8Array;
  /** Nodes made in this version, children before parents; `nonce` is their index plus one. */
  readonly created: readonly IavlNode[];
  /** Saved nodes that were in the version before and are not in this one. */
  readonly orphaned: readonly IavlNode[];
}

/**
 * A tree that gives the hashes of IAVL v1: a set makes a new leaf even for an unchanged value, every
 * node on the way from the root is made anew, and the AVL rotations are the Go ones.
 */
export function createIavlTree(options: {
  readonly source: NodeSource;
  readonly root?: IavlNode | undefined;
  /** The version being worked on, hence of the nodes made from now on. */
  readonly nextVersion: number;
}): IavlTree {
  const { source } = options;
  const hasher = createNodeHasher(source);
  let root: IavlRoot = options.root;
  let version = options.nextVersion;
  /** Nodes with this owner belong to the working tree alone and are changed in place. */
  let owner = 1;
  let orphaned: IavlNode[] = [];

  function leaf(key: Uint8Array, value: Uint8Array): IavlNode {
    return new IavlNode(key, value, version, owner);
  }

  function inner(key: Uint8Array, left: IavlNode, right: IavlNode): IavlNode {
    const node = new IavlNode(key, undefined, version, owner);
    node.left = left;
    node.right = right;
    measure(node);
    return node;
  }

  /** The node, or a copy of it, that may be changed. */
  function mutable(node: IavlNode): IavlNode {
    if (node.owner === owner) {
      node.hash = undefined;
      return node;
    }
    discard(node);
    const copy = new IavlNode(node.key, node.value, version, owner);
    copy.left = node.left;
    copy.right = node.right;
    copy.height = node.height;
    copy.size = node.size;
    return copy;
  }

  function discard(node: IavlNode): void {
    if (node.nonce > 0) orphaned.push(node);
  }

  function measure(node: IavlNode): void {
    const left = child(node.left, source);
    const right = child(node.right, source);
    node.height = Math.max(left.height, right.height) + 1;
    node.size = left.size + right.size;
  }

  /** Height of the left subtree less that of the right one. */
  function lean(node: IavlNode): number {
    return child(node.left, source).height - child(node.right, source).height;
  }

  function rotateRight(node: IavlNode): IavlNode {
    const top = mutable(child(node.left, source));
    node.left = top.right;
    top.right = node;
    measure(node);
    measure(top);
    return top;
  }

  function rotateLeft(node: IavlNode): IavlNode {
    const top = mutable(child(node.right, source));
    node.right = top.left;
    top.left = node;
    measure(node);
    measure(top);
    return top;
  }

  function balance(node: IavlNode): IavlNode {
    const tilt = lean(node);
    if (tilt > 1) {
      const left = child(node.left, source);
      if (lean(left) < 0) node.left = rotateLeft(mutable(left));
      return rotateRight(node);
    }
    if (tilt < -1) {
      const right = child(node.right, source);
      if (lean(right) > 0) node.right = rotateRight(mutable(right));
      return rotateLeft(node);
    }
    return node;
  }

  function setBelow(start: IavlNode, key: Uint8Array, value: Uint8Array): IavlNode {
    const order = compareBytes(key, start.key);
    if (start.height === 0) {
      if (order < 0) return inner(start.key, leaf(key, value), start);
      if (order > 0) return inner(key, start, leaf(key, value));
      discard(start);
      return leaf(key, value);
    }

    const node = mutable(start);
    const old = child(order < 0 ? node.left : node.right, source);
    // Read before the call: a subtree of our own is changed in place.
    const { size, height } = old;
    const changed = setBelow(old, key, value);
    if (order < 0) node.left = changed;
    else node.right = changed;
    if (changed.size === size) return node;
    node.size += changed.size - size;
    if (changed.height === height) return node;
    measure(node);
    return balance(node);
  }

  /** What a removal leaves of a subtree, and the new smallest key if it was that of the subtree. */
  interface Removal {
    readonly rest: IavlRoot;
    readonly smallest: Uint8Array | undefined;
  }

  function removeBelow(start: IavlNode, key: Uint8Array): Removal | undefined {
    const order = compareBytes(key, start.key);
    if (start.height === 0) {
      if (order !== 0) return undefined;
      discard(start);
      return { rest: undefined, smallest: undefined };
    }

    const removal = removeBelow(child(order < 0 ? start.left : start.right, source), key);
    if (removal === undefined) return undefined;
    if (removal.rest === undefined) {
      discard(start);
      return order < 0
        ? { rest: start.right, smallest: start.key }
        : { rest: start.left, smallest: undefined };
    }

    const node = mutable(start);
    if (order < 0) node.left = removal.rest;
    else {
      node.right = removal.rest;
      if (removal.smallest !== undefined) node.key = removal.smallest;
    }
    measure(node);
    return { rest: balance(node), smallest: order < 0 ? removal.smallest : undefined };
  }

  /** From now on the nodes made so far are copied before they change. */
  function share(): void {
    owner += 1;
  }

  function number(node: IavlNode, created: IavlNode[]): void {
    if (node.nonce > 0) return;
    if (node.left !== undefined) number(node.left, created);
    if (node.right !== undefined) number(node.right, created);
    created.push(node);
    node.nonce = created.length;
  }

  const rootHash = (): Uint8Array => (root === undefined ? EMPTY_ROOT : hasher.hash(root));

  return {
    get root() {
      return root;
    },

    get: (key) => findLeaf(root, key, source)?.value,
    has: (key) => findLeaf(root, key, source) !== undefined,

    set(key, value) {
      checkEntry(key, value);
      root = root === undefined ? leaf(key, value) : setBelow(loaded(root, source), key, value);
    },

    delete(key) {
      checkKey(key);
      if (root === undefined) return;
      const removal = removeBelow(loaded(root, source), key);
      if (removal !== undefined) root = removal.rest;
    },

    iterate(range = {}) {
      share();
      return walkLeaves(root, range, source);
    },

    rootHash,

    save() {
      const hash = rootHash();
      const created: IavlNode[] = [];
      if (root !== undefined) number(root, created);
      const saved = { root, hash, created, orphaned };
      orphaned = [];
      version += 1;
      share();
      return saved;
    },

    reset(newRoot, nextVersion) {
      root = newRoot;
      version = nextVersion;
      orphaned = [];
      share();
    },
  };
}
