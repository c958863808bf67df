import { GO_ZERO_TIME, type Time } from "@testudo/base";
import { BlockIdFlag, type Commit } from "./types.ts";
import type { ValidatorSet } from "./validator-set.ts";

/** A time and the voting power behind it. */
export interface WeightedTime {
  readonly time: Time;
  readonly weight: bigint;
}

/**
 * BFT time of a block: the median of the times in its last commit, weighted by power. Lies between the times that
 * correct validators gave, as long as fewer than a third of the power is faulty.
 */
export function medianTime(commit: Commit, validators: ValidatorSet): Time {
  const times: WeightedTime[] = [];
  let totalPower = 0n;
  for (const signature of commit.signatures) {
    if (signature.blockIdFlag === BlockIdFlag.absent) continue;
    const validator = validators.byAddress(signature.validatorAddress);
    if (validator === undefined) continue;
    totalPower += validator.power;
    times.push({ time: signature.timestamp, weight: validator.power });
  }
  return weightedMedian(times, totalPower);
}

/** The time at which half of `totalWeight` is reached, going up; Go's zero time when there is none. */
export function weightedMedian(times: readonly WeightedTime[], totalWeight: bigint): Time {
  let median = totalWeight / 2n;
  for (const { time, weight } of times.toSorted(compareTimes)) {
    if (median <= weight) return time;
    median -= weight;
  }
  return GO_ZERO_TIME;
}

/** CometBFT compares `UnixNano`, which wraps outside of the years 1678 to 2262. */
function compareTimes(a: WeightedTime, b: WeightedTime): number {
  const left = BigInt.asIntN(64, a.time);
  const right = BigInt.asIntN(64, b.time);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
