import { assert } from "@testudo/base";
import type { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { createNodeHasher, type NodeSource } from "./iavl-node.ts";
import { proveKey } from "./iavl-proof.ts";
import { createIavlTree } from "./iavl-tree.ts";
import type { IavlRoot } from "./iavl-walk.ts";
import type { KVStore } from "./kv.ts";

/** A single IAVL tree in memory, with all its versions: what a multistore is made of. */
export interface Iavl extends KVStore {
  /** Last saved version, 0 when there is none. */
  readonly version: bigint;
  /** Root hash of the tree as it stands. */
  workingHash(): Uint8Array;
  /** Saves the next version and gives its root hash. */
  save(): Uint8Array;
  /** Number of leaves and height of the tree as it stands. */
  shape(): { readonly size: number; readonly height: number };
  /**
   * Value and ICS-23 proof of a key in a saved version.
   *
   * @throws EmptyTree
   */
  prove(
    key: Uint8Array,
    version: bigint,
  ): { readonly value: Uint8Array | undefined; readonly proof: CommitmentProof };
}

export function createMemoryIavl(options: { readonly initialVersion?: bigint } = {}): Iavl {
  const source: NodeSource = {
    load() {
      assert(false, "nodes kept in memory are never unloaded");
    },
  };
  const first = options.initialVersion ?? 1n;
  const tree = createIavlTree({ source, nextVersion: Number(first) });
  const hasher = createNodeHasher(source);
  const roots: IavlRoot[] = [];

  return {
    get: tree.get,
    has: tree.has,
    set: tree.set,
    delete: tree.delete,
    iterate: tree.iterate,
    get version() {
      return roots.length === 0 ? 0n : first + BigInt(roots.length - 1);
    },
    workingHash: tree.rootHash,
    save() {
      const { root, hash } = tree.save();
      roots.push(root);
      return hash;
    },
    shape: () => ({ size: tree.root?.size ?? 0, height: tree.root?.height ?? 0 }),
    prove(key, version) {
      const index = Number(version - first);
      assert(index >= 0 && index < roots.length, `version ${version} is saved`);
      return proveKey({ root: roots[index], source, hasher }, key);
    },
  };
}
