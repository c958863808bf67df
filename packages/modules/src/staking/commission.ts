import { Dec, HOUR, type Time } from "@testudo/base";
import { fromTimestamp } from "@testudo/proto";
import type { Commission, CommissionRates } from "@testudo/proto/cosmos/staking/v1beta1";
import { panic } from "@testudo/runtime";
import { decFromWire, NIL_POINTER } from "../wire.ts";
import { errors } from "./errors.ts";

/** Rates change at most once in this time. */
const CHANGE_INTERVAL = 24n * HOUR;

/**
 * Checks the rates of a new validator. Panics on a rate that is not there, where Go runs into a nil pointer.
 *
 * @throws staking/9, 10, 11, 13, 14
 */
export function validateRates(rates: CommissionRates): void {
  const maxRate = present(rates.maxRate);
  if (maxRate.isNegative()) throw errors.commissionNegative();
  if (maxRate.gt(Dec.one)) throw errors.commissionHuge();
  const rate = present(rates.rate);
  if (rate.isNegative()) throw errors.commissionNegative();
  if (rate.gt(maxRate)) throw errors.commissionAboveMaxRate();
  const maxChangeRate = present(rates.maxChangeRate);
  if (maxChangeRate.isNegative()) throw errors.commissionChangeRateNegative();
  if (maxChangeRate.gt(maxRate)) throw errors.commissionChangeRateAboveMaxRate();
}

/**
 * Checks a change of rate. Only a rise is bound by the largest step.
 *
 * @throws staking/12, 9, 11, 15
 */
export function validateNewRate(commission: Commission, rate: Dec, now: Time): void {
  const { commissionRates, updateTime } = commission;
  if (now - fromTimestamp(updateTime) < CHANGE_INTERVAL) throw errors.commissionUpdateTime();
  if (rate.isNegative()) throw errors.commissionNegative();
  if (rate.gt(decFromWire(commissionRates.maxRate))) throw errors.commissionAboveMaxRate();
  const step = rate.sub(decFromWire(commissionRates.rate));
  if (step.gt(decFromWire(commissionRates.maxChangeRate))) {
    throw errors.commissionAboveMaxChangeRate();
  }
}

function present(text: string): Dec {
  return text === "" ? panic(NIL_POINTER) : decFromWire(text);
}
