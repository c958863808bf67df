// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";
import { Any, Duration, Timestamp } from "../../google/protobuf.ts";
import { ValidatorUpdate } from "../../tendermint/abci.ts";
import { Header } from "../../tendermint/types.ts";

export const AuthorizationType = {
  AUTHORIZATION_TYPE_UNSPECIFIED: 0,
  AUTHORIZATION_TYPE_DELEGATE: 1,
  AUTHORIZATION_TYPE_UNDELEGATE: 2,
  AUTHORIZATION_TYPE_REDELEGATE: 3,
  AUTHORIZATION_TYPE_CANCEL_UNBONDING_DELEGATION: 4,
} as const;
export type AuthorizationType = number;
export const AuthorizationTypeEnum = describeEnum("cosmos.staking.v1beta1.AuthorizationType", AuthorizationType);

export const BondStatus = {
  BOND_STATUS_UNSPECIFIED: 0,
  BOND_STATUS_UNBONDED: 1,
  BOND_STATUS_UNBONDING: 2,
  BOND_STATUS_BONDED: 3,
} as const;
export type BondStatus = number;
export const BondStatusEnum = describeEnum("cosmos.staking.v1beta1.BondStatus", BondStatus);

export const Infraction = {
  INFRACTION_UNSPECIFIED: 0,
  INFRACTION_DOUBLE_SIGN: 1,
  INFRACTION_DOWNTIME: 2,
} as const;
export type Infraction = number;
export const InfractionEnum = describeEnum("cosmos.staking.v1beta1.Infraction", Infraction);

export interface StakeAuthorization {
  maxTokens?: Coin | undefined;
  allowList?: StakeAuthorization_Validators | undefined;
  denyList?: StakeAuthorization_Validators | undefined;
  authorizationType: AuthorizationType;
}
export const StakeAuthorization: MessageType<StakeAuthorization> = describeMessage("cosmos.staking.v1beta1.StakeAuthorization", [
  [1, "max_tokens", () => Coin],
  [2, "allow_list", () => StakeAuthorization_Validators, { oneof: "validators", aminoOneof: "cosmos-sdk/StakeAuthorization/AllowList" }],
  [3, "deny_list", () => StakeAuthorization_Validators, { oneof: "validators", aminoOneof: "cosmos-sdk/StakeAuthorization/DenyList" }],
  [4, "authorization_type", () => AuthorizationTypeEnum],
], { amino: "cosmos-sdk/StakeAuthorization" });

export interface StakeAuthorization_Validators {
  address: readonly string[];
}
export const StakeAuthorization_Validators: MessageType<StakeAuthorization_Validators> = describeMessage("cosmos.staking.v1beta1.StakeAuthorization.Validators", [
  [1, "address", "string", { repeated: true }],
]);

export interface GenesisState {
  params: Params;
  lastTotalPower: Uint8Array;
  lastValidatorPowers: readonly LastValidatorPower[];
  validators: readonly Validator[];
  delegations: readonly Delegation[];
  unbondingDelegations: readonly UnbondingDelegation[];
  redelegations: readonly Redelegation[];
  exported: boolean;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.staking.v1beta1.GenesisState", [
  [1, "params", () => Params, { embedded: true }],
  [2, "last_total_power", "bytes", { custom: "int" }],
  [3, "last_validator_powers", () => LastValidatorPower, { repeated: true }],
  [4, "validators", () => Validator, { repeated: true }],
  [5, "delegations", () => Delegation, { repeated: true }],
  [6, "unbonding_delegations", () => UnbondingDelegation, { repeated: true }],
  [7, "redelegations", () => Redelegation, { repeated: true }],
  [8, "exported", "bool"],
]);

export interface LastValidatorPower {
  address: string;
  power: bigint;
}
export const LastValidatorPower: MessageType<LastValidatorPower> = describeMessage("cosmos.staking.v1beta1.LastValidatorPower", [
  [1, "address", "string"],
  [2, "power", "int64"],
]);

export interface QueryValidatorsRequest {
  status: string;
  pagination?: PageRequest | undefined;
}
export const QueryValidatorsRequest: MessageType<QueryValidatorsRequest> = describeMessage("cosmos.staking.v1beta1.QueryValidatorsRequest", [
  [1, "status", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryValidatorsResponse {
  validators: readonly Validator[];
  pagination?: PageResponse | undefined;
}
export const QueryValidatorsResponse: MessageType<QueryValidatorsResponse> = describeMessage("cosmos.staking.v1beta1.QueryValidatorsResponse", [
  [1, "validators", () => Validator, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryValidatorRequest {
  validatorAddr: string;
}
export const QueryValidatorRequest: MessageType<QueryValidatorRequest> = describeMessage("cosmos.staking.v1beta1.QueryValidatorRequest", [
  [1, "validator_addr", "string"],
]);

export interface QueryValidatorResponse {
  validator: Validator;
}
export const QueryValidatorResponse: MessageType<QueryValidatorResponse> = describeMessage("cosmos.staking.v1beta1.QueryValidatorResponse", [
  [1, "validator", () => Validator, { embedded: true }],
]);

export interface QueryValidatorDelegationsRequest {
  validatorAddr: string;
  pagination?: PageRequest | undefined;
}
export const QueryValidatorDelegationsRequest: MessageType<QueryValidatorDelegationsRequest> = describeMessage("cosmos.staking.v1beta1.QueryValidatorDelegationsRequest", [
  [1, "validator_addr", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryValidatorDelegationsResponse {
  delegationResponses: readonly DelegationResponse[];
  pagination?: PageResponse | undefined;
}
export const QueryValidatorDelegationsResponse: MessageType<QueryValidatorDelegationsResponse> = describeMessage("cosmos.staking.v1beta1.QueryValidatorDelegationsResponse", [
  [1, "delegation_responses", () => DelegationResponse, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryValidatorUnbondingDelegationsRequest {
  validatorAddr: string;
  pagination?: PageRequest | undefined;
}
export const QueryValidatorUnbondingDelegationsRequest: MessageType<QueryValidatorUnbondingDelegationsRequest> = describeMessage("cosmos.staking.v1beta1.QueryValidatorUnbondingDelegationsRequest", [
  [1, "validator_addr", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryValidatorUnbondingDelegationsResponse {
  unbondingResponses: readonly UnbondingDelegation[];
  pagination?: PageResponse | undefined;
}
export const QueryValidatorUnbondingDelegationsResponse: MessageType<QueryValidatorUnbondingDelegationsResponse> = describeMessage("cosmos.staking.v1beta1.QueryValidatorUnbondingDelegationsResponse", [
  [1, "unbonding_responses", () => UnbondingDelegation, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDelegationRequest {
  delegatorAddr: string;
  validatorAddr: string;
}
export const QueryDelegationRequest: MessageType<QueryDelegationRequest> = describeMessage("cosmos.staking.v1beta1.QueryDelegationRequest", [
  [1, "delegator_addr", "string"],
  [2, "validator_addr", "string"],
]);

export interface QueryDelegationResponse {
  delegationResponse?: DelegationResponse | undefined;
}
export const QueryDelegationResponse: MessageType<QueryDelegationResponse> = describeMessage("cosmos.staking.v1beta1.QueryDelegationResponse", [
  [1, "delegation_response", () => DelegationResponse],
]);

export interface QueryUnbondingDelegationRequest {
  delegatorAddr: string;
  validatorAddr: string;
}
export const QueryUnbondingDelegationRequest: MessageType<QueryUnbondingDelegationRequest> = describeMessage("cosmos.staking.v1beta1.QueryUnbondingDelegationRequest", [
  [1, "delegator_addr", "string"],
  [2, "validator_addr", "string"],
]);

export interface QueryUnbondingDelegationResponse {
  unbond: UnbondingDelegation;
}
export const QueryUnbondingDelegationResponse: MessageType<QueryUnbondingDelegationResponse> = describeMessage("cosmos.staking.v1beta1.QueryUnbondingDelegationResponse", [
  [1, "unbond", () => UnbondingDelegation, { embedded: true }],
]);

export interface QueryDelegatorDelegationsRequest {
  delegatorAddr: string;
  pagination?: PageRequest | undefined;
}
export const QueryDelegatorDelegationsRequest: MessageType<QueryDelegatorDelegationsRequest> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorDelegationsRequest", [
  [1, "delegator_addr", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryDelegatorDelegationsResponse {
  delegationResponses: readonly DelegationResponse[];
  pagination?: PageResponse | undefined;
}
export const QueryDelegatorDelegationsResponse: MessageType<QueryDelegatorDelegationsResponse> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorDelegationsResponse", [
  [1, "delegation_responses", () => DelegationResponse, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDelegatorUnbondingDelegationsRequest {
  delegatorAddr: string;
  pagination?: PageRequest | undefined;
}
export const QueryDelegatorUnbondingDelegationsRequest: MessageType<QueryDelegatorUnbondingDelegationsRequest> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorUnbondingDelegationsRequest", [
  [1, "delegator_addr", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryDelegatorUnbondingDelegationsResponse {
  unbondingResponses: readonly UnbondingDelegation[];
  pagination?: PageResponse | undefined;
}
export const QueryDelegatorUnbondingDelegationsResponse: MessageType<QueryDelegatorUnbondingDelegationsResponse> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorUnbondingDelegationsResponse", [
  [1, "unbonding_responses", () => UnbondingDelegation, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryRedelegationsRequest {
  delegatorAddr: string;
  srcValidatorAddr: string;
  dstValidatorAddr: string;
  pagination?: PageRequest | undefined;
}
export const QueryRedelegationsRequest: MessageType<QueryRedelegationsRequest> = describeMessage("cosmos.staking.v1beta1.QueryRedelegationsRequest", [
  [1, "delegator_addr", "string"],
  [2, "src_validator_addr", "string"],
  [3, "dst_validator_addr", "string"],
  [4, "pagination", () => PageRequest],
]);

export interface QueryRedelegationsResponse {
  redelegationResponses: readonly RedelegationResponse[];
  pagination?: PageResponse | undefined;
}
export const QueryRedelegationsResponse: MessageType<QueryRedelegationsResponse> = describeMessage("cosmos.staking.v1beta1.QueryRedelegationsResponse", [
  [1, "redelegation_responses", () => RedelegationResponse, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDelegatorValidatorsRequest {
  delegatorAddr: string;
  pagination?: PageRequest | undefined;
}
export const QueryDelegatorValidatorsRequest: MessageType<QueryDelegatorValidatorsRequest> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorValidatorsRequest", [
  [1, "delegator_addr", "string"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryDelegatorValidatorsResponse {
  validators: readonly Validator[];
  pagination?: PageResponse | undefined;
}
export const QueryDelegatorValidatorsResponse: MessageType<QueryDelegatorValidatorsResponse> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorValidatorsResponse", [
  [1, "validators", () => Validator, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryDelegatorValidatorRequest {
  delegatorAddr: string;
  validatorAddr: string;
}
export const QueryDelegatorValidatorRequest: MessageType<QueryDelegatorValidatorRequest> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorValidatorRequest", [
  [1, "delegator_addr", "string"],
  [2, "validator_addr", "string"],
]);

export interface QueryDelegatorValidatorResponse {
  validator: Validator;
}
export const QueryDelegatorValidatorResponse: MessageType<QueryDelegatorValidatorResponse> = describeMessage("cosmos.staking.v1beta1.QueryDelegatorValidatorResponse", [
  [1, "validator", () => Validator, { embedded: true }],
]);

export interface QueryHistoricalInfoRequest {
  height: bigint;
}
export const QueryHistoricalInfoRequest: MessageType<QueryHistoricalInfoRequest> = describeMessage("cosmos.staking.v1beta1.QueryHistoricalInfoRequest", [
  [1, "height", "int64"],
]);

export interface QueryHistoricalInfoResponse {
  hist?: HistoricalInfo | undefined;
}
export const QueryHistoricalInfoResponse: MessageType<QueryHistoricalInfoResponse> = describeMessage("cosmos.staking.v1beta1.QueryHistoricalInfoResponse", [
  [1, "hist", () => HistoricalInfo],
]);

export interface QueryPoolRequest {}
export const QueryPoolRequest: MessageType<QueryPoolRequest> = describeMessage("cosmos.staking.v1beta1.QueryPoolRequest", []);

export interface QueryPoolResponse {
  pool: Pool;
}
export const QueryPoolResponse: MessageType<QueryPoolResponse> = describeMessage("cosmos.staking.v1beta1.QueryPoolResponse", [
  [1, "pool", () => Pool, { embedded: true }],
]);

export interface QueryParamsRequest {}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.staking.v1beta1.QueryParamsRequest", []);

export interface QueryParamsResponse {
  params: Params;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.staking.v1beta1.QueryParamsResponse", [
  [1, "params", () => Params, { embedded: true }],
]);

export interface HistoricalInfo {
  header: Header;
  valset: readonly Validator[];
}
export const HistoricalInfo: MessageType<HistoricalInfo> = describeMessage("cosmos.staking.v1beta1.HistoricalInfo", [
  [1, "header", () => Header, { embedded: true, keepEmpty: true }],
  [2, "valset", () => Validator, { repeated: true, keepEmpty: true }],
]);

export interface CommissionRates {
  rate: string;
  maxRate: string;
  maxChangeRate: string;
}
export const CommissionRates: MessageType<CommissionRates> = describeMessage("cosmos.staking.v1beta1.CommissionRates", [
  [1, "rate", "string", { custom: "dec", keepEmpty: true }],
  [2, "max_rate", "string", { custom: "dec", keepEmpty: true }],
  [3, "max_change_rate", "string", { custom: "dec", keepEmpty: true }],
]);

export interface Commission {
  commissionRates: CommissionRates;
  updateTime: Timestamp;
}
export const Commission: MessageType<Commission> = describeMessage("cosmos.staking.v1beta1.Commission", [
  [1, "commission_rates", () => CommissionRates, { embedded: true, keepEmpty: true }],
  [2, "update_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
]);

export interface Description {
  moniker: string;
  identity: string;
  website: string;
  securityContact: string;
  details: string;
}
export const Description: MessageType<Description> = describeMessage("cosmos.staking.v1beta1.Description", [
  [1, "moniker", "string"],
  [2, "identity", "string"],
  [3, "website", "string"],
  [4, "security_contact", "string"],
  [5, "details", "string"],
]);

export interface Validator {
  operatorAddress: string;
  consensusPubkey?: Any | undefined;
  jailed: boolean;
  status: BondStatus;
  tokens: string;
  delegatorShares: string;
  description: Description;
  unbondingHeight: bigint;
  unbondingTime: Timestamp;
  commission: Commission;
  minSelfDelegation: string;
  unbondingOnHoldRefCount: bigint;
  unbondingIds: readonly bigint[];
}
export const Validator: MessageType<Validator> = describeMessage("cosmos.staking.v1beta1.Validator", [
  [1, "operator_address", "string"],
  [2, "consensus_pubkey", () => Any],
  [3, "jailed", "bool"],
  [4, "status", () => BondStatusEnum],
  [5, "tokens", "string", { custom: "int" }],
  [6, "delegator_shares", "string", { custom: "dec" }],
  [7, "description", () => Description, { embedded: true, keepEmpty: true }],
  [8, "unbonding_height", "int64"],
  [9, "unbonding_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [10, "commission", () => Commission, { embedded: true, keepEmpty: true }],
  [11, "min_self_delegation", "string", { custom: "int" }],
  [12, "unbonding_on_hold_ref_count", "int64"],
  [13, "unbonding_ids", "uint64", { repeated: true }],
]);

export interface ValAddresses {
  addresses: readonly string[];
}
export const ValAddresses: MessageType<ValAddresses> = describeMessage("cosmos.staking.v1beta1.ValAddresses", [
  [1, "addresses", "string", { repeated: true }],
]);

export interface DVPair {
  delegatorAddress: string;
  validatorAddress: string;
}
export const DVPair: MessageType<DVPair> = describeMessage("cosmos.staking.v1beta1.DVPair", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
]);

export interface DVPairs {
  pairs: readonly DVPair[];
}
export const DVPairs: MessageType<DVPairs> = describeMessage("cosmos.staking.v1beta1.DVPairs", [
  [1, "pairs", () => DVPair, { repeated: true, keepEmpty: true }],
]);

export interface DVVTriplet {
  delegatorAddress: string;
  validatorSrcAddress: string;
  validatorDstAddress: string;
}
export const DVVTriplet: MessageType<DVVTriplet> = describeMessage("cosmos.staking.v1beta1.DVVTriplet", [
  [1, "delegator_address", "string"],
  [2, "validator_src_address", "string"],
  [3, "validator_dst_address", "string"],
]);

export interface DVVTriplets {
  triplets: readonly DVVTriplet[];
}
export const DVVTriplets: MessageType<DVVTriplets> = describeMessage("cosmos.staking.v1beta1.DVVTriplets", [
  [1, "triplets", () => DVVTriplet, { repeated: true, keepEmpty: true }],
]);

export interface Delegation {
  delegatorAddress: string;
  validatorAddress: string;
  shares: string;
}
export const Delegation: MessageType<Delegation> = describeMessage("cosmos.staking.v1beta1.Delegation", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
  [3, "shares", "string", { custom: "dec" }],
]);

export interface UnbondingDelegation {
  delegatorAddress: string;
  validatorAddress: string;
  entries: readonly UnbondingDelegationEntry[];
}
export const UnbondingDelegation: MessageType<UnbondingDelegation> = describeMessage("cosmos.staking.v1beta1.UnbondingDelegation", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
  [3, "entries", () => UnbondingDelegationEntry, { repeated: true, keepEmpty: true }],
]);

export interface UnbondingDelegationEntry {
  creationHeight: bigint;
  completionTime: Timestamp;
  initialBalance: string;
  balance: string;
  unbondingId: bigint;
  unbondingOnHoldRefCount: bigint;
}
export const UnbondingDelegationEntry: MessageType<UnbondingDelegationEntry> = describeMessage("cosmos.staking.v1beta1.UnbondingDelegationEntry", [
  [1, "creation_height", "int64"],
  [2, "completion_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [3, "initial_balance", "string", { custom: "int" }],
  [4, "balance", "string", { custom: "int" }],
  [5, "unbonding_id", "uint64"],
  [6, "unbonding_on_hold_ref_count", "int64"],
]);

export interface RedelegationEntry {
  creationHeight: bigint;
  completionTime: Timestamp;
  initialBalance: string;
  sharesDst: string;
  unbondingId: bigint;
  unbondingOnHoldRefCount: bigint;
}
export const RedelegationEntry: MessageType<RedelegationEntry> = describeMessage("cosmos.staking.v1beta1.RedelegationEntry", [
  [1, "creation_height", "int64"],
  [2, "completion_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [3, "initial_balance", "string", { custom: "int" }],
  [4, "shares_dst", "string", { custom: "dec" }],
  [5, "unbonding_id", "uint64"],
  [6, "unbonding_on_hold_ref_count", "int64"],
]);

export interface Redelegation {
  delegatorAddress: string;
  validatorSrcAddress: string;
  validatorDstAddress: string;
  entries: readonly RedelegationEntry[];
}
export const Redelegation: MessageType<Redelegation> = describeMessage("cosmos.staking.v1beta1.Redelegation", [
  [1, "delegator_address", "string"],
  [2, "validator_src_address", "string"],
  [3, "validator_dst_address", "string"],
  [4, "entries", () => RedelegationEntry, { repeated: true, keepEmpty: true }],
]);

export interface Params {
  unbondingTime: Duration;
  maxValidators: number;
  maxEntries: number;
  historicalEntries: number;
  bondDenom: string;
  minCommissionRate: string;
}
export const Params: MessageType<Params> = describeMessage("cosmos.staking.v1beta1.Params", [
  [1, "unbonding_time", () => Duration, { embedded: true, keepEmpty: true }],
  [2, "max_validators", "uint32"],
  [3, "max_entries", "uint32"],
  [4, "historical_entries", "uint32"],
  [5, "bond_denom", "string"],
  [6, "min_commission_rate", "string", { custom: "dec", keepEmpty: true }],
], { amino: "cosmos-sdk/x/staking/Params" });

export interface DelegationResponse {
  delegation: Delegation;
  balance: Coin;
}
export const DelegationResponse: MessageType<DelegationResponse> = describeMessage("cosmos.staking.v1beta1.DelegationResponse", [
  [1, "delegation", () => Delegation, { embedded: true }],
  [2, "balance", () => Coin, { embedded: true }],
]);

export interface RedelegationEntryResponse {
  redelegationEntry: RedelegationEntry;
  balance: string;
}
export const RedelegationEntryResponse: MessageType<RedelegationEntryResponse> = describeMessage("cosmos.staking.v1beta1.RedelegationEntryResponse", [
  [1, "redelegation_entry", () => RedelegationEntry, { embedded: true }],
  [4, "balance", "string", { custom: "int" }],
]);

export interface RedelegationResponse {
  redelegation: Redelegation;
  entries: readonly RedelegationEntryResponse[];
}
export const RedelegationResponse: MessageType<RedelegationResponse> = describeMessage("cosmos.staking.v1beta1.RedelegationResponse", [
  [1, "redelegation", () => Redelegation, { embedded: true }],
  [2, "entries", () => RedelegationEntryResponse, { repeated: true }],
]);

export interface Pool {
  notBondedTokens: string;
  bondedTokens: string;
}
export const Pool: MessageType<Pool> = describeMessage("cosmos.staking.v1beta1.Pool", [
  [1, "not_bonded_tokens", "string", { custom: "int", keepEmpty: true }],
  [2, "bonded_tokens", "string", { custom: "int", keepEmpty: true }],
]);

export interface ValidatorUpdates {
  updates: readonly ValidatorUpdate[];
}
export const ValidatorUpdates: MessageType<ValidatorUpdates> = describeMessage("cosmos.staking.v1beta1.ValidatorUpdates", [
  [1, "updates", () => ValidatorUpdate, { repeated: true, keepEmpty: true }],
]);

export interface MsgCreateValidator {
  description: Description;
  commission: CommissionRates;
  minSelfDelegation: string;
  delegatorAddress: string;
  validatorAddress: string;
  pubkey?: Any | undefined;
  value: Coin;
}
export const MsgCreateValidator: MessageType<MsgCreateValidator> = describeMessage("cosmos.staking.v1beta1.MsgCreateValidator", [
  [1, "description", () => Description, { embedded: true, keepEmpty: true }],
  [2, "commission", () => CommissionRates, { embedded: true, keepEmpty: true }],
  [3, "min_self_delegation", "string", { custom: "int", keepEmpty: true }],
  [4, "delegator_address", "string"],
  [5, "validator_address", "string"],
  [6, "pubkey", () => Any],
  [7, "value", () => Coin, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgCreateValidator", signers: ["validator_address"] });

export interface MsgCreateValidatorResponse {}
export const MsgCreateValidatorResponse: MessageType<MsgCreateValidatorResponse> = describeMessage("cosmos.staking.v1beta1.MsgCreateValidatorResponse", []);

export interface MsgEditValidator {
  description: Description;
  validatorAddress: string;
  commissionRate?: string | undefined;
  minSelfDelegation?: string | undefined;
}
export const MsgEditValidator: MessageType<MsgEditValidator> = describeMessage("cosmos.staking.v1beta1.MsgEditValidator", [
  [1, "description", () => Description, { embedded: true, keepEmpty: true }],
  [2, "validator_address", "string"],
  [3, "commission_rate", "string", { optional: true, custom: "dec" }],
  [4, "min_self_delegation", "string", { optional: true, custom: "int" }],
], { amino: "cosmos-sdk/MsgEditValidator", signers: ["validator_address"] });

export interface MsgEditValidatorResponse {}
export const MsgEditValidatorResponse: MessageType<MsgEditValidatorResponse> = describeMessage("cosmos.staking.v1beta1.MsgEditValidatorResponse", []);

export interface MsgDelegate {
  delegatorAddress: string;
  validatorAddress: string;
  amount: Coin;
}
export const MsgDelegate: MessageType<MsgDelegate> = describeMessage("cosmos.staking.v1beta1.MsgDelegate", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
  [3, "amount", () => Coin, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgDelegate", signers: ["delegator_address"] });

export interface MsgDelegateResponse {}
export const MsgDelegateResponse: MessageType<MsgDelegateResponse> = describeMessage("cosmos.staking.v1beta1.MsgDelegateResponse", []);

export interface MsgBeginRedelegate {
  delegatorAddress: string;
  validatorSrcAddress: string;
  validatorDstAddress: string;
  amount: Coin;
}
export const MsgBeginRedelegate: MessageType<MsgBeginRedelegate> = describeMessage("cosmos.staking.v1beta1.MsgBeginRedelegate", [
  [1, "delegator_address", "string"],
  [2, "validator_src_address", "string"],
  [3, "validator_dst_address", "string"],
  [4, "amount", () => Coin, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgBeginRedelegate", signers: ["delegator_address"] });

export interface MsgBeginRedelegateResponse {
  completionTime: Timestamp;
}
export const MsgBeginRedelegateResponse: MessageType<MsgBeginRedelegateResponse> = describeMessage("cosmos.staking.v1beta1.MsgBeginRedelegateResponse", [
  [1, "completion_time", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface MsgUndelegate {
  delegatorAddress: string;
  validatorAddress: string;
  amount: Coin;
}
export const MsgUndelegate: MessageType<MsgUndelegate> = describeMessage("cosmos.staking.v1beta1.MsgUndelegate", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
  [3, "amount", () => Coin, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgUndelegate", signers: ["delegator_address"] });

export interface MsgUndelegateResponse {
  completionTime: Timestamp;
  amount: Coin;
}
export const MsgUndelegateResponse: MessageType<MsgUndelegateResponse> = describeMessage("cosmos.staking.v1beta1.MsgUndelegateResponse", [
  [1, "completion_time", () => Timestamp, { embedded: true, goTime: true }],
  [2, "amount", () => Coin, { embedded: true }],
]);

export interface MsgCancelUnbondingDelegation {
  delegatorAddress: string;
  validatorAddress: string;
  amount: Coin;
  creationHeight: bigint;
}
export const MsgCancelUnbondingDelegation: MessageType<MsgCancelUnbondingDelegation> = describeMessage("cosmos.staking.v1beta1.MsgCancelUnbondingDelegation", [
  [1, "delegator_address", "string"],
  [2, "validator_address", "string"],
  [3, "amount", () => Coin, { embedded: true, keepEmpty: true }],
  [4, "creation_height", "int64"],
], { amino: "cosmos-sdk/MsgCancelUnbondingDelegation", signers: ["delegator_address"] });

export interface MsgCancelUnbondingDelegationResponse {}
export const MsgCancelUnbondingDelegationResponse: MessageType<MsgCancelUnbondingDelegationResponse> = describeMessage("cosmos.staking.v1beta1.MsgCancelUnbondingDelegationResponse", []);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.staking.v1beta1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/staking/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.staking.v1beta1.MsgUpdateParamsResponse", []);
