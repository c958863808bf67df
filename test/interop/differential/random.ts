/** Random choices that a seed decides: the same seed gives the same choices on every machine. */
export interface Random {
  /** 0 up to and without `limit`. */
  below(limit: number): number;
  /** Both ends included. */
  between(low: number, high: number): number;
  bigBetween(low: bigint, high: bigint): bigint;
  /** Whether something happens that happens in `share` of all cases. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Picks by weight. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T;
  bytes(length: number): Uint8Array;
  /** Some of a list, in its order. */
  some<T>(list: readonly T[], share: number): T[];
}

/** Marsaglia's xorshift with 128 bits of state: plenty for tests, and no secrets come out of it. */
export function createRandom(seed: number): Random {
  let [x, y, z, w] = [seed >>> 0, 362_436_069, 521_288_629, 88_675_123];

  function next(): number {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ (t ^ (t >>> 8))) >>> 0;
    return w;
  }
  // The first outputs still look like the seed.
  for (let i = 0; i < 20; i += 1) next();

  const below = (limit: number) => next() % limit;
  const chance = (share: number) => next() < share * 0x1_0000_0000;

  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    bigBetween(low, high) {
      const span = high - low + 1n;
      let value = 0n;
      for (let reach = 1n; reach < span; reach <<= 32n) value = (value << 32n) | BigInt(next());
      return low + (value % span);
    },
    chance,
    pick: (list) => list[below(list.length)]!,
    weighted(choices) {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0);
      let at = (next() / 0x1_0000_0000) * total;
      for (const [weight, choice] of choices) {
        at -= weight;
        if (at < 0) return choice;
      }
      return choices.at(-1)![1];
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    some: (list, share) => list.filter(() => chance(share)),
  };
}
