/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to and not including `end`. */
  below(end: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean;
  /** Some of a list, in its order. */
  some<T>(list: readonly T[], percent: number): T[];
}

/** Mulberry32: small, quick and good enough for choosing test cases. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
  const below = (end: number) => next() % end;
  const chance = (percent: number) => below(100) < percent;
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    chance,
    some: (list, percent) => list.filter(() => chance(percent)),
  };
}
