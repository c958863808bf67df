// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Coin, DecCoin } from "../../../cosmos/base/v1beta1.ts";
import { Equivocation } from "../../../cosmos/evidence/v1beta1.ts";
import { BondStatus, BondStatusEnum, Description } from "../../../cosmos/staking/v1beta1.ts";
import { Duration, Timestamp } from "../../../google/protobuf.ts";
import { Height } from "../../../ibc/core/client/v1.ts";
import { ClientState, Header, Misbehaviour } from "../../../ibc/lightclients/tendermint/v1.ts";
import { ConsumerGenesisState, ValidatorSetChangePacketData } from "../../../interchain_security/ccv/v1.ts";
import { PublicKey } from "../../../tendermint/crypto.ts";
import { DuplicateVoteEvidence } from "../../../tendermint/types.ts";

export const ConsumerPhase = {
  CONSUMER_PHASE_UNSPECIFIED: 0,
  CONSUMER_PHASE_REGISTERED: 1,
  CONSUMER_PHASE_INITIALIZED: 2,
  CONSUMER_PHASE_LAUNCHED: 3,
  CONSUMER_PHASE_STOPPED: 4,
  CONSUMER_PHASE_DELETED: 5,
} as const;
export type ConsumerPhase = number;
export const ConsumerPhaseEnum = describeEnum("interchain_security.ccv.provider.v1.ConsumerPhase", ConsumerPhase);

export interface GenesisState {
  valsetUpdateId: bigint;
  consumerStates: readonly ConsumerState[];
  valsetUpdateIdToHeight: readonly ValsetUpdateIdToHeight[];
  params: Params;
  validatorConsumerPubkeys: readonly ValidatorConsumerPubKey[];
  validatorsByConsumerAddr: readonly ValidatorByConsumerAddr[];
  consumerAddrsToPruneV2: readonly ConsumerAddrsToPruneV2[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("interchain_security.ccv.provider.v1.GenesisState", [
  [1, "valset_update_id", "uint64"],
  [2, "consumer_states", () => ConsumerState, { repeated: true }],
  [5, "valset_update_id_to_height", () => ValsetUpdateIdToHeight, { repeated: true }],
  [8, "params", () => Params, { embedded: true }],
  [9, "validator_consumer_pubkeys", () => ValidatorConsumerPubKey, { repeated: true }],
  [10, "validators_by_consumer_addr", () => ValidatorByConsumerAddr, { repeated: true }],
  [14, "consumer_addrs_to_prune_v2", () => ConsumerAddrsToPruneV2, { repeated: true }],
]);

export interface ConsumerState {
  chainId: string;
  channelId: string;
  clientId: string;
  initialHeight: bigint;
  consumerGenesis: ConsumerGenesisState;
  pendingValsetChanges: readonly ValidatorSetChangePacketData[];
  slashDowntimeAck: readonly string[];
  phase: ConsumerPhase;
}
export const ConsumerState: MessageType<ConsumerState> = describeMessage("interchain_security.ccv.provider.v1.ConsumerState", [
  [1, "chain_id", "string"],
  [2, "channel_id", "string"],
  [3, "client_id", "string"],
  [4, "initial_height", "uint64"],
  [5, "consumer_genesis", () => ConsumerGenesisState, { embedded: true }],
  [6, "pending_valset_changes", () => ValidatorSetChangePacketData, { repeated: true }],
  [7, "slash_downtime_ack", "string", { repeated: true }],
  [9, "phase", () => ConsumerPhaseEnum],
]);

export interface ValsetUpdateIdToHeight {
  valsetUpdateId: bigint;
  height: bigint;
}
export const ValsetUpdateIdToHeight: MessageType<ValsetUpdateIdToHeight> = describeMessage("interchain_security.ccv.provider.v1.ValsetUpdateIdToHeight", [
  [1, "valset_update_id", "uint64"],
  [2, "height", "uint64"],
]);

export interface ConsumerAdditionProposals {
  pending: readonly ConsumerAdditionProposal[];
}
export const ConsumerAdditionProposals: MessageType<ConsumerAdditionProposals> = describeMessage("interchain_security.ccv.provider.v1.ConsumerAdditionProposals", [
  [1, "pending", () => ConsumerAdditionProposal, { repeated: true }],
]);

export interface ConsumerRemovalProposals {
  pending: readonly ConsumerRemovalProposal[];
}
export const ConsumerRemovalProposals: MessageType<ConsumerRemovalProposals> = describeMessage("interchain_security.ccv.provider.v1.ConsumerRemovalProposals", [
  [1, "pending", () => ConsumerRemovalProposal, { repeated: true }],
]);

export interface ConsumerAdditionProposal {
  title: string;
  description: string;
  chainId: string;
  initialHeight: Height;
  genesisHash: Uint8Array;
  binaryHash: Uint8Array;
  spawnTime: Timestamp;
  unbondingPeriod: Duration;
  ccvTimeoutPeriod: Duration;
  transferTimeoutPeriod: Duration;
  consumerRedistributionFraction: string;
  blocksPerDistributionTransmission: bigint;
  historicalEntries: bigint;
  distributionTransmissionChannel: string;
  topN: number;
  validatorsPowerCap: number;
  validatorSetCap: number;
  allowlist: readonly string[];
  denylist: readonly string[];
  minStake: bigint;
  allowInactiveVals: boolean;
}
export const ConsumerAdditionProposal: MessageType<ConsumerAdditionProposal> = describeMessage("interchain_security.ccv.provider.v1.ConsumerAdditionProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "chain_id", "string"],
  [4, "initial_height", () => Height, { embedded: true }],
  [5, "genesis_hash", "bytes"],
  [6, "binary_hash", "bytes"],
  [7, "spawn_time", () => Timestamp, { embedded: true, goTime: true }],
  [8, "unbonding_period", () => Duration, { embedded: true }],
  [9, "ccv_timeout_period", () => Duration, { embedded: true }],
  [10, "transfer_timeout_period", () => Duration, { embedded: true }],
  [11, "consumer_redistribution_fraction", "string"],
  [12, "blocks_per_distribution_transmission", "int64"],
  [13, "historical_entries", "int64"],
  [14, "distribution_transmission_channel", "string"],
  [15, "top_N", "uint32"],
  [16, "validators_power_cap", "uint32"],
  [17, "validator_set_cap", "uint32"],
  [18, "allowlist", "string", { repeated: true }],
  [19, "denylist", "string", { repeated: true }],
  [20, "min_stake", "uint64"],
  [21, "allow_inactive_vals", "bool"],
]);

export interface ConsumerRemovalProposal {
  title: string;
  description: string;
  chainId: string;
  stopTime: Timestamp;
}
export const ConsumerRemovalProposal: MessageType<ConsumerRemovalProposal> = describeMessage("interchain_security.ccv.provider.v1.ConsumerRemovalProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "chain_id", "string"],
  [4, "stop_time", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface ConsumerModificationProposal {
  title: string;
  description: string;
  chainId: string;
  topN: number;
  validatorsPowerCap: number;
  validatorSetCap: number;
  allowlist: readonly string[];
  denylist: readonly string[];
  minStake: bigint;
  allowInactiveVals: boolean;
}
export const ConsumerModificationProposal: MessageType<ConsumerModificationProposal> = describeMessage("interchain_security.ccv.provider.v1.ConsumerModificationProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "chain_id", "string"],
  [4, "top_N", "uint32"],
  [5, "validators_power_cap", "uint32"],
  [6, "validator_set_cap", "uint32"],
  [7, "allowlist", "string", { repeated: true }],
  [8, "denylist", "string", { repeated: true }],
  [9, "min_stake", "uint64"],
  [10, "allow_inactive_vals", "bool"],
]);

export interface EquivocationProposal {
  title: string;
  description: string;
  equivocations: readonly Equivocation[];
}
export const EquivocationProposal: MessageType<EquivocationProposal> = describeMessage("interchain_security.ccv.provider.v1.EquivocationProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "equivocations", () => Equivocation, { repeated: true }],
]);

export interface ChangeRewardDenomsProposal {
  title: string;
  description: string;
  denomsToAdd: readonly string[];
  denomsToRemove: readonly string[];
}
export const ChangeRewardDenomsProposal: MessageType<ChangeRewardDenomsProposal> = describeMessage("interchain_security.ccv.provider.v1.ChangeRewardDenomsProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "denoms_to_add", "string", { repeated: true }],
  [4, "denoms_to_remove", "string", { repeated: true }],
]);

export interface MsgConsumerAddition {
  chainId: string;
  initialHeight: Height;
  genesisHash: Uint8Array;
  binaryHash: Uint8Array;
  spawnTime: Timestamp;
  unbondingPeriod: Duration;
  ccvTimeoutPeriod: Duration;
  transferTimeoutPeriod: Duration;
  consumerRedistributionFraction: string;
  blocksPerDistributionTransmission: bigint;
  historicalEntries: bigint;
  distributionTransmissionChannel: string;
  topN: number;
  validatorsPowerCap: number;
  validatorSetCap: number;
  allowlist: readonly string[];
  denylist: readonly string[];
  authority: string;
  minStake: bigint;
  allowInactiveVals: boolean;
}
export const MsgConsumerAddition: MessageType<MsgConsumerAddition> = describeMessage("interchain_security.ccv.provider.v1.MsgConsumerAddition", [
  [1, "chain_id", "string"],
  [2, "initial_height", () => Height, { embedded: true }],
  [3, "genesis_hash", "bytes"],
  [4, "binary_hash", "bytes"],
  [5, "spawn_time", () => Timestamp, { embedded: true, goTime: true }],
  [6, "unbonding_period", () => Duration, { embedded: true }],
  [7, "ccv_timeout_period", () => Duration, { embedded: true }],
  [8, "transfer_timeout_period", () => Duration, { embedded: true }],
  [9, "consumer_redistribution_fraction", "string"],
  [10, "blocks_per_distribution_transmission", "int64"],
  [11, "historical_entries", "int64"],
  [12, "distribution_transmission_channel", "string"],
  [13, "top_N", "uint32"],
  [14, "validators_power_cap", "uint32"],
  [15, "validator_set_cap", "uint32"],
  [16, "allowlist", "string", { repeated: true }],
  [17, "denylist", "string", { repeated: true }],
  [18, "authority", "string"],
  [19, "min_stake", "uint64"],
  [20, "allow_inactive_vals", "bool"],
], { signers: ["authority"] });

export interface MsgConsumerRemoval {
  chainId: string;
  stopTime: Timestamp;
  authority: string;
}
export const MsgConsumerRemoval: MessageType<MsgConsumerRemoval> = describeMessage("interchain_security.ccv.provider.v1.MsgConsumerRemoval", [
  [1, "chain_id", "string"],
  [2, "stop_time", () => Timestamp, { embedded: true, goTime: true }],
  [3, "authority", "string"],
], { signers: ["authority"] });

export interface MsgConsumerModification {
  title: string;
  description: string;
  chainId: string;
  topN: number;
  validatorsPowerCap: number;
  validatorSetCap: number;
  allowlist: readonly string[];
  denylist: readonly string[];
  authority: string;
  minStake: bigint;
  allowInactiveVals: boolean;
}
export const MsgConsumerModification: MessageType<MsgConsumerModification> = describeMessage("interchain_security.ccv.provider.v1.MsgConsumerModification", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "chain_id", "string"],
  [4, "top_N", "uint32"],
  [5, "validators_power_cap", "uint32"],
  [6, "validator_set_cap", "uint32"],
  [7, "allowlist", "string", { repeated: true }],
  [8, "denylist", "string", { repeated: true }],
  [9, "authority", "string"],
  [10, "min_stake", "uint64"],
  [11, "allow_inactive_vals", "bool"],
], { signers: ["authority"] });

export interface MsgConsumerModificationResponse {}
export const MsgConsumerModificationResponse: MessageType<MsgConsumerModificationResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgConsumerModificationResponse", []);

export interface Params {
  templateClient?: ClientState | undefined;
  trustingPeriodFraction: string;
  ccvTimeoutPeriod: Duration;
  slashMeterReplenishPeriod: Duration;
  slashMeterReplenishFraction: string;
  consumerRewardDenomRegistrationFee: Coin;
  blocksPerEpoch: bigint;
  numberOfEpochsToStartReceivingRewards: bigint;
  maxProviderConsensusValidators: bigint;
}
export const Params: MessageType<Params> = describeMessage("interchain_security.ccv.provider.v1.Params", [
  [1, "template_client", () => ClientState],
  [2, "trusting_period_fraction", "string"],
  [3, "ccv_timeout_period", () => Duration, { embedded: true }],
  [6, "slash_meter_replenish_period", () => Duration, { embedded: true }],
  [7, "slash_meter_replenish_fraction", "string"],
  [9, "consumer_reward_denom_registration_fee", () => Coin, { embedded: true }],
  [10, "blocks_per_epoch", "int64"],
  [11, "number_of_epochs_to_start_receiving_rewards", "int64"],
  [12, "max_provider_consensus_validators", "int64"],
]);

export interface ConsumerMetadata {
  name: string;
  description: string;
  metadata: string;
}
export const ConsumerMetadata: MessageType<ConsumerMetadata> = describeMessage("interchain_security.ccv.provider.v1.ConsumerMetadata", [
  [1, "name", "string"],
  [2, "description", "string"],
  [3, "metadata", "string"],
]);

export interface ConsumerInitializationParameters {
  initialHeight: Height;
  genesisHash: Uint8Array;
  binaryHash: Uint8Array;
  spawnTime: Timestamp;
  unbondingPeriod: Duration;
  ccvTimeoutPeriod: Duration;
  transferTimeoutPeriod: Duration;
  consumerRedistributionFraction: string;
  blocksPerDistributionTransmission: bigint;
  historicalEntries: bigint;
  distributionTransmissionChannel: string;
  connectionId: string;
}
export const ConsumerInitializationParameters: MessageType<ConsumerInitializationParameters> = describeMessage("interchain_security.ccv.provider.v1.ConsumerInitializationParameters", [
  [1, "initial_height", () => Height, { embedded: true }],
  [2, "genesis_hash", "bytes"],
  [3, "binary_hash", "bytes"],
  [4, "spawn_time", () => Timestamp, { embedded: true, goTime: true }],
  [5, "unbonding_period", () => Duration, { embedded: true }],
  [6, "ccv_timeout_period", () => Duration, { embedded: true }],
  [7, "transfer_timeout_period", () => Duration, { embedded: true }],
  [8, "consumer_redistribution_fraction", "string"],
  [9, "blocks_per_distribution_transmission", "int64"],
  [10, "historical_entries", "int64"],
  [11, "distribution_transmission_channel", "string"],
  [12, "connection_id", "string"],
]);

export interface PowerShapingParameters {
  topN: number;
  validatorsPowerCap: number;
  validatorSetCap: number;
  allowlist: readonly string[];
  denylist: readonly string[];
  minStake: bigint;
  allowInactiveVals: boolean;
  prioritylist: readonly string[];
}
export const PowerShapingParameters: MessageType<PowerShapingParameters> = describeMessage("interchain_security.ccv.provider.v1.PowerShapingParameters", [
  [1, "top_N", "uint32"],
  [2, "validators_power_cap", "uint32"],
  [3, "validator_set_cap", "uint32"],
  [4, "allowlist", "string", { repeated: true }],
  [5, "denylist", "string", { repeated: true }],
  [6, "min_stake", "uint64"],
  [7, "allow_inactive_vals", "bool"],
  [8, "prioritylist", "string", { repeated: true }],
]);

export interface InfractionParameters {
  doubleSign?: SlashJailParameters | undefined;
  downtime?: SlashJailParameters | undefined;
}
export const InfractionParameters: MessageType<InfractionParameters> = describeMessage("interchain_security.ccv.provider.v1.InfractionParameters", [
  [1, "double_sign", () => SlashJailParameters],
  [2, "downtime", () => SlashJailParameters],
]);

export interface SlashJailParameters {
  slashFraction: Uint8Array;
  jailDuration: Duration;
  tombstone: boolean;
}
export const SlashJailParameters: MessageType<SlashJailParameters> = describeMessage("interchain_security.ccv.provider.v1.SlashJailParameters", [
  [1, "slash_fraction", "bytes", { custom: "dec", keepEmpty: true }],
  [2, "jail_duration", () => Duration, { embedded: true }],
  [3, "tombstone", "bool"],
]);

export interface AllowlistedRewardDenoms {
  denoms: readonly string[];
}
export const AllowlistedRewardDenoms: MessageType<AllowlistedRewardDenoms> = describeMessage("interchain_security.ccv.provider.v1.AllowlistedRewardDenoms", [
  [1, "denoms", "string", { repeated: true }],
]);

export interface ConsumerIds {
  ids: readonly string[];
}
export const ConsumerIds: MessageType<ConsumerIds> = describeMessage("interchain_security.ccv.provider.v1.ConsumerIds", [
  [1, "ids", "string", { repeated: true }],
]);

export interface ConsensusValidator {
  providerConsAddr: Uint8Array;
  power: bigint;
  publicKey?: PublicKey | undefined;
  joinHeight: bigint;
}
export const ConsensusValidator: MessageType<ConsensusValidator> = describeMessage("interchain_security.ccv.provider.v1.ConsensusValidator", [
  [1, "provider_cons_addr", "bytes"],
  [2, "power", "int64"],
  [3, "public_key", () => PublicKey],
  [4, "join_height", "int64"],
]);

export interface ConsumerRewardsAllocation {
  rewards: readonly DecCoin[];
}
export const ConsumerRewardsAllocation: MessageType<ConsumerRewardsAllocation> = describeMessage("interchain_security.ccv.provider.v1.ConsumerRewardsAllocation", [
  [1, "rewards", () => DecCoin, { repeated: true, keepEmpty: true }],
]);

export interface SlashAcks {
  addresses: readonly string[];
}
export const SlashAcks: MessageType<SlashAcks> = describeMessage("interchain_security.ccv.provider.v1.SlashAcks", [
  [1, "addresses", "string", { repeated: true }],
]);

export interface AddressList {
  addresses: readonly Uint8Array[];
}
export const AddressList: MessageType<AddressList> = describeMessage("interchain_security.ccv.provider.v1.AddressList", [
  [1, "addresses", "bytes", { repeated: true }],
]);

export interface ValidatorSetChangePackets {
  list: readonly ValidatorSetChangePacketData[];
}
export const ValidatorSetChangePackets: MessageType<ValidatorSetChangePackets> = describeMessage("interchain_security.ccv.provider.v1.ValidatorSetChangePackets", [
  [1, "list", () => ValidatorSetChangePacketData, { repeated: true }],
]);

export interface ValidatorConsumerPubKey {
  chainId: string;
  providerAddr: Uint8Array;
  consumerKey?: PublicKey | undefined;
}
export const ValidatorConsumerPubKey: MessageType<ValidatorConsumerPubKey> = describeMessage("interchain_security.ccv.provider.v1.ValidatorConsumerPubKey", [
  [1, "chain_id", "string"],
  [2, "provider_addr", "bytes"],
  [3, "consumer_key", () => PublicKey],
]);

export interface ValidatorByConsumerAddr {
  chainId: string;
  consumerAddr: Uint8Array;
  providerAddr: Uint8Array;
}
export const ValidatorByConsumerAddr: MessageType<ValidatorByConsumerAddr> = describeMessage("interchain_security.ccv.provider.v1.ValidatorByConsumerAddr", [
  [1, "chain_id", "string"],
  [2, "consumer_addr", "bytes"],
  [3, "provider_addr", "bytes"],
]);

export interface ConsumerAddrsToPruneV2 {
  chainId: string;
  pruneTs: Timestamp;
  consumerAddrs?: AddressList | undefined;
}
export const ConsumerAddrsToPruneV2: MessageType<ConsumerAddrsToPruneV2> = describeMessage("interchain_security.ccv.provider.v1.ConsumerAddrsToPruneV2", [
  [1, "chain_id", "string"],
  [2, "prune_ts", () => Timestamp, { embedded: true, goTime: true }],
  [3, "consumer_addrs", () => AddressList],
]);

export interface KeyAssignmentReplacement {
  providerAddr: Uint8Array;
  prevCKey?: PublicKey | undefined;
  power: bigint;
}
export const KeyAssignmentReplacement: MessageType<KeyAssignmentReplacement> = describeMessage("interchain_security.ccv.provider.v1.KeyAssignmentReplacement", [
  [1, "provider_addr", "bytes"],
  [2, "prev_c_key", () => PublicKey],
  [3, "power", "int64"],
]);

export interface GlobalSlashEntry {
  recvTime: Timestamp;
  consumerChainId: string;
  ibcSeqNum: bigint;
  providerValConsAddr: Uint8Array;
}
export const GlobalSlashEntry: MessageType<GlobalSlashEntry> = describeMessage("interchain_security.ccv.provider.v1.GlobalSlashEntry", [
  [1, "recv_time", () => Timestamp, { embedded: true, goTime: true }],
  [2, "consumer_chain_id", "string"],
  [3, "ibc_seq_num", "uint64"],
  [4, "provider_val_cons_addr", "bytes"],
]);

export interface ChannelToChain {
  channelId: string;
  chainId: string;
}
export const ChannelToChain: MessageType<ChannelToChain> = describeMessage("interchain_security.ccv.provider.v1.ChannelToChain", [
  [1, "channel_id", "string"],
  [2, "chain_id", "string"],
]);

export interface QueryConsumerGenesisRequest {
  consumerId: string;
}
export const QueryConsumerGenesisRequest: MessageType<QueryConsumerGenesisRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerGenesisRequest", [
  [1, "consumer_id", "string"],
]);

export interface QueryConsumerGenesisResponse {
  genesisState: ConsumerGenesisState;
}
export const QueryConsumerGenesisResponse: MessageType<QueryConsumerGenesisResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerGenesisResponse", [
  [1, "genesis_state", () => ConsumerGenesisState, { embedded: true }],
]);

export interface QueryConsumerChainsRequest {
  phase: ConsumerPhase;
  pagination?: PageRequest | undefined;
}
export const QueryConsumerChainsRequest: MessageType<QueryConsumerChainsRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainsRequest", [
  [1, "phase", () => ConsumerPhaseEnum],
  [2, "pagination", () => PageRequest],
]);

export interface QueryConsumerChainsResponse {
  chains: readonly Chain[];
  pagination?: PageResponse | undefined;
}
export const QueryConsumerChainsResponse: MessageType<QueryConsumerChainsResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainsResponse", [
  [1, "chains", () => Chain, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface Chain {
  chainId: string;
  clientId: string;
  topN: number;
  minPowerInTopN: bigint;
  validatorsPowerCap: number;
  validatorSetCap: number;
  allowlist: readonly string[];
  denylist: readonly string[];
  phase: string;
  metadata: ConsumerMetadata;
  minStake: bigint;
  allowInactiveVals: boolean;
  consumerId: string;
  allowlistedRewardDenoms?: AllowlistedRewardDenoms | undefined;
  prioritylist: readonly string[];
  infractionParameters?: InfractionParameters | undefined;
}
export const Chain: MessageType<Chain> = describeMessage("interchain_security.ccv.provider.v1.Chain", [
  [1, "chain_id", "string"],
  [2, "client_id", "string"],
  [3, "top_N", "uint32"],
  [4, "min_power_in_top_N", "int64"],
  [5, "validators_power_cap", "uint32"],
  [6, "validator_set_cap", "uint32"],
  [7, "allowlist", "string", { repeated: true }],
  [8, "denylist", "string", { repeated: true }],
  [9, "phase", "string"],
  [10, "metadata", () => ConsumerMetadata, { embedded: true }],
  [11, "min_stake", "uint64"],
  [12, "allow_inactive_vals", "bool"],
  [13, "consumer_id", "string"],
  [14, "allowlisted_reward_denoms", () => AllowlistedRewardDenoms],
  [15, "prioritylist", "string", { repeated: true }],
  [16, "infraction_parameters", () => InfractionParameters],
]);

export interface QueryValidatorConsumerAddrRequest {
  providerAddress: string;
  consumerId: string;
}
export const QueryValidatorConsumerAddrRequest: MessageType<QueryValidatorConsumerAddrRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryValidatorConsumerAddrRequest", [
  [1, "provider_address", "string"],
  [2, "consumer_id", "string"],
]);

export interface QueryValidatorConsumerAddrResponse {
  consumerAddress: string;
}
export const QueryValidatorConsumerAddrResponse: MessageType<QueryValidatorConsumerAddrResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryValidatorConsumerAddrResponse", [
  [1, "consumer_address", "string"],
]);

export interface QueryValidatorProviderAddrRequest {
  consumerAddress: string;
  consumerId: string;
}
export const QueryValidatorProviderAddrRequest: MessageType<QueryValidatorProviderAddrRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryValidatorProviderAddrRequest", [
  [1, "consumer_address", "string"],
  [2, "consumer_id", "string"],
]);

export interface QueryValidatorProviderAddrResponse {
  providerAddress: string;
}
export const QueryValidatorProviderAddrResponse: MessageType<QueryValidatorProviderAddrResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryValidatorProviderAddrResponse", [
  [1, "provider_address", "string"],
]);

export interface QueryThrottleStateRequest {}
export const QueryThrottleStateRequest: MessageType<QueryThrottleStateRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryThrottleStateRequest", []);

export interface QueryThrottleStateResponse {
  slashMeter: bigint;
  slashMeterAllowance: bigint;
  nextReplenishCandidate: Timestamp;
}
export const QueryThrottleStateResponse: MessageType<QueryThrottleStateResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryThrottleStateResponse", [
  [1, "slash_meter", "int64"],
  [2, "slash_meter_allowance", "int64"],
  [3, "next_replenish_candidate", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface QueryRegisteredConsumerRewardDenomsRequest {}
export const QueryRegisteredConsumerRewardDenomsRequest: MessageType<QueryRegisteredConsumerRewardDenomsRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryRegisteredConsumerRewardDenomsRequest", []);

export interface QueryRegisteredConsumerRewardDenomsResponse {
  denoms: readonly string[];
}
export const QueryRegisteredConsumerRewardDenomsResponse: MessageType<QueryRegisteredConsumerRewardDenomsResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryRegisteredConsumerRewardDenomsResponse", [
  [1, "denoms", "string", { repeated: true }],
]);

export interface QueryAllPairsValConsAddrByConsumerRequest {
  consumerId: string;
}
export const QueryAllPairsValConsAddrByConsumerRequest: MessageType<QueryAllPairsValConsAddrByConsumerRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryAllPairsValConsAddrByConsumerRequest", [
  [1, "consumer_id", "string"],
]);

export interface QueryAllPairsValConsAddrByConsumerResponse {
  pairValConAddr: readonly PairValConAddrProviderAndConsumer[];
}
export const QueryAllPairsValConsAddrByConsumerResponse: MessageType<QueryAllPairsValConsAddrByConsumerResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryAllPairsValConsAddrByConsumerResponse", [
  [1, "pair_val_con_addr", () => PairValConAddrProviderAndConsumer, { repeated: true }],
]);

export interface PairValConAddrProviderAndConsumer {
  providerAddress: string;
  consumerAddress: string;
  consumerKey?: PublicKey | undefined;
}
export const PairValConAddrProviderAndConsumer: MessageType<PairValConAddrProviderAndConsumer> = describeMessage("interchain_security.ccv.provider.v1.PairValConAddrProviderAndConsumer", [
  [1, "provider_address", "string"],
  [2, "consumer_address", "string"],
  [3, "consumer_key", () => PublicKey],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface QueryConsumerChainOptedInValidatorsRequest {
  consumerId: string;
}
export const QueryConsumerChainOptedInValidatorsRequest: MessageType<QueryConsumerChainOptedInValidatorsRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainOptedInValidatorsRequest", [
  [1, "consumer_id", "string"],
]);

export interface QueryConsumerChainOptedInValidatorsResponse {
  validatorsProviderAddresses: readonly string[];
}
export const QueryConsumerChainOptedInValidatorsResponse: MessageType<QueryConsumerChainOptedInValidatorsResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainOptedInValidatorsResponse", [
  [1, "validators_provider_addresses", "string", { repeated: true }],
]);

export interface QueryConsumerChainsValidatorHasToValidateRequest {
  providerAddress: string;
}
export const QueryConsumerChainsValidatorHasToValidateRequest: MessageType<QueryConsumerChainsValidatorHasToValidateRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainsValidatorHasToValidateRequest", [
  [1, "provider_address", "string"],
]);

export interface QueryConsumerChainsValidatorHasToValidateResponse {
  consumerIds: readonly string[];
}
export const QueryConsumerChainsValidatorHasToValidateResponse: MessageType<QueryConsumerChainsValidatorHasToValidateResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainsValidatorHasToValidateResponse", [
  [1, "consumer_ids", "string", { repeated: true }],
]);

export interface QueryValidatorConsumerCommissionRateRequest {
  consumerId: string;
  providerAddress: string;
}
export const QueryValidatorConsumerCommissionRateRequest: MessageType<QueryValidatorConsumerCommissionRateRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryValidatorConsumerCommissionRateRequest", [
  [1, "consumer_id", "string"],
  [2, "provider_address", "string"],
]);

export interface QueryValidatorConsumerCommissionRateResponse {
  rate: string;
}
export const QueryValidatorConsumerCommissionRateResponse: MessageType<QueryValidatorConsumerCommissionRateResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryValidatorConsumerCommissionRateResponse", [
  [1, "rate", "string", { custom: "dec" }],
]);

export interface QueryConsumerValidatorsRequest {
  consumerId: string;
}
export const QueryConsumerValidatorsRequest: MessageType<QueryConsumerValidatorsRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerValidatorsRequest", [
  [1, "consumer_id", "string"],
]);

export interface QueryConsumerValidatorsResponse {
  validators: readonly QueryConsumerValidatorsValidator[];
}
export const QueryConsumerValidatorsResponse: MessageType<QueryConsumerValidatorsResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerValidatorsResponse", [
  [1, "validators", () => QueryConsumerValidatorsValidator, { repeated: true }],
]);

export interface QueryConsumerValidatorsValidator {
  providerAddress: string;
  consumerKey?: PublicKey | undefined;
  power: bigint;
  rate: string;
  consumerPower: bigint;
  consumerCommissionRate: string;
  providerCommissionRate: string;
  description: Description;
  providerOperatorAddress: string;
  jailed: boolean;
  status: BondStatus;
  providerTokens: string;
  providerPower: bigint;
  validatesCurrentEpoch: boolean;
}
export const QueryConsumerValidatorsValidator: MessageType<QueryConsumerValidatorsValidator> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerValidatorsValidator", [
  [1, "provider_address", "string"],
  [2, "consumer_key", () => PublicKey],
  [3, "power", "int64"],
  [4, "rate", "string", { custom: "dec" }],
  [5, "consumer_power", "int64"],
  [6, "consumer_commission_rate", "string", { custom: "dec" }],
  [7, "provider_commission_rate", "string", { custom: "dec" }],
  [8, "description", () => Description, { embedded: true }],
  [9, "provider_operator_address", "string"],
  [10, "jailed", "bool"],
  [11, "status", () => BondStatusEnum],
  [12, "provider_tokens", "string", { custom: "int" }],
  [13, "provider_power", "int64"],
  [14, "validates_current_epoch", "bool"],
]);

export interface QueryBlocksUntilNextEpochRequest {}
export const QueryBlocksUntilNextEpochRequest: MessageType<QueryBlocksUntilNextEpochRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryBlocksUntilNextEpochRequest", []);

export interface QueryBlocksUntilNextEpochResponse {
  blocksUntilNextEpoch: bigint;
}
export const QueryBlocksUntilNextEpochResponse: MessageType<QueryBlocksUntilNextEpochResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryBlocksUntilNextEpochResponse", [
  [1, "blocks_until_next_epoch", "uint64"],
]);

export interface QueryConsumerIdFromClientIdRequest {
  clientId: string;
}
export const QueryConsumerIdFromClientIdRequest: MessageType<QueryConsumerIdFromClientIdRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerIdFromClientIdRequest", [
  [1, "client_id", "string"],
]);

export interface QueryConsumerIdFromClientIdResponse {
  consumerId: string;
}
export const QueryConsumerIdFromClientIdResponse: MessageType<QueryConsumerIdFromClientIdResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerIdFromClientIdResponse", [
  [1, "consumer_id", "string"],
]);

export interface QueryConsumerChainRequest {
  consumerId: string;
}
export const QueryConsumerChainRequest: MessageType<QueryConsumerChainRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainRequest", [
  [1, "consumer_id", "string"],
]);

export interface QueryConsumerChainResponse {
  consumerId: string;
  chainId: string;
  ownerAddress: string;
  phase: string;
  metadata: ConsumerMetadata;
  initParams?: ConsumerInitializationParameters | undefined;
  powerShapingParams?: PowerShapingParameters | undefined;
  infractionParameters?: InfractionParameters | undefined;
  clientId: string;
}
export const QueryConsumerChainResponse: MessageType<QueryConsumerChainResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerChainResponse", [
  [1, "consumer_id", "string"],
  [2, "chain_id", "string"],
  [3, "owner_address", "string"],
  [4, "phase", "string"],
  [5, "metadata", () => ConsumerMetadata, { embedded: true }],
  [6, "init_params", () => ConsumerInitializationParameters],
  [7, "power_shaping_params", () => PowerShapingParameters],
  [8, "infraction_parameters", () => InfractionParameters],
  [9, "client_id", "string"],
]);

export interface QueryConsumerGenesisTimeRequest {
  consumerId: string;
}
export const QueryConsumerGenesisTimeRequest: MessageType<QueryConsumerGenesisTimeRequest> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerGenesisTimeRequest", [
  [1, "consumer_id", "string"],
]);

export interface QueryConsumerGenesisTimeResponse {
  genesisTime: Timestamp;
}
export const QueryConsumerGenesisTimeResponse: MessageType<QueryConsumerGenesisTimeResponse> = describeMessage("interchain_security.ccv.provider.v1.QueryConsumerGenesisTimeResponse", [
  [1, "genesis_time", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface MsgAssignConsumerKey {
  chainId: string;
  providerAddr: string;
  consumerKey: string;
  signer: string;
  consumerId: string;
}
export const MsgAssignConsumerKey: MessageType<MsgAssignConsumerKey> = describeMessage("interchain_security.ccv.provider.v1.MsgAssignConsumerKey", [
  [1, "chain_id", "string"],
  [2, "provider_addr", "string"],
  [3, "consumer_key", "string"],
  [4, "signer", "string"],
  [5, "consumer_id", "string"],
], { signers: ["signer"] });

export interface MsgAssignConsumerKeyResponse {}
export const MsgAssignConsumerKeyResponse: MessageType<MsgAssignConsumerKeyResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgAssignConsumerKeyResponse", []);

export interface MsgSubmitConsumerMisbehaviour {
  submitter: string;
  misbehaviour?: Misbehaviour | undefined;
  consumerId: string;
}
export const MsgSubmitConsumerMisbehaviour: MessageType<MsgSubmitConsumerMisbehaviour> = describeMessage("interchain_security.ccv.provider.v1.MsgSubmitConsumerMisbehaviour", [
  [1, "submitter", "string"],
  [2, "misbehaviour", () => Misbehaviour],
  [3, "consumer_id", "string"],
], { signers: ["submitter"] });

export interface MsgSubmitConsumerMisbehaviourResponse {}
export const MsgSubmitConsumerMisbehaviourResponse: MessageType<MsgSubmitConsumerMisbehaviourResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgSubmitConsumerMisbehaviourResponse", []);

export interface MsgSubmitConsumerDoubleVoting {
  submitter: string;
  duplicateVoteEvidence?: DuplicateVoteEvidence | undefined;
  infractionBlockHeader?: Header | undefined;
  consumerId: string;
}
export const MsgSubmitConsumerDoubleVoting: MessageType<MsgSubmitConsumerDoubleVoting> = describeMessage("interchain_security.ccv.provider.v1.MsgSubmitConsumerDoubleVoting", [
  [1, "submitter", "string"],
  [2, "duplicate_vote_evidence", () => DuplicateVoteEvidence],
  [3, "infraction_block_header", () => Header],
  [4, "consumer_id", "string"],
], { signers: ["submitter"] });

export interface MsgSubmitConsumerDoubleVotingResponse {}
export const MsgSubmitConsumerDoubleVotingResponse: MessageType<MsgSubmitConsumerDoubleVotingResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgSubmitConsumerDoubleVotingResponse", []);

export interface MsgCreateConsumer {
  submitter: string;
  chainId: string;
  metadata: ConsumerMetadata;
  initializationParameters?: ConsumerInitializationParameters | undefined;
  powerShapingParameters?: PowerShapingParameters | undefined;
  allowlistedRewardDenoms?: AllowlistedRewardDenoms | undefined;
  infractionParameters?: InfractionParameters | undefined;
}
export const MsgCreateConsumer: MessageType<MsgCreateConsumer> = describeMessage("interchain_security.ccv.provider.v1.MsgCreateConsumer", [
  [1, "submitter", "string"],
  [2, "chain_id", "string"],
  [3, "metadata", () => ConsumerMetadata, { embedded: true }],
  [4, "initialization_parameters", () => ConsumerInitializationParameters],
  [5, "power_shaping_parameters", () => PowerShapingParameters],
  [6, "allowlisted_reward_denoms", () => AllowlistedRewardDenoms],
  [7, "infraction_parameters", () => InfractionParameters],
], { signers: ["submitter"] });

export interface MsgCreateConsumerResponse {
  consumerId: string;
}
export const MsgCreateConsumerResponse: MessageType<MsgCreateConsumerResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgCreateConsumerResponse", [
  [1, "consumer_id", "string"],
]);

export interface MsgUpdateConsumer {
  owner: string;
  consumerId: string;
  newOwnerAddress: string;
  metadata?: ConsumerMetadata | undefined;
  initializationParameters?: ConsumerInitializationParameters | undefined;
  powerShapingParameters?: PowerShapingParameters | undefined;
  allowlistedRewardDenoms?: AllowlistedRewardDenoms | undefined;
  newChainId: string;
  infractionParameters?: InfractionParameters | undefined;
}
export const MsgUpdateConsumer: MessageType<MsgUpdateConsumer> = describeMessage("interchain_security.ccv.provider.v1.MsgUpdateConsumer", [
  [1, "owner", "string"],
  [2, "consumer_id", "string"],
  [3, "new_owner_address", "string"],
  [4, "metadata", () => ConsumerMetadata],
  [5, "initialization_parameters", () => ConsumerInitializationParameters],
  [6, "power_shaping_parameters", () => PowerShapingParameters],
  [7, "allowlisted_reward_denoms", () => AllowlistedRewardDenoms],
  [8, "new_chain_id", "string"],
  [9, "infraction_parameters", () => InfractionParameters],
], { signers: ["owner"] });

export interface MsgUpdateConsumerResponse {}
export const MsgUpdateConsumerResponse: MessageType<MsgUpdateConsumerResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgUpdateConsumerResponse", []);

export interface MsgRemoveConsumer {
  consumerId: string;
  owner: string;
}
export const MsgRemoveConsumer: MessageType<MsgRemoveConsumer> = describeMessage("interchain_security.ccv.provider.v1.MsgRemoveConsumer", [
  [1, "consumer_id", "string"],
  [2, "owner", "string"],
], { signers: ["owner"] });

export interface MsgRemoveConsumerResponse {}
export const MsgRemoveConsumerResponse: MessageType<MsgRemoveConsumerResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgRemoveConsumerResponse", []);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("interchain_security.ccv.provider.v1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true }],
], { signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgUpdateParamsResponse", []);

export interface MsgOptIn {
  chainId: string;
  providerAddr: string;
  consumerKey: string;
  signer: string;
  consumerId: string;
}
export const MsgOptIn: MessageType<MsgOptIn> = describeMessage("interchain_security.ccv.provider.v1.MsgOptIn", [
  [1, "chain_id", "string"],
  [2, "provider_addr", "string"],
  [3, "consumer_key", "string"],
  [4, "signer", "string"],
  [5, "consumer_id", "string"],
], { signers: ["signer"] });

export interface MsgOptInResponse {}
export const MsgOptInResponse: MessageType<MsgOptInResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgOptInResponse", []);

export interface MsgOptOut {
  chainId: string;
  providerAddr: string;
  signer: string;
  consumerId: string;
}
export const MsgOptOut: MessageType<MsgOptOut> = describeMessage("interchain_security.ccv.provider.v1.MsgOptOut", [
  [1, "chain_id", "string"],
  [2, "provider_addr", "string"],
  [3, "signer", "string"],
  [4, "consumer_id", "string"],
], { signers: ["signer"] });

export interface MsgOptOutResponse {}
export const MsgOptOutResponse: MessageType<MsgOptOutResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgOptOutResponse", []);

export interface MsgSetConsumerCommissionRate {
  providerAddr: string;
  chainId: string;
  rate: string;
  signer: string;
  consumerId: string;
}
export const MsgSetConsumerCommissionRate: MessageType<MsgSetConsumerCommissionRate> = describeMessage("interchain_security.ccv.provider.v1.MsgSetConsumerCommissionRate", [
  [1, "provider_addr", "string"],
  [2, "chain_id", "string"],
  [3, "rate", "string", { custom: "dec" }],
  [4, "signer", "string"],
  [5, "consumer_id", "string"],
], { signers: ["signer"] });

export interface MsgSetConsumerCommissionRateResponse {}
export const MsgSetConsumerCommissionRateResponse: MessageType<MsgSetConsumerCommissionRateResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgSetConsumerCommissionRateResponse", []);

export interface MsgChangeRewardDenoms {
  denomsToAdd: readonly string[];
  denomsToRemove: readonly string[];
  authority: string;
}
export const MsgChangeRewardDenoms: MessageType<MsgChangeRewardDenoms> = describeMessage("interchain_security.ccv.provider.v1.MsgChangeRewardDenoms", [
  [1, "denoms_to_add", "string", { repeated: true }],
  [2, "denoms_to_remove", "string", { repeated: true }],
  [3, "authority", "string"],
], { signers: ["authority"] });

export interface MsgChangeRewardDenomsResponse {}
export const MsgChangeRewardDenomsResponse: MessageType<MsgChangeRewardDenomsResponse> = describeMessage("interchain_security.ccv.provider.v1.MsgChangeRewardDenomsResponse", []);
