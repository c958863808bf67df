/** How much dearer a piece of work gets as its input grows, which is the same on a slow machine and a busy one. */

/** The large input over the small one. */
const FACTOR = 8;
/** Between what linear work costs at FACTOR times the size and what quadratic work does. */
const BETWEEN = 24;
const ATTEMPTS = 5;

/**
 * Whether the processor time of some work grows at most linearly with its size: quadratic work is found out, a
 * logarithm on top of linear work is not.
 *
 * `prepare` makes an input of a size and gives the work on it; only the work is measured. A size should keep the
 * processor for a millisecond or more.
 */
export function growsLinearly(size: number, prepare: (size: number) => () => void): boolean {
  return cheapest(() => prepare(size * FACTOR)) < BETWEEN * cheapest(() => prepare(size));
}

/** The least processor time of a few attempts, in microseconds: collections of garbage do not count. */
function cheapest(prepare: () => () => void): number {
  return Math.min(
    ...Array.from({ length: ATTEMPTS }, () => {
      const work = prepare();
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return Math.max(user + system, 1);
    }),
  );
}
