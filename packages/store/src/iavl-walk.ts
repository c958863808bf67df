import { compareBytes } from "@testudo/base";
import { child, type IavlNode, loaded, type NodeSource } from "./iavl-node.ts";
import type { KeyRange, KeyValue } from "./kv.ts";

/** Reading any tree, given its root; `undefined` is the tree without leaves. */
export type IavlRoot = IavlNode | undefined;

/** The leaf with exactly this key. */
export function findLeaf(
  root: IavlRoot,
  key: Uint8Array,
  source: NodeSource,
): IavlNode | undefined {
  if (root === undefined) return undefined;
  let node = loaded(root, source);
  while (node.height > 0) {
    node = child(compareBytes(key, node.key) < 0 ? node.left : node.right, source);
  }
  return compareBytes(key, node.key) === 0 ? node : undefined;
}

/** Leaves of a range in key order; cost grows with the leaves visited and the height, not the size. */
export function* walkLeaves(
  root: IavlRoot,
  { start, end, reverse = false }: KeyRange,
  source: NodeSource,
): Generator<KeyValue, void> {
  if (root === undefined) return;
  const pending = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = loaded(next, source);
    if (node.height === 0) {
      const inside =
        (start === undefined || compareBytes(node.key, start) >= 0) &&
        (end === undefined || compareBytes(node.key, end) < 0);
      if (inside && node.value !== undefined) yield [node.key, node.value];
      continue;
    }
    // Keys below node.key are in the left subtree, the others in the right one.
    const left = start === undefined || compareBytes(start, node.key) < 0 ? node.left : undefined;
    const right = end === undefined || compareBytes(node.key, end) < 0 ? node.right : undefined;
    const [later, sooner] = reverse ? [left, right] : [right, left];
    if (later !== undefined) pending.push(later);
    if (sooner !== undefined) pending.push(sooner);
  }
}

/** The nodes from the root down to the leaf where a key is or would be, and the leaf's index. */
export function pathToKey(
  root: IavlNode,
  key: Uint8Array,
  source: NodeSource,
): { readonly path: readonly IavlNode[]; readonly index: number } {
  let node = loaded(root, source);
  let index = 0;
  const path = [node];
  while (node.height > 0) {
    if (compareBytes(key, node.key) < 0) node = child(node.left, source);
    else {
      index += child(node.left, source).size;
      node = child(node.right, source);
    }
    path.push(node);
  }
  return { path, index };
}

/** The nodes from the root down to the leaf of an index, counted from 0 in key order. */
export function pathToIndex(
  root: IavlNode,
  index: number,
  source: NodeSource,
): readonly IavlNode[] {
  let node = loaded(root, source);
  let rest = index;
  const path = [node];
  while (node.height > 0) {
    const left = child(node.left, source);
    if (rest < left.size) node = left;
    else {
      rest -= left.size;
      node = child(node.right, source);
    }
    path.push(node);
  }
  return path;
}
