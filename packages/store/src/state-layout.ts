import { concatBytes, fromUtf8, readUvarint, uint64BE, utf8, uvarint } from "@testudo/base";
import { crc32 } from "./checksum.ts";
import { type IavlNode, UVARINT_LENGTH_MAX, writeUvarint } from "./iavl-node.ts";
import { MalformedRecord } from "./node-record.ts";

/**
 * Keys and records of the state in its database. The first byte of a key is its kind:
 *
 * - `00` head: which versions are there;
 * - `01 | store id | version (6) | nonce (4)` a tree node, see `node-record.ts`;
 * - `02 | version (8)` roots and root hashes of a version;
 * - `03 | version (8)` the nodes that the version before still had and this one has not.
 */
const KIND = { head: 0, node: 1, version: 2, orphans: 3 } as const;

/** Raised when a layout changes so that older code, or this code on older data, would misread it. */
const FORMAT = 1;

/** Which versions the database holds. */
export interface StateHead {
  readonly latest: number;
  readonly oldest: number;
}

export interface NodePlace {
  readonly version: number;
  readonly nonce: number;
}

export interface StoreRoot {
  readonly name: string;
  /** Stands for the name in node keys. */
  readonly id: number;
  readonly hash: Uint8Array;
  /** Absent for an empty tree. */
  readonly root: NodePlace | undefined;
}

export interface VersionRecord {
  readonly version: number;
  /** Sorted by name. */
  readonly stores: readonly StoreRoot[];
}

export interface OrphanList {
  readonly storeId: number;
  readonly nodes: readonly NodePlace[];
}

export const HEAD_KEY = Uint8Array.of(KIND.head);

export function nodeKey(storeId: number, place: NodePlace): Uint8Array {
  return writeNodeKey(new Uint8Array(NODE_KEY_LENGTH), storeId, place);
}

export const NODE_KEY_LENGTH = 12;

/** Fills an array of that length. */
export function writeNodeKey(
  key: Uint8Array,
  storeId: number,
  { version, nonce }: NodePlace,
): Uint8Array {
  key[0] = KIND.node;
  key[1] = storeId;
  const high = Math.floor(version / 0x1_0000_0000);
  key[2] = high >>> 8;
  key[3] = high;
  writeUint32(key, 4, version % 0x1_0000_0000);
  writeUint32(key, 8, nonce);
  return key;
}

/** Keys of all nodes that a store's versions from `version` on saved. */
export function nodeRangeFrom(storeId: number, version: number) {
  return {
    start: nodeKey(storeId, { version, nonce: 0 }),
    end: Uint8Array.of(KIND.node, storeId + 1),
  };
}

export const versionKey = (version: number) => numberedKey(KIND.version, version);
export const orphansKey = (version: number) => numberedKey(KIND.orphans, version);

/** Keys of the version and orphan records from `version` on. */
export function recordRangesFrom(version: number) {
  return [
    { start: versionKey(version), end: Uint8Array.of(KIND.version + 1) },
    { start: orphansKey(version), end: Uint8Array.of(KIND.orphans + 1) },
  ];
}

export function encodeHead({ latest, oldest }: StateHead): Uint8Array {
  return sealed([uvarint(FORMAT), uvarint(latest), uvarint(oldest)]);
}

/** @throws MalformedRecord */
export function decodeHead(record: Uint8Array): StateHead {
  const next = reader(unsealed(record));
  const format = next.number();
  if (format !== FORMAT) throw new MalformedRecord(`format ${format} is not format ${FORMAT}`);
  return { latest: next.number(), oldest: next.number() };
}

export function encodeVersion({ version, stores }: VersionRecord): Uint8Array {
  const parts = [uvarint(version), uvarint(stores.length)];
  for (const { name, id, hash, root } of stores) {
    const text = utf8(name);
    parts.push(uvarint(text.length), text, uvarint(id), hash);
    parts.push(uvarint(root?.version ?? 0), uvarint(root?.nonce ?? 0));
  }
  return sealed(parts);
}

/** @throws MalformedRecord */
export function decodeVersion(record: Uint8Array): VersionRecord {
  const next = reader(unsealed(record));
  const version = next.number();
  const stores = Array.from({ length: next.number() }, () => {
    const name = fromUtf8(next.bytes(next.number()));
    const id = next.number();
    const hash = next.bytes(32);
    const place = { version: next.number(), nonce: next.number() };
    return { name, id, hash, root: place.nonce === 0 ? undefined : place };
  });
  return { version, stores };
}

export function encodeOrphans(
  lists: readonly { readonly storeId: number; readonly nodes: readonly IavlNode[] }[],
): Uint8Array {
  const count = lists.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const out = new Uint8Array(2 * UVARINT_LENGTH_MAX * (lists.length + count));
  let at = 0;
  for (const { storeId, nodes } of lists) {
    if (nodes.length === 0) continue;
    at = writeUvarint(out, writeUvarint(out, at, storeId), nodes.length);
    for (const { version, nonce } of nodes) {
      at = writeUvarint(out, writeUvarint(out, at, version), nonce);
    }
  }
  return sealed([out.subarray(0, at)]);
}

/** @throws MalformedRecord */
export function decodeOrphans(record: Uint8Array): readonly OrphanList[] {
  const next = reader(unsealed(record));
  const lists: OrphanList[] = [];
  while (!next.atEnd()) {
    const storeId = next.number();
    const nodes = Array.from({ length: next.number() }, () => ({
      version: next.number(),
      nonce: next.number(),
    }));
    lists.push({ storeId, nodes });
  }
  return lists;
}

function numberedKey(kind: number, version: number): Uint8Array {
  return concatBytes(Uint8Array.of(kind), uint64BE(BigInt(version)));
}

/** Appends a checksum. */
function sealed(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const record = new Uint8Array(length + 4);
  let at = 0;
  for (const part of parts) {
    record.set(part, at);
    at += part.length;
  }
  writeUint32(record, length, crc32(record, length));
  return record;
}

function unsealed(record: Uint8Array): Uint8Array {
  const length = record.length - 4;
  const checksum = new Uint8Array(4);
  if (length >= 0) writeUint32(checksum, 0, crc32(record, length));
  if (length < 0 || checksum.some((byte, i) => byte !== record[length + i])) {
    throw new MalformedRecord("checksum does not match");
  }
  return record.subarray(0, length);
}

function reader(bytes: Uint8Array) {
  let at = 0;
  return {
    atEnd: () => at >= bytes.length,
    number(): number {
      const { value, next } = readUvarint(bytes, at);
      at = next;
      return Number(value);
    },
    bytes(length: number): Uint8Array {
      if (at + length > bytes.length) throw new MalformedRecord("record ends early");
      at += length;
      return new Uint8Array(bytes.subarray(at - length, at));
    },
  };
}

function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
