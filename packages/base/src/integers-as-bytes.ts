import { InvalidBytes } from "./bytes.ts";
import { MAX_INT64, MAX_UINT64, MIN_INT64, NumberOverflow, toUint64 } from "./ints.ts";

/** A varint of 64 bits takes at most ten bytes. */
const VARINT_BYTES_MAX = 10;

/** Eight bytes, big-endian: the order of the numbers is the order of the bytes. */
export function uint64BE(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, toUint64(value));
  return bytes;
}

/**
 * Reads eight big-endian bytes.
 *
 * @throws InvalidBytes when fewer are left
 */
export function readUint64BE(bytes: Uint8Array, offset = 0): bigint {
  return viewOf(bytes, offset, 8).getBigUint64(0);
}

/** Eight bytes, little-endian. */
export function uint64LE(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, toUint64(value), true);
  return bytes;
}

/**
 * Reads eight little-endian bytes.
 *
 * @throws InvalidBytes when fewer are left
 */
export function readUint64LE(bytes: Uint8Array, offset = 0): bigint {
  return viewOf(bytes, offset, 8).getBigUint64(0, true);
}

/**
 * Four bytes, big-endian.
 *
 * @throws NumberOverflow outside 0 … 2³²-1
 */
export function uint32BE(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new NumberOverflow(`${value} is not an unsigned 32-bit integer`);
  }
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/**
 * Reads four big-endian bytes.
 *
 * @throws InvalidBytes when fewer are left
 */
export function readUint32BE(bytes: Uint8Array, offset = 0): number {
  return viewOf(bytes, offset, 4).getUint32(0);
}

/** Unsigned LEB128, the varint of protobuf and of Go's `binary.PutUvarint`. */
export function uvarint(value: bigint | number): Uint8Array {
  if (typeof value === "number") {
    if (value >= 0 && value < 0x80 && Number.isInteger(value)) return Uint8Array.of(value);
    if (!Number.isSafeInteger(value)) throw new NumberOverflow(`${value} is not a safe integer`);
  }
  let rest = toUint64(BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/**
 * Reads an unsigned LEB128 at `offset`; `next` is the offset behind it.
 *
 * @throws InvalidBytes when it is cut short or exceeds 64 bits
 */
export function readUvarint(bytes: Uint8Array, offset: number): { value: bigint; next: number } {
  let value = 0n;
  for (let i = 0; i < VARINT_BYTES_MAX; i++) {
    const byte = bytes[offset + i];
    if (byte === undefined) throw new InvalidBytes(`varint at ${offset} is cut short`);
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) {
      if (value > MAX_UINT64) break;
      return { value, next: offset + i + 1 };
    }
  }
  throw new InvalidBytes(`varint at ${offset} exceeds 64 bits`);
}

/** Zigzag varint of a signed number, as Go's `binary.PutVarint` writes it. */
export function varint(value: bigint | number): Uint8Array {
  const signed = BigInt(value);
  if (signed < MIN_INT64 || signed > MAX_INT64) {
    throw new NumberOverflow(`${signed} is not a signed 64-bit integer`);
  }
  return uvarint(signed >= 0n ? signed << 1n : (-signed << 1n) - 1n);
}

/**
 * Reads a zigzag varint at `offset`; `next` is the offset behind it.
 *
 * @throws InvalidBytes when it is cut short or exceeds 64 bits
 */
export function readVarint(bytes: Uint8Array, offset: number): { value: bigint; next: number } {
  const { value, next } = readUvarint(bytes, offset);
  return { value: value & 1n ? -((value + 1n) >> 1n) : value >> 1n, next };
}

function viewOf(bytes: Uint8Array, offset: number, length: number): DataView {
  if (offset + length > bytes.length) {
    throw new InvalidBytes(`${length} bytes wanted at ${offset}, length is ${bytes.length}`);
  }
  return new DataView(bytes.buffer, bytes.byteOffset + offset, length);
}
