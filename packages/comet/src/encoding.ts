import { type Bytes, concatBytes, SECOND, type Time, utf8, uvarint } from "@testudo/base";

const EMPTY = new Uint8Array(0);
/** Bytes of the longest timestamp: two tags, ten bytes of seconds and five of nanoseconds. */
export const TIMESTAMP_MAX = 17;
/** Times of commits are encoded by the hundred per block: until the year 285428751 they need no bigint for it. */
const SAFE_SECONDS_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** A number as an unsigned varint; negative ones as the ten bytes of two's complement, as proto's int64 has them. */
export function int64Varint(n: bigint): Bytes {
  return uvarint(BigInt.asUintN(64, n));
}

/** A varint field, left out when zero. The tag byte includes the wire type. */
export function varintField(tag: number, n: bigint): Bytes {
  if (n === 0n) return EMPTY;
  return n > 0n && n < 0x80n
    ? Uint8Array.of(tag, Number(n))
    : concatBytes(Uint8Array.of(tag), int64Varint(n));
}

/** An sfixed64 field, left out when zero. */
export function sfixed64Field(tag: number, n: bigint): Bytes {
  if (n === 0n) return EMPTY;
  const bytes = new Uint8Array(9);
  bytes[0] = tag;
  new DataView(bytes.buffer).setBigInt64(1, n, true);
  return bytes;
}

/** A length-delimited field, left out when empty. */
export function bytesField(tag: number, bytes: Bytes): Bytes {
  return bytes.length === 0 ? EMPTY : messageField(tag, bytes);
}

/** A length-delimited field that is written even when empty, as Go does with non-nullable messages. */
export function messageField(tag: number, bytes: Bytes): Bytes {
  if (bytes.length > 0x7f) return concatBytes(Uint8Array.of(tag), uvarint(bytes.length), bytes);
  const field = new Uint8Array(2 + bytes.length);
  field[0] = tag;
  field[1] = bytes.length;
  field.set(bytes, 2);
  return field;
}

/** A string field, left out when empty. */
export function textField(tag: number, text: string): Bytes {
  return bytesField(tag, utf8(text));
}

/** `google.protobuf.Timestamp` of a time in nanoseconds. */
export function timestampBytes(time: Time): Bytes {
  const bytes = new Uint8Array(TIMESTAMP_MAX);
  const seconds = floorSeconds(time);
  let end = 0;
  if (seconds > 0n && seconds <= SAFE_SECONDS_MAX) {
    bytes[0] = 0x08;
    end = putVarint(bytes, 1, Number(seconds));
  } else if (seconds !== 0n) {
    const field = varintField(0x08, seconds);
    bytes.set(field);
    end = field.length;
  }
  const nanos = Number(time - seconds * SECOND);
  if (nanos !== 0) {
    bytes[end] = 0x10;
    end = putVarint(bytes, end + 1, nanos);
  }
  return bytes.subarray(0, end);
}

/** Prefixes a message with its length. */
export function delimited(message: Bytes): Bytes {
  return concatBytes(uvarint(message.length), message);
}

/** Seconds of a time, rounded towards the past so that the rest is never negative. */
function floorSeconds(time: Time): bigint {
  const seconds = time / SECOND;
  return time < 0n && seconds * SECOND !== time ? seconds - 1n : seconds;
}

/**
 * Hands out pieces of one block of memory, taken at the first use: an array of its own costs several times as much for
 * the hundreds of short messages of a commit. What does not fit gets memory of its own.
 */
export function createArena(size: number): (length: number) => Uint8Array {
  let memory: Uint8Array | undefined;
  let used = 0;
  return (length) => {
    memory ??= new Uint8Array(size);
    if (used + length > size) return new Uint8Array(length);
    used += length;
    return memory.subarray(used - length, used);
  };
}

/** Writes a safe integer as a varint and tells where it ends. */
function putVarint(bytes: Bytes, at: number, n: number): number {
  let rest = n;
  let end = at;
  while (rest > 0x7f) {
    bytes[end++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  bytes[end++] = rest;
  return end;
}
