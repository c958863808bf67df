import { compareBytes } from "@testudo/base";
import { createNodeHasher, EMPTY_ROOT, IavlNode, loaded, type NodeSource } from "./iavl-node.ts";
import type { IavlRoot } from "./iavl-walk.ts";
import type { SavedStore } from "./version-archive.ts";

/** A node as it travels from one state to another; its hash follows from the nodes before it. */
export interface ExportedNode {
  readonly key: Uint8Array;
  /** Of a leaf. */
  readonly value: Uint8Array | undefined;
  /** 0 for a leaf. */
  readonly height: number;
  readonly version: bigint;
}

/** Nodes that do not make a tree of the version they were announced for. */
export class MalformedExport extends Error {
  override name = "MalformedExport";
}

/** All nodes of a tree, children before parents and left before right: the order of Go's exporter. */
export function* exportTree(root: IavlRoot, source: NodeSource): Generator<ExportedNode, void> {
  if (root === undefined) return;
  // A node on its second turn is kept by content: meanwhile it may have been unloaded.
  const pending: (IavlNode | ExportedNode)[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!(next instanceof IavlNode)) {
      yield next;
      continue;
    }
    const { key, value, height, version, left, right } = loaded(next, source);
    const exported = { key, value, height, version: BigInt(version) };
    if (left === undefined || right === undefined) yield exported;
    else pending.push(exported, right, left);
  }
}

/** Builds a tree from its exported nodes. */
export interface TreeImport {
  /**
   * Takes the next node and gives what became of it, hashed and numbered among the nodes of its version.
   *
   * @throws MalformedExport
   */
  add(node: ExportedNode): IavlNode;
  /** @throws MalformedExport when the nodes were no single tree */
  finish(): SavedStore;
}

/**
 * Builds one tree of a version. A hash does not cover the key of an inner node, nor the order of leaves, so both are
 * checked here: else a lookup could be led astray under the right root hash.
 *
 * @param forget called with a node that nothing above needs any more
 */
export function importTree(
  version: number,
  source: NodeSource,
  forget: (node: IavlNode) => void,
): TreeImport {
  const hasher = createNodeHasher(source);
  const nonces = new Map<number, number>();
  const open: { readonly node: IavlNode; readonly smallest: Uint8Array }[] = [];
  let lastKey: Uint8Array | undefined;

  function leaf({ key, value }: ExportedNode, nodeVersion: number): IavlNode {
    if (lastKey !== undefined && compareBytes(lastKey, key) >= 0) {
      throw new MalformedExport("leaves are not in the order of their keys");
    }
    if (value === undefined) throw new MalformedExport("a leaf has no value");
    lastKey = key;
    const made = new IavlNode(key, value, nodeVersion, 0);
    open.push({ node: made, smallest: key });
    return made;
  }

  function inner({ key, height }: ExportedNode, nodeVersion: number): IavlNode {
    const right = open.pop();
    const left = open.pop();
    if (left === undefined || right === undefined) {
      throw new MalformedExport("an inner node lacks children");
    }
    const [low, high] = [left.node, right.node];
    const isBalanced = Math.abs(low.height - high.height) <= 1;
    if (!isBalanced || Math.max(low.height, high.height) + 1 !== height) {
      throw new MalformedExport(`an inner node of height ${height} does not fit its children`);
    }
    if (compareBytes(right.smallest, key) !== 0) {
      throw new MalformedExport("the key of an inner node is not the first on its right");
    }
    const made = new IavlNode(key, undefined, nodeVersion, 0);
    made.left = low;
    made.right = high;
    made.height = height;
    made.size = low.size + high.size;
    open.push({ node: made, smallest: left.smallest });
    return made;
  }

  return {
    add(exported) {
      const nodeVersion = Number(exported.version);
      if (nodeVersion < 1 || nodeVersion > version) {
        throw new MalformedExport(`a node of version ${exported.version} in version ${version}`);
      }
      const made =
        exported.height === 0 ? leaf(exported, nodeVersion) : inner(exported, nodeVersion);
      made.nonce = (nonces.get(nodeVersion) ?? 0) + 1;
      nonces.set(nodeVersion, made.nonce);
      hasher.hash(made);
      if (made.left !== undefined) forget(made.left);
      if (made.right !== undefined) forget(made.right);
      return made;
    },
    finish() {
      if (open.length > 1) throw new MalformedExport("the nodes make more than one tree");
      const root = open[0]?.node;
      return { root, hash: root === undefined ? EMPTY_ROOT : hasher.hash(root) };
    },
  };
}
