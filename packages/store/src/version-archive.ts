import { assert } from "@testudo/base";
import type { IavlNode, NodeSource } from "./iavl-node.ts";
import type { SavedTree } from "./iavl-tree.ts";
import type { IavlRoot } from "./iavl-walk.ts";

export interface SavedStore {
  readonly root: IavlRoot;
  readonly hash: Uint8Array;
}

/** One committed version of all stores. */
export interface SavedVersion {
  readonly version: number;
  /** By name, in name order. */
  readonly stores: ReadonlyMap<string, SavedStore>;
}

/** Keeps committed versions. */
export interface VersionArchive {
  readonly latest: SavedVersion | undefined;
  /** The oldest version kept, 0 without any. */
  readonly oldest: number;
  find(version: number): SavedVersion | undefined;
  source(storeName: string): NodeSource;
  /** @throws StateWriteFailed if a version added before could not be kept */
  check(): void;
  /** @throws StateWriteFailed */
  add(version: SavedVersion, trees: ReadonlyMap<string, SavedTree>): void;
  rollback(version: SavedVersion): Promise<void>;
  /** Begins to fill an empty archive with one version. */
  receive(): Promise<VersionReceipt>;
  drain(versionsMax: number): Promise<void>;
  close(): Promise<void>;
}

/** One version on its way into an archive. Until it is finished the archive counts as empty. */
export interface VersionReceipt {
  /** Keeps a hashed and numbered node; children come before their parents. */
  put(storeName: string, node: IavlNode): void;
  /** Called with a node whose parent has been put: it may leave memory. */
  forget(node: IavlNode): void;
  /** Resolves when little enough waits to be written. */
  drain(): Promise<void>;
  /** Makes it the archive's last and only version. */
  finish(version: SavedVersion): Promise<void>;
}

/** Versions in memory alone; a version costs the nodes that differ from the one before. */
export function createMemoryArchive(keepVersions: number): VersionArchive {
  const versions = new Map<number, SavedVersion>();
  let latest: SavedVersion | undefined;
  let oldest = 0;

  const source: NodeSource = {
    load() {
      assert(false, "nodes kept in memory are never unloaded");
    },
  };

  return {
    get latest() {
      return latest;
    },
    get oldest() {
      return oldest;
    },
    find: (version) => versions.get(version),
    source: () => source,
    check() {},

    add(version) {
      versions.set(version.version, version);
      latest = version;
      if (oldest === 0) oldest = version.version;
      for (; oldest <= version.version - keepVersions; oldest++) versions.delete(oldest);
    },

    async rollback(version) {
      for (const later of [...versions.keys()].filter((v) => v > version.version)) {
        versions.delete(later);
      }
      latest = version;
    },

    async receive() {
      return {
        put() {},
        forget() {},
        async drain() {},
        async finish(version) {
          versions.set(version.version, version);
          latest = version;
          oldest = version.version;
        },
      };
    },

    async drain() {},
    async close() {},
  };
}
