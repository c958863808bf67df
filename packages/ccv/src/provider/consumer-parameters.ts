import {
  type AddressCodec,
  AppError,
  Dec,
  type ErrorKind,
  fromGoHex,
  fromUtf8,
  GO_ZERO_TIME,
  plainError,
  utf8,
  validateDenom,
} from "@testudo/base";
import { isBlank, isZeroHeight } from "@testudo/ibc/host";
import { fromDuration, toDuration, toTimestamp } from "@testudo/proto";
import type {
  AllowlistedRewardDenoms,
  ConsumerInitializationParameters,
  ConsumerMetadata,
  InfractionParameters,
  PowerShapingParameters,
  SlashJailParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { panic } from "@testudo/runtime";
import {
  DEFAULT_BLOCKS_PER_DISTRIBUTION_TRANSMISSION,
  DEFAULT_CCV_TIMEOUT_PERIOD,
  DEFAULT_CONSUMER_REDISTRIBUTION_FRACTION,
  DEFAULT_CONSUMER_UNBONDING_PERIOD,
  DEFAULT_HISTORICAL_ENTRIES,
  DEFAULT_TRANSFER_TIMEOUT_PERIOD,
} from "../wire/consumer-params.ts";
import {
  validateConnectionIdentifier,
  validateDistributionTransmissionChannel,
  validateDuration,
  validateFraction,
  validatePositiveInt64,
  validateStringFraction,
} from "../wire/validation.ts";
import { errors } from "./errors.ts";
import { NIL_POINTER } from "./go-text.ts";

/** Limits on what a consumer's owner may store, in bytes. */
const CHAIN_ID_LENGTH_MAX = 50;
const NAME_LENGTH_MAX = 50;
const DESCRIPTION_LENGTH_MAX = 10_000;
const METADATA_LENGTH_MAX = 255;
const HASH_LENGTH_MAX = 64;
/** Entries of each list of validators. */
const LIST_LENGTH_MAX = 1000;
const REWARD_DENOMS_MAX = 3;
/** A SHA-256 hash; a voucher's denom may also come without one. */
const VOUCHER_HASH_LENGTH = 32;

/** Chains that ran before ids were free for all. */
const RESERVED_CHAIN_IDS: readonly string[] = ["neutron-1", "stride-1"];

const NO_BYTES = new Uint8Array();

/** Parameters of a consumer that is created without any; only chain ids of revision 1 fit them. */
export const DEFAULT_INITIALIZATION_PARAMETERS: ConsumerInitializationParameters = {
  initialHeight: { revisionNumber: 1n, revisionHeight: 1n },
  genesisHash: NO_BYTES,
  binaryHash: NO_BYTES,
  spawnTime: toTimestamp(GO_ZERO_TIME),
  unbondingPeriod: toDuration(DEFAULT_CONSUMER_UNBONDING_PERIOD),
  ccvTimeoutPeriod: toDuration(DEFAULT_CCV_TIMEOUT_PERIOD),
  transferTimeoutPeriod: toDuration(DEFAULT_TRANSFER_TIMEOUT_PERIOD),
  consumerRedistributionFraction: DEFAULT_CONSUMER_REDISTRIBUTION_FRACTION,
  blocksPerDistributionTransmission: DEFAULT_BLOCKS_PER_DISTRIBUTION_TRANSMISSION,
  historicalEntries: DEFAULT_HISTORICAL_ENTRIES,
  distributionTransmissionChannel: "",
  connectionId: "",
};

/** Opt In, nobody capped, nobody listed. */
export const DEFAULT_POWER_SHAPING_PARAMETERS: PowerShapingParameters = {
  topN: 0,
  validatorsPowerCap: 0,
  validatorSetCap: 0,
  allowlist: [],
  denylist: [],
  minStake: 0n,
  allowInactiveVals: false,
  prioritylist: [],
};

/** The slash fraction inside; panics when it was left out, as the reference does. */
export function fractionOf({ slashFraction }: SlashJailParameters): Dec {
  if (slashFraction.length === 0) return panic(NIL_POINTER);
  return Dec.fromAtomics(fromUtf8(slashFraction));
}

/** A decimal for a field that the schema declares as bytes. */
export function decToBytes(value: Dec): Uint8Array {
  return utf8(value.toAtomicsText());
}

/** @throws provider/44, also for a chain id in an update: `field` tells them apart */
export function validateChainId(field: string, chainId: string): void {
  under(errors.invalidMsgCreateConsumer, field, () =>
    validateText(field, chainId, CHAIN_ID_LENGTH_MAX),
  );
  if (RESERVED_CHAIN_IDS.includes(chainId)) {
    throw errors.invalidMsgCreateConsumer("cannot use a reserved chain id");
  }
}

/** @throws provider/28 */
export function validateMetadata({ name, description, metadata }: ConsumerMetadata): void {
  const kind = errors.invalidConsumerMetadata;
  under(kind, "Name", () => validateText("name", name, NAME_LENGTH_MAX));
  under(kind, "Description", () =>
    validateText("description", description, DESCRIPTION_LENGTH_MAX),
  );
  under(kind, "Metadata", () => validateText("metadata", metadata, METADATA_LENGTH_MAX));
}

/** @throws provider/29 */
export function validatePowerShapingParameters(
  { cons }: AddressCodec,
  parameters: PowerShapingParameters,
): void {
  const { topN, validatorsPowerCap, allowlist, denylist, prioritylist } = parameters;
  const kind = errors.invalidPowerShapingParameters;
  if (topN !== 0 && (topN < 50 || topN > 100)) {
    throw kind("Top N can either be 0 or in the range [50, 100]");
  }
  if (validatorsPowerCap > 100) throw kind("ValidatorsPowerCap has to be in the range [0, 100]");
  for (const [name, list] of Object.entries({
    Allowlist: allowlist,
    Denylist: denylist,
    Prioritylist: prioritylist,
  })) {
    under(kind, name, () => {
      if (list.length > LIST_LENGTH_MAX) {
        throw plainError(
          `consensus address list too long;  got: ${list.length}, max: ${LIST_LENGTH_MAX}`,
        );
      }
      for (const address of list) {
        refused(`invalid address ${address}`, () => cons.fromText(address));
      }
    });
  }
}

/** @throws provider/30 */
export function validateInitializationParameters(
  parameters: ConsumerInitializationParameters,
): void {
  const kind = errors.invalidConsumerInitializationParameters;
  if (isZeroHeight(parameters.initialHeight)) throw kind("InitialHeight cannot be zero");
  under(kind, "GenesisHash", () => validateHash(parameters.genesisHash));
  under(kind, "BinaryHash", () => validateHash(parameters.binaryHash));
  under(kind, "ConsumerRedistributionFraction", () => {
    validateStringFraction(parameters.consumerRedistributionFraction);
  });
  under(kind, "BlocksPerDistributionTransmission", () =>
    validatePositiveInt64(parameters.blocksPerDistributionTransmission),
  );
  under(kind, "DistributionTransmissionChannel", () =>
    validateDistributionTransmissionChannel(parameters.distributionTransmissionChannel),
  );
  under(kind, "HistoricalEntries", () => validatePositiveInt64(parameters.historicalEntries));
  under(kind, "CcvTimeoutPeriod", () =>
    validateDuration(fromDuration(parameters.ccvTimeoutPeriod)),
  );
  under(kind, "TransferTimeoutPeriod", () =>
    validateDuration(fromDuration(parameters.transferTimeoutPeriod)),
  );
  under(kind, "UnbondingPeriod", () => validateDuration(fromDuration(parameters.unbondingPeriod)));
  under(kind, "ConnectionId", () => validateConnectionIdentifier(parameters.connectionId));
}

/** @throws provider/54; panics on a part without a slash fraction, as the reference does */
export function validateInfractionParameters({ doubleSign, downtime }: InfractionParameters): void {
  const kind = errors.invalidConsumerInfractionParameters;
  for (const [name, part] of Object.entries({ DoubleSign: doubleSign, Downtime: downtime })) {
    if (part === undefined) continue;
    if (fromDuration(part.jailDuration) < 0n) {
      throw kind(`${name}.JailDuration cannot be negative`);
    }
    under(kind, `${name}.SlashFraction`, () => validateFraction(fractionOf(part)));
  }
}

/** @throws provider/53 */
export function validateAllowlistedRewardDenoms({ denoms }: AllowlistedRewardDenoms): void {
  const kind = errors.invalidAllowlistedRewardDenoms;
  if (denoms.length > REWARD_DENOMS_MAX) throw kind(`More than ${REWARD_DENOMS_MAX} denoms`);
  for (const denom of denoms) {
    under(kind, `Invalid denom (${denom})`, () => validateIbcDenom(denom));
  }
}

/** A base denom, or a voucher `ibc/` followed by a hash or nothing readable as one. */
function validateIbcDenom(denom: string): void {
  refused("", () => validateDenom(denom));
  const slash = denom.indexOf("/");
  const hasHash = slash === 3 && denom.startsWith("ibc/");
  if (denom === "ibc" || (hasHash && isBlank(denom.slice(4)))) {
    throw plainError(
      `denomination should be prefixed with the format 'ibc/{hash(trace + "/" + ${denom})}': invalid denomination for cross-chain transfer`,
    );
  }
  if (!hasHash) return;
  const text = denom.slice(4);
  const hash = refused(`invalid denom trace hash ${text}`, () => fromGoHex(text));
  if (hash.length === VOUCHER_HASH_LENGTH) return;
  throw plainError(
    `invalid denom trace hash ${text}: expected size to be ${VOUCHER_HASH_LENGTH} bytes, got ${hash.length} bytes`,
  );
}

function validateText(name: string, text: string, lengthMax: number): void {
  if (isBlank(text)) throw plainError(`${name} cannot be empty`);
  const { length } = utf8(text);
  if (length > lengthMax) {
    throw plainError(`${name} is too long; got: ${length}, max: ${lengthMax}`);
  }
}

function validateHash({ length }: Uint8Array): void {
  if (length > HASH_LENGTH_MAX) {
    throw plainError(`hash is too long; got: ${length}, max: ${HASH_LENGTH_MAX}`);
  }
}

/** Runs a check whose refusal, whatever its numbers, becomes one of `kind` under a heading. */
export function under(kind: ErrorKind, heading: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw kind(`${heading}: ${error.message}`, error);
  }
}

/** Runs a parser and turns whatever it throws into an uncoded refusal. */
function refused<T>(heading: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    throw plainError(heading === "" ? complaint : `${heading}: ${complaint}`, error);
  }
}
