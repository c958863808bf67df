// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Coin, DecCoin } from "../../cosmos/base/v1beta1.ts";

export interface Params {
  communityTax: string;
  baseProposerReward: string;
  bonusProposerReward: string;
  withdrawAddrEnabled: boolean;
}
export const Params: MessageType<Params> = describeMessage("cosmos.distribution.v1beta1.Params", [
  [1, "community_tax", "string", { custom: "dec", keepEmpty: true }],
  [2, "base_proposer_reward", "string", { custom: "dec", keepEmpty: true }],
  [3, "bonus_proposer_reward", "string", { custom: "dec", keepEmpty: true }],
  [4, "withdraw_addr_enabled", "bool"],
], { amino: "cosmos-sdk/x/distribution/Params" });

export interface ValidatorHistoricalRewards {
  cumulativeRewardRatio: readonly DecCoin[];
  referenceCount: number;
}
export const ValidatorHistoricalRewards: MessageType<ValidatorHistoricalRewards> = describeMessage("cosmos.distribution.v1beta1.ValidatorHistoricalRewards", [
  [1, "cumulative_reward_ratio", () => DecCoin, { repeated: true, keepEmpty: true }],
  [2, "reference_count", "uint32"],
]);

export interface ValidatorCurrentRewards {
  rewards: readonly DecCoin[];
  period: bigint;
}
export const ValidatorCurrentRewards: MessageType<ValidatorCurrentRewards> = describeMessage("cosmos.distribution.v1beta1.ValidatorCurrentRewards", [
  [1, "rewards", () => DecCoin, { repeated: true, keepEmpty: true }],
  [2, "period", "uint64"],
]);

export interface ValidatorAccumulatedCommission {
  commission: readonly DecCoin[];
}
export const ValidatorAccumulatedCommission: MessageType<ValidatorAccumulatedCommission> = describeMessage("cosmos.distribution.v1beta1.ValidatorAccumulatedCommission", [
  [1, "commission", () => DecCoin, { repeated: true, keepEmpty: true }],
]);

export interface ValidatorOutstandingRewards {
  rewards: readonly DecCoin[];
}
export const ValidatorOutstandingRewards: MessageType<ValidatorOutstandingRewards> = describeMessage("cosmos.distribution.v1beta1.ValidatorOutstandingRewards", [
  [1, "rewards", () => DecCoin, { repeated: true, keepEmpty: true }],
]);

export interface ValidatorSlashEvent {
  validatorPeriod: bigint;
  fraction: string;
}
export const ValidatorSlashEvent: MessageType<ValidatorSlashEvent> = describeMessage("cosmos.distribution.v1beta1.ValidatorSlashEvent", [
  [1, "validator_period", "uint64"],
  [2, "fraction", "string", { custom: "dec" }],
]);

export interface ValidatorSlashEvents {
  validatorSlashEvents: readonly ValidatorSlashEvent[];
}
export const ValidatorSlashEvents: MessageType<ValidatorSlashEvents> = describeMessage("cosmos.distribution.v1beta1.ValidatorSlashEvents", [
  [1, "validator_slash_events", () => ValidatorSlashEvent, { repeated: true, keepEmpty: true }],
]);

export interface FeePool {
  communityPool: readonly DecCoin[];
}
export const FeePool: MessageType<FeePool> = describeMessage("cosmos.distribution.v1beta1.FeePool", [
  [1, "community_pool", () => DecCoin, { repeated: true, keepEmpty: true }],
]);

export interface CommunityPoolSpendProposal {
  title: string;
  description: string;
  recipient: string;
  amount: readonly Coin[];
}
export const CommunityPoolSpendProposal: MessageType<CommunityPoolSpendProposal> = describeMessage("cosmos.distribution.v1beta1.CommunityPoolSpendProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "recipient", "string"],
  [4, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
]);

export interface DelegatorStartingInfo {
  previousPeriod: bigint;
  stake: string;
  height: bigint;
}
export const DelegatorStartingInfo: MessageType<DelegatorStartingInfo> = describeMessage("cosmos.distribution.v1beta1.DelegatorStartingInfo", [
  [1, "previous_period", "uint64"],
  [2, "stake", "string", { custom: "dec", keepEmpty: true }],
  [3, "height", "uint64", { keepEmpty: true, aminoName: "creation_height" }],
]);

export interface DelegationDelegatorReward {
  validatorAddress: string;
  reward: readonly DecCoin[];
}
export const DelegationDelegatorReward: MessageType<DelegationDelegatorReward> = describeMessage("cosmos.distribution.v1beta1.DelegationDelegatorReward", [
  [1, "validator_address", "string"],
  [2, "reward", () => DecCoin, { repeated: true, keepEmpty: true }],
]);

export interface CommunityPoolSpendProposalWithDeposit {
  title: string;
  description: string;
  recipient: string;
  amount: string;
  deposit: string;
}
export const CommunityPoolSpendProposalWithDeposit: MessageType<CommunityPoolSpendProposalWithDeposit> = describeMessage("cosmos.distribution.v1beta1.CommunityPoolSpendProposalWithDeposit", [
  [1, "title", "string"],
  [2, "description", "string"],
  [3, "recipient", "string"],
  [4, "amount", "string"],
  [5, "deposit", "string"],
]);

export interface DelegatorWithdrawInfo {
  delegatorAddress: string;
  withdrawAddress: string;
}
export const DelegatorWithdrawInfo: MessageType<DelegatorWithdrawInfo> = describeMessage("cosmos.distribution.v1beta1.DelegatorWithdrawInfo", [
  [1, "delegator_address", "string"],
  [2, "withdraw_address", "string"],
]);

export interface ValidatorOutstandingRewardsRecord {
  validatorAddress: string;
  outstandingRewards: readonly DecCoin[];
}
export const ValidatorOutstandingRewardsRecord: MessageType<ValidatorOutstandingRewardsRecord> = describeMessage("cosmos.distribution.v1beta1.ValidatorOutstandingRewardsRecord", [
  [1, "validator_address", "string"],
  [2, "outstanding_rewards", () => DecCoin, { repeated: true }],
]);

export interface ValidatorAccumulatedCommissionRecord {
  validatorAddress: string;
  accumulated: ValidatorAccumulatedCommission;
}
export const ValidatorAccumulatedCommissionRecord: MessageType<ValidatorAccumulatedCommissionRecord> = describeMessage("cosmos.distribution.v1beta1.ValidatorAccumulatedCommissionRecord", [
  [1, "validator_address", "string"],
  [2, "accumulated", () => ValidatorAccumulatedCommission, { embedded: true }],
]);

export interface ValidatorHistoricalRewardsRecord {
  validatorAddress: string;
  period: bigint;
  rewards: ValidatorHistoricalRewards;
}
export const ValidatorHistoricalRewardsRecord: MessageType<ValidatorHistoricalRewardsRecord> = describeMessage("cosmos.distribution.v1beta1.ValidatorHistoricalRewardsRecord", [
  [1, "validator_address", "string"],
  [2, "period", "uint64"],
  [3, "rewards", () => ValidatorHistoricalRewards, { embedded: true }],
]);

export interface ValidatorCurrentRewardsRecord {
  validatorAddress: string;
  rewards: ValidatorCurrentRewards;
}
export const ValidatorCurrentRewardsRecord: MessageType<ValidatorCurrentRewardsRecord> = describeMessage("cosmos.distribution.v1beta1.ValidatorCurrentRewardsRecord", [
  [1, "validator_address", "string"],
  [2, "rewards", () => ValidatorCurrentRewards, { embedded: true }],
]);

export interface DelegatorStartingInfoRecord {
  delegatorAddress: string;
  validatorAddress: string;
  startingInfo: DelegatorStartingInfo;
}
export const DelegatorStartingInfoRecord: MessageType<DelegatorStartingInfoRecord> = describeMessage("cosmos.distribution.v1beta1.DelegatorStartingInfoRecord", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
  [3, "starting_info", () => DelegatorStartingInfo, { embedded: true }],
]);

export interface ValidatorSlashEventRecord {
  validatorAddress: string;
  height: bigint;
  period: bigint;
  validatorSlashEvent: ValidatorSlashEvent;
}
export const ValidatorSlashEventRecord: MessageType<ValidatorSlashEventRecord> = describeMessage("cosmos.distribution.v1beta1.ValidatorSlashEventRecord", [
  [1, "validator_address", "string"],
  [2, "height", "uint64"],
  [3, "period", "uint64"],
  [4, "validator_slash_event", () => ValidatorSlashEvent, { embedded: true }],
]);

export interface GenesisState {
  params: Params;
  feePool: FeePool;
  delegatorWithdrawInfos: readonly DelegatorWithdrawInfo[];
  previousProposer: string;
  outstandingRewards: readonly ValidatorOutstandingRewardsRecord[];
  validatorAccumulatedCommissions: readonly ValidatorAccumulatedCommissionRecord[];
  validatorHistoricalRewards: readonly ValidatorHistoricalRewardsRecord[];
  validatorCurrentRewards: readonly ValidatorCurrentRewardsRecord[];
  delegatorStartingInfos: readonly DelegatorStartingInfoRecord[];
  validatorSlashEvents: readonly ValidatorSlashEventRecord[];
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.distribution.v1beta1.GenesisState", [
  [1, "params", () => Params, { embedded: true }],
  [2, "fee_pool", () => FeePool, { embedded: true }],
  [3, "delegator_withdraw_infos", () => DelegatorWithdrawInfo, { repeated: true }],
  [4, "previous_proposer", "string"],
  [5, "outstanding_rewards", () => ValidatorOutstandingRewardsRecord, { repeated: true }],
  [6, "validator_accumulated_commissions", () => ValidatorAccumulatedCommissionRecord, { repeated: true }],
  [7, "validator_historical_rewards", () => ValidatorHistoricalRewardsRecord, { repeated: true }],
  [8, "validator_current_rewards", () => ValidatorCurrentRewardsRecord, { repeated: true }],
  [9, "delegator_starting_infos", () => DelegatorStartingInfoRecord, { repeated: true }],
  [10, "validator_slash_events", () => ValidatorSlashEventRecord, { repeated: true }],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.distribution.v1beta1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.distribution.v1beta1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface QueryValidatorDistributionInfoRequest {
  validatorAddress: string;
}
export const QueryValidatorDistributionInfoRequest: MessageType<QueryValidatorDistributionInfoRequest> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorDistributionInfoRequest", [
  [1, "validator_address", "string"],
]);

export interface QueryValidatorDistributionInfoResponse {
  operatorAddress: string;
  selfBondRewards: readonly DecCoin[];
  commission: readonly DecCoin[];
}
export const QueryValidatorDistributionInfoResponse: MessageType<QueryValidatorDistributionInfoResponse> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorDistributionInfoResponse", [
  [1, "operator_address", "string"],
  [2, "self_bond_rewards", () => DecCoin, { repeated: true }],
  [3, "commission", () => DecCoin, { repeated: true }],
]);

export interface QueryValidatorOutstandingRewardsRequest {
  validatorAddress: string;
}
export const QueryValidatorOutstandingRewardsRequest: MessageType<QueryValidatorOutstandingRewardsRequest> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorOutstandingRewardsRequest", [
  [1, "validator_address", "string"],
]);

export interface QueryValidatorOutstandingRewardsResponse {
  rewards: ValidatorOutstandingRewards;
}
export const QueryValidatorOutstandingRewardsResponse: MessageType<QueryValidatorOutstandingRewardsResponse> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorOutstandingRewardsResponse", [
  [1, "rewards", () => ValidatorOutstandingRewards, { embedded: true }],
]);

export interface QueryValidatorCommissionRequest {
  validatorAddress: string;
}
export const QueryValidatorCommissionRequest: MessageType<QueryValidatorCommissionRequest> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorCommissionRequest", [
  [1, "validator_address", "string"],
]);

export interface QueryValidatorCommissionResponse {
  commission: ValidatorAccumulatedCommission;
}
export const QueryValidatorCommissionResponse: MessageType<QueryValidatorCommissionResponse> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorCommissionResponse", [
  [1, "commission", () => ValidatorAccumulatedCommission, { embedded: true }],
]);

export interface QueryValidatorSlashesRequest {
  validatorAddress: string;
  startingHeight: bigint;
  endingHeight: bigint;
  pagination?: PageRequest | undefined;
}
export const QueryValidatorSlashesRequest: MessageType<QueryValidatorSlashesRequest> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorSlashesRequest", [
  [1, "validator_address", "string"],
  [2, "starting_height", "uint64"],
  [3, "ending_height", "uint64"],
  [4, "pagination", () => PageRequest],
]);

export interface QueryValidatorSlashesResponse {
  slashes: readonly ValidatorSlashEvent[];
  pagination?: PageResponse | undefined;
}
export const QueryValidatorSlashesResponse: MessageType<QueryValidatorSlashesResponse> = describeMessage("cosmos.distribution.v1beta1.QueryValidatorSlashesResponse", [
  [1, "slashes", () => ValidatorSlashEvent, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDelegationRewardsRequest {
  delegatorAddress: string;
  validatorAddress: string;
}
export const QueryDelegationRewardsRequest: MessageType<QueryDelegationRewardsRequest> = describeMessage("cosmos.distribution.v1beta1.QueryDelegationRewardsRequest", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
]);

export interface QueryDelegationRewardsResponse {
  rewards: readonly DecCoin[];
}
export const QueryDelegationRewardsResponse: MessageType<QueryDelegationRewardsResponse> = describeMessage("cosmos.distribution.v1beta1.QueryDelegationRewardsResponse", [
  [1, "rewards", () => DecCoin, { repeated: true }],
]);

export interface QueryDelegationTotalRewardsRequest {
  delegatorAddress: string;
}
export const QueryDelegationTotalRewardsRequest: MessageType<QueryDelegationTotalRewardsRequest> = describeMessage("cosmos.distribution.v1beta1.QueryDelegationTotalRewardsRequest", [
  [1, "delegator_address", "string"],
]);

export interface QueryDelegationTotalRewardsResponse {
  rewards: readonly DelegationDelegatorReward[];
  total: readonly DecCoin[];
}
export const QueryDelegationTotalRewardsResponse: MessageType<QueryDelegationTotalRewardsResponse> = describeMessage("cosmos.distribution.v1beta1.QueryDelegationTotalRewardsResponse", [
  [1, "rewards", () => DelegationDelegatorReward, { repeated: true }],
  [2, "total", () => DecCoin, { repeated: true }],
]);

export interface QueryDelegatorValidatorsRequest {
  delegatorAddress: string;
}
export const QueryDelegatorValidatorsRequest: MessageType<QueryDelegatorValidatorsRequest> = describeMessage("cosmos.distribution.v1beta1.QueryDelegatorValidatorsRequest", [
  [1, "delegator_address", "string"],
]);

export interface QueryDelegatorValidatorsResponse {
  validators: readonly string[];
}
export const QueryDelegatorValidatorsResponse: MessageType<QueryDelegatorValidatorsResponse> = describeMessage("cosmos.distribution.v1beta1.QueryDelegatorValidatorsResponse", [
  [1, "validators", "string", { repeated: true }],
]);

export interface QueryDelegatorWithdrawAddressRequest {
  delegatorAddress: string;
}
export const QueryDelegatorWithdrawAddressRequest: MessageType<QueryDelegatorWithdrawAddressRequest> = describeMessage("cosmos.distribution.v1beta1.QueryDelegatorWithdrawAddressRequest", [
  [1, "delegator_address", "string"],
]);

export interface QueryDelegatorWithdrawAddressResponse {
  withdrawAddress: string;
}
export const QueryDelegatorWithdrawAddressResponse: MessageType<QueryDelegatorWithdrawAddressResponse> = describeMessage("cosmos.distribution.v1beta1.QueryDelegatorWithdrawAddressResponse", [
  [1, "withdraw_address", "string"],
]);

export interface QueryCommunityPoolRequest {}
export const QueryCommunityPoolRequest: MessageType<QueryCommunityPoolRequest> = describeMessage("cosmos.distribution.v1beta1.QueryCommunityPoolRequest", []);

export interface QueryCommunityPoolResponse {
  pool: readonly DecCoin[];
}
export const QueryCommunityPoolResponse: MessageType<QueryCommunityPoolResponse> = describeMessage("cosmos.distribution.v1beta1.QueryCommunityPoolResponse", [
  [1, "pool", () => DecCoin, { repeated: true }],
]);

export interface MsgSetWithdrawAddress {
  delegatorAddress: string;
  withdrawAddress: string;
}
export const MsgSetWithdrawAddress: MessageType<MsgSetWithdrawAddress> = describeMessage("cosmos.distribution.v1beta1.MsgSetWithdrawAddress", [
  [1, "delegator_address", "string"],
  [2, "withdraw_address", "string"],
], { amino: "cosmos-sdk/MsgModifyWithdrawAddress", signers: ["delegator_address"] });

export interface MsgSetWithdrawAddressResponse {}
export const MsgSetWithdrawAddressResponse: MessageType<MsgSetWithdrawAddressResponse> = describeMessage("cosmos.distribution.v1beta1.MsgSetWithdrawAddressResponse", []);

export interface MsgWithdrawDelegatorReward {
  delegatorAddress: string;
  validatorAddress: string;
}
export const MsgWithdrawDelegatorReward: MessageType<MsgWithdrawDelegatorReward> = describeMessage("cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
], { amino: "cosmos-sdk/MsgWithdrawDelegationReward", signers: ["delegator_address"] });

export interface MsgWithdrawDelegatorRewardResponse {
  amount: readonly Coin[];
}
export const MsgWithdrawDelegatorRewardResponse: MessageType<MsgWithdrawDelegatorRewardResponse> = describeMessage("cosmos.distribution.v1beta1.MsgWithdrawDelegatorRewardResponse", [
  [1, "amount", () => Coin, { repeated: true }],
]);

export interface MsgWithdrawValidatorCommission {
  validatorAddress: string;
}
export const MsgWithdrawValidatorCommission: MessageType<MsgWithdrawValidatorCommission> = describeMessage("cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission", [
  [1, "validator_address", "string"],
], { amino: "cosmos-sdk/MsgWithdrawValCommission", signers: ["validator_address"] });

export interface MsgWithdrawValidatorCommissionResponse {
  amount: readonly Coin[];
}
export const MsgWithdrawValidatorCommissionResponse: MessageType<MsgWithdrawValidatorCommissionResponse> = describeMessage("cosmos.distribution.v1beta1.MsgWithdrawValidatorCommissionResponse", [
  [1, "amount", () => Coin, { repeated: true }],
]);

export interface MsgFundCommunityPool {
  amount: readonly Coin[];
  depositor: string;
}
export const MsgFundCommunityPool: MessageType<MsgFundCommunityPool> = describeMessage("cosmos.distribution.v1beta1.MsgFundCommunityPool", [
  [1, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [2, "depositor", "string"],
], { amino: "cosmos-sdk/MsgFundCommunityPool", signers: ["depositor"] });

export interface MsgFundCommunityPoolResponse {}
export const MsgFundCommunityPoolResponse: MessageType<MsgFundCommunityPoolResponse> = describeMessage("cosmos.distribution.v1beta1.MsgFundCommunityPoolResponse", []);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.distribution.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/distribution/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.distribution.v1beta1.MsgUpdateParamsResponse", []);

export interface MsgCommunityPoolSpend {
  authority: string;
  recipient: string;
  amount: readonly Coin[];
}
export const MsgCommunityPoolSpend: MessageType<MsgCommunityPoolSpend> = describeMessage("cosmos.distribution.v1beta1.MsgCommunityPoolSpend", [
  [1, "authority", "string"],
  [2, "recipient", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
], { amino: "cosmos-sdk/distr/MsgCommunityPoolSpend", signers: ["authority"] });

export interface MsgCommunityPoolSpendResponse {}
export const MsgCommunityPoolSpendResponse: MessageType<MsgCommunityPoolSpendResponse> = describeMessage("cosmos.distribution.v1beta1.MsgCommunityPoolSpendResponse", []);

export interface MsgDepositValidatorRewardsPool {
  depositor: string;
  validatorAddress: string;
  amount: readonly Coin[];
}
export const MsgDepositValidatorRewardsPool: MessageType<MsgDepositValidatorRewardsPool> = describeMessage("cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPool", [
  [1, "depositor", "string"],
  [2, "validator_address", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
], { amino: "cosmos-sdk/distr/MsgDepositValRewards", signers: ["depositor"] });

export interface MsgDepositValidatorRewardsPoolResponse {}
export const MsgDepositValidatorRewardsPoolResponse: MessageType<MsgDepositValidatorRewardsPoolResponse> = describeMessage("cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPoolResponse", []);
