import {
  type ConsumerConsAddress,
  consumerConsAddress,
  type ProviderConsAddress,
  providerConsAddress,
} from "@testudo/base";
import {
  AddressList,
  AllowlistedRewardDenoms,
  ConsensusValidator,
  ConsumerIds,
  ConsumerInitializationParameters,
  ConsumerMetadata,
  ConsumerRewardsAllocation,
  InfractionParameters,
  Params,
  PowerShapingParameters,
  SlashAcks,
  ValidatorSetChangePackets,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import { PublicKey } from "@testudo/proto/tendermint/crypto";
import { defineState, item, key, map, proto, type StateMap, value } from "@testudo/store";
import { PROVIDER_STORE } from "../wire/names.ts";
import {
  binaryTime,
  consumerIdValue,
  int64BE,
  longConsumerId,
  longText,
  phaseValue,
  plainConsumerId,
} from "./state-codecs.ts";

const providerAddress = key.branded<Uint8Array, ProviderConsAddress>(
  key.bytes,
  providerConsAddress,
);
const consumerAddress = key.branded<Uint8Array, ConsumerConsAddress>(
  key.bytes,
  consumerConsAddress,
);
const validatorOnConsumer = key.tuple(longConsumerId, providerAddress);

const providerAddressValue = value.mapped(
  value.bytes,
  (address: ProviderConsAddress) => address as Uint8Array,
  providerConsAddress,
);

/**
 * What the provider keeps, under Go's keys and in Go's encodings.
 *
 * Being on a list is stored as no bytes and asked for with `get`, since that is the read that the reference pays for;
 * `isListed` and `LISTED` do it.
 */
export const state = defineState(PROVIDER_STORE, {
  params: item(0xff, proto(Params)),
  port: item(0, value.text),
  validatorSetUpdateId: item(2, value.uint64BE),
  slashMeter: item(3, value.int),
  slashMeterReplenishTimeCandidate: item(4, value.time29),
  channels: map(5, plainConsumerId, value.text),
  channelConsumers: map(6, key.text, consumerIdValue),
  clients: map(7, plainConsumerId, value.text),
  clientConsumers: map(53, longText, consumerIdValue),
  valsetUpdateHeights: map(13, key.uint64, value.uint64BE),
  consumerGenesis: map(14, plainConsumerId, proto(ConsumerGenesisState)),
  slashAcks: map(15, plainConsumerId, proto(SlashAcks)),
  initChainHeights: map(16, plainConsumerId, value.uint64BE),
  pendingVscPackets: map(17, plainConsumerId, proto(ValidatorSetChangePackets)),
  /** The key that a validator assigned for a consumer. */
  assignedKeys: map(22, validatorOnConsumer, proto(PublicKey)),
  /** Whose key an address on a consumer is. */
  validatorsByConsumerAddress: map(
    23,
    key.tuple(longConsumerId, consumerAddress),
    providerAddressValue,
  ),
  /** Validators of whom some consumer reported a double sign. */
  slashLog: map(26, providerAddress, value.bytes),
  rewardDenoms: map(27, key.text, value.bytes),
  equivocationMinHeights: map(29, plainConsumerId, value.uint64BE),
  consumerValidators: map(31, validatorOnConsumer, proto(ConsensusValidator)),
  optedIn: map(32, validatorOnConsumer, value.bytes),
  allowlist: map(36, validatorOnConsumer, value.bytes),
  denylist: map(37, validatorOnConsumer, value.bytes),
  prioritylist: map(56, validatorOnConsumer, value.bytes),
  commissionRates: map(39, validatorOnConsumer, value.dec),
  minPowersInTopN: map(40, longConsumerId, int64BE),
  addressesToPrune: map(41, key.tuple(longConsumerId, key.time29), proto(AddressList)),
  lastConsensusValidators: map(42, providerAddress, proto(ConsensusValidator)),
  nextConsumerId: item(43, value.uint64BE),
  chainIds: map(44, longConsumerId, value.text),
  owners: map(45, longConsumerId, value.text),
  metadata: map(46, longConsumerId, proto(ConsumerMetadata)),
  initializationParameters: map(47, longConsumerId, proto(ConsumerInitializationParameters)),
  powerShapingParameters: map(48, longConsumerId, proto(PowerShapingParameters)),
  phases: map(49, longConsumerId, phaseValue),
  removalTimes: map(50, longConsumerId, binaryTime),
  launchQueue: map(51, key.time29, proto(ConsumerIds)),
  removalQueue: map(52, key.time29, proto(ConsumerIds)),
  infractionUpdateQueue: map(59, key.time29, proto(ConsumerIds)),
  allowlistedRewardDenoms: map(54, longConsumerId, proto(AllowlistedRewardDenoms)),
  rewardAllocations: map(55, key.tuple(longConsumerId, key.text), proto(ConsumerRewardsAllocation)),
  infractionParameters: map(57, longConsumerId, proto(InfractionParameters)),
  queuedInfractionParameters: map(58, longConsumerId, proto(InfractionParameters)),
});

/** The value of an entry that says all by being there. */
export const LISTED = new Uint8Array();

/** Consumer ids by the time at which something is due. */
export type TimeQueue = StateMap<bigint, ConsumerIds>;

/** Validators by consumer. */
export type ValidatorList = typeof state.allowlist;
