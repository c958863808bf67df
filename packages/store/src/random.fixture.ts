/** A seeded random source (mulberry32): the same seed gives the same test. */
export function createRandom(seed: number) {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** An integer from 0 up to, not including, `end`. */
  const below = (end: number) => Math.floor(next() * end);
  const bytes = (length: number) => Uint8Array.from({ length }, () => below(256));

  return {
    below,
    bytes,
    chance: (probability: number) => next() < probability,
    /** One of few short keys, so that operations meet; never empty. */
    key: () => Uint8Array.from({ length: 1 + below(3) }, () => below(6) * 51),
  };
}
