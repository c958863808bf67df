const CHUNK_LENGTH = 64 * 1024;

/**
 * Small arrays cut from big ones: many that live and die together, as the records of one version do,
 * cost one allocation. Any of them keeps its whole chunk alive.
 */
export interface ByteArena {
  /** An array of zeros. */
  take(length: number): Uint8Array;
}

export function createByteArena(): ByteArena {
  let chunk = new Uint8Array(CHUNK_LENGTH);
  let used = 0;

  return {
    take(length) {
      if (used + length > chunk.length) {
        chunk = new Uint8Array(Math.max(CHUNK_LENGTH, length));
        used = 0;
      }
      used += length;
      return chunk.subarray(used - length, used);
    },
  };
}
