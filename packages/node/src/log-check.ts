import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** LevelDB's log format: blocks of this size, filled with records that never cross their ends. */
const BLOCK_SIZE = 32_768;
/** Checksum, length (16 bits) and kind of a record. */
const HEADER_SIZE = 7;

/**
 * Where a log of the folder is damaged, or `undefined`. LevelDB itself passes over a record whose checksum is wrong and
 * goes on behind it, so that a batch in the middle would be gone without a word. A bad end is no damage but what a crash
 * leaves: there LevelDB drops the batch that was being written.
 */
export async function damagedLog(folder: string): Promise<string | undefined> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".log")).sort();
  for (const name of names) {
    const offset = damageOffset(await readFile(join(folder, name)));
    if (offset !== undefined) return `${name} at byte ${offset}`;
  }
  return undefined;
}

/** Offset of a record that is bad although a good one follows. */
export function damageOffset(log: Uint8Array): number | undefined {
  let bad: number | undefined;
  for (let block = 0; block < log.length; block += BLOCK_SIZE) {
    const end = Math.min(block + BLOCK_SIZE, log.length);
    let at = block;
    while (at + HEADER_SIZE <= end) {
      const length = (log[at + 4] ?? 0) | ((log[at + 5] ?? 0) << 8);
      const next = at + HEADER_SIZE + length;
      // Space that was set aside and never written.
      if (length === 0 && log[at + 6] === 0) break;
      if (next > end) {
        bad ??= at;
        break;
      }
      if (!isIntact(log, at, next)) bad ??= at;
      else if (bad !== undefined) return bad;
      at = next;
    }
  }
  return undefined;
}

function isIntact(log: Uint8Array, at: number, next: number): boolean {
  const view = new DataView(log.buffer, log.byteOffset + at, HEADER_SIZE);
  return view.getUint32(0, true) === masked(crc32c(log, at + 6, next));
}

/** The format stores checksums turned and shifted, so that a log inside a log is not taken for one. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282_ead8) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0x82f6_3b78 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0xffff_ffff;
  for (let i = start; i < end; i += 1) {
    crc = (TABLE[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
