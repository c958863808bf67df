import {
  concatBytes,
  formatSortableTime,
  fromUtf8,
  lengthPrefixed,
  parseSortableTime,
  readUint64BE,
  readUint64LE,
  type Time,
  uint64BE,
  uint64LE,
  utf8,
} from "@testudo/base";

/** Turns a typed key into the bytes after a collection's prefix, and back. */
export interface KeyCodec<K> {
  /** For a tuple also a leading part of one, which gives the common prefix of the keys that begin so. */
  encode(key: PartialKey<K>): Uint8Array;
  /** @throws MalformedKey if the bytes at `offset` are no such key. */
  decode(bytes: Uint8Array, offset: number): { readonly value: K; readonly next: number };
}

/** A key, or the first parts of a tuple key. */
export type PartialKey<K> = K extends readonly [infer A, infer B, infer C, infer D]
  ? readonly [A] | readonly [A, B] | readonly [A, B, C] | readonly [A, B, C, D]
  : K extends readonly [infer A, infer B, infer C]
    ? readonly [A] | readonly [A, B] | readonly [A, B, C]
    : K extends readonly [infer A, infer B]
      ? readonly [A] | readonly [A, B]
      : K;

/** A stored key that its codec cannot read: the state holds what no code of ours writes. */
export class MalformedKey extends Error {
  override name = "MalformedKey";
}

const TIME_LENGTH = 29;

const bytes = codec<Uint8Array>(
  (k) => k,
  (b, offset) => ({ value: b.subarray(offset), next: b.length }),
);

const lpBytes = codec<Uint8Array>(lengthPrefixed, (b, offset) => {
  const start = offset + 1;
  const next = start + (b[offset] ?? 0);
  return { value: slice(b, start, next), next };
});

const text = codec<string>(utf8, (b, offset) => ({
  value: fromUtf8(b.subarray(offset)),
  next: b.length,
}));

/** The key encodings found in the Go stores. */
export const key = {
  /** 8 bytes, big endian. */
  uint64: codec<bigint>(uint64BE, (b, offset) => ({
    value: readUint64BE(slice(b, offset, offset + 8)),
    next: offset + 8,
  })),

  /** 8 bytes, little endian (distribution's periods, slashing's bitmap chunks). */
  uint64LE: codec<bigint>(uint64LE, (b, offset) => ({
    value: readUint64LE(slice(b, offset, offset + 8)),
    next: offset + 8,
  })),

  /** One byte. */
  uint8: codec<number>(
    (k) => Uint8Array.of(k),
    (b, offset) => ({ value: slice(b, offset, offset + 1)[0] ?? 0, next: offset + 1 }),
  ),

  /** Raw bytes up to the end of the key; last in a tuple. */
  bytes,

  /** One length byte, then up to 255 bytes. */
  lpBytes,

  /** Exactly `length` bytes. */
  fixed: (length: number) =>
    codec<Uint8Array>(
      (k) => slice(k, 0, k.length, length),
      (b, offset) => ({ value: slice(b, offset, offset + length), next: offset + length }),
    ),

  /** UTF-8 up to the end of the key; last in a tuple. */
  text,

  /** UTF-8 ended by a zero byte, as `collections.StringKey` in front of other parts. */
  textTerminated: codec<string>(
    (k) => concatBytes(utf8(k), Uint8Array.of(0)),
    (b, offset) => {
      const end = b.indexOf(0, offset);
      if (end < 0) throw new MalformedKey("text key without its final zero byte");
      return { value: fromUtf8(b.subarray(offset, end)), next: end + 1 };
    },
  ),

  /** One length byte, then UTF-8 of up to 255 bytes. */
  lpText: codec<string>(
    (k) => lengthPrefixed(utf8(k)),
    (b, offset) => {
      const { value, next } = lpBytes.decode(b, offset);
      return { value: fromUtf8(value), next };
    },
  ),

  /** The sortable text form of a time, 29 ASCII bytes. */
  time29: codec<Time>(
    (k) => utf8(formatSortableTime(k)),
    (b, offset) => ({
      value: parseSortableTime(fromUtf8(slice(b, offset, offset + TIME_LENGTH))),
      next: offset + TIME_LENGTH,
    }),
  ),

  tuple,

  /** The same bytes under another type, for brands and for keys kept in another notation. */
  mapped<T, K>(inner: KeyCodec<K>, toKey: (value: T) => K, fromKey: (key: K) => T): KeyCodec<T> {
    return codec<T>(
      (k) => inner.encode(toKey(k) as PartialKey<K>),
      (b, offset) => {
        const { value, next } = inner.decode(b, offset);
        return { value: fromKey(value), next };
      },
    );
  },

  /** A byte or text key whose decoded values carry a brand: `key.branded(key.lpBytes, accAddress)`. */
  branded<K, T extends K>(inner: KeyCodec<K>, brand: (key: K) => T): KeyCodec<T> {
    return key.mapped<T, K>(inner, (value) => value, brand);
  },
};

/** Two to four keys one after the other; only the last may be of open length. */
function tuple<A, B>(a: KeyCodec<A>, b: KeyCodec<B>): KeyCodec<readonly [A, B]>;
function tuple<A, B, C>(
  a: KeyCodec<A>,
  b: KeyCodec<B>,
  c: KeyCodec<C>,
): KeyCodec<readonly [A, B, C]>;
function tuple<A, B, C, D>(
  a: KeyCodec<A>,
  b: KeyCodec<B>,
  c: KeyCodec<C>,
  d: KeyCodec<D>,
): KeyCodec<readonly [A, B, C, D]>;
function tuple(...parts: readonly KeyCodec<unknown>[]): KeyCodec<readonly unknown[]> {
  return {
    encode: (values) =>
      concatBytes(
        ...values.map((value, index) => {
          const part = parts[index];
          if (part === undefined)
            throw new MalformedKey(`tuple key has only ${parts.length} parts`);
          return part.encode(value);
        }),
      ),
    decode(b, offset) {
      let next = offset;
      const value = parts.map((part) => {
        const decoded = part.decode(b, next);
        next = decoded.next;
        return decoded.value;
      });
      return { value, next };
    },
  };
}

/** A codec of a key that has no parts. */
function codec<K>(encode: (key: K) => Uint8Array, decode: KeyCodec<K>["decode"]): KeyCodec<K> {
  return { encode: (k) => encode(k as K), decode };
}

function slice(b: Uint8Array, start: number, end: number, length = end - start): Uint8Array {
  if (end > b.length || end - start !== length) {
    throw new MalformedKey(`key needs ${length} bytes, has ${b.length - start}`);
  }
  return b.subarray(start, end);
}
