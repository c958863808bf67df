const CHUNK_LENGTH = 64 * 1024;

/**
 * Small arrays cut from big ones: many that live and die together cost one allocation. An array is
 * only valid as long as nothing else may be written to it, so hand out each once.
 */
export interface ByteArena {
  /** An array of zeros. */
  take(length: number): Uint8Array;
}

export function createByteArena(chunkLength = CHUNK_LENGTH): ByteArena {
  let chunk = new Uint8Array(chunkLength);
  let used = 0;

  return {
    take(length) {
      if (used + length > chunk.length) {
        chunk = new Uint8Array(Math.max(chunkLength, length));
        used = 0;
      }
      used += length;
      return chunk.subarray(used - length, used);
    },
  };
}
