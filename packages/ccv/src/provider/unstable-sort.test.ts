import { sortSlice } from "./unstable-sort.ts";

const MODULUS = 1_000_000_007;

/** One number for an order. */
const digest = (order: readonly number[]) =>
  order.reduce((sum, index) => (sum * 31 + index) % MODULUS, 0);

/** Where each item of a list came from, after the list was sorted by falling keys. */
function orderOf(length: number, keyAt: (index: number) => number): number[] {
  const items = Array.from({ length }, (_, index) => ({ key: keyAt(index), index }));
  sortSlice(items, (a, b) => a.key > b.key);
  return items.map(({ index }) => index);
}

/** Sorts items whose values an opponent picks as they are compared, so that every pivot is a bad one (McIlroy 1999). */
function playAgainst(length: number) {
  const undecided = length - 1;
  const values = new Array<number>(length).fill(undecided);
  const items = [...values.keys()];
  let [decided, candidate, calls] = [0, 0, 0];
  const standing = (item: number) => values[item] ?? undecided;
  sortSlice(items, (a, b) => {
    calls += 1;
    if (standing(a) === undecided && standing(b) === undecided) {
      values[a === candidate ? a : b] = decided;
      decided += 1;
    }
    if (standing(a) === undecided) candidate = a;
    else if (standing(b) === undecided) candidate = b;
    return standing(a) < standing(b);
  });
  return { values, order: digest(items), calls };
}

const third = (index: number) => index % 3;
const square = (index: number) => index ** 2 % 7;
const rising = (index: number) => Math.floor(index / 4);
const pipes = (length: number) => (index: number) =>
  Math.floor((index < Math.floor(length / 2) ? index : length - index) / 2);

describe("the order in which Go leaves equal items", () => {
  // From `sort.Slice` of Go 1.26.
  it.each([
    { length: 12, pattern: third, expected: 892_729_898 },
    { length: 13, pattern: third, expected: 862_666_198 },
    { length: 24, pattern: third, expected: 794_881_844 },
    { length: 49, pattern: third, expected: 234_308_199 },
    { length: 50, pattern: third, expected: 770_057_621 },
    { length: 200, pattern: third, expected: 16_389_096 },
    { length: 1000, pattern: third, expected: 704_855_330 },
    { length: 12, pattern: square, expected: 355_705_803 },
    { length: 51, pattern: square, expected: 468_700_301 },
    { length: 1000, pattern: square, expected: 140_590_081 },
    { length: 13, pattern: rising, expected: 815_056_339 },
    { length: 50, pattern: rising, expected: 622_599_940 },
    { length: 1000, pattern: rising, expected: 728_424_175 },
    { length: 24, pattern: pipes(24), expected: 40_188_523 },
    { length: 100, pattern: pipes(100), expected: 816_573_269 },
    { length: 1000, pattern: pipes(1000), expected: 875_224_766 },
  ])("is kept for $length items, case %#", ({ length, pattern, expected }) => {
    expect(digest(orderOf(length, pattern))).toBe(expected);
  });

  it("leaves up to 12 equal items, and any number that is sorted, as they were", () => {
    expect(orderOf(12, () => 1)).toEqual(orderOf(12, (index) => -index));
    const sorted = orderOf(100, (index) => -Math.floor(index / 4));
    expect(sorted).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it.each([
    { length: 60, order: 260_655_292, calls: 505, again: 813_619_338 },
    { length: 300, order: 360_075_259, calls: 2271, again: 444_271_139 },
    { length: 2000, order: 325_454_087, calls: 14_215, again: 939_850_187 },
  ])("is kept for the worst $length items there are", ({ length, again, ...expected }) => {
    const { values, ...played } = playAgainst(length);
    expect(played).toEqual(expected);
    expect(digest(orderOf(length, (index) => -Math.floor((values[index] ?? 0) / 3)))).toBe(again);
  });
});
