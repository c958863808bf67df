import { sha256 } from "@testudo/crypto";
import { byteString, writeByteString } from "./byte-string.ts";

/** Height of a node whose content is in the database only. */
export const UNLOADED = -1;

/** The root hash of a tree without leaves. */
export const EMPTY_ROOT = sha256(new Uint8Array(0));

/**
 * A node of an IAVL tree (IAVL v1 rules): a leaf of height 0 holds a value, an inner node two
 * subtrees and the smallest key of the right one. Its version is the one in which it was made.
 *
 * A node is changed only by the tree that made it and only until that tree is shared (an iterator is
 * opened, a version is saved); `owner` tells. A saved node may lose its content to save memory: it
 * is then found in the database by `version` and `nonce`.
 */
export class IavlNode {
  key: Uint8Array;
  /** Of a leaf. */
  value: Uint8Array | undefined;
  left: IavlNode | undefined;
  right: IavlNode | undefined;
  height: number;
  /** Number of leaves. */
  size: number;
  version: number;
  /** Counts the nodes that a version saved, from 1; 0 until the node is saved. */
  nonce = 0;
  owner: number;
  /** As a byte string: a fifth of the memory of an array, of which every node would have one. */
  hash: string | undefined = undefined;

  constructor(key: Uint8Array, value: Uint8Array | undefined, version: number, owner: number) {
    this.key = key;
    this.value = value;
    this.left = undefined;
    this.right = undefined;
    this.height = 0;
    this.size = 1;
    this.version = version;
    this.owner = owner;
  }
}

const NO_BYTES = new Uint8Array(0);

/** A saved node of which only the place is known. */
export function unloadedNode(version: number, nonce: number): IavlNode {
  const node = new IavlNode(NO_BYTES, undefined, version, 0);
  node.nonce = nonce;
  node.height = UNLOADED;
  return node;
}

/** Forgets what the database can give back. */
export function unload(node: IavlNode): void {
  node.key = NO_BYTES;
  node.value = undefined;
  node.left = undefined;
  node.right = undefined;
  node.hash = undefined;
  node.height = UNLOADED;
}

/** Gives the content of a node; the node itself where it is loaded. */
export interface NodeSource {
  /**
   * Loads a node that is not loaded: into the node itself, or into a copy when memory is short.
   *
   * @throws StateDamaged
   */
  load(node: IavlNode): IavlNode;
}

export function loaded(node: IavlNode, source: NodeSource): IavlNode {
  return node.height === UNLOADED ? source.load(node) : node;
}

/** A child of a loaded inner node. */
export function child(node: IavlNode | undefined, source: NodeSource): IavlNode {
  if (node === undefined) throw new TypeError("a leaf has no children");
  return node.height === UNLOADED ? source.load(node) : node;
}

/** 3 varints, 3 length bytes at most, two hashes or a key prefix: grows for long keys. */
const SCRATCH_LENGTH = 256;

export interface NodeHasher {
  /** The node's hash; hashes what below it has none yet. */
  hash(node: IavlNode): Uint8Array;
  /** Writes the 32 bytes of the hash at an offset, and gives the offset behind them. */
  write(out: Uint8Array, offset: number, node: IavlNode): number;
}

/**
 * Hashes nodes: SHA-256 of height, size and version as zigzag varints and then, length-prefixed,
 * key and hash of the value, or the hashes of both subtrees.
 */
export function createNodeHasher(source: NodeSource): NodeHasher {
  let scratch = new Uint8Array(SCRATCH_LENGTH);

  function hashOf(node: IavlNode): string {
    if (node.hash !== undefined) return node.hash;
    const full = loaded(node, source);
    full.hash ??= byteString(sha256(full.height === 0 ? leafPreimage(full) : innerPreimage(full)));
    return full.hash;
  }

  function leafPreimage(node: IavlNode): Uint8Array {
    const { key, value = NO_BYTES } = node;
    if (key.length + 96 > scratch.length) scratch = new Uint8Array(2 * key.length + 96);
    let at = writeHead(scratch, node);
    at = writeUvarint(scratch, at, key.length);
    scratch.set(key, at);
    at += key.length;
    scratch[at++] = 32;
    scratch.set(sha256(value), at);
    return scratch.subarray(0, at + 32);
  }

  function innerPreimage(node: IavlNode): Uint8Array {
    const left = hashOf(child(node.left, source));
    const right = hashOf(child(node.right, source));
    let at = writeHead(scratch, node);
    scratch[at++] = 32;
    at = writeByteString(scratch, at, left);
    scratch[at++] = 32;
    at = writeByteString(scratch, at, right);
    return scratch.subarray(0, at);
  }

  const write = (out: Uint8Array, offset: number, node: IavlNode) =>
    writeByteString(out, offset, hashOf(node));

  return {
    hash(node) {
      const bytes = new Uint8Array(32);
      write(bytes, 0, node);
      return bytes;
    },
    write,
  };
}

/** Height, size and version: what every preimage begins with. */
export function writeHead(out: Uint8Array, node: IavlNode): number {
  let at = writeUvarint(out, 0, node.height * 2);
  at = writeUvarint(out, at, node.size * 2);
  return writeUvarint(out, at, node.version * 2);
}

/** Of a number below 2^53, which is what versions and sizes are here. */
export const UVARINT_LENGTH_MAX = 8;

/** Not by shifts alone: versions may pass 2^31. */
export function writeUvarint(out: Uint8Array, offset: number, value: number): number {
  let at = offset;
  let rest = value;
  while (rest >= 0x8000_0000) {
    out[at++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  while (rest >= 0x80) {
    out[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  out[at++] = rest;
  return at;
}
