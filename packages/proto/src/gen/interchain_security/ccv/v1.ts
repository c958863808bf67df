// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../message.ts";
import { Infraction, InfractionEnum } from "../../cosmos/staking/v1beta1.ts";
import { Duration } from "../../google/protobuf.ts";
import { ClientState, ConsensusState } from "../../ibc/lightclients/tendermint/v1.ts";
import { Validator, ValidatorUpdate } from "../../tendermint/abci.ts";

export const ConsumerPacketDataType = {
  CONSUMER_PACKET_TYPE_UNSPECIFIED: 0,
  CONSUMER_PACKET_TYPE_SLASH: 1,
  CONSUMER_PACKET_TYPE_VSCM: 2,
} as const;
export type ConsumerPacketDataType = number;
export const ConsumerPacketDataTypeEnum = describeEnum("interchain_security.ccv.v1.ConsumerPacketDataType", ConsumerPacketDataType);

export const InfractionType = {
  INFRACTION_TYPE_UNSPECIFIED: 0,
  INFRACTION_TYPE_DOUBLE_SIGN: 1,
  INFRACTION_TYPE_DOWNTIME: 2,
} as const;
export type InfractionType = number;
export const InfractionTypeEnum = describeEnum("interchain_security.ccv.v1.InfractionType", InfractionType);

export interface ConsumerParams {
  enabled: boolean;
  blocksPerDistributionTransmission: bigint;
  distributionTransmissionChannel: string;
  providerFeePoolAddrStr: string;
  ccvTimeoutPeriod: Duration;
  transferTimeoutPeriod: Duration;
  consumerRedistributionFraction: string;
  historicalEntries: bigint;
  unbondingPeriod: Duration;
  softOptOutThreshold: string;
  rewardDenoms: readonly string[];
  providerRewardDenoms: readonly string[];
  retryDelayPeriod: Duration;
  consumerId: string;
}
export const ConsumerParams: MessageType<ConsumerParams> = describeMessage("interchain_security.ccv.v1.ConsumerParams", [
  [1, "enabled", "bool"],
  [2, "blocks_per_distribution_transmission", "int64"],
  [3, "distribution_transmission_channel", "string"],
  [4, "provider_fee_pool_addr_str", "string"],
  [5, "ccv_timeout_period", () => Duration, { embedded: true }],
  [6, "transfer_timeout_period", () => Duration, { embedded: true }],
  [7, "consumer_redistribution_fraction", "string"],
  [8, "historical_entries", "int64"],
  [9, "unbonding_period", () => Duration, { embedded: true }],
  [10, "soft_opt_out_threshold", "string"],
  [11, "reward_denoms", "string", { repeated: true }],
  [12, "provider_reward_denoms", "string", { repeated: true }],
  [13, "retry_delay_period", () => Duration, { embedded: true }],
  [14, "consumer_id", "string"],
]);

export interface ConsumerGenesisState {
  params: ConsumerParams;
  provider: ProviderInfo;
  newChain: boolean;
  preCCV: boolean;
  connectionId: string;
}
export const ConsumerGenesisState: MessageType<ConsumerGenesisState> = describeMessage("interchain_security.ccv.v1.ConsumerGenesisState", [
  [1, "params", () => ConsumerParams, { embedded: true }],
  [2, "provider", () => ProviderInfo, { embedded: true }],
  [3, "new_chain", "bool"],
  [4, "preCCV", "bool"],
  [5, "connection_id", "string"],
]);

export interface ProviderInfo {
  clientState?: ClientState | undefined;
  consensusState?: ConsensusState | undefined;
  initialValSet: readonly ValidatorUpdate[];
}
export const ProviderInfo: MessageType<ProviderInfo> = describeMessage("interchain_security.ccv.v1.ProviderInfo", [
  [1, "client_state", () => ClientState],
  [2, "consensus_state", () => ConsensusState],
  [3, "initial_val_set", () => ValidatorUpdate, { repeated: true }],
]);

export interface ValidatorSetChangePacketData {
  validatorUpdates: readonly ValidatorUpdate[];
  valsetUpdateId: bigint;
  slashAcks: readonly string[];
}
export const ValidatorSetChangePacketData: MessageType<ValidatorSetChangePacketData> = describeMessage("interchain_security.ccv.v1.ValidatorSetChangePacketData", [
  [1, "validator_updates", () => ValidatorUpdate, { repeated: true }],
  [2, "valset_update_id", "uint64"],
  [3, "slash_acks", "string", { repeated: true }],
]);

export interface VSCMaturedPacketData {
  valsetUpdateId: bigint;
}
export const VSCMaturedPacketData: MessageType<VSCMaturedPacketData> = describeMessage("interchain_security.ccv.v1.VSCMaturedPacketData", [
  [1, "valset_update_id", "uint64"],
]);

export interface SlashPacketData {
  validator: Validator;
  valsetUpdateId: bigint;
  infraction: Infraction;
}
export const SlashPacketData: MessageType<SlashPacketData> = describeMessage("interchain_security.ccv.v1.SlashPacketData", [
  [1, "validator", () => Validator, { embedded: true }],
  [2, "valset_update_id", "uint64"],
  [3, "infraction", () => InfractionEnum],
]);

export interface ConsumerPacketData {
  type: ConsumerPacketDataType;
  slashPacketData?: SlashPacketData | undefined;
  vscMaturedPacketData?: VSCMaturedPacketData | undefined;
}
export const ConsumerPacketData: MessageType<ConsumerPacketData> = describeMessage("interchain_security.ccv.v1.ConsumerPacketData", [
  [1, "type", () => ConsumerPacketDataTypeEnum],
  [2, "slashPacketData", () => SlashPacketData, { oneof: "data" }],
  [3, "vscMaturedPacketData", () => VSCMaturedPacketData, { oneof: "data" }],
]);

export interface HandshakeMetadata {
  providerFeePoolAddr: string;
  version: string;
}
export const HandshakeMetadata: MessageType<HandshakeMetadata> = describeMessage("interchain_security.ccv.v1.HandshakeMetadata", [
  [1, "provider_fee_pool_addr", "string"],
  [2, "version", "string"],
]);

export interface ConsumerPacketDataV1 {
  type: ConsumerPacketDataType;
  slashPacketData?: SlashPacketDataV1 | undefined;
  vscMaturedPacketData?: VSCMaturedPacketData | undefined;
}
export const ConsumerPacketDataV1: MessageType<ConsumerPacketDataV1> = describeMessage("interchain_security.ccv.v1.ConsumerPacketDataV1", [
  [1, "type", () => ConsumerPacketDataTypeEnum],
  [2, "slashPacketData", () => SlashPacketDataV1, { oneof: "data" }],
  [3, "vscMaturedPacketData", () => VSCMaturedPacketData, { oneof: "data" }],
]);

export interface SlashPacketDataV1 {
  validator: Validator;
  valsetUpdateId: bigint;
  infraction: InfractionType;
}
export const SlashPacketDataV1: MessageType<SlashPacketDataV1> = describeMessage("interchain_security.ccv.v1.SlashPacketDataV1", [
  [1, "validator", () => Validator, { embedded: true }],
  [2, "valset_update_id", "uint64"],
  [3, "infraction", () => InfractionTypeEnum],
]);
