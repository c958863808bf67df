import { DAY, Dec, type Duration, isValidDenom, plainError } from "@testudo/base";
import { fromDuration, toDuration } from "@testudo/proto";
import type { Params } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { decFromWire } from "../wire.ts";
import { state } from "./state.ts";

/** Tokens per unit of consensus power. */
export const POWER_REDUCTION = 1_000_000n;

/** Parameters of a chain that sets none. */
export const DEFAULT_PARAMS: Params = {
  unbondingTime: toDuration(21n * DAY),
  maxValidators: 100,
  maxEntries: 7,
  historicalEntries: 10_000,
  bondDenom: "stake",
  minCommissionRate: "0",
};

/** What Go reads where nothing was stored. */
const NO_PARAMS: Params = {
  unbondingTime: toDuration(0n),
  maxValidators: 0,
  maxEntries: 0,
  historicalEntries: 0,
  bondDenom: "",
  minCommissionRate: "",
};

/** Reads the parameters. Each call is one read of the whole record: gas depends on it. */
export function readParams(ctx: Ctx): Params {
  return state.params.get(ctx) ?? NO_PARAMS;
}

/** How long stake that leaves stays liable. */
export const unbondingTime = (ctx: Ctx): Duration => fromDuration(readParams(ctx).unbondingTime);
/** The only denom that can be staked. */
export const bondDenom = (ctx: Ctx): string => readParams(ctx).bondDenom;
/** Size of the bonded set. */
export const maxValidators = (ctx: Ctx): number => readParams(ctx).maxValidators;
/** Unbondings or redelegations that one delegator may have between the same parties. */
export const maxEntries = (ctx: Ctx): number => readParams(ctx).maxEntries;
/** Heights whose header and set are kept. */
export const historicalEntries = (ctx: Ctx): number => readParams(ctx).historicalEntries;
/** The lowest commission that a validator may take. */
export const minCommissionRate = (ctx: Ctx): Dec => decFromWire(readParams(ctx).minCommissionRate);

/** @throws AppError undefined/1; the texts end up in failed proposals and so in the state */
export function validateParams(params: Params): void {
  const unbonding = fromDuration(params.unbondingTime);
  if (unbonding <= 0n) throw plainError(`unbonding time must be positive: ${unbonding}`);
  if (params.maxValidators === 0) throw plainError("max validators must be positive: 0");
  if (params.maxEntries === 0) throw plainError("max entries must be positive: 0");
  if (params.bondDenom.trim() === "") throw plainError("bond denom cannot be blank");
  if (!isValidDenom(params.bondDenom)) throw plainError(`invalid denom: ${params.bondDenom}`);
  validateMinCommissionRate(params.minCommissionRate);
}

function validateMinCommissionRate(text: string): void {
  if (text === "") throw plainError("minimum commission rate cannot be nil: <nil>");
  const rate = decFromWire(text);
  if (rate.isNegative()) {
    throw plainError(`minimum commission rate cannot be negative: ${rate.toString()}`);
  }
  if (rate.gt(Dec.one)) {
    throw plainError(`minimum commission rate cannot be greater than 100%: ${rate.toString()}`);
  }
}
