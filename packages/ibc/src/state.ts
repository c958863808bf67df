import { prefixEnd, readUint64BE, uint64BE, utf8 } from "@testudo/base";
import { type MessageType, packAny } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, panic } from "@testudo/runtime";

/** Core, all sub-modules and all light clients share this store. */
export const IBC_STORE = "ibc";

/** Name of the own store, which counterparties put before every proof path. */
export const COMMITMENT_PREFIX = utf8(IBC_STORE);

/** How a record is written. */
export interface Codec<V> {
  encode(value: V): Uint8Array;
  decode(bytes: Uint8Array): V;
}

/** Records under ICS-24 paths of one kind. Each call is exactly one store access. */
export interface Records<K extends readonly unknown[], V> {
  /** An empty value counts as absent, as everywhere in IBC. */
  get(ctx: Ctx, ...key: K): V | undefined;
  has(ctx: Ctx, ...key: K): boolean;
  set(ctx: Ctx, value: V, ...key: K): void;
  delete(ctx: Ctx, ...key: K): void;
}

/** Binds a path builder to the form of its values. */
export function records<K extends readonly unknown[], V>(
  path: (...key: K) => string | Uint8Array,
  codec: Codec<V>,
): Records<K, V> {
  function keyOf(key: K): Uint8Array {
    const built = path(...key);
    return typeof built === "string" ? utf8(built) : built;
  }

  return {
    get(ctx, ...key) {
      const bytes = ctx.store(IBC_STORE).get(keyOf(key));
      return bytes === undefined || bytes.length === 0 ? undefined : codec.decode(bytes);
    },
    has: (ctx, ...key) => ctx.store(IBC_STORE).has(keyOf(key)),
    set: (ctx, value, ...key) => ctx.store(IBC_STORE).set(keyOf(key), codec.encode(value)),
    delete: (ctx, ...key) => ctx.store(IBC_STORE).delete(keyOf(key)),
  };
}

/** A single record that genesis always writes and that may be empty (all defaults). */
export interface Singleton<V> {
  /** Panics when genesis never wrote it. */
  get(ctx: Ctx): V;
  set(ctx: Ctx, value: V): void;
}

/** Binds one key to the form of its value. */
export function singleton<V>(path: string, codec: Codec<V>): Singleton<V> {
  const key = utf8(path);
  return {
    get(ctx) {
      const bytes = ctx.store(IBC_STORE).get(key);
      if (bytes === undefined) panic(`${path} is not set in store`);
      return codec.decode(bytes);
    },
    set: (ctx, value) => ctx.store(IBC_STORE).set(key, codec.encode(value)),
  };
}

/** A protobuf message without a wrapper. */
export function message<V>(type: MessageType<V>): Codec<V> {
  return { encode: (value) => type.encode(value), decode: (bytes) => type.decode(bytes) };
}

/** A protobuf message wrapped in Any, the form of client and consensus states. */
export function wrapped<V>(type: MessageType<V>): Codec<V> {
  return {
    encode: (value) => Any.encode(packAny(type, value)),
    decode(bytes) {
      const { typeUrl, value } = Any.decode(bytes);
      if (typeUrl !== type.typeUrl) panic(`cannot convert ${typeUrl} into ${type.typeUrl}`);
      return type.decode(value);
    },
  };
}

/** Eight big-endian bytes. */
export const uint64: Codec<bigint> = { encode: uint64BE, decode: (bytes) => readUint64BE(bytes) };

/** Bytes as they are. */
export const bytes: Codec<Uint8Array> = { encode: (value) => value, decode: (value) => value };

/** All entries below a prefix, in key order. */
export function entriesBelow(
  ctx: Ctx,
  prefix: string | Uint8Array,
): IterableIterator<readonly [Uint8Array, Uint8Array]> {
  const start = typeof prefix === "string" ? utf8(prefix) : prefix;
  return ctx.store(IBC_STORE).iterate({ start, end: prefixEnd(start) });
}
