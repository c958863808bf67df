import { type Duration, equalBytes, formatRfc3339Nano, type Time, toHexUpper } from "@testudo/base";
import { commitFault } from "./commit.ts";
import { cometError, type Fault, throwIfFaulty, throwIfInvalid } from "./errors.ts";
import { hashHeader, headerFault } from "./header.ts";
import type { Fraction, Header, LightBlock, SignedHeader } from "./types.ts";
import { type ValidatorSet, validatorSetFault } from "./validator-set.ts";
import { commitLightFault, commitLightTrustingFault } from "./verify-commit.ts";

/** At least one correct validator signed, as long as fewer than a third are faulty. */
export const DEFAULT_TRUST_LEVEL: Fraction = Object.freeze({ numerator: 1n, denominator: 3n });

/** What is looked at of a header that is trusted already. */
export type TrustedHeader = Pick<Header, "chainId" | "height" | "time" | "nextValidatorsHash">;

/** What one step of light verification needs; times and durations in nanoseconds. */
export interface AdjacentStep {
  readonly trustedHeader: TrustedHeader;
  readonly untrustedHeader: SignedHeader;
  /** Validators of the untrusted header's height. */
  readonly untrustedValidators: ValidatorSet;
  readonly trustingPeriod: Duration;
  readonly now: Time;
  /** How far the untrusted header's time may lie ahead of `now`. */
  readonly maxClockDrift: Duration;
}

/** A step over any number of heights. */
export interface LightStep extends AdjacentStep {
  /** Validators of the trusted height or, as ibc has them, of the next. */
  readonly trustedValidators: ValidatorSet;
  readonly trustLevel: Fraction;
}

/**
 * Verifies a header of any later height against a trusted one (CometBFT `light.Verify`).
 *
 * @throws CometError "expired", "invalidHeader", "untrustedValidators", or "invalid"
 */
export function verifyLight(step: LightStep): void {
  if (isNext(step)) verifyAdjacent(step);
  else verifyNonAdjacent(step);
}

/**
 * Verifies the header that follows the trusted one: its validators are those that the trusted header announced, and
 * more than 2/3 of them signed.
 *
 * @throws CometError like `verifyLight`
 */
export function verifyAdjacent(step: AdjacentStep): void {
  if (!isNext(step)) throw cometError("invalid", "headers must be adjacent in height");
  throwIfFaulty(newHeaderFault(step));
  const { trustedHeader, untrustedHeader } = step;
  const announced = trustedHeader.nextValidatorsHash;
  const actual = untrustedHeader.header.validatorsHash;
  if (!equalBytes(actual, announced)) {
    throw cometError(
      "invalid",
      `expected old header next validators (${toHexUpper(announced)}) to match those from new header (${toHexUpper(actual)})`,
    );
  }
  throwIfFaulty(signedByOwnValidatorsFault(step));
}

/**
 * Verifies a header further away: more than `trustLevel` of the trusted validators and more than 2/3 of its own signed.
 *
 * @throws CometError like `verifyLight`
 */
export function verifyNonAdjacent(step: LightStep): void {
  if (isNext(step)) throw cometError("invalid", "headers must be non adjacent in height");
  throwIfFaulty(newHeaderFault(step));
  const fault = commitLightTrustingFault({
    chainId: step.trustedHeader.chainId,
    validators: step.trustedValidators,
    commit: step.untrustedHeader.commit,
    trustLevel: step.trustLevel,
  });
  if (fault?.reason === "notEnoughPower") {
    throw cometError("untrustedValidators", `cant trust new val set: ${fault.text}`);
  }
  throwIfFaulty(fault);
  // Last, because the new set is of the sender's choosing and may be very large.
  throwIfFaulty(signedByOwnValidatorsFault(step));
}

/**
 * Verifies the header before a trusted one by the hash link.
 *
 * @throws CometError "invalidHeader"
 */
export function verifyBackwards(untrusted: Header, trusted: Header): void {
  const fault = backwardsFault(untrusted, trusted);
  if (fault !== undefined) throw cometError("invalidHeader", `invalid header: ${fault}`);
}

/** Whether a header is too old to be trusted at `now`. */
export function isHeaderExpired(
  header: Pick<Header, "time">,
  trustingPeriod: Duration,
  now: Time,
): boolean {
  return header.time + trustingPeriod <= now;
}

/**
 * Checks that a trust level lies between 1/3 and 1.
 *
 * @throws CometError "invalid"
 */
export function validateTrustLevel(level: Fraction): void {
  const { numerator, denominator } = level;
  if (numerator * 3n < denominator || numerator > denominator || denominator === 0n) {
    throw cometError(
      "invalid",
      `trustLevel must be within [1/3, 1], given ${numerator}/${denominator}`,
    );
  }
}

/** What is wrong with a signed header by itself; signatures are not verified. */
export function signedHeaderFault(signed: SignedHeader, chainId: string): string | undefined {
  const { header, commit } = signed;
  const badHeader = headerFault(header);
  if (badHeader !== undefined) return `invalid header: ${badHeader}`;
  const badCommit = commitFault(commit);
  if (badCommit !== undefined) return `invalid commit: ${badCommit}`;
  if (header.chainId !== chainId) {
    return `header belongs to another chain "${header.chainId}", not "${chainId}"`;
  }
  if (commit.height !== header.height) {
    return `header and commit height mismatch: ${header.height} vs ${commit.height}`;
  }
  const hash = hashHeader(header);
  if (!equalBytes(hash, commit.blockId.hash)) {
    return `commit signs block ${toHexUpper(commit.blockId.hash)}, header is block ${toHexUpper(hash)}`;
  }
  return undefined;
}

/** Throws a CometError "invalid" unless `signedHeaderFault` finds nothing. */
export function validateSignedHeader(signed: SignedHeader, chainId: string): void {
  throwIfInvalid(signedHeaderFault(signed, chainId));
}

/** What is wrong with a light block by itself; signatures are not verified. */
export function lightBlockFault(block: LightBlock, chainId: string): string | undefined {
  const badHeader = signedHeaderFault(block.signedHeader, chainId);
  if (badHeader !== undefined) return `invalid signed header: ${badHeader}`;
  const badSet = validatorSetFault(block.validatorSet);
  if (badSet !== undefined) return `invalid validator set: ${badSet}`;
  const expected = block.signedHeader.header.validatorsHash;
  const actual = block.validatorSet.hash();
  if (!equalBytes(expected, actual)) {
    return `expected validator hash of header to match validator set hash (${toHexUpper(expected)} != ${toHexUpper(actual)})`;
  }
  return undefined;
}

/** Throws a CometError "invalid" unless `lightBlockFault` finds nothing. */
export function validateLightBlock(block: LightBlock, chainId: string): void {
  throwIfInvalid(lightBlockFault(block, chainId));
}

function isNext({ trustedHeader, untrustedHeader }: AdjacentStep): boolean {
  return untrustedHeader.header.height === trustedHeader.height + 1n;
}

function newHeaderFault(step: AdjacentStep): Fault | undefined {
  const trusted = step.trustedHeader;
  if (isHeaderExpired(trusted, step.trustingPeriod, step.now)) {
    const expiredAt = formatRfc3339Nano(trusted.time + step.trustingPeriod);
    return {
      reason: "expired",
      text: `old header has expired at ${expiredAt} (now: ${formatRfc3339Nano(step.now)})`,
    };
  }
  return invalidHeader(headerAndValidatorsFault(step));
}

function headerAndValidatorsFault(step: AdjacentStep): string | undefined {
  const trusted = step.trustedHeader;
  const untrusted = step.untrustedHeader.header;
  const malformed = signedHeaderFault(step.untrustedHeader, trusted.chainId);
  if (malformed !== undefined) return `untrustedHeader.ValidateBasic failed: ${malformed}`;
  if (untrusted.height <= trusted.height) {
    return `expected new header height ${untrusted.height} to be greater than one of old header ${trusted.height}`;
  }
  if (untrusted.time <= trusted.time) {
    return `expected new header time ${formatRfc3339Nano(untrusted.time)} to be after old header time ${formatRfc3339Nano(trusted.time)}`;
  }
  if (untrusted.time >= step.now + step.maxClockDrift) {
    return `new header has a time from the future ${formatRfc3339Nano(untrusted.time)} (now: ${formatRfc3339Nano(step.now)}; max clock drift: ${step.maxClockDrift}ns)`;
  }
  const supplied = step.untrustedValidators.hash();
  if (!equalBytes(untrusted.validatorsHash, supplied)) {
    return `expected new header validators (${toHexUpper(untrusted.validatorsHash)}) to match those that were supplied (${toHexUpper(supplied)}) at height ${untrusted.height}`;
  }
  return undefined;
}

function signedByOwnValidatorsFault(step: AdjacentStep): Fault | undefined {
  const { header, commit } = step.untrustedHeader;
  const fault = commitLightFault({
    chainId: step.trustedHeader.chainId,
    validators: step.untrustedValidators,
    blockId: commit.blockId,
    height: header.height,
    commit,
  });
  return invalidHeader(fault?.text);
}

function invalidHeader(text: string | undefined): Fault | undefined {
  return text === undefined
    ? undefined
    : { reason: "invalidHeader", text: `invalid header: ${text}` };
}

function backwardsFault(untrusted: Header, trusted: Header): string | undefined {
  const malformed = headerFault(untrusted);
  if (malformed !== undefined) return malformed;
  if (untrusted.chainId !== trusted.chainId) return "header belongs to another chain";
  if (untrusted.time >= trusted.time) {
    return `expected older header time ${formatRfc3339Nano(untrusted.time)} to be before new header time ${formatRfc3339Nano(trusted.time)}`;
  }
  const hash = hashHeader(untrusted);
  if (!equalBytes(hash, trusted.lastBlockId.hash)) {
    return `older header hash ${toHexUpper(hash)} does not match trusted header's last block ${toHexUpper(trusted.lastBlockId.hash)}`;
  }
  return undefined;
}
