import { DAY, type Duration, HOUR } from "@testudo/base";
import { fromDuration, toDuration } from "@testudo/proto";
import type { ConsumerParams } from "@testudo/proto/interchain_security/ccv/v1";
import {
  validateConsumerId,
  validateDenoms,
  validateDistributionTransmissionChannel,
  validateDuration,
  validatePositiveInt64,
  validateStringFraction,
} from "./validation.ts";

/** Long enough that no channel closes because a packet was late. */
export const DEFAULT_CCV_TIMEOUT_PERIOD: Duration = 28n * DAY;
export const DEFAULT_TRANSFER_TIMEOUT_PERIOD: Duration = HOUR;
/** One day less than what the provider's staking module starts with. */
export const DEFAULT_CONSUMER_UNBONDING_PERIOD: Duration = 20n * DAY;
export const DEFAULT_RETRY_DELAY_PERIOD: Duration = HOUR;
export const DEFAULT_BLOCKS_PER_DISTRIBUTION_TRANSMISSION = 1000n;
export const DEFAULT_CONSUMER_REDISTRIBUTION_FRACTION = "0.75";
export const DEFAULT_HISTORICAL_ENTRIES = 10_000n;
/** The soft opt-out is gone; older chains read "0" as "off". */
export const SOFT_OPT_OUT_THRESHOLD = "0";

/** Parameters of a consumer module that is switched off. */
export const DEFAULT_CONSUMER_PARAMS: ConsumerParams = {
  enabled: false,
  blocksPerDistributionTransmission: DEFAULT_BLOCKS_PER_DISTRIBUTION_TRANSMISSION,
  distributionTransmissionChannel: "",
  providerFeePoolAddrStr: "",
  ccvTimeoutPeriod: toDuration(DEFAULT_CCV_TIMEOUT_PERIOD),
  transferTimeoutPeriod: toDuration(DEFAULT_TRANSFER_TIMEOUT_PERIOD),
  consumerRedistributionFraction: DEFAULT_CONSUMER_REDISTRIBUTION_FRACTION,
  historicalEntries: DEFAULT_HISTORICAL_ENTRIES,
  unbondingPeriod: toDuration(DEFAULT_CONSUMER_UNBONDING_PERIOD),
  softOptOutThreshold: SOFT_OPT_OUT_THRESHOLD,
  rewardDenoms: [],
  providerRewardDenoms: [],
  retryDelayPeriod: toDuration(DEFAULT_RETRY_DELAY_PERIOD),
  consumerId: "0",
};

/** @throws the first refusal in the order of the fields */
export function validateConsumerParams(params: ConsumerParams): void {
  validatePositiveInt64(params.blocksPerDistributionTransmission);
  validateDistributionTransmissionChannel(params.distributionTransmissionChannel);
  validateDuration(fromDuration(params.ccvTimeoutPeriod));
  validateDuration(fromDuration(params.transferTimeoutPeriod));
  validateStringFraction(params.consumerRedistributionFraction);
  validatePositiveInt64(params.historicalEntries);
  validateDuration(fromDuration(params.unbondingPeriod));
  validateDenoms(params.rewardDenoms);
  validateDenoms(params.providerRewardDenoms);
  validateDuration(fromDuration(params.retryDelayPeriod));
  validateConsumerId(params.consumerId);
}
