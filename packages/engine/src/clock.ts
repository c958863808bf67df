import type { Duration, Time } from "@testudo/base";

/** Where validators read the time that they put into votes. All chains of a devnet share one. */
export interface Clock {
  /** Nanoseconds since the Unix epoch; never smaller than an earlier answer. */
  now(): Time;
  /** Moves the clock forward for good. */
  advance(by: Duration): void;
  /** Told by each engine after each block it committed. */
  afterBlock?(): void;
}

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/**
 * The machine's time plus an offset that only grows. Setting the machine's clock back stops it until
 * the old reading is passed again, so block times keep rising.
 */
export function createWallClock(options: { readonly offset?: Duration } = {}): Clock {
  let offset = options.offset ?? 0n;
  let last = 0n;
  return {
    now() {
      const reading = BigInt(Date.now()) * NANOSECONDS_PER_MILLISECOND + offset;
      if (reading > last) last = reading;
      return last;
    },
    advance(by) {
      if (by < 0n) throw new RangeError(`a clock moves forward only, not by ${by}`);
      offset += by;
    },
  };
}

/** A clock that moves only when told to, and by `step` after each block: one seed, one history. */
export function createVirtualClock(options: {
  readonly start: Time;
  readonly step: Duration;
}): Clock {
  let time = options.start;
  return {
    now: () => time,
    advance(by) {
      if (by < 0n) throw new RangeError(`a clock moves forward only, not by ${by}`);
      time += by;
    },
    afterBlock() {
      time += options.step;
    },
  };
}
