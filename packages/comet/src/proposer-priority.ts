import { compareBytes, MAX_INT64 } from "@testudo/base";
import type { Validator } from "./validator.ts";

const MIN_INT64 = -MAX_INT64 - 1n;

/** Priorities may lie this many times the total power apart. */
const PRIORITY_WINDOW_SIZE_FACTOR = 2n;

/** Priorities after a rotation, in set order, and the position of the proposer. */
export interface Rotation {
  readonly priorities: readonly bigint[];
  readonly proposer: number;
}

/**
 * Runs the rotation of CometBFT: rescale and centre once, then `times` rounds in which everyone gains its power and the
 * one with the most loses the total. Sums clip at the bounds of int64 as there.
 */
export function moveProposer(options: {
  readonly validators: readonly Validator[];
  readonly powers: readonly bigint[];
  readonly priorities: readonly bigint[];
  readonly totalPower: bigint;
  readonly times: number;
}): Rotation {
  const { validators, powers, totalPower } = options;
  const priorities = normalizePriorities(options.priorities, totalPower);
  let proposer = 0;
  for (let round = 0; round < options.times; round++) {
    for (let i = 0; i < priorities.length; i++) {
      priorities[i] = clip((priorities[i] ?? 0n) + (powers[i] ?? 0n));
    }
    proposer = mostPriority(validators, priorities);
    priorities[proposer] = clip((priorities[proposer] ?? 0n) - totalPower);
  }
  return { priorities, proposer };
}

/** Rescales priorities into the window of twice the total power and centres them around zero. */
export function normalizePriorities(priorities: readonly bigint[], totalPower: bigint): bigint[] {
  const rescaled = rescale(priorities, PRIORITY_WINDOW_SIZE_FACTOR * totalPower);
  const sum = rescaled.reduce((total, priority) => total + priority, 0n);
  const average = floorDiv(sum, BigInt(rescaled.length));
  return rescaled.map((priority) => clip(priority - average));
}

function rescale(priorities: readonly bigint[], diffMax: bigint): readonly bigint[] {
  if (diffMax <= 0n) return priorities;
  let max = MIN_INT64;
  let min = MAX_INT64;
  for (const priority of priorities) {
    if (priority > max) max = priority;
    if (priority < min) min = priority;
  }
  const wrapped = BigInt.asIntN(64, max - min);
  const diff = wrapped < 0n ? -wrapped : wrapped;
  if (diff <= diffMax) return priorities;
  const ratio = BigInt.asIntN(64, diff + diffMax - 1n) / diffMax;
  return priorities.map((priority) => priority / ratio);
}

function mostPriority(validators: readonly Validator[], priorities: readonly bigint[]): number {
  let best = 0;
  for (let i = 1; i < priorities.length; i++) {
    const mine = priorities[i] ?? 0n;
    const most = priorities[best] ?? 0n;
    if (mine > most || (mine === most && addressBelow(validators, i, best))) best = i;
  }
  return best;
}

function addressBelow(validators: readonly Validator[], i: number, j: number): boolean {
  const a = validators[i];
  const b = validators[j];
  return a !== undefined && b !== undefined && compareBytes(a.address, b.address) < 0;
}

/** Go's big.Int.Div for a positive divisor. */
function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && a % b !== 0n ? quotient - 1n : quotient;
}

function clip(n: bigint): bigint {
  if (n > MAX_INT64) return MAX_INT64;
  return n < MIN_INT64 ? MIN_INT64 : n;
}
