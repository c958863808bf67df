import { type Duration, SECOND, type Time } from "@testudo/base";

/** When test chains begin: 2026-01-01 00:00:00 UTC. */
export const TEST_GENESIS_TIME: Time = 1_767_225_600n * SECOND;

/** The one clock of the chains of a test. It moves when told to, and a step after each block of any chain. */
export interface TestClock {
  now(): Time;
  advance(by: Duration): void;
  /** Told by a chain after each of its blocks. */
  afterBlock(): void;
  /** Puts the clock to any time: for blocks that are made again from an earlier state. */
  set(time: Time): void;
}

/** Starts a clock; steps of one second leave the short periods of tests room for many blocks. */
export function createTestClock(
  options: { readonly start?: Time; readonly step?: Duration } = {},
): TestClock {
  const { start = TEST_GENESIS_TIME, step = SECOND } = options;
  let time = start;
  return {
    now: () => time,
    advance(by) {
      time += by;
    },
    afterBlock() {
      time += step;
    },
    set(to) {
      time = to;
    },
  };
}
