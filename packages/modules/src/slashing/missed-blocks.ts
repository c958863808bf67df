import { assert, type ConsAddress, readUint64BE } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import { state } from "./state.ts";

/** Bits in one stored chunk. */
const CHUNK_BITS = 1024n;
const WORD_BITS = 64n;
/** One length word, then 16 words of bits, each big endian. */
const CHUNK_BYTES = 8 + Number(CHUNK_BITS / WORD_BITS) * 8;

/** Whether the block at `index` of the window was missed. One read. */
export function isBlockMissed(ctx: Ctx, consAddr: ConsAddress, index: bigint): boolean {
  const chunk = state.missedBlocks.get(ctx, [consAddr, index / CHUNK_BITS]);
  return chunk !== undefined && readBit(chunk, index % CHUNK_BITS);
}

/** Marks the block at `index` of the window. One read, one write, also when nothing changes. */
export function markBlock(ctx: Ctx, consAddr: ConsAddress, index: bigint, missed: boolean): void {
  const id = [consAddr, index / CHUNK_BITS] as const;
  const chunk = state.missedBlocks.get(ctx, id);
  state.missedBlocks.set(ctx, id, withBit(chunk ?? emptyChunk(), index % CHUNK_BITS, missed));
}

/** Forgets the whole window of a validator. */
export function deleteMissedBlocks(ctx: Ctx, consAddr: ConsAddress): void {
  for (const id of [...state.missedBlocks.keys(ctx, { prefix: [consAddr] })]) {
    state.missedBlocks.delete(ctx, id);
  }
}

/**
 * The positions of all missed blocks of a validator.
 *
 * Counted through the stored chunks in key order as the reference's export does, so a missing chunk leaves no gap.
 */
export function missedBlockPositions(ctx: Ctx, consAddr: ConsAddress): bigint[] {
  const positions: bigint[] = [];
  let first = 0n;
  for (const [, chunk] of state.missedBlocks.entries(ctx, { prefix: [consAddr] })) {
    for (let bit = 0n; bit < CHUNK_BITS; bit++) {
      if (readBit(chunk, bit)) positions.push(first + bit);
    }
    first += CHUNK_BITS;
  }
  return positions;
}

function emptyChunk(): Uint8Array {
  const chunk = new Uint8Array(CHUNK_BYTES);
  new DataView(chunk.buffer).setBigUint64(0, CHUNK_BITS);
  return chunk;
}

function readBit(chunk: Uint8Array, bit: bigint): boolean {
  assert(chunk.length === CHUNK_BYTES, "missed-block chunk has the wrong length");
  return ((readUint64BE(chunk, wordOffset(bit)) >> (bit % WORD_BITS)) & 1n) === 1n;
}

function withBit(chunk: Uint8Array, bit: bigint, on: boolean): Uint8Array {
  assert(chunk.length === CHUNK_BYTES, "missed-block chunk has the wrong length");
  const changed = chunk.slice();
  const offset = wordOffset(bit);
  const mask = 1n << (bit % WORD_BITS);
  const word = readUint64BE(chunk, offset);
  new DataView(changed.buffer).setBigUint64(offset, on ? word | mask : word & ~mask);
  return changed;
}

function wordOffset(bit: bigint): number {
  return 8 + Number(bit / WORD_BITS) * 8;
}
