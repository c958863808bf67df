import { maxBigint } from "@testudo/base";
import type {
  ConsensusValidator,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { sortSlice } from "./unstable-sort.ts";

/** The first `validator_set_cap` validators; no cap applies to a Top N chain. */
export function capValidatorSet(
  { topN, validatorSetCap }: PowerShapingParameters,
  validators: readonly ConsensusValidator[],
): readonly ConsensusValidator[] {
  if (topN > 0 || validatorSetCap === 0) return validators;
  return validators.slice(0, validatorSetCap);
}

/**
 * Powers such that nobody has more than `percent` of the whole, as far as that can be had; 0 means no cap. What is cut
 * off goes to those below, so that the sum stays. The result is in descending order of the powers before.
 */
export function capValidatorsPower(
  percent: number,
  validators: readonly ConsensusValidator[],
): readonly ConsensusValidator[] {
  if (percent === 0) return validators;
  const total = validators.reduce((sum, { power }) => sum + power, 0n);
  const limit = maxBigint((total * BigInt(percent)) / 100n, 1n);

  const ordered = [...validators];
  sortSlice(ordered, (a, b) => a.power > b.power);

  let excess = 0n;
  let below = 0n;
  for (const { power } of ordered) {
    if (power >= limit) excess += power - limit;
    else below += 1n;
  }
  let share = below === 0n ? 0n : excess / below;

  return ordered.map((validator) => {
    const { power } = validator;
    let capped = limit;
    if (power < limit) {
      if (power + share < limit) capped = power + share;
      excess -= capped - power;
      below -= 1n;
    }
    // Truncation leaves a rest, which reaches those further down.
    if (below !== 0n) share = excess / below;
    return { ...validator, power: capped };
  });
}
