import {
  type AddressCodec,
  type Coins,
  coinsAreValid,
  coinsToText,
  Dec,
  type ErrorKind,
  isAllGTE,
  isAllPositive,
  plainError,
  utf8,
} from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import type { Params } from "@testudo/proto/cosmos/gov/v1";
import type { Duration as WireDuration } from "@testudo/proto/google/protobuf";
import { goDurationText } from "../go-duration.ts";
import { coinsFromWire } from "../wire.ts";

/** Longest metadata, and longest title, in bytes. */
export const METADATA_MAX = 255;
/** Longest summary in bytes. */
export const SUMMARY_MAX = 40 * METADATA_MAX;

/** Two days of deposits and of voting; a third must vote, half of that must agree. */
export function defaultParams(): Params {
  const days = (n: bigint): WireDuration => ({ seconds: n * 86_400n, nanos: 0 });
  const dec = (text: string) => Dec.fromText(text).toString();
  return {
    minDeposit: [{ denom: "stake", amount: "10000000" }],
    maxDepositPeriod: days(2n),
    votingPeriod: days(2n),
    quorum: dec("0.334"),
    threshold: dec("0.5"),
    vetoThreshold: dec("0.334"),
    minInitialDepositRatio: dec("0"),
    proposalCancelRatio: dec("0.5"),
    proposalCancelDest: "",
    expeditedVotingPeriod: days(1n),
    expeditedThreshold: dec("0.667"),
    expeditedMinDeposit: [{ denom: "stake", amount: "50000000" }],
    burnVoteQuorum: false,
    burnProposalDepositPrevote: false,
    burnVoteVeto: true,
    minDepositRatio: dec("0.01"),
  };
}

/** Refuses parameters that contradict each other; the texts can end up in a proposal's `failed_reason`. */
export function validateParams(params: Params, addresses: AddressCodec): void {
  const minDeposit = coinsFromWire(params.minDeposit);
  const expeditedMinDeposit = coinsFromWire(params.expeditedMinDeposit);
  requireDeposit("invalid minimum deposit", minDeposit);
  requireDeposit("invalid expedited minimum deposit", expeditedMinDeposit);
  // "all less or equal" of the reference: covered by the regular deposit in every denom.
  if (isAllGTE(minDeposit, expeditedMinDeposit)) {
    throw plainError(
      `expedited minimum deposit must be greater than minimum deposit: ${coinsToText(expeditedMinDeposit)}`,
    );
  }
  requirePeriod("maximum deposit period", params.maxDepositPeriod, (ns) => ns.toString());
  const quorum = decOf(params.quorum, "invalid quorum string");
  if (quorum.isNegative()) throw plainError(`quorom cannot be negative: ${quorum}`);
  if (quorum.gt(Dec.one)) throw plainError(`quorom too large: ${params.quorum}`);

  const threshold = decOf(params.threshold, "invalid threshold string");
  requireThreshold("vote threshold", threshold);
  const expedited = decOf(params.expeditedThreshold, "invalid expedited threshold string");
  requireThreshold("expedited vote threshold", expedited);
  if (expedited.lte(threshold)) {
    throw plainError(
      `expedited vote threshold ${expedited}, must be greater than the regular threshold ${threshold}`,
    );
  }
  requireThreshold("veto threshold", decOf(params.vetoThreshold, "invalid vetoThreshold string"));

  const voting = requirePeriod("voting period", params.votingPeriod, goDurationText);
  const short = requirePeriod(
    "expedited voting period",
    params.expeditedVotingPeriod,
    goDurationText,
  );
  if (short >= voting) {
    throw plainError(
      `expedited voting period ${goDurationText(short)} must be strictly less that the regular voting period ${goDurationText(voting)}`,
    );
  }
  requireRatio(
    "mininum initial deposit ratio of proposal",
    decOf(params.minInitialDepositRatio, "invalid mininum initial deposit ratio of proposal"),
  );
  requireRatio(
    "burn rate of cancel proposal",
    decOf(params.proposalCancelRatio, "invalid burn rate of cancel proposal"),
  );
  if (params.proposalCancelDest !== "" && !isAccount(addresses, params.proposalCancelDest)) {
    throw plainError(`deposits destination address is invalid: ${params.proposalCancelDest}`);
  }
}

/** @throws `kind` when the text is longer than `max` bytes */
export function requireLength(text: string, max: number, kind: ErrorKind, name: string): void {
  const { length } = utf8(text);
  if (length > max) throw kind(`got ${name} with length ${length}`);
}

function requireDeposit(complaint: string, coins: Coins): void {
  if (!isAllPositive(coins) || !coinsAreValid(coins)) {
    throw plainError(`${complaint}: ${coinsToText(coins)}`);
  }
}

function requirePeriod(
  name: string,
  period: WireDuration | undefined,
  text: (ns: bigint) => string,
): bigint {
  if (period === undefined) throw plainError(`${name} must not be nil: %!d(*time.Duration=<nil>)`);
  const ns = fromDuration(period);
  if (ns <= 0n) throw plainError(`${name} must be positive: ${text(ns)}`);
  return ns;
}

function requireThreshold(name: string, threshold: Dec): void {
  if (!threshold.isPositive()) throw plainError(`${name} must be positive: ${threshold}`);
  if (threshold.gt(Dec.one)) throw plainError(`${name} too large: ${threshold}`);
}

function requireRatio(name: string, ratio: Dec): void {
  if (ratio.isNegative()) throw plainError(`${name} must be positive: ${ratio}`);
  if (ratio.gt(Dec.one)) throw plainError(`${name} is too large: ${ratio}`);
}

function decOf(text: string, complaint: string): Dec {
  try {
    return Dec.fromText(text);
  } catch (error) {
    throw plainError(`${complaint}: ${error instanceof Error ? error.message : error}`);
  }
}

function isAccount(addresses: AddressCodec, text: string): boolean {
  try {
    addresses.acc.fromText(text);
    return true;
  } catch {
    return false;
  }
}
