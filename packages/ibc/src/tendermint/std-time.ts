import { MAX_INT64, SECOND, sdkErrors } from "@testudo/base";
import type { Duration, Timestamp } from "@testudo/proto/google/protobuf";

/** The years 1 to 9999, in Unix seconds. */
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;
const NANOS = 1_000_000_000;
const LONGEST_DURATION = MAX_INT64 / SECOND;

/**
 * Refuses what the reference's decoder refuses: years out of range and nanoseconds that are no part of a second. Two
 * encodings of one instant would otherwise leave different bytes behind.
 *
 * @throws sdk/2
 */
export function requireTimestamp({ seconds, nanos }: Timestamp): void {
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS) {
    throw sdkErrors.txDecode(`timestamp out of range: ${seconds}s ${nanos}ns`);
  }
}

/**
 * Refuses what the reference's decoder refuses: more than 64 bits of nanoseconds, and parts of different signs.
 *
 * @throws sdk/2
 */
export function requireDuration({ seconds, nanos }: Duration): void {
  const isLong = seconds > LONGEST_DURATION || seconds < -LONGEST_DURATION;
  const isMixed = (seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0);
  if (isLong || isMixed || nanos <= -NANOS || nanos >= NANOS) {
    throw sdkErrors.txDecode(`duration out of range: ${seconds}s ${nanos}ns`);
  }
}
