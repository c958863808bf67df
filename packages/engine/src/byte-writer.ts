import type { Bytes } from "@testudo/base";

/** Grows as bytes are added. */
export interface ByteWriter {
  readonly length: number;
  uvarint(value: number): void;
  append(bytes: Bytes): void;
  bytes(): Bytes;
}

const FIRST_CAPACITY = 64;

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(FIRST_CAPACITY);
  let length = 0;

  const reserve = (count: number) => {
    if (length + count <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + count));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };

  return {
    get length() {
      return length;
    },
    uvarint(value) {
      reserve(10);
      let rest = value;
      while (rest >= 0x80) {
        buffer[length] = (rest % 0x80) | 0x80;
        length += 1;
        rest = Math.floor(rest / 0x80);
      }
      buffer[length] = rest;
      length += 1;
    },
    append(bytes) {
      reserve(bytes.length);
      buffer.set(bytes, length);
      length += bytes.length;
    },
    bytes: () => buffer.slice(0, length),
  };
}
