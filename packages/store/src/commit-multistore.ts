import type { CommitInfo } from "@testudo/proto/cosmos/store/v1beta1";
import type { ProofOps } from "@testudo/proto/tendermint/crypto";
import type { ExportedNode } from "./iavl-transfer.ts";
import type { StoreReader } from "./kv.ts";

/** A branch of all stores at once. */
export interface BranchMultiStore extends StoreReader {
  /** Writes every store's changes to the parent, stores in name order, keys ascending. */
  write(): void;
  branch(): BranchMultiStore;
}

/** The committed state of a chain: named IAVL stores with one version number and one app hash. */
export interface CommitMultiStore extends StoreReader {
  /** Sorted. */
  readonly names: readonly string[];
  /** Last committed version, 0 when there is none. */
  readonly version: bigint;
  /** Of the last committed version; SHA-256 of nothing when there is none. */
  readonly appHash: Uint8Array;

  branch(): BranchMultiStore;

  /** The app hash that `commit` would give now. */
  workingHash(): Uint8Array;

  /**
   * Makes the working state version + 1 (the first time: the initial version). It is visible at once
   * and written to the database in the background, in order, each version in one atomic batch.
   *
   * @throws StateWriteFailed if an earlier version could not be written
   */
  commit(): CommitInfo;

  /** The number of the first version; only before anything is written. */
  setInitialVersion(version: bigint): void;

  /**
   * The state of a committed version, read-only.
   *
   * @throws VersionUnavailable
   */
  at(version: bigint): StoreReader;

  /** @throws VersionUnavailable */
  commitInfo(version: bigint): CommitInfo;

  /**
   * The root hash of a store, by default of the last version.
   *
   * @throws UnknownStore, VersionUnavailable
   */
  storeRoot(name: string, version?: bigint): Uint8Array;

  /**
   * Value and proof (of existence or absence) of a key in a committed version, as the ops
   * `ics23:iavl` and `ics23:simple` that lead to that version's app hash. An empty store proves no absence: its
   * proof holds nothing but the key.
   *
   * @throws UnknownStore, VersionUnavailable
   */
  prove(
    name: string,
    key: Uint8Array,
    version: bigint,
  ): { readonly value: Uint8Array | undefined; readonly proofOps: ProofOps };

  /** The oldest version that `at` takes; 0 when nothing is committed. */
  readonly oldestVersion: bigint;

  /**
   * Resolves when at most `versionsMax` committed versions (default 0) wait to be written. Awaiting
   * it after each commit bounds the memory that a slow disk can tie up.
   *
   * @throws StateWriteFailed
   */
  drain(versionsMax?: number): Promise<void>;

  /** Resolves when every committed version is on the disk. @throws StateWriteFailed */
  flush(): Promise<void>;

  /**
   * Makes an older version the last one and forgets all later ones and all uncommitted writes.
   *
   * @throws VersionUnavailable
   */
  rollback(version: bigint): Promise<void>;

  /** Forgets all uncommitted writes. */
  discard(): void;

  /**
   * Every node of a committed version: the stores in name order, in each children before parents. Read while later
   * versions are committed, it stays what it was.
   *
   * @throws VersionUnavailable, also while it is read when the version is pruned meanwhile
   */
  exportNodes(version: bigint): Iterable<StoreExport>;

  /** Begins to fill a multistore that has no version with one that was exported elsewhere. */
  restore(version: bigint): Promise<StateRestore>;

  /** Flushes. The database is the caller's to close. */
  close(): Promise<void>;
}

/** The nodes of one store. */
export interface StoreExport {
  readonly name: string;
  readonly nodes: Iterable<ExportedNode>;
}

/** A version on its way in. Until `finish` the multistore is empty, whatever happens. */
export interface StateRestore {
  /**
   * The nodes that follow are this store's.
   *
   * @throws UnknownStore, MalformedExport when the store has been there already
   */
  begin(name: string): void;
  /** @throws MalformedExport */
  add(node: ExportedNode): void;
  /** Awaiting it now and then bounds the memory that a slow disk can tie up. */
  drain(): Promise<void>;
  /**
   * Makes what came the last version, if it has the app hash.
   *
   * @throws MalformedExport
   */
  finish(appHash: Uint8Array): Promise<void>;
}
