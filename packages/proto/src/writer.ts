/**
 * Writes a message from its end to its start, so that the length of a submessage is known by the time
 * its prefix is written and nothing is measured twice.
 */
import { utf8 } from "@testudo/base";
import { WireError } from "./wire-error.ts";

const INITIAL_SIZE = 1024;
const MAX_UINT64 = 0xffffffffffffffffn;
const MIN_INT64 = -0x8000000000000000n;
const MAX_INT64 = 0x7fffffffffffffffn;
const MAX_UINT32 = 0xffffffff;
const MIN_INT32 = -0x80000000;
const MAX_INT32 = 0x7fffffff;

export class Writer {
  #buffer = new Uint8Array(INITIAL_SIZE);
  #view = new DataView(this.#buffer.buffer);
  /** Index of the first written byte. */
  #start = INITIAL_SIZE;

  /** How many bytes are written. */
  get length(): number {
    return this.#buffer.length - this.#start;
  }

  reset(): void {
    this.#start = this.#buffer.length;
  }

  /** A copy of what is written. */
  finish(): Uint8Array {
    return this.#buffer.slice(this.#start);
  }

  /** A tag, a length or an unsigned number below 2^53. */
  varint(value: number): void {
    if (value < 0x80) {
      if (this.#start < 1) this.#grow(1);
      this.#start -= 1;
      this.#buffer[this.#start] = value;
      return;
    }
    this.#wideVarint(value);
  }

  #wideVarint(value: number): void {
    let size = 2;
    for (let rest = value / 0x4000; rest >= 1; rest /= 0x80) size += 1;
    if (this.#start < size) this.#grow(size);
    const buffer = this.#buffer;
    let at = this.#start - size;
    this.#start = at;
    let rest = value;
    while (rest > MAX_INT32) {
      buffer[at] = (rest % 0x80) | 0x80;
      at += 1;
      rest = Math.floor(rest / 0x80);
    }
    while (rest >= 0x80) {
      buffer[at] = (rest & 0x7f) | 0x80;
      at += 1;
      rest >>>= 7;
    }
    buffer[at] = rest;
  }

  uint32(value: number): void {
    if (!(value >= 0 && value <= MAX_UINT32 && Number.isInteger(value)))
      throw new WireError(`${value} is not a uint32`);
    this.varint(value);
  }

  int32(value: number): void {
    if (!(value >= MIN_INT32 && value <= MAX_INT32 && Number.isInteger(value)))
      throw new WireError(`${value} is not an int32`);
    if (value >= 0) this.varint(value);
    else this.#halves(value >>> 0, 0xffffffff);
  }

  sint32(value: number): void {
    if (!(value >= MIN_INT32 && value <= MAX_INT32 && Number.isInteger(value)))
      throw new WireError(`${value} is not an int32`);
    this.varint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  uint64(value: bigint): void {
    const near = Number(value);
    if (near >= 0 && near <= Number.MAX_SAFE_INTEGER) {
      this.varint(near);
      return;
    }
    if (value < 0n || value > MAX_UINT64) throw new WireError(`${value} is not a uint64`);
    this.#halves(Number(value & 0xffffffffn), Number(value >> 32n));
  }

  int64(value: bigint): void {
    const near = Number(value);
    if (near >= 0 && near <= Number.MAX_SAFE_INTEGER) {
      this.varint(near);
      return;
    }
    if (value < MIN_INT64 || value > MAX_INT64) throw new WireError(`${value} is not an int64`);
    const bits = BigInt.asUintN(64, value);
    this.#halves(Number(bits & 0xffffffffn), Number(bits >> 32n));
  }

  sint64(value: bigint): void {
    if (value < MIN_INT64 || value > MAX_INT64) throw new WireError(`${value} is not an int64`);
    this.uint64(BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)));
  }

  bool(value: boolean): void {
    this.varint(value ? 1 : 0);
  }

  fixed32(value: number): void {
    if (!(value >= 0 && value <= MAX_UINT32 && Number.isInteger(value)))
      throw new WireError(`${value} is not a uint32`);
    const at = this.#take(4);
    this.#view.setUint32(at, value, true);
  }

  sfixed32(value: number): void {
    if (!(value >= MIN_INT32 && value <= MAX_INT32 && Number.isInteger(value)))
      throw new WireError(`${value} is not an int32`);
    const at = this.#take(4);
    this.#view.setInt32(at, value, true);
  }

  fixed64(value: bigint): void {
    if (value < 0n || value > MAX_UINT64) throw new WireError(`${value} is not a uint64`);
    const at = this.#take(8);
    this.#view.setBigUint64(at, value, true);
  }

  sfixed64(value: bigint): void {
    if (value < MIN_INT64 || value > MAX_INT64) throw new WireError(`${value} is not an int64`);
    const at = this.#take(8);
    this.#view.setBigInt64(at, value, true);
  }

  float(value: number): void {
    const at = this.#take(4);
    this.#view.setFloat32(at, value, true);
  }

  double(value: number): void {
    const at = this.#take(8);
    this.#view.setFloat64(at, value, true);
  }

  /** Bytes with their length in front. */
  bytes(value: Uint8Array): void {
    // The place first: making room may replace the buffer.
    const at = this.#take(value.length);
    this.#buffer.set(value, at);
    this.varint(value.length);
  }

  /** UTF-8 with its length in front. */
  string(value: string): void {
    const length = value.length;
    const start = this.#take(length);
    const buffer = this.#buffer;
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit >= 0x80) {
        this.#start = start + length;
        this.bytes(utf8(value));
        return;
      }
      buffer[start + index] = unit;
    }
    this.varint(length);
  }

  #halves(low: number, high: number): void {
    let size = 5;
    for (let rest = high >>> 3; rest > 0; rest >>>= 7) size += 1;
    let at = this.#take(size);
    const buffer = this.#buffer;
    const last = at + size - 1;
    let lower = low;
    let upper = high;
    for (; at < last; at += 1) {
      buffer[at] = (lower & 0x7f) | 0x80;
      lower = ((lower >>> 7) | (upper << 25)) >>> 0;
      upper >>>= 7;
    }
    buffer[at] = lower & 0x7f;
  }

  #take(size: number): number {
    if (this.#start < size) this.#grow(size);
    this.#start -= size;
    return this.#start;
  }

  #grow(size: number): void {
    const written = this.length;
    let capacity = this.#buffer.length * 2;
    while (capacity < written + size) capacity *= 2;
    const larger = new Uint8Array(capacity);
    larger.set(this.#buffer.subarray(this.#start), capacity - written);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
    this.#start = capacity - written;
  }
}
