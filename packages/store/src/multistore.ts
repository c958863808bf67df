import { assert, toSafeNumber, utf8 } from "@testudo/base";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import type { CommitInfo } from "@testudo/proto/cosmos/store/v1beta1";
import type { CommitMultiStore, StateRestore } from "./commit-multistore.ts";
import { openDatabaseArchive } from "./database-archive.ts";
import { createNodeHasher, EMPTY_ROOT, type NodeSource } from "./iavl-node.ts";
import { proveKey } from "./iavl-proof.ts";
import { exportTree } from "./iavl-transfer.ts";
import { createIavlTree, type IavlTree } from "./iavl-tree.ts";
import { findLeaf, type IavlRoot, walkLeaves } from "./iavl-walk.ts";
import { type KVStore, type StoreReader, UnknownStore } from "./kv.ts";
import type { KvDatabase } from "./kv-database.ts";
import { branchStores } from "./multi-branch.ts";
import { proveSimpleMap, simpleMapRoot } from "./simple-proof.ts";
import { StateDamaged, VersionUnavailable } from "./state-errors.ts";
import { beginRestore } from "./state-restore.ts";
import {
  createMemoryArchive,
  type SavedStore,
  type SavedVersion,
  type VersionArchive,
} from "./version-archive.ts";

/** `keepVersions` for a node that answers for its whole history. */
export const KEEP_ALL_VERSIONS = Number.POSITIVE_INFINITY;

/** Hours of blocks: what relayers, evidence and people still ask about. */
const KEPT_IN_DATABASE = 10_000;
const KEPT_IN_MEMORY = 1_000;

/** About 60 MB. */
const NODES_IN_MEMORY = 100_000;

export interface MultiStoreOptions {
  /** Store names; each is a leaf of the app hash, also while empty. */
  readonly names: readonly string[];
  /** Without one the state is in memory and ends with the process. */
  readonly db?: KvDatabase;
  /** How many versions stay available; by default 10,000 in a database and 1,000 in memory. */
  readonly keepVersions?: number;
  /** How many tree nodes of a database are held in memory at most, about 600 bytes each. */
  readonly nodesInMemory?: number;
  /** Whether a version counts as written only once it is on the disk; by default it does. */
  readonly sync?: boolean;
}

/**
 * Opens a multistore at its last committed version.
 *
 * @throws StateDamaged if the database does not hold what was written to it
 * @throws StateMismatch if it holds stores that are not among the names
 */
export async function openMultiStore(options: MultiStoreOptions): Promise<CommitMultiStore> {
  const { db, keepVersions, nodesInMemory = NODES_IN_MEMORY, sync = true } = options;
  if (db === undefined) return createMemoryMultiStore(options.names, { keepVersions });
  const names = sortedNames(options.names);
  const archive = await openDatabaseArchive({
    db,
    names,
    keepVersions: keepVersions ?? KEPT_IN_DATABASE,
    nodesMax: nodesInMemory,
    sync,
  });
  return createMultiStore(names, archive);
}

/** A multistore that ends with the process. */
export function createMemoryMultiStore(
  names: readonly string[],
  { keepVersions = KEPT_IN_MEMORY }: { readonly keepVersions?: number | undefined } = {},
): CommitMultiStore {
  return createMultiStore(sortedNames(names), createMemoryArchive(keepVersions));
}

function createMultiStore(names: readonly string[], archive: VersionArchive): CommitMultiStore {
  let nextVersion = (archive.latest?.version ?? 0) + 1;
  const trees = new Map<string, IavlTree>();
  for (const name of names) {
    const root = archive.latest?.stores.get(name)?.root;
    trees.set(name, createIavlTree({ source: archive.source(name), root, nextVersion }));
  }

  function tree(name: string): IavlTree {
    const found = trees.get(name);
    if (found === undefined) throw new UnknownStore(name);
    return found;
  }

  function saved(version: bigint): SavedVersion {
    const found = version > 0n ? archive.find(toSafeNumber(version)) : undefined;
    if (found === undefined) throw unavailable(version);
    return found;
  }

  function unavailable(version: bigint): VersionUnavailable {
    const latest = BigInt(archive.latest?.version ?? 0);
    return new VersionUnavailable(version, { oldest: BigInt(archive.oldest), latest });
  }

  /** A store of a version; one that came later than the version was empty then. */
  function savedStore(name: string, version: bigint): SavedStore {
    tree(name);
    return saved(version).stores.get(name) ?? { root: undefined, hash: EMPTY_ROOT };
  }

  /** A node of a version that has meanwhile been pruned is not damage. */
  function sourceAt(name: string, version: bigint): NodeSource {
    const source = archive.source(name);
    return {
      load(node) {
        try {
          return source.load(node);
        } catch (error) {
          const gone = error instanceof StateDamaged && version < BigInt(archive.oldest);
          throw gone ? unavailable(version) : error;
        }
      },
    };
  }

  function workingHash(): Uint8Array {
    return simpleMapRoot(names.map((name) => ({ name, hash: tree(name).rootHash() })));
  }

  /** Of the stores that the version had: one that is new here counts from the next version on. */
  let appHash = archive.latest === undefined ? EMPTY_ROOT : simpleMapRoot(rootsOf(archive.latest));

  return {
    names,
    get version() {
      return BigInt(archive.latest?.version ?? 0);
    },
    get appHash() {
      return appHash;
    },
    get oldestVersion() {
      return BigInt(archive.oldest);
    },

    store: tree,
    branch: () => branchStores({ store: tree }),
    workingHash,

    setInitialVersion(version) {
      const untouched =
        archive.latest === undefined && names.every((n) => tree(n).root === undefined);
      assert(untouched, "the initial version is set before anything is written");
      assert(version >= 1n, `initial version ${version} is below 1`);
      nextVersion = toSafeNumber(version);
      for (const each of trees.values()) each.reset(undefined, nextVersion);
    },

    commit() {
      archive.check();
      const changes = new Map([...trees].map(([name, each]) => [name, each.save()] as const));
      const stores = [...changes].map(([name, { root, hash }]) => [name, { root, hash }] as const);
      const version: SavedVersion = { version: nextVersion, stores: new Map(stores) };
      archive.add(version, changes);
      nextVersion += 1;
      const info = commitInfoOf(version);
      appHash = simpleMapRoot(rootsOf(version));
      return info;
    },

    at(version) {
      saved(version);
      const opened = new Map<string, KVStore>();
      const reader: StoreReader = {
        store(name) {
          const known = opened.get(name);
          if (known !== undefined) return known;
          const store = readOnlyStore(savedStore(name, version).root, sourceAt(name, version));
          opened.set(name, store);
          return store;
        },
      };
      return reader;
    },

    commitInfo: (version) => commitInfoOf(saved(version)),

    storeRoot(name, version = BigInt(archive.latest?.version ?? 0)) {
      return savedStore(name, version).hash;
    },

    prove(name, key, version) {
      const { root } = savedStore(name, version);
      const source = sourceAt(name, version);
      const { value, proof } =
        root === undefined
          ? // Nothing stands beside the key: this proves nothing, but it is what the reference answers.
            { value: undefined, proof: { nonexist: { key, left: undefined, right: undefined } } }
          : proveKey({ root, source, hasher: createNodeHasher(source) }, key);
      const exist = proveSimpleMap(rootsOf(saved(version)), name);
      const ops = [
        { type: "ics23:iavl", key, data: CommitmentProof.encode(proof) },
        { type: "ics23:simple", key: utf8(name), data: CommitmentProof.encode({ exist }) },
      ];
      return { value, proofOps: { ops } };
    },

    drain: (versionsMax = 0) => archive.drain(versionsMax),
    flush: () => archive.drain(0),

    async rollback(version) {
      const target = saved(version);
      await archive.rollback(target);
      nextVersion = target.version + 1;
      for (const [name, each] of trees) each.reset(target.stores.get(name)?.root, nextVersion);
      appHash = simpleMapRoot(rootsOf(target));
    },

    discard() {
      for (const [name, each] of trees) {
        each.reset(archive.latest?.stores.get(name)?.root, nextVersion);
      }
    },

    *exportNodes(version) {
      saved(version);
      for (const name of names) {
        const { root } = savedStore(name, version);
        yield { name, nodes: exportTree(root, sourceAt(name, version)) };
      }
    },

    async restore(version): Promise<StateRestore> {
      assert(archive.latest === undefined, "a version is restored into an empty state");
      return beginRestore({
        names,
        version: toSafeNumber(version),
        receipt: await archive.receive(),
        source: archive.source,
        done(restored) {
          nextVersion = restored.version + 1;
          for (const [name, each] of trees) {
            each.reset(restored.stores.get(name)?.root, nextVersion);
          }
          appHash = workingHash();
        },
      });
    },

    close: () => archive.close(),
  };
}

/** A write to a committed version. */
export class ReadOnlyStore extends Error {
  override name = "ReadOnlyStore";

  constructor() {
    super("a committed version cannot be changed");
  }
}

function readOnlyStore(root: IavlRoot, source: NodeSource): KVStore {
  const refuse = () => {
    throw new ReadOnlyStore();
  };
  return {
    get: (key) => findLeaf(root, key, source)?.value,
    has: (key) => findLeaf(root, key, source) !== undefined,
    set: refuse,
    delete: refuse,
    iterate: (range = {}) => walkLeaves(root, range, source),
  };
}

function rootsOf({ stores }: SavedVersion) {
  return [...stores].map(([name, { hash }]) => ({ name, hash }));
}

/** The Go record of a commit; its time is that of a header that is never set. */
function commitInfoOf(saved: SavedVersion): CommitInfo {
  const version = BigInt(saved.version);
  return {
    version,
    storeInfos: rootsOf(saved).map(({ name, hash }) => ({ name, commitId: { version, hash } })),
    timestamp: { seconds: -62_135_596_800n, nanos: 0 },
  };
}

function sortedNames(names: readonly string[]): readonly string[] {
  const sorted = [...new Set(names)].sort();
  assert(sorted.length === names.length, `a store is named twice among ${names.join(", ")}`);
  return sorted;
}
