/**
 * Sorts in place exactly as Go's `sort.Slice` (pattern-defeating quicksort, Go 1.19 and later).
 *
 * The algorithm is not stable, and the provider lets it settle ties between validators of equal power: which of them
 * falls under a cap is part of the protocol, so every comparison and swap must happen as there.
 */
export function sortSlice<T>(items: T[], less: (a: T, b: T) => boolean): void {
  createSorter(items, less).sort(0, items.length, bitLength(items.length));
}

/** Ranges of at most this length are sorted by insertion, which is stable. */
const INSERTION_MAX = 12;
/** From this length on, pivots are medians of medians, and near misses get repaired. */
const LONG_MIN = 50;
/** Out-of-order pairs that are repaired before a range counts as unsorted. */
const REPAIRS_MAX = 5;
/** Exchanges of the pivot choice when every one of its comparisons was out of order. */
const SWAPS_MAX = 12;

type Hint = "increasing" | "decreasing" | "unknown";

function createSorter<T>(items: T[], lessThan: (a: T, b: T) => boolean) {
  const at = (index: number): T => items[index] as T;
  const less = (i: number, j: number): boolean => lessThan(at(i), at(j));

  function swap(i: number, j: number): void {
    const item = at(i);
    items[i] = at(j);
    items[j] = item;
  }

  function sort(from: number, to: number, badChoicesLeft: number): void {
    let [a, b, limit] = [from, to, badChoicesLeft];
    let wasBalanced = true;
    let wasPartitioned = true;
    for (;;) {
      const length = b - a;
      if (length <= INSERTION_MAX) {
        insertionSort(a, b);
        return;
      }
      if (limit === 0) {
        heapSort(a, b);
        return;
      }
      if (!wasBalanced) {
        breakPatterns(a, b);
        limit -= 1;
      }

      let { pivot, hint } = choosePivot(a, b);
      if (hint === "decreasing") {
        reverse(a, b);
        pivot = b - 1 - (pivot - a);
        hint = "increasing";
      }
      if (wasBalanced && wasPartitioned && hint === "increasing" && repair(a, b)) return;

      // What lies before the range is not greater than anything in it: here it equals the pivot.
      if (a > 0 && !less(a - 1, pivot)) {
        a = partitionEqual(a, b, pivot);
        continue;
      }

      const { middle, wasOrdered } = partition(a, b, pivot);
      wasPartitioned = wasOrdered;
      const left = middle - a;
      const right = b - middle;
      const balance = Math.floor(length / 8);
      if (left < right) {
        wasBalanced = left >= balance;
        sort(a, middle, limit);
        a = middle + 1;
      } else {
        wasBalanced = right >= balance;
        sort(middle + 1, b, limit);
        b = middle;
      }
    }
  }

  function insertionSort(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) {
      for (let j = i; j > a && less(j, j - 1); j--) swap(j, j - 1);
    }
  }

  function heapSort(a: number, b: number): void {
    const size = b - a;
    for (let i = Math.floor((size - 1) / 2); i >= 0; i--) siftDown(i, size, a);
    for (let i = size - 1; i >= 0; i--) {
      swap(a, a + i);
      siftDown(0, i, a);
    }
  }

  function siftDown(start: number, size: number, first: number): void {
    let root = start;
    for (;;) {
      let child = 2 * root + 1;
      if (child >= size) return;
      if (child + 1 < size && less(first + child, first + child + 1)) child += 1;
      if (!less(first + root, first + child)) return;
      swap(first + root, first + child);
      root = child;
    }
  }

  /** Smaller ones to the left of the pivot, the others to its right. */
  function partition(a: number, b: number, pivot: number) {
    swap(a, pivot);
    let i = a + 1;
    let j = b - 1;
    let exchanges = 0;
    for (;;) {
      while (i <= j && less(i, a)) i += 1;
      while (i <= j && !less(j, a)) j -= 1;
      if (i > j) break;
      swap(i, j);
      exchanges += 1;
      i += 1;
      j -= 1;
    }
    swap(j, a);
    return { middle: j, wasOrdered: exchanges === 0 };
  }

  /** Those equal to the pivot to the left; returns where the greater ones begin. */
  function partitionEqual(a: number, b: number, pivot: number): number {
    swap(a, pivot);
    let i = a + 1;
    let j = b - 1;
    for (;;) {
      while (i <= j && !less(a, i)) i += 1;
      while (i <= j && less(a, j)) j -= 1;
      if (i > j) return i;
      swap(i, j);
      i += 1;
      j -= 1;
    }
  }

  /** Whether the range is sorted now: a few neighbours out of order are put right on the way. */
  function repair(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < REPAIRS_MAX; step++) {
      while (i < b && !less(i, i - 1)) i += 1;
      if (i === b) return true;
      if (b - a < LONG_MIN) return false;
      swap(i, i - 1);
      if (i - a >= 2) {
        for (let j = i - 1; j >= 1 && less(j, j - 1); j--) swap(j, j - 1);
      }
      if (b - i >= 2) {
        for (let j = i + 1; j < b && less(j, j - 1); j++) swap(j, j - 1);
      }
    }
    return false;
  }

  /** Scatters three elements around the middle, after a fixed pseudo-random sequence. */
  function breakPatterns(a: number, b: number): void {
    const length = b - a;
    const next = xorshift(BigInt(length));
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    const middle = a + Math.floor(length / 4) * 2;
    for (let index = middle - 1; index <= middle + 1; index++) {
      let other = Number(next() & mask);
      if (other >= length) other -= length;
      swap(index, a + other);
    }
  }

  function choosePivot(a: number, b: number): { pivot: number; hint: Hint } {
    const length = b - a;
    const quarter = Math.floor(length / 4);
    let swaps = 0;

    function ordered(x: number, y: number): [number, number] {
      if (!less(y, x)) return [x, y];
      swaps += 1;
      return [y, x];
    }

    function median(x: number, y: number, z: number): number {
      const [low, high] = ordered(x, y);
      const [middle] = ordered(high, z);
      return ordered(low, middle)[1];
    }

    const around = (x: number): number => (length >= LONG_MIN ? median(x - 1, x, x + 1) : x);

    const first = around(a + quarter);
    const second = around(a + quarter * 2);
    const third = around(a + quarter * 3);
    const pivot = median(first, second, third);
    return {
      pivot,
      hint: swaps === 0 ? "increasing" : swaps === SWAPS_MAX ? "decreasing" : "unknown",
    };
  }

  function reverse(a: number, b: number): void {
    for (let i = a, j = b - 1; i < j; i++, j--) swap(i, j);
  }

  return { sort };
}

/** Marsaglia's 64-bit generator, seeded with the length of the range. */
function xorshift(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state ^ (state << 13n));
    state ^= state >> 7n;
    state = BigInt.asUintN(64, state ^ (state << 17n));
    return state;
  };
}

/** Bits that it takes to write a length. */
function bitLength(length: number): number {
  return length === 0 ? 0 : Math.floor(Math.log2(length)) + 1;
}
