/** A half-open key range `[start, end)`; a missing bound is open. */
export interface KeyRange {
  readonly start?: Uint8Array;
  readonly end?: Uint8Array;
  /** Walk from the largest key down to `start`. */
  readonly reverse?: boolean;
}

export type KeyValue = readonly [key: Uint8Array, value: Uint8Array];

/**
 * An ordered map from bytes to bytes, ordered by unsigned byte comparison of the keys.
 *
 * Keys and values are handed over, not copied: neither side may change an array it has given or got.
 */
export interface KVStore {
  get(key: Uint8Array): Uint8Array | undefined;
  has(key: Uint8Array): boolean;
  /** @throws InvalidEntry for an empty key, or a key or value over the size limits of the Go store. */
  set(key: Uint8Array, value: Uint8Array): void;
  /** Deleting an absent key is not an error. */
  delete(key: Uint8Array): void;
  /**
   * Entries of a range in key order. The range is opened by this call, not by the first `next()`:
   * later writes to this store are not seen by the walk.
   */
  iterate(range?: KeyRange): IterableIterator<KeyValue>;
}

/** Whatever gives access to stores by name: a multistore, a branch of one, a block or tx context. */
export interface StoreReader {
  /** @throws UnknownStore */
  store(name: string): KVStore;
}

/** The Go store's limits (`store/types.MaxKeyLength`, `MaxValueLength`): larger is a panic there. */
export const KEY_LENGTH_MAX = 131_071;
export const VALUE_LENGTH_MAX = 2_147_483_647;

/** A key or value that no store takes. */
export class InvalidEntry extends Error {
  override name = "InvalidEntry";
}

export class UnknownStore extends Error {
  override name = "UnknownStore";

  constructor(readonly storeName: string) {
    super(`no such store: ${storeName}`);
  }
}

/** @throws InvalidEntry */
export function checkKey(key: Uint8Array): void {
  if (key.length === 0) throw new InvalidEntry("key is empty");
  if (key.length > KEY_LENGTH_MAX) throw new InvalidEntry(`key of ${key.length} bytes is too long`);
}

/** @throws InvalidEntry */
export function checkEntry(key: Uint8Array, value: Uint8Array): void {
  checkKey(key);
  if (value.length > VALUE_LENGTH_MAX) {
    throw new InvalidEntry(`value of ${value.length} bytes is too long`);
  }
}
