import {
  Dec,
  formatSortableTime,
  fromUtf8,
  parseSortableTime,
  readUint64BE,
  readUint64LE,
  type Time,
  uint64BE,
  uint64LE,
  utf8,
} from "@testudo/base";
import type { MessageType } from "@testudo/proto";

/** Turns a typed value into the stored bytes and back. */
export interface ValueCodec<V> {
  encode(value: V): Uint8Array;
  decode(bytes: Uint8Array): V;
}

/** Stored bytes that their codec cannot read: the state holds what no code of ours writes. */
export class MalformedValue extends Error {
  override name = "MalformedValue";
}

/** A protobuf message as the value. */
export function proto<T>(type: MessageType<T>): ValueCodec<T> {
  return { encode: (message) => type.encode(message), decode: (bytes) => type.decode(bytes) };
}

/**
 * The same codec for values that are read far more often than they change, and that nobody changes in place: while the
 * stored bytes stay in memory they are decoded once. What it remembers changes no result.
 */
export function remembered<V extends object>({ encode, decode }: ValueCodec<V>): ValueCodec<V> {
  const decoded = new WeakMap<Uint8Array, V>();
  return {
    encode,
    decode(bytes) {
      const known = decoded.get(bytes);
      if (known !== undefined) return known;
      const value = decode(bytes);
      decoded.set(bytes, value);
      return value;
    },
  };
}

/** The value encodings found in the Go stores. */
export const value = {
  bytes: { encode: (v: Uint8Array) => v, decode: (b: Uint8Array) => b },

  /** 8 bytes, big endian. */
  uint64BE: {
    encode: uint64BE,
    decode: (b: Uint8Array) => readUint64BE(ofLength(b, 8)),
  },

  /** 8 bytes, little endian. */
  uint64LE: {
    encode: uint64LE,
    decode: (b: Uint8Array) => readUint64LE(ofLength(b, 8)),
  },

  /** UTF-8. */
  text: { encode: utf8, decode: (b: Uint8Array) => fromUtf8(b) },

  /** An integer in decimal digits (`math.Int`, `sdk.IntValue`). */
  int: {
    encode: (v: bigint) => utf8(v.toString()),
    decode: (b: Uint8Array) => parseInteger(fromUtf8(b)),
  },

  /** A decimal as the digits of its 10^-18 units (`LegacyDec.Marshal`). */
  dec: {
    encode: (v: Dec) => utf8(v.toAtomicsText()),
    decode: (b: Uint8Array) => Dec.fromAtomics(fromUtf8(b)),
  },

  /** The sortable text form of a time (`sdk.FormatTimeBytes`). */
  time29: {
    encode: (v: Time) => utf8(formatSortableTime(v)),
    decode: (b: Uint8Array) => parseSortableTime(fromUtf8(b)),
  },

  /** One byte, 1 or 0 (`collections.BoolValue`). */
  bool: {
    encode: (v: boolean) => Uint8Array.of(v ? 1 : 0),
    decode: (b: Uint8Array) => ofLength(b, 1)[0] === 1,
  },

  /** No bytes at all: being there is the information. */
  empty: {
    encode: (_: undefined) => new Uint8Array(0),
    decode: (_: Uint8Array) => undefined,
  },

  /** The same bytes under another type. */
  mapped<T, V>(
    inner: ValueCodec<V>,
    toValue: (value: T) => V,
    fromValue: (value: V) => T,
  ): ValueCodec<T> {
    return {
      encode: (v) => inner.encode(toValue(v)),
      decode: (b) => fromValue(inner.decode(b)),
    };
  },
};

function ofLength(b: Uint8Array, length: number): Uint8Array {
  if (b.length !== length) throw new MalformedValue(`value of ${b.length} bytes, not ${length}`);
  return b;
}

function parseInteger(text: string): bigint {
  if (!/^-?[0-9]+$/.test(text)) throw new MalformedValue(`not an integer: ${JSON.stringify(text)}`);
  return BigInt(text);
}
