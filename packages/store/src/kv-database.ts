/** One change of a batch; without a value it is a deletion. */
export interface KvWrite {
  readonly key: Uint8Array;
  readonly value?: Uint8Array;
}

/** A half-open range of keys, walked in byte order. */
export interface KvRange {
  readonly start?: Uint8Array;
  readonly end?: Uint8Array;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/**
 * Port: an ordered embedded key-value database, filled by `node` (and by a map in tests).
 *
 * Keys are ordered by their bytes. An open database is locked against a second process.
 */
export interface KvDatabase {
  /** Sees every batch whose promise has resolved. */
  getSync(key: Uint8Array): Uint8Array | undefined;
  /**
   * All of the changes or, after a crash at any instant, none. Batches take effect in call order.
   * With `sync` the promise resolves once they are on the disk.
   */
  batch(writes: readonly KvWrite[], options: { readonly sync: boolean }): Promise<void>;
  /** Entries as of the call. */
  entries(range?: KvRange): AsyncIterable<readonly [key: Uint8Array, value: Uint8Array]>;
  /** Waits for batches under way and releases the lock. */
  close(): Promise<void>;
}
