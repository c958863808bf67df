import { type Bytes, concatBytes, SECOND, type Time, utf8, uvarint } from "@testudo/base";

const EMPTY = new Uint8Array(0);

/** A number as an unsigned varint; negative ones as the ten bytes of two's complement, as proto's int64 has them. */
export function int64Varint(n: bigint): Bytes {
  return uvarint(BigInt.asUintN(64, n));
}

/** A varint field, left out when zero. The tag byte includes the wire type. */
export function varintField(tag: number, n: bigint): Bytes {
  return n === 0n ? EMPTY : concatBytes(Uint8Array.of(tag), int64Varint(n));
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
  return concatBytes(Uint8Array.of(tag), uvarint(bytes.length), bytes);
}

/** A string field, left out when empty. */
export function textField(tag: number, text: string): Bytes {
  return bytesField(tag, utf8(text));
}

/** `google.protobuf.Timestamp` of a time in nanoseconds. */
export function timestampBytes(time: Time): Bytes {
  const seconds = floorSeconds(time);
  return concatBytes(varintField(0x08, seconds), varintField(0x10, time - seconds * SECOND));
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
