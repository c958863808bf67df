import {
  AppError,
  type Duration,
  HOUR,
  InvalidCoins,
  InvalidNumber,
  parseInt256,
  plainError,
  SECOND,
  validateCoin,
} from "@testudo/base";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { validateClientState } from "@testudo/ibc/tendermint";
import { fromDuration, toDuration } from "@testudo/proto";
import type { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import type { Params } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { type Ctx, panic } from "@testudo/runtime";
import {
  DEFAULT_CCV_TIMEOUT_PERIOD,
  DEFAULT_CONSUMER_UNBONDING_PERIOD,
} from "../wire/consumer-params.ts";
import {
  calculateTrustPeriod,
  validateDuration,
  validatePositiveInt64,
  validateStringFractionNonZero,
} from "../wire/validation.ts";
import { NIL_POINTER } from "./go-text.ts";
import { state } from "./state.ts";

const DEFAULT_TRUSTING_PERIOD_FRACTION = "0.66";

/** What clients on both sides start from; chain, heights and periods are filled in at launch. */
export const DEFAULT_TEMPLATE_CLIENT: ClientState = {
  chainId: "",
  trustLevel: { numerator: 1n, denominator: 3n },
  trustingPeriod: toDuration(0n),
  unbondingPeriod: toDuration(0n),
  maxClockDrift: toDuration(10n * SECOND),
  frozenHeight: { revisionNumber: 0n, revisionHeight: 0n },
  latestHeight: { revisionNumber: 0n, revisionHeight: 0n },
  proofSpecs: SDK_PROOF_SPECS,
  upgradePath: ["upgrade", "upgradedIBCState"],
  allowUpdateAfterExpiry: false,
  allowUpdateAfterMisbehaviour: false,
};

/** Parameters of a provider that sets none. */
export const DEFAULT_PARAMS: Params = {
  templateClient: DEFAULT_TEMPLATE_CLIENT,
  trustingPeriodFraction: DEFAULT_TRUSTING_PERIOD_FRACTION,
  ccvTimeoutPeriod: toDuration(DEFAULT_CCV_TIMEOUT_PERIOD),
  slashMeterReplenishPeriod: toDuration(HOUR),
  slashMeterReplenishFraction: "0.05",
  consumerRewardDenomRegistrationFee: { denom: "stake", amount: "10000000" },
  blocksPerEpoch: 600n,
  numberOfEpochsToStartReceivingRewards: 24n,
  maxProviderConsensusValidators: 180n,
};

/** Each call is one read of the whole record: gas depends on it. Panics before genesis wrote it. */
export function readParams(ctx: Ctx): Params {
  return state.params.get(ctx) ?? panic("provider parameters are not set");
}

export const ccvTimeoutPeriod = (ctx: Ctx): Duration =>
  fromDuration(readParams(ctx).ccvTimeoutPeriod);
export const slashMeterReplenishPeriod = (ctx: Ctx): Duration =>
  fromDuration(readParams(ctx).slashMeterReplenishPeriod);
export const slashMeterReplenishFraction = (ctx: Ctx): string =>
  readParams(ctx).slashMeterReplenishFraction;
export const trustingPeriodFraction = (ctx: Ctx): string => readParams(ctx).trustingPeriodFraction;
export const blocksPerEpoch = (ctx: Ctx): bigint => readParams(ctx).blocksPerEpoch;
export const numberOfEpochsToStartReceivingRewards = (ctx: Ctx): bigint =>
  readParams(ctx).numberOfEpochsToStartReceivingRewards;
export const maxProviderConsensusValidators = (ctx: Ctx): bigint =>
  readParams(ctx).maxProviderConsensusValidators;

/** Panics when there is none, which no valid parameters allow. */
export function templateClient(ctx: Ctx): ClientState {
  return readParams(ctx).templateClient ?? panic(NIL_POINTER);
}

/** @throws undefined/1, or the refusal of the template client */
export function validateParams(params: Params): void {
  if (params.templateClient === undefined) throw plainError("template client is nil");
  validateTemplateClient(params.templateClient);
  named("trusting period fraction", () =>
    validateStringFractionNonZero(params.trustingPeriodFraction),
  );
  named("ccv timeout period", () => validateDuration(fromDuration(params.ccvTimeoutPeriod)));
  named("slash meter replenish period", () =>
    validateDuration(fromDuration(params.slashMeterReplenishPeriod)),
  );
  named("slash meter replenish fraction", () =>
    validateStringFractionNonZero(params.slashMeterReplenishFraction),
  );
  named("consumer reward denom registration fee", () =>
    validateFee(params.consumerRewardDenomRegistrationFee),
  );
  named("blocks per epoch", () => validatePositiveInt64(params.blocksPerEpoch));
  named("number of epochs to start receiving rewards", () =>
    validatePositiveInt64(params.numberOfEpochsToStartReceivingRewards),
  );
  named("max provider consensus validators", () =>
    validatePositiveInt64(params.maxProviderConsensusValidators),
  );
}

/** The template must be a valid client once a launch has filled it in. */
function validateTemplateClient(template: ClientState): void {
  const unbonding = DEFAULT_CONSUMER_UNBONDING_PERIOD;
  validateClientState({
    ...template,
    chainId: "chainid",
    trustingPeriod: toDuration(calculateTrustPeriod(unbonding, DEFAULT_TRUSTING_PERIOD_FRACTION)),
    unbondingPeriod: toDuration(unbonding),
    latestHeight: { revisionNumber: 0n, revisionHeight: 1n },
  });
}

function validateFee({ denom, amount }: Params["consumerRewardDenomRegistrationFee"]): void {
  try {
    validateCoin({ denom, amount: parseInt256(amount) });
  } catch (error) {
    if (error instanceof InvalidCoins || error instanceof InvalidNumber) {
      throw plainError(`invalid consumer reward denom registration fee: ${amount}${denom}`, error);
    }
    throw error;
  }
}

/** Puts the name of a parameter before its refusal. */
function named(name: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw plainError(`${name} is invalid: ${error.message}`, error);
  }
}
