import {
  AppError,
  Dec,
  type Duration,
  parseUint64,
  plainError,
  validateDenom,
} from "@testudo/base";
import { checkChannelId, checkConnectionId, isBlank } from "@testudo/ibc/host";
import { ccvErrors } from "./errors.ts";

/**
 * A consumer id is an unsigned 64-bit number in decimal digits; leading zeros pass.
 *
 * @throws CCV/19
 */
export function validateConsumerId(id: string): void {
  if (isBlank(id)) throw ccvErrors.invalidConsumerId("consumer id cannot be blank");
  try {
    parseUint64(id);
  } catch (error) {
    const isNumber = /^[0-9]+$/.test(id);
    const complaint = isNumber ? "value out of range" : "invalid syntax";
    throw ccvErrors.invalidConsumerId(
      `consumer id (${id}) cannot be parsed: strconv.ParseUint: parsing ${JSON.stringify(id)}: ${complaint}`,
      error,
    );
  }
}

/** @throws undefined/1 unless positive */
export function validateDuration(duration: Duration): void {
  if (duration <= 0n) throw plainError("duration must be positive");
}

/** @throws undefined/1 unless positive */
export function validatePositiveInt64(value: bigint): void {
  if (value <= 0n) throw plainError("int must be positive");
}

/**
 * A decimal text from 0 to 1.
 *
 * @throws undefined/1
 */
export function validateStringFraction(text: string): Dec {
  const fraction = parseDec(text);
  if (fraction.isNegative()) throw plainError(`param cannot be negative, got ${text}`);
  if (fraction.gt(Dec.one)) throw plainError(`param cannot be greater than 1, got ${text}`);
  return fraction;
}

/** @throws undefined/1 also for zero */
export function validateStringFractionNonZero(text: string): void {
  if (validateStringFraction(text).isZero()) throw plainError(`param cannot be zero, got ${text}`);
}

/** @throws undefined/1 unless from 0 to 1 */
export function validateFraction(fraction: Dec): void {
  if (fraction.isNegative()) throw plainError(`param cannot be negative, got ${fraction}`);
  if (fraction.gt(Dec.one)) throw plainError(`param cannot be greater than 1, got ${fraction}`);
}

/** Empty, which means that a channel will be opened, or a channel id. @throws host/2 */
export function validateDistributionTransmissionChannel(id: string): void {
  if (id !== "") checkChannelId(id);
}

/** Blank, or a connection id. @throws host/2 */
export function validateConnectionIdentifier(id: string): void {
  if (!isBlank(id)) checkConnectionId(id);
}

/** @throws undefined/1 at the first text that names no denomination */
export function validateDenoms(denoms: readonly string[]): void {
  for (const denom of denoms) asPlain(() => validateDenom(denom));
}

/**
 * How long a light client of a chain may trust a header.
 *
 * @throws undefined/1 when the fraction is no decimal
 */
export function calculateTrustPeriod(unbondingPeriod: Duration, fraction: string): Duration {
  return parseDec(fraction).mulInt(unbondingPeriod).truncateInt();
}

function parseDec(text: string): Dec {
  return asPlain(() => Dec.fromText(text));
}

/** What a parser throws, as the uncoded error that Go returns. */
function asPlain<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
}
