import { Dec, isValidDenom, plainError } from "@testudo/base";
import type { Params } from "@testudo/proto/cosmos/mint/v1beta1";
import { decFromWire } from "../wire.ts";

/** A year of five-second blocks (365.25 days). */
const BLOCKS_PER_YEAR = 6_311_520n;

/** Between 7 and 20 percent a year, moving by up to 13 toward two thirds bonded. */
export function defaultParams(): Params {
  return {
    mintDenom: "stake",
    inflationRateChange: Dec.fromText("0.13").toAtomicsText(),
    inflationMax: Dec.fromText("0.2").toAtomicsText(),
    inflationMin: Dec.fromText("0.07").toAtomicsText(),
    goalBonded: Dec.fromText("0.67").toAtomicsText(),
    blocksPerYear: BLOCKS_PER_YEAR,
  };
}

/** Refuses what the formula cannot take; the texts can end up in a proposal's `failed_reason`. */
export function validateParams(params: Params): void {
  if (params.mintDenom.trim() === "") throw plainError("mint denom cannot be blank");
  if (!isValidDenom(params.mintDenom)) throw plainError(`invalid denom: ${params.mintDenom}`);
  requireShare("inflation rate change", params.inflationRateChange);
  requireShare("max inflation", params.inflationMax);
  requireShare("min inflation", params.inflationMin);
  const goal = decFromWire(params.goalBonded);
  if (!goal.isPositive()) throw plainError(`goal bonded must be positive: ${goal}`);
  if (goal.gt(Dec.one)) throw plainError(`goal bonded too large: ${goal}`);
  if (params.blocksPerYear === 0n) {
    throw plainError(`blocks per year must be positive: ${params.blocksPerYear}`);
  }
  const max = decFromWire(params.inflationMax);
  const min = decFromWire(params.inflationMin);
  if (max.lt(min)) {
    throw plainError(
      `max inflation (${max}) must be greater than or equal to min inflation (${min})`,
    );
  }
}

function requireShare(name: string, atomics: string): void {
  const share = decFromWire(atomics);
  if (share.isNegative()) throw plainError(`${name} cannot be negative: ${share}`);
  if (share.gt(Dec.one)) throw plainError(`${name} too large: ${share}`);
}
