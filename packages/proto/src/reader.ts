/** Reads protobuf primitives off a byte array, front to back. */
import { textOfBytes } from "@testudo/base";
import { WireError } from "./wire-error.ts";

/**
 * Texts up to this length are put together character by character. Longer ones would become ropes of
 * pieces, which cost more than a call of the decoder.
 */
const SHORT_TEXT = 12;

export class Reader {
  readonly bytes: Uint8Array;
  at = 0;
  #view: DataView | undefined;

  constructor(bytes: Uint8Array) {
    // A subclass would hand out slices of its own kind.
    this.bytes =
      bytes.constructor === Uint8Array
        ? bytes
        : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A tag: field number and wire type in at most 32 bits. */
  tag(end: number): number {
    const tag = this.#length(end);
    if (tag >>> 3 === 0) throw new WireError("illegal tag 0");
    return tag;
  }

  /** An unsigned varint that must fit 32 bits. */
  #length(end: number): number {
    const { bytes } = this;
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count += 1) {
      if (this.at >= end) throw new WireError("unexpected end");
      const byte = bytes[this.at] as number;
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > 0xffffffff) throw new WireError("number above 32 bits");
        return value;
      }
      scale *= 0x80;
    }
    throw new WireError("varint above 64 bits");
  }

  /** Where the length-prefixed value that starts here ends. */
  endOfValue(end: number): number {
    const length = this.#length(end);
    const last = this.at + length;
    if (last > end) throw new WireError("unexpected end");
    return last;
  }

  /** Low 32 bits of a varint, as Go's conversion keeps them. */
  uint32(end: number): number {
    const { bytes } = this;
    if (this.at < end && (bytes[this.at] as number) < 0x80) {
      const value = bytes[this.at] as number;
      this.at += 1;
      return value;
    }
    return Number(BigInt.asUintN(32, this.uint64(end)));
  }

  int32(end: number): number {
    return this.uint32(end) | 0;
  }

  sint32(end: number): number {
    const value = this.uint32(end);
    return (value >>> 1) ^ -(value & 1);
  }

  uint64(end: number): bigint {
    const { bytes } = this;
    let value = 0;
    let scale = 1;
    // Seven bytes are 49 bits: exact in a double.
    for (let count = 0; count < 7; count += 1) {
      if (this.at >= end) throw new WireError("unexpected end");
      const byte = bytes[this.at] as number;
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return BigInt(value);
      scale *= 0x80;
    }
    let wide = BigInt(value);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      if (this.at >= end) throw new WireError("unexpected end");
      const byte = bytes[this.at] as number;
      this.at += 1;
      wide |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, wide);
    }
    throw new WireError("varint above 64 bits");
  }

  int64(end: number): bigint {
    return BigInt.asIntN(64, this.uint64(end));
  }

  sint64(end: number): bigint {
    const value = this.uint64(end);
    return (value >> 1n) ^ -(value & 1n);
  }

  bool(end: number): boolean {
    return this.uint64(end) !== 0n;
  }

  fixed32(end: number): number {
    return this.#dataView().getUint32(this.#skip(4, end), true);
  }

  sfixed32(end: number): number {
    return this.#dataView().getInt32(this.#skip(4, end), true);
  }

  fixed64(end: number): bigint {
    return this.#dataView().getBigUint64(this.#skip(8, end), true);
  }

  sfixed64(end: number): bigint {
    return this.#dataView().getBigInt64(this.#skip(8, end), true);
  }

  float(end: number): number {
    return this.#dataView().getFloat32(this.#skip(4, end), true);
  }

  double(end: number): number {
    return this.#dataView().getFloat64(this.#skip(8, end), true);
  }

  /** A copy of a length-prefixed value. */
  blob(end: number): Uint8Array {
    const last = this.endOfValue(end);
    const value = this.bytes.slice(this.at, last);
    this.at = last;
    return value;
  }

  /** A length-prefixed text of any bytes, as Go's strings hold them: those that are no UTF-8 become lone surrogates. */
  string(end: number): string {
    const { bytes } = this;
    const last = this.endOfValue(end);
    const first = this.at;
    this.at = last;
    if (last - first > SHORT_TEXT) return this.#text(first, last);
    let text = "";
    for (let index = first; index < last; index += 1) {
      const byte = bytes[index] as number;
      if (byte >= 0x80) return this.#text(first, last);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #text(first: number, last: number): string {
    return textOfBytes(this.bytes.subarray(first, last));
  }

  /** Steps over the value of a field nobody asked for. */
  skipValue(wireType: number, end: number, depth: number): void {
    if (wireType === 0) this.uint64(end);
    else if (wireType === 1) this.#skip(8, end);
    else if (wireType === 2) this.at = this.endOfValue(end);
    else if (wireType === 3) this.#skipGroup(end, depth);
    else if (wireType === 5) this.#skip(4, end);
    else throw new WireError(`illegal wire type ${wireType}`);
  }

  #skipGroup(end: number, depth: number): void {
    if (depth <= 0) throw new WireError("nested too deep");
    for (;;) {
      const tag = this.tag(end);
      if ((tag & 7) === 4) return;
      this.skipValue(tag & 7, end, depth - 1);
    }
  }

  #skip(size: number, end: number): number {
    const first = this.at;
    if (first + size > end) throw new WireError("unexpected end");
    this.at = first + size;
    return first;
  }

  #dataView(): DataView {
    this.#view ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    return this.#view;
  }
}
