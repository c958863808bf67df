import { concatBytes, prefixEnd, startsWith, toHex, utf8 } from "@testudo/base";
import type { KeyCodec, PartialKey } from "./keys.ts";
import type { KeyRange, StoreReader } from "./kv.ts";
import { type ValueCodec, value as valueCodecs } from "./values.ts";

/**
 * Typed collections. A collection is a description: it holds no data and no store, every call reads
 * through `ctx`. Every call but `sequence.next` is exactly one operation on the store, because gas is
 * charged per operation.
 */

/** One value under one key. */
export interface StateItem<V> {
  get(ctx: StoreReader): V | undefined;
  /** Like `get`, but absence is the caller's error. */
  require(ctx: StoreReader, absent: () => Error): V;
  has(ctx: StoreReader): boolean;
  set(ctx: StoreReader, value: V): void;
  delete(ctx: StoreReader): void;
  /** The whole key in the store. */
  rawKey(): Uint8Array;
}

/** Values by key. */
export interface StateMap<K, V> {
  get(ctx: StoreReader, key: K): V | undefined;
  /** Like `get`, but absence is the caller's error. */
  require(ctx: StoreReader, key: K, absent: () => Error): V;
  has(ctx: StoreReader, key: K): boolean;
  set(ctx: StoreReader, key: K, value: V): void;
  delete(ctx: StoreReader, key: K): void;
  /** Ascending byte order of the encoded key: the order every node sees. Opened by this call. */
  entries(ctx: StoreReader, range?: Range<K>): Generator<readonly [K, V], void>;
  /** As `entries`, without decoding the values. */
  keys(ctx: StoreReader, range?: Range<K>): Generator<K, void>;
  /** As `entries`, without decoding the keys. */
  values(ctx: StoreReader, range?: Range<K>): Generator<V, void>;
  /** The whole key in the store; of a part of a tuple, the common prefix of its keys. */
  rawKey(key: PartialKey<K>): Uint8Array;
}

/** Keys alone, stored with empty values. */
export interface StateSet<K> {
  has(ctx: StoreReader, key: K): boolean;
  add(ctx: StoreReader, key: K): void;
  delete(ctx: StoreReader, key: K): void;
  /** Ascending byte order of the encoded key. Opened by this call. */
  keys(ctx: StoreReader, range?: Range<K>): Generator<K, void>;
  rawKey(key: PartialKey<K>): Uint8Array;
}

/** A counter that starts at 0, stored as 8 bytes big endian once it has moved. */
export interface StateSequence {
  /** The number that `next` would hand out. */
  peek(ctx: StoreReader): bigint;
  /** Hands out a number and moves on: one get, one set. */
  next(ctx: StoreReader): bigint;
  set(ctx: StoreReader, next: bigint): void;
  rawKey(): Uint8Array;
}

/**
 * Which part of a collection to walk. Bounds may be leading parts of a tuple; `prefix` with one of
 * the bounds narrows both sides.
 */
export interface Range<K> {
  /** Keys that begin so (a raw last part counts as bytes: `"ab"` takes `"abc"` too). */
  readonly prefix?: PartialKey<K>;
  /** First key, included. */
  readonly start?: PartialKey<K>;
  /** First key beyond, excluded. */
  readonly end?: PartialKey<K>;
  /** Last key, included, with every key that begins so. */
  readonly through?: PartialKey<K>;
  readonly reverse?: boolean;
}

/** The bytes in front of a collection's keys: one byte, ASCII text, or bytes. */
export type Prefix = number | string | Uint8Array;

/** A collection before it knows its store; `defineState` gives it one. */
export interface Collection<T> {
  readonly prefix: Uint8Array;
  /** Whether it owns every key that begins with the prefix, or the prefix as its only key. */
  readonly extent: "key" | "range";
  bind(storeName: string): T;
}

/** The collections of a shape, bound to a store. */
export type State<Shape> = {
  readonly [Name in keyof Shape]: Shape[Name] extends Collection<infer T> ? T : never;
};

/** Two collections of one store that could hold the same key. */
export class OverlappingPrefixes extends Error {
  override name = "OverlappingPrefixes";
}

/**
 * Declares a module's collections in a store.
 *
 * @param options.nested names of collections that lie inside another one on purpose, where the Go
 *   layout does (ICS-24 paths such as `clients/<id>/…`)
 * @throws OverlappingPrefixes when the declaring file loads
 */
export function defineState<Shape extends Record<string, Collection<unknown>>>(
  storeName: string,
  shape: Shape,
  options: { readonly nested?: readonly (keyof Shape & string)[] } = {},
): State<Shape> {
  const named = Object.entries(shape);
  const checked = named.filter(([name]) => options.nested?.includes(name) !== true);
  for (const [index, [name, a]] of checked.entries()) {
    for (const [other, b] of checked.slice(index + 1)) {
      if (overlap(a, b)) {
        throw new OverlappingPrefixes(
          `store ${storeName}: prefix ${toHex(a.prefix)} of ${name} overlaps ${toHex(b.prefix)} of ${other}`,
        );
      }
    }
  }
  const bound = named.map(([name, collection]) => [name, collection.bind(storeName)]);
  return Object.fromEntries(bound) as State<Shape>;
}

/** One value whose key is the prefix itself. */
export function item<V>(prefix: Prefix, codec: ValueCodec<V>): Collection<StateItem<V>> {
  const rawKey = prefixBytes(prefix);
  return {
    prefix: rawKey,
    extent: "key",
    bind(storeName) {
      const get = (ctx: StoreReader): V | undefined => {
        const stored = ctx.store(storeName).get(rawKey);
        return stored === undefined ? undefined : codec.decode(stored);
      };
      return {
        get,
        require: (ctx, absent) => present(get(ctx), absent),
        has: (ctx) => ctx.store(storeName).has(rawKey),
        set: (ctx, value) => ctx.store(storeName).set(rawKey, codec.encode(value)),
        delete: (ctx) => ctx.store(storeName).delete(rawKey),
        rawKey: () => rawKey,
      };
    },
  };
}

/** Values by key; the keys follow the prefix. */
export function map<K, V>(
  prefix: Prefix,
  keyCodec: KeyCodec<K>,
  codec: ValueCodec<V>,
): Collection<StateMap<K, V>> {
  const keySpace = createKeySpace(prefix, keyCodec);
  const { rawKey, decodeKey, bounds } = keySpace;
  return {
    prefix: keySpace.prefix,
    extent: "range",
    bind(storeName) {
      const get = (ctx: StoreReader, key: K): V | undefined => {
        const stored = ctx.store(storeName).get(rawKey(key as PartialKey<K>));
        return stored === undefined ? undefined : codec.decode(stored);
      };
      const walk = (ctx: StoreReader, range?: Range<K>) =>
        ctx.store(storeName).iterate(bounds(range));
      return {
        get,
        require: (ctx, key, absent) => present(get(ctx, key), absent),
        has: (ctx, key) => ctx.store(storeName).has(rawKey(key as PartialKey<K>)),
        set: (ctx, key, value) =>
          ctx.store(storeName).set(rawKey(key as PartialKey<K>), codec.encode(value)),
        delete: (ctx, key) => ctx.store(storeName).delete(rawKey(key as PartialKey<K>)),
        entries: (ctx, range) =>
          mapped(
            walk(ctx, range),
            ([key, value]) => [decodeKey(key), codec.decode(value)] as const,
          ),
        keys: (ctx, range) => mapped(walk(ctx, range), ([key]) => decodeKey(key)),
        values: (ctx, range) => mapped(walk(ctx, range), ([, value]) => codec.decode(value)),
        rawKey,
      };
    },
  };
}

/** Keys with empty values. */
export function set<K>(prefix: Prefix, keyCodec: KeyCodec<K>): Collection<StateSet<K>> {
  const inner = map(prefix, keyCodec, valueCodecs.empty);
  return {
    prefix: inner.prefix,
    extent: inner.extent,
    bind(storeName) {
      const { has, set: put, delete: remove, keys, rawKey } = inner.bind(storeName);
      return { has, add: (ctx, key) => put(ctx, key, undefined), delete: remove, keys, rawKey };
    },
  };
}

/** A counter (`collections.Sequence`). */
export function sequence(prefix: Prefix): Collection<StateSequence> {
  const inner = item(prefix, valueCodecs.uint64BE);
  return {
    prefix: inner.prefix,
    extent: inner.extent,
    bind(storeName) {
      const counter = inner.bind(storeName);
      const peek = (ctx: StoreReader) => counter.get(ctx) ?? 0n;
      return {
        peek,
        next(ctx) {
          const current = peek(ctx);
          counter.set(ctx, current + 1n);
          return current;
        },
        set: counter.set,
        rawKey: counter.rawKey,
      };
    },
  };
}

interface KeySpace<K> {
  readonly prefix: Uint8Array;
  rawKey(key: PartialKey<K>): Uint8Array;
  decodeKey(raw: Uint8Array): K;
  bounds(range?: Range<K>): KeyRange;
}

function createKeySpace<K>(prefixText: Prefix, codec: KeyCodec<K>): KeySpace<K> {
  const prefix = prefixBytes(prefixText);
  const rawKey = (key: PartialKey<K>) => concatBytes(prefix, codec.encode(key));

  function bounds(range: Range<K> = {}): KeyRange {
    const common = range.prefix === undefined ? prefix : rawKey(range.prefix);
    const end =
      range.end !== undefined
        ? rawKey(range.end)
        : prefixEnd(range.through === undefined ? common : rawKey(range.through));
    return {
      start: range.start === undefined ? common : rawKey(range.start),
      ...(end === undefined ? {} : { end }),
      ...(range.reverse === true ? { reverse: true } : {}),
    };
  }

  return { prefix, rawKey, decodeKey: (raw) => codec.decode(raw, prefix.length).value, bounds };
}

function prefixBytes(prefix: Prefix): Uint8Array {
  if (typeof prefix === "number") return Uint8Array.of(prefix);
  return typeof prefix === "string" ? utf8(prefix) : prefix;
}

function overlap(a: Collection<unknown>, b: Collection<unknown>): boolean {
  const [short, long] = a.prefix.length <= b.prefix.length ? [a, b] : [b, a];
  if (short.prefix.length === long.prefix.length) return startsWith(long.prefix, short.prefix);
  return short.extent === "range" && startsWith(long.prefix, short.prefix);
}

function present<V>(value: V | undefined, absent: () => Error): V {
  if (value === undefined) throw absent();
  return value;
}

/** Not itself a generator function, so that the walk it is given has been opened by then. */
function mapped<A, B>(walk: Iterable<A>, change: (entry: A) => B): Generator<B, void> {
  return (function* () {
    for (const entry of walk) yield change(entry);
  })();
}
