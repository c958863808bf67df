/** Longest key turned into text by one call; longer ones go piece by piece, as call arguments are limited. */
const PIECE = 4096;

/**
 * A map with bytes as keys, compared by content. Iterates in insertion order.
 *
 * Keys are kept, not copied: they must not change afterwards.
 */
export class ByteMap<V> {
  readonly #entries = new Map<string, readonly [Uint8Array, V]>();

  constructor(entries: Iterable<readonly [Uint8Array, V]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Uint8Array): V | undefined {
    return this.#entries.get(latin1(key))?.[1];
  }

  has(key: Uint8Array): boolean {
    return this.#entries.has(latin1(key));
  }

  set(key: Uint8Array, value: V): this {
    this.#entries.set(latin1(key), [key, value]);
    return this;
  }

  /** Whether the key was present. */
  delete(key: Uint8Array): boolean {
    return this.#entries.delete(latin1(key));
  }

  clear(): void {
    this.#entries.clear();
  }

  entries(): IterableIterator<readonly [Uint8Array, V]> {
    return this.#entries.values();
  }

  *keys(): IterableIterator<Uint8Array> {
    for (const [key] of this.#entries.values()) yield key;
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this.#entries.values()) yield value;
  }

  [Symbol.iterator](): IterableIterator<readonly [Uint8Array, V]> {
    return this.entries();
  }

  /** All entries by ascending key bytes: the order to use wherever the result reaches the state. */
  sortedEntries(): (readonly [Uint8Array, V])[] {
    // Code units of the text form are the byte values, so comparing texts compares bytes.
    return [...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  }
}

/** A set of byte strings, compared by content. Iterates in insertion order. */
export class ByteSet {
  readonly #members = new ByteMap<true>();

  constructor(members: Iterable<Uint8Array> = []) {
    for (const member of members) this.add(member);
  }

  get size(): number {
    return this.#members.size;
  }

  has(member: Uint8Array): boolean {
    return this.#members.has(member);
  }

  add(member: Uint8Array): this {
    this.#members.set(member, true);
    return this;
  }

  /** Whether the member was present. */
  delete(member: Uint8Array): boolean {
    return this.#members.delete(member);
  }

  values(): IterableIterator<Uint8Array> {
    return this.#members.keys();
  }

  [Symbol.iterator](): IterableIterator<Uint8Array> {
    return this.values();
  }

  /** All members in ascending byte order. */
  sorted(): Uint8Array[] {
    return this.#members.sortedEntries().map(([member]) => member);
  }
}

/** One character per byte: a cheap key for `Map`, ordered like the bytes. */
function latin1(bytes: Uint8Array): string {
  if (bytes.length <= PIECE) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = "";
  for (let i = 0; i < bytes.length; i += PIECE) text += latin1(bytes.subarray(i, i + PIECE));
  return text;
}
