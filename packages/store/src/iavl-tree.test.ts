import { compareBytes, equalBytes } from "@testudo/base";
import { IAVL_SPEC, verifyMembership, verifyNonMembership } from "@testudo/crypto";
import { createMemoryIavl } from "./iavl.ts";
import type { IavlNode } from "./iavl-node.ts";
import { createIavlTree } from "./iavl-tree.ts";
import { createNaiveStore, textOf } from "./naive-store.fixture.ts";
import { createRandom } from "./random.fixture.ts";

const source = {
  load(): never {
    throw new Error("all nodes are in memory");
  },
};

describe("createIavlTree", () => {
  it.each([11, 12, 13, 14])("stays a sound tree under random operations, seed %i", (seed) => {
    const random = createRandom(seed);
    const naive = createNaiveStore();
    const tree = createIavlTree({ source, nextVersion: 1 });
    // The same operations, but with a walk opened before each: nothing is changed in place.
    const copying = createIavlTree({ source, nextVersion: 1 });

    for (let version = 1; version <= 40; version++) {
      for (let i = random.below(30); i > 0; i--) {
        const key = random.chance(0.5) ? random.key() : random.bytes(4);
        copying.iterate();
        if (random.chance(0.6)) {
          const value = random.bytes(random.below(3));
          for (const store of [naive, tree, copying]) store.set(key, value);
        } else {
          for (const store of [naive, tree, copying]) store.delete(key);
        }
        if (random.chance(0.1)) expect(tree.rootHash()).toEqual(copying.rootHash());
      }
      const saved = tree.save();
      expect(saved.hash).toEqual(copying.save().hash);
      expect(tree.root === undefined || isSound(tree.root)).toBe(true);
      expect(textOf(tree.iterate())).toBe(textOf(naive.entries()));
      expect(
        saved.created.every((node, i) => node.version === version && node.nonce === i + 1),
      ).toBe(true);
    }
  });

  it("gives each version's nodes up exactly once", () => {
    const random = createRandom(21);
    const tree = createIavlTree({ source, nextVersion: 1 });
    const alive = new Set<IavlNode>();

    for (let version = 1; version <= 60; version++) {
      for (let i = 0; i < 12; i++) {
        if (random.chance(0.6)) tree.set(random.key(), random.bytes(1));
        else tree.delete(random.key());
      }
      const { created, orphaned, root } = tree.save();
      expect(orphaned.every((node) => alive.delete(node))).toBe(true);
      for (const node of created) alive.add(node);
      const reached = root === undefined ? [] : [...allNodes(root)];
      expect([reached.length, reached.every((node) => alive.has(node))]).toEqual([
        alive.size,
        true,
      ]);
    }
  });

  it("makes a new leaf and new hashes for an unchanged value", () => {
    const tree = createMemoryIavl();
    tree.set(Uint8Array.of(1), Uint8Array.of(2));
    const first = tree.save();
    expect(tree.save()).toEqual(first);
    tree.set(Uint8Array.of(1), Uint8Array.of(2));
    expect(tree.save()).not.toEqual(first);
  });

  it("proves every key present and every key absent in the version asked for", () => {
    const random = createRandom(31);
    const tree = createMemoryIavl();
    const roots: Uint8Array[] = [];
    for (let version = 0; version < 5; version++) {
      for (let i = 0; i < 20; i++) tree.set(random.key(), random.bytes(2));
      roots.push(tree.save());
    }
    for (const [i, root] of roots.entries()) {
      for (let n = 0; n < 40; n++) {
        const key = random.key();
        const { value, proof } = tree.prove(key, BigInt(i + 1));
        const holds =
          value === undefined
            ? verifyNonMembership(IAVL_SPEC, root, proof, key)
            : verifyMembership(IAVL_SPEC, root, proof, key, value);
        expect(holds).toBe(true);
      }
    }
  });
});

/** AVL balance, sizes, heights and inner keys, by the definition. */
function isSound(node: IavlNode): boolean {
  const { left, right } = node;
  if (left === undefined || right === undefined) return node.height === 0 && node.size === 1;
  return (
    isSound(left) &&
    isSound(right) &&
    Math.abs(left.height - right.height) <= 1 &&
    node.height === Math.max(left.height, right.height) + 1 &&
    node.size === left.size + right.size &&
    equalBytes(node.key, smallestKey(right)) &&
    compareBytes(smallestKey(left), node.key) < 0
  );
}

function smallestKey(node: IavlNode): Uint8Array {
  return node.left === undefined ? node.key : smallestKey(node.left);
}

function* allNodes(node: IavlNode): Generator<IavlNode> {
  yield node;
  if (node.left) yield* allNodes(node.left);
  if (node.right) yield* allNodes(node.right);
}
