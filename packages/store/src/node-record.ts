import type { ByteArena } from "./byte-arena.ts";
import { byteString, writeByteString } from "./byte-string.ts";
import { crc32 } from "./checksum.ts";
import { type IavlNode, UVARINT_LENGTH_MAX, unloadedNode, writeUvarint } from "./iavl-node.ts";

/**
 * The stored form of a node: height, size, key; then of a leaf the value, of an inner node the places
 * of both children and its hash; then a CRC-32 of all that.
 */

const CHECKSUM_LENGTH = 4;
const HASH_LENGTH = 32;
/** Height, size, key length, two versions and two nonces as varints, hash, checksum. */
const OVERHEAD_MAX = 1 + 6 * UVARINT_LENGTH_MAX + HASH_LENGTH + CHECKSUM_LENGTH;

/** A stored node that is not what was written. */
export class MalformedRecord extends Error {
  override name = "MalformedRecord";
}

export interface NodeRecordWriter {
  /** The record of a saved and hashed node. */
  write(node: IavlNode, arena: ByteArena): Uint8Array;
}

/** Keeps one scratch buffer for all the records it writes. */
export function createNodeRecordWriter(): NodeRecordWriter {
  let scratch = new Uint8Array(1024);

  return {
    write(node, arena) {
      const { key, value, left, right, hash } = node;
      const lengthMax = OVERHEAD_MAX + key.length + (value?.length ?? 0);
      if (lengthMax > scratch.length) scratch = new Uint8Array(2 * lengthMax);

      scratch[0] = node.height;
      let at = writeUvarint(scratch, 1, node.size);
      at = writeUvarint(scratch, at, key.length);
      scratch.set(key, at);
      at += key.length;
      if (value !== undefined) {
        scratch.set(value, at);
        at += value.length;
      } else if (left !== undefined && right !== undefined && hash !== undefined) {
        at = writeUvarint(scratch, at, left.version);
        at = writeUvarint(scratch, at, left.nonce);
        at = writeUvarint(scratch, at, right.version);
        at = writeUvarint(scratch, at, right.nonce);
        at = writeByteString(scratch, at, hash);
      } else {
        throw new MalformedRecord("an inner node is saved with both children and its hash");
      }
      writeUint32(scratch, at, crc32(scratch, at));
      const record = arena.take(at + CHECKSUM_LENGTH);
      record.set(scratch.subarray(0, at + CHECKSUM_LENGTH));
      return record;
    },
  };
}

/**
 * Fills a node with what a record says; its children become unloaded nodes.
 *
 * @throws MalformedRecord
 */
export function readNodeRecord(node: IavlNode, record: Uint8Array): void {
  const end = record.length - CHECKSUM_LENGTH;
  if (end < 3 || readUint32(record, end) !== crc32(record, end)) {
    throw new MalformedRecord("checksum does not match");
  }
  const cursor = { at: 1 };
  const height = record[0] ?? 0;
  const size = readUvarint(record, cursor);
  const keyLength = readUvarint(record, cursor);
  node.key = copyOf(record, cursor.at, cursor.at + keyLength);
  cursor.at += keyLength;
  node.size = size;
  if (height === 0) {
    node.value = copyOf(record, cursor.at, end);
  } else {
    node.left = unloadedNode(readUvarint(record, cursor), readUvarint(record, cursor));
    node.right = unloadedNode(readUvarint(record, cursor), readUvarint(record, cursor));
    node.hash = byteString(record.subarray(cursor.at, cursor.at + HASH_LENGTH));
  }
  node.height = height;
}

/** A small array of its own; `slice` of what a database hands out may be a view that keeps it all. */
function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}

function readUvarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw new MalformedRecord("record ends early");
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
}

function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

function readUint32(bytes: Uint8Array, at: number): number {
  const byte = (i: number) => bytes[at + i] ?? 0;
  return ((byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3)) >>> 0;
}
