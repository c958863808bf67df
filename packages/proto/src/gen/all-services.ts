// Written by `npm run gen`. Do not edit.
import type { ServiceDescriptor } from "../descriptor.ts";
import { describeService } from "../message.ts";
import * as cosmos_auth_v1beta1 from "./cosmos/auth/v1beta1.ts";
import * as cosmos_authz_v1beta1 from "./cosmos/authz/v1beta1.ts";
import * as cosmos_bank_v1beta1 from "./cosmos/bank/v1beta1.ts";
import * as cosmos_base_node_v1beta1 from "./cosmos/base/node/v1beta1.ts";
import * as cosmos_base_reflection_v1beta1 from "./cosmos/base/reflection/v1beta1.ts";
import * as cosmos_base_reflection_v2alpha1 from "./cosmos/base/reflection/v2alpha1.ts";
import * as cosmos_base_tendermint_v1beta1 from "./cosmos/base/tendermint/v1beta1.ts";
import * as cosmos_consensus_v1 from "./cosmos/consensus/v1.ts";
import * as cosmos_crisis_v1beta1 from "./cosmos/crisis/v1beta1.ts";
import * as cosmos_distribution_v1beta1 from "./cosmos/distribution/v1beta1.ts";
import * as cosmos_evidence_v1beta1 from "./cosmos/evidence/v1beta1.ts";
import * as cosmos_feegrant_v1beta1 from "./cosmos/feegrant/v1beta1.ts";
import * as cosmos_gov_v1 from "./cosmos/gov/v1.ts";
import * as cosmos_gov_v1beta1 from "./cosmos/gov/v1beta1.ts";
import * as cosmos_mint_v1beta1 from "./cosmos/mint/v1beta1.ts";
import * as cosmos_params_v1beta1 from "./cosmos/params/v1beta1.ts";
import * as cosmos_reflection_v1 from "./cosmos/reflection/v1.ts";
import * as cosmos_slashing_v1beta1 from "./cosmos/slashing/v1beta1.ts";
import * as cosmos_staking_v1beta1 from "./cosmos/staking/v1beta1.ts";
import * as cosmos_tx_v1beta1 from "./cosmos/tx/v1beta1.ts";
import * as cosmos_upgrade_v1beta1 from "./cosmos/upgrade/v1beta1.ts";
import * as cosmos_vesting_v1beta1 from "./cosmos/vesting/v1beta1.ts";
import * as grpc_reflection_v1 from "./grpc/reflection/v1.ts";
import * as grpc_reflection_v1alpha from "./grpc/reflection/v1alpha.ts";
import * as ibc_applications_transfer_v1 from "./ibc/applications/transfer/v1.ts";
import * as ibc_core_channel_v1 from "./ibc/core/channel/v1.ts";
import * as ibc_core_channel_v2 from "./ibc/core/channel/v2.ts";
import * as ibc_core_client_v1 from "./ibc/core/client/v1.ts";
import * as ibc_core_client_v2 from "./ibc/core/client/v2.ts";
import * as ibc_core_connection_v1 from "./ibc/core/connection/v1.ts";
import * as interchain_security_ccv_consumer_v1 from "./interchain_security/ccv/consumer/v1.ts";
import * as interchain_security_ccv_provider_v1 from "./interchain_security/ccv/provider/v1.ts";

/** Every service with its methods. */
export const allServices: readonly ServiceDescriptor[] = [
  describeService("cosmos.auth.v1beta1.Query", [
    ["Accounts", cosmos_auth_v1beta1.QueryAccountsRequest, cosmos_auth_v1beta1.QueryAccountsResponse],
    ["Account", cosmos_auth_v1beta1.QueryAccountRequest, cosmos_auth_v1beta1.QueryAccountResponse],
    ["AccountAddressByID", cosmos_auth_v1beta1.QueryAccountAddressByIDRequest, cosmos_auth_v1beta1.QueryAccountAddressByIDResponse],
    ["Params", cosmos_auth_v1beta1.QueryParamsRequest, cosmos_auth_v1beta1.QueryParamsResponse],
    ["ModuleAccounts", cosmos_auth_v1beta1.QueryModuleAccountsRequest, cosmos_auth_v1beta1.QueryModuleAccountsResponse],
    ["ModuleAccountByName", cosmos_auth_v1beta1.QueryModuleAccountByNameRequest, cosmos_auth_v1beta1.QueryModuleAccountByNameResponse],
    ["Bech32Prefix", cosmos_auth_v1beta1.Bech32PrefixRequest, cosmos_auth_v1beta1.Bech32PrefixResponse],
    ["AddressBytesToString", cosmos_auth_v1beta1.AddressBytesToStringRequest, cosmos_auth_v1beta1.AddressBytesToStringResponse],
    ["AddressStringToBytes", cosmos_auth_v1beta1.AddressStringToBytesRequest, cosmos_auth_v1beta1.AddressStringToBytesResponse],
    ["AccountInfo", cosmos_auth_v1beta1.QueryAccountInfoRequest, cosmos_auth_v1beta1.QueryAccountInfoResponse],
  ]),
  describeService("cosmos.auth.v1beta1.Msg", [
    ["UpdateParams", cosmos_auth_v1beta1.MsgUpdateParams, cosmos_auth_v1beta1.MsgUpdateParamsResponse],
  ]),
  describeService("cosmos.authz.v1beta1.Query", [
    ["Grants", cosmos_authz_v1beta1.QueryGrantsRequest, cosmos_authz_v1beta1.QueryGrantsResponse],
    ["GranterGrants", cosmos_authz_v1beta1.QueryGranterGrantsRequest, cosmos_authz_v1beta1.QueryGranterGrantsResponse],
    ["GranteeGrants", cosmos_authz_v1beta1.QueryGranteeGrantsRequest, cosmos_authz_v1beta1.QueryGranteeGrantsResponse],
  ]),
  describeService("cosmos.authz.v1beta1.Msg", [
    ["Grant", cosmos_authz_v1beta1.MsgGrant, cosmos_authz_v1beta1.MsgGrantResponse],
    ["Exec", cosmos_authz_v1beta1.MsgExec, cosmos_authz_v1beta1.MsgExecResponse],
    ["Revoke", cosmos_authz_v1beta1.MsgRevoke, cosmos_authz_v1beta1.MsgRevokeResponse],
  ]),
  describeService("cosmos.bank.v1beta1.Query", [
    ["Balance", cosmos_bank_v1beta1.QueryBalanceRequest, cosmos_bank_v1beta1.QueryBalanceResponse],
    ["AllBalances", cosmos_bank_v1beta1.QueryAllBalancesRequest, cosmos_bank_v1beta1.QueryAllBalancesResponse],
    ["SpendableBalances", cosmos_bank_v1beta1.QuerySpendableBalancesRequest, cosmos_bank_v1beta1.QuerySpendableBalancesResponse],
    ["SpendableBalanceByDenom", cosmos_bank_v1beta1.QuerySpendableBalanceByDenomRequest, cosmos_bank_v1beta1.QuerySpendableBalanceByDenomResponse],
    ["TotalSupply", cosmos_bank_v1beta1.QueryTotalSupplyRequest, cosmos_bank_v1beta1.QueryTotalSupplyResponse],
    ["SupplyOf", cosmos_bank_v1beta1.QuerySupplyOfRequest, cosmos_bank_v1beta1.QuerySupplyOfResponse],
    ["Params", cosmos_bank_v1beta1.QueryParamsRequest, cosmos_bank_v1beta1.QueryParamsResponse],
    ["DenomsMetadata", cosmos_bank_v1beta1.QueryDenomsMetadataRequest, cosmos_bank_v1beta1.QueryDenomsMetadataResponse],
    ["DenomMetadata", cosmos_bank_v1beta1.QueryDenomMetadataRequest, cosmos_bank_v1beta1.QueryDenomMetadataResponse],
    ["DenomMetadataByQueryString", cosmos_bank_v1beta1.QueryDenomMetadataByQueryStringRequest, cosmos_bank_v1beta1.QueryDenomMetadataByQueryStringResponse],
    ["DenomOwners", cosmos_bank_v1beta1.QueryDenomOwnersRequest, cosmos_bank_v1beta1.QueryDenomOwnersResponse],
    ["DenomOwnersByQuery", cosmos_bank_v1beta1.QueryDenomOwnersByQueryRequest, cosmos_bank_v1beta1.QueryDenomOwnersByQueryResponse],
    ["SendEnabled", cosmos_bank_v1beta1.QuerySendEnabledRequest, cosmos_bank_v1beta1.QuerySendEnabledResponse],
  ]),
  describeService("cosmos.bank.v1beta1.Msg", [
    ["Send", cosmos_bank_v1beta1.MsgSend, cosmos_bank_v1beta1.MsgSendResponse],
    ["MultiSend", cosmos_bank_v1beta1.MsgMultiSend, cosmos_bank_v1beta1.MsgMultiSendResponse],
    ["UpdateParams", cosmos_bank_v1beta1.MsgUpdateParams, cosmos_bank_v1beta1.MsgUpdateParamsResponse],
    ["SetSendEnabled", cosmos_bank_v1beta1.MsgSetSendEnabled, cosmos_bank_v1beta1.MsgSetSendEnabledResponse],
  ]),
  describeService("cosmos.base.node.v1beta1.Service", [
    ["Config", cosmos_base_node_v1beta1.ConfigRequest, cosmos_base_node_v1beta1.ConfigResponse],
    ["Status", cosmos_base_node_v1beta1.StatusRequest, cosmos_base_node_v1beta1.StatusResponse],
  ]),
  describeService("cosmos.base.reflection.v1beta1.ReflectionService", [
    ["ListAllInterfaces", cosmos_base_reflection_v1beta1.ListAllInterfacesRequest, cosmos_base_reflection_v1beta1.ListAllInterfacesResponse],
    ["ListImplementations", cosmos_base_reflection_v1beta1.ListImplementationsRequest, cosmos_base_reflection_v1beta1.ListImplementationsResponse],
  ]),
  describeService("cosmos.base.reflection.v2alpha1.ReflectionService", [
    ["GetAuthnDescriptor", cosmos_base_reflection_v2alpha1.GetAuthnDescriptorRequest, cosmos_base_reflection_v2alpha1.GetAuthnDescriptorResponse],
    ["GetChainDescriptor", cosmos_base_reflection_v2alpha1.GetChainDescriptorRequest, cosmos_base_reflection_v2alpha1.GetChainDescriptorResponse],
    ["GetCodecDescriptor", cosmos_base_reflection_v2alpha1.GetCodecDescriptorRequest, cosmos_base_reflection_v2alpha1.GetCodecDescriptorResponse],
    ["GetConfigurationDescriptor", cosmos_base_reflection_v2alpha1.GetConfigurationDescriptorRequest, cosmos_base_reflection_v2alpha1.GetConfigurationDescriptorResponse],
    ["GetQueryServicesDescriptor", cosmos_base_reflection_v2alpha1.GetQueryServicesDescriptorRequest, cosmos_base_reflection_v2alpha1.GetQueryServicesDescriptorResponse],
    ["GetTxDescriptor", cosmos_base_reflection_v2alpha1.GetTxDescriptorRequest, cosmos_base_reflection_v2alpha1.GetTxDescriptorResponse],
  ]),
  describeService("cosmos.base.tendermint.v1beta1.Service", [
    ["GetNodeInfo", cosmos_base_tendermint_v1beta1.GetNodeInfoRequest, cosmos_base_tendermint_v1beta1.GetNodeInfoResponse],
    ["GetSyncing", cosmos_base_tendermint_v1beta1.GetSyncingRequest, cosmos_base_tendermint_v1beta1.GetSyncingResponse],
    ["GetLatestBlock", cosmos_base_tendermint_v1beta1.GetLatestBlockRequest, cosmos_base_tendermint_v1beta1.GetLatestBlockResponse],
    ["GetBlockByHeight", cosmos_base_tendermint_v1beta1.GetBlockByHeightRequest, cosmos_base_tendermint_v1beta1.GetBlockByHeightResponse],
    ["GetLatestValidatorSet", cosmos_base_tendermint_v1beta1.GetLatestValidatorSetRequest, cosmos_base_tendermint_v1beta1.GetLatestValidatorSetResponse],
    ["GetValidatorSetByHeight", cosmos_base_tendermint_v1beta1.GetValidatorSetByHeightRequest, cosmos_base_tendermint_v1beta1.GetValidatorSetByHeightResponse],
    ["ABCIQuery", cosmos_base_tendermint_v1beta1.ABCIQueryRequest, cosmos_base_tendermint_v1beta1.ABCIQueryResponse],
  ]),
  describeService("cosmos.consensus.v1.Query", [
    ["Params", cosmos_consensus_v1.QueryParamsRequest, cosmos_consensus_v1.QueryParamsResponse],
  ]),
  describeService("cosmos.consensus.v1.Msg", [
    ["UpdateParams", cosmos_consensus_v1.MsgUpdateParams, cosmos_consensus_v1.MsgUpdateParamsResponse],
  ]),
  describeService("cosmos.crisis.v1beta1.Msg", [
    ["VerifyInvariant", cosmos_crisis_v1beta1.MsgVerifyInvariant, cosmos_crisis_v1beta1.MsgVerifyInvariantResponse],
    ["UpdateParams", cosmos_crisis_v1beta1.MsgUpdateParams, cosmos_crisis_v1beta1.MsgUpdateParamsResponse],
  ]),
  describeService("cosmos.distribution.v1beta1.Query", [
    ["Params", cosmos_distribution_v1beta1.QueryParamsRequest, cosmos_distribution_v1beta1.QueryParamsResponse],
    ["ValidatorDistributionInfo", cosmos_distribution_v1beta1.QueryValidatorDistributionInfoRequest, cosmos_distribution_v1beta1.QueryValidatorDistributionInfoResponse],
    ["ValidatorOutstandingRewards", cosmos_distribution_v1beta1.QueryValidatorOutstandingRewardsRequest, cosmos_distribution_v1beta1.QueryValidatorOutstandingRewardsResponse],
    ["ValidatorCommission", cosmos_distribution_v1beta1.QueryValidatorCommissionRequest, cosmos_distribution_v1beta1.QueryValidatorCommissionResponse],
    ["ValidatorSlashes", cosmos_distribution_v1beta1.QueryValidatorSlashesRequest, cosmos_distribution_v1beta1.QueryValidatorSlashesResponse],
    ["DelegationRewards", cosmos_distribution_v1beta1.QueryDelegationRewardsRequest, cosmos_distribution_v1beta1.QueryDelegationRewardsResponse],
    ["DelegationTotalRewards", cosmos_distribution_v1beta1.QueryDelegationTotalRewardsRequest, cosmos_distribution_v1beta1.QueryDelegationTotalRewardsResponse],
    ["DelegatorValidators", cosmos_distribution_v1beta1.QueryDelegatorValidatorsRequest, cosmos_distribution_v1beta1.QueryDelegatorValidatorsResponse],
    ["DelegatorWithdrawAddress", cosmos_distribution_v1beta1.QueryDelegatorWithdrawAddressRequest, cosmos_distribution_v1beta1.QueryDelegatorWithdrawAddressResponse],
    ["CommunityPool", cosmos_distribution_v1beta1.QueryCommunityPoolRequest, cosmos_distribution_v1beta1.QueryCommunityPoolResponse],
  ]),
  describeService("cosmos.distribution.v1beta1.Msg", [
    ["SetWithdrawAddress", cosmos_distribution_v1beta1.MsgSetWithdrawAddress, cosmos_distribution_v1beta1.MsgSetWithdrawAddressResponse],
    ["WithdrawDelegatorReward", cosmos_distribution_v1beta1.MsgWithdrawDelegatorReward, cosmos_distribution_v1beta1.MsgWithdrawDelegatorRewardResponse],
    ["WithdrawValidatorCommission", cosmos_distribution_v1beta1.MsgWithdrawValidatorCommission, cosmos_distribution_v1beta1.MsgWithdrawValidatorCommissionResponse],
    ["FundCommunityPool", cosmos_distribution_v1beta1.MsgFundCommunityPool, cosmos_distribution_v1beta1.MsgFundCommunityPoolResponse],
    ["UpdateParams", cosmos_distribution_v1beta1.MsgUpdateParams, cosmos_distribution_v1beta1.MsgUpdateParamsResponse],
    ["CommunityPoolSpend", cosmos_distribution_v1beta1.MsgCommunityPoolSpend, cosmos_distribution_v1beta1.MsgCommunityPoolSpendResponse],
    ["DepositValidatorRewardsPool", cosmos_distribution_v1beta1.MsgDepositValidatorRewardsPool, cosmos_distribution_v1beta1.MsgDepositValidatorRewardsPoolResponse],
  ]),
  describeService("cosmos.evidence.v1beta1.Query", [
    ["Evidence", cosmos_evidence_v1beta1.QueryEvidenceRequest, cosmos_evidence_v1beta1.QueryEvidenceResponse],
    ["AllEvidence", cosmos_evidence_v1beta1.QueryAllEvidenceRequest, cosmos_evidence_v1beta1.QueryAllEvidenceResponse],
  ]),
  describeService("cosmos.evidence.v1beta1.Msg", [
    ["SubmitEvidence", cosmos_evidence_v1beta1.MsgSubmitEvidence, cosmos_evidence_v1beta1.MsgSubmitEvidenceResponse],
  ]),
  describeService("cosmos.feegrant.v1beta1.Query", [
    ["Allowance", cosmos_feegrant_v1beta1.QueryAllowanceRequest, cosmos_feegrant_v1beta1.QueryAllowanceResponse],
    ["Allowances", cosmos_feegrant_v1beta1.QueryAllowancesRequest, cosmos_feegrant_v1beta1.QueryAllowancesResponse],
    ["AllowancesByGranter", cosmos_feegrant_v1beta1.QueryAllowancesByGranterRequest, cosmos_feegrant_v1beta1.QueryAllowancesByGranterResponse],
  ]),
  describeService("cosmos.feegrant.v1beta1.Msg", [
    ["GrantAllowance", cosmos_feegrant_v1beta1.MsgGrantAllowance, cosmos_feegrant_v1beta1.MsgGrantAllowanceResponse],
    ["RevokeAllowance", cosmos_feegrant_v1beta1.MsgRevokeAllowance, cosmos_feegrant_v1beta1.MsgRevokeAllowanceResponse],
    ["PruneAllowances", cosmos_feegrant_v1beta1.MsgPruneAllowances, cosmos_feegrant_v1beta1.MsgPruneAllowancesResponse],
  ]),
  describeService("cosmos.gov.v1.Query", [
    ["Constitution", cosmos_gov_v1.QueryConstitutionRequest, cosmos_gov_v1.QueryConstitutionResponse],
    ["Proposal", cosmos_gov_v1.QueryProposalRequest, cosmos_gov_v1.QueryProposalResponse],
    ["Proposals", cosmos_gov_v1.QueryProposalsRequest, cosmos_gov_v1.QueryProposalsResponse],
    ["Vote", cosmos_gov_v1.QueryVoteRequest, cosmos_gov_v1.QueryVoteResponse],
    ["Votes", cosmos_gov_v1.QueryVotesRequest, cosmos_gov_v1.QueryVotesResponse],
    ["Params", cosmos_gov_v1.QueryParamsRequest, cosmos_gov_v1.QueryParamsResponse],
    ["Deposit", cosmos_gov_v1.QueryDepositRequest, cosmos_gov_v1.QueryDepositResponse],
    ["Deposits", cosmos_gov_v1.QueryDepositsRequest, cosmos_gov_v1.QueryDepositsResponse],
    ["TallyResult", cosmos_gov_v1.QueryTallyResultRequest, cosmos_gov_v1.QueryTallyResultResponse],
  ]),
  describeService("cosmos.gov.v1.Msg", [
    ["SubmitProposal", cosmos_gov_v1.MsgSubmitProposal, cosmos_gov_v1.MsgSubmitProposalResponse],
    ["ExecLegacyContent", cosmos_gov_v1.MsgExecLegacyContent, cosmos_gov_v1.MsgExecLegacyContentResponse],
    ["Vote", cosmos_gov_v1.MsgVote, cosmos_gov_v1.MsgVoteResponse],
    ["VoteWeighted", cosmos_gov_v1.MsgVoteWeighted, cosmos_gov_v1.MsgVoteWeightedResponse],
    ["Deposit", cosmos_gov_v1.MsgDeposit, cosmos_gov_v1.MsgDepositResponse],
    ["UpdateParams", cosmos_gov_v1.MsgUpdateParams, cosmos_gov_v1.MsgUpdateParamsResponse],
    ["CancelProposal", cosmos_gov_v1.MsgCancelProposal, cosmos_gov_v1.MsgCancelProposalResponse],
  ]),
  describeService("cosmos.gov.v1beta1.Query", [
    ["Proposal", cosmos_gov_v1beta1.QueryProposalRequest, cosmos_gov_v1beta1.QueryProposalResponse],
    ["Proposals", cosmos_gov_v1beta1.QueryProposalsRequest, cosmos_gov_v1beta1.QueryProposalsResponse],
    ["Vote", cosmos_gov_v1beta1.QueryVoteRequest, cosmos_gov_v1beta1.QueryVoteResponse],
    ["Votes", cosmos_gov_v1beta1.QueryVotesRequest, cosmos_gov_v1beta1.QueryVotesResponse],
    ["Params", cosmos_gov_v1beta1.QueryParamsRequest, cosmos_gov_v1beta1.QueryParamsResponse],
    ["Deposit", cosmos_gov_v1beta1.QueryDepositRequest, cosmos_gov_v1beta1.QueryDepositResponse],
    ["Deposits", cosmos_gov_v1beta1.QueryDepositsRequest, cosmos_gov_v1beta1.QueryDepositsResponse],
    ["TallyResult", cosmos_gov_v1beta1.QueryTallyResultRequest, cosmos_gov_v1beta1.QueryTallyResultResponse],
  ]),
  describeService("cosmos.gov.v1beta1.Msg", [
    ["SubmitProposal", cosmos_gov_v1beta1.MsgSubmitProposal, cosmos_gov_v1beta1.MsgSubmitProposalResponse],
    ["Vote", cosmos_gov_v1beta1.MsgVote, cosmos_gov_v1beta1.MsgVoteResponse],
    ["VoteWeighted", cosmos_gov_v1beta1.MsgVoteWeighted, cosmos_gov_v1beta1.MsgVoteWeightedResponse],
    ["Deposit", cosmos_gov_v1beta1.MsgDeposit, cosmos_gov_v1beta1.MsgDepositResponse],
  ]),
  describeService("cosmos.mint.v1beta1.Query", [
    ["Params", cosmos_mint_v1beta1.QueryParamsRequest, cosmos_mint_v1beta1.QueryParamsResponse],
    ["Inflation", cosmos_mint_v1beta1.QueryInflationRequest, cosmos_mint_v1beta1.QueryInflationResponse],
    ["AnnualProvisions", cosmos_mint_v1beta1.QueryAnnualProvisionsRequest, cosmos_mint_v1beta1.QueryAnnualProvisionsResponse],
  ]),
  describeService("cosmos.mint.v1beta1.Msg", [
    ["UpdateParams", cosmos_mint_v1beta1.MsgUpdateParams, cosmos_mint_v1beta1.MsgUpdateParamsResponse],
  ]),
  describeService("cosmos.params.v1beta1.Query", [
    ["Params", cosmos_params_v1beta1.QueryParamsRequest, cosmos_params_v1beta1.QueryParamsResponse],
    ["Subspaces", cosmos_params_v1beta1.QuerySubspacesRequest, cosmos_params_v1beta1.QuerySubspacesResponse],
  ]),
  describeService("cosmos.reflection.v1.ReflectionService", [
    ["FileDescriptors", cosmos_reflection_v1.FileDescriptorsRequest, cosmos_reflection_v1.FileDescriptorsResponse],
  ]),
  describeService("cosmos.slashing.v1beta1.Query", [
    ["Params", cosmos_slashing_v1beta1.QueryParamsRequest, cosmos_slashing_v1beta1.QueryParamsResponse],
    ["SigningInfo", cosmos_slashing_v1beta1.QuerySigningInfoRequest, cosmos_slashing_v1beta1.QuerySigningInfoResponse],
    ["SigningInfos", cosmos_slashing_v1beta1.QuerySigningInfosRequest, cosmos_slashing_v1beta1.QuerySigningInfosResponse],
  ]),
  describeService("cosmos.slashing.v1beta1.Msg", [
    ["Unjail", cosmos_slashing_v1beta1.MsgUnjail, cosmos_slashing_v1beta1.MsgUnjailResponse],
    ["UpdateParams", cosmos_slashing_v1beta1.MsgUpdateParams, cosmos_slashing_v1beta1.MsgUpdateParamsResponse],
  ]),
  describeService("cosmos.staking.v1beta1.Query", [
    ["Validators", cosmos_staking_v1beta1.QueryValidatorsRequest, cosmos_staking_v1beta1.QueryValidatorsResponse],
    ["Validator", cosmos_staking_v1beta1.QueryValidatorRequest, cosmos_staking_v1beta1.QueryValidatorResponse],
    ["ValidatorDelegations", cosmos_staking_v1beta1.QueryValidatorDelegationsRequest, cosmos_staking_v1beta1.QueryValidatorDelegationsResponse],
    ["ValidatorUnbondingDelegations", cosmos_staking_v1beta1.QueryValidatorUnbondingDelegationsRequest, cosmos_staking_v1beta1.QueryValidatorUnbondingDelegationsResponse],
    ["Delegation", cosmos_staking_v1beta1.QueryDelegationRequest, cosmos_staking_v1beta1.QueryDelegationResponse],
    ["UnbondingDelegation", cosmos_staking_v1beta1.QueryUnbondingDelegationRequest, cosmos_staking_v1beta1.QueryUnbondingDelegationResponse],
    ["DelegatorDelegations", cosmos_staking_v1beta1.QueryDelegatorDelegationsRequest, cosmos_staking_v1beta1.QueryDelegatorDelegationsResponse],
    ["DelegatorUnbondingDelegations", cosmos_staking_v1beta1.QueryDelegatorUnbondingDelegationsRequest, cosmos_staking_v1beta1.QueryDelegatorUnbondingDelegationsResponse],
    ["Redelegations", cosmos_staking_v1beta1.QueryRedelegationsRequest, cosmos_staking_v1beta1.QueryRedelegationsResponse],
    ["DelegatorValidators", cosmos_staking_v1beta1.QueryDelegatorValidatorsRequest, cosmos_staking_v1beta1.QueryDelegatorValidatorsResponse],
    ["DelegatorValidator", cosmos_staking_v1beta1.QueryDelegatorValidatorRequest, cosmos_staking_v1beta1.QueryDelegatorValidatorResponse],
    ["HistoricalInfo", cosmos_staking_v1beta1.QueryHistoricalInfoRequest, cosmos_staking_v1beta1.QueryHistoricalInfoResponse],
    ["Pool", cosmos_staking_v1beta1.QueryPoolRequest, cosmos_staking_v1beta1.QueryPoolResponse],
    ["Params", cosmos_staking_v1beta1.QueryParamsRequest, cosmos_staking_v1beta1.QueryParamsResponse],
  ]),
  describeService("cosmos.staking.v1beta1.Msg", [
    ["CreateValidator", cosmos_staking_v1beta1.MsgCreateValidator, cosmos_staking_v1beta1.MsgCreateValidatorResponse],
    ["EditValidator", cosmos_staking_v1beta1.MsgEditValidator, cosmos_staking_v1beta1.MsgEditValidatorResponse],
    ["Delegate", cosmos_staking_v1beta1.MsgDelegate, cosmos_staking_v1beta1.MsgDelegateResponse],
    ["BeginRedelegate", cosmos_staking_v1beta1.MsgBeginRedelegate, cosmos_staking_v1beta1.MsgBeginRedelegateResponse],
    ["Undelegate", cosmos_staking_v1beta1.MsgUndelegate, cosmos_staking_v1beta1.MsgUndelegateResponse],
    ["CancelUnbondingDelegation", cosmos_staking_v1beta1.MsgCancelUnbondingDelegation, cosmos_staking_v1beta1.MsgCancelUnbondingDelegationResponse],
    ["UpdateParams", cosmos_staking_v1beta1.MsgUpdateParams, cosmos_staking_v1beta1.MsgUpdateParamsResponse],
  ]),
  describeService("cosmos.tx.v1beta1.Service", [
    ["Simulate", cosmos_tx_v1beta1.SimulateRequest, cosmos_tx_v1beta1.SimulateResponse],
    ["GetTx", cosmos_tx_v1beta1.GetTxRequest, cosmos_tx_v1beta1.GetTxResponse],
    ["BroadcastTx", cosmos_tx_v1beta1.BroadcastTxRequest, cosmos_tx_v1beta1.BroadcastTxResponse],
    ["GetTxsEvent", cosmos_tx_v1beta1.GetTxsEventRequest, cosmos_tx_v1beta1.GetTxsEventResponse],
    ["GetBlockWithTxs", cosmos_tx_v1beta1.GetBlockWithTxsRequest, cosmos_tx_v1beta1.GetBlockWithTxsResponse],
    ["TxDecode", cosmos_tx_v1beta1.TxDecodeRequest, cosmos_tx_v1beta1.TxDecodeResponse],
    ["TxEncode", cosmos_tx_v1beta1.TxEncodeRequest, cosmos_tx_v1beta1.TxEncodeResponse],
    ["TxEncodeAmino", cosmos_tx_v1beta1.TxEncodeAminoRequest, cosmos_tx_v1beta1.TxEncodeAminoResponse],
    ["TxDecodeAmino", cosmos_tx_v1beta1.TxDecodeAminoRequest, cosmos_tx_v1beta1.TxDecodeAminoResponse],
  ]),
  describeService("cosmos.upgrade.v1beta1.Query", [
    ["CurrentPlan", cosmos_upgrade_v1beta1.QueryCurrentPlanRequest, cosmos_upgrade_v1beta1.QueryCurrentPlanResponse],
    ["AppliedPlan", cosmos_upgrade_v1beta1.QueryAppliedPlanRequest, cosmos_upgrade_v1beta1.QueryAppliedPlanResponse],
    ["UpgradedConsensusState", cosmos_upgrade_v1beta1.QueryUpgradedConsensusStateRequest, cosmos_upgrade_v1beta1.QueryUpgradedConsensusStateResponse],
    ["ModuleVersions", cosmos_upgrade_v1beta1.QueryModuleVersionsRequest, cosmos_upgrade_v1beta1.QueryModuleVersionsResponse],
    ["Authority", cosmos_upgrade_v1beta1.QueryAuthorityRequest, cosmos_upgrade_v1beta1.QueryAuthorityResponse],
  ]),
  describeService("cosmos.upgrade.v1beta1.Msg", [
    ["SoftwareUpgrade", cosmos_upgrade_v1beta1.MsgSoftwareUpgrade, cosmos_upgrade_v1beta1.MsgSoftwareUpgradeResponse],
    ["CancelUpgrade", cosmos_upgrade_v1beta1.MsgCancelUpgrade, cosmos_upgrade_v1beta1.MsgCancelUpgradeResponse],
  ]),
  describeService("cosmos.vesting.v1beta1.Msg", [
    ["CreateVestingAccount", cosmos_vesting_v1beta1.MsgCreateVestingAccount, cosmos_vesting_v1beta1.MsgCreateVestingAccountResponse],
    ["CreatePermanentLockedAccount", cosmos_vesting_v1beta1.MsgCreatePermanentLockedAccount, cosmos_vesting_v1beta1.MsgCreatePermanentLockedAccountResponse],
    ["CreatePeriodicVestingAccount", cosmos_vesting_v1beta1.MsgCreatePeriodicVestingAccount, cosmos_vesting_v1beta1.MsgCreatePeriodicVestingAccountResponse],
  ]),
  describeService("grpc.reflection.v1.ServerReflection", [
    ["ServerReflectionInfo", grpc_reflection_v1.ServerReflectionRequest, grpc_reflection_v1.ServerReflectionResponse, { streams: true }],
  ]),
  describeService("grpc.reflection.v1alpha.ServerReflection", [
    ["ServerReflectionInfo", grpc_reflection_v1alpha.ServerReflectionRequest, grpc_reflection_v1alpha.ServerReflectionResponse, { streams: true }],
  ]),
  describeService("ibc.applications.transfer.v1.Query", [
    ["Params", ibc_applications_transfer_v1.QueryParamsRequest, ibc_applications_transfer_v1.QueryParamsResponse],
    ["Denoms", ibc_applications_transfer_v1.QueryDenomsRequest, ibc_applications_transfer_v1.QueryDenomsResponse],
    ["Denom", ibc_applications_transfer_v1.QueryDenomRequest, ibc_applications_transfer_v1.QueryDenomResponse],
    ["DenomHash", ibc_applications_transfer_v1.QueryDenomHashRequest, ibc_applications_transfer_v1.QueryDenomHashResponse],
    ["EscrowAddress", ibc_applications_transfer_v1.QueryEscrowAddressRequest, ibc_applications_transfer_v1.QueryEscrowAddressResponse],
    ["TotalEscrowForDenom", ibc_applications_transfer_v1.QueryTotalEscrowForDenomRequest, ibc_applications_transfer_v1.QueryTotalEscrowForDenomResponse],
  ]),
  describeService("ibc.applications.transfer.v1.Msg", [
    ["Transfer", ibc_applications_transfer_v1.MsgTransfer, ibc_applications_transfer_v1.MsgTransferResponse],
    ["UpdateParams", ibc_applications_transfer_v1.MsgUpdateParams, ibc_applications_transfer_v1.MsgUpdateParamsResponse],
  ]),
  describeService("ibc.core.channel.v1.Query", [
    ["Channel", ibc_core_channel_v1.QueryChannelRequest, ibc_core_channel_v1.QueryChannelResponse],
    ["Channels", ibc_core_channel_v1.QueryChannelsRequest, ibc_core_channel_v1.QueryChannelsResponse],
    ["ConnectionChannels", ibc_core_channel_v1.QueryConnectionChannelsRequest, ibc_core_channel_v1.QueryConnectionChannelsResponse],
    ["ChannelClientState", ibc_core_channel_v1.QueryChannelClientStateRequest, ibc_core_channel_v1.QueryChannelClientStateResponse],
    ["ChannelConsensusState", ibc_core_channel_v1.QueryChannelConsensusStateRequest, ibc_core_channel_v1.QueryChannelConsensusStateResponse],
    ["PacketCommitment", ibc_core_channel_v1.QueryPacketCommitmentRequest, ibc_core_channel_v1.QueryPacketCommitmentResponse],
    ["PacketCommitments", ibc_core_channel_v1.QueryPacketCommitmentsRequest, ibc_core_channel_v1.QueryPacketCommitmentsResponse],
    ["PacketReceipt", ibc_core_channel_v1.QueryPacketReceiptRequest, ibc_core_channel_v1.QueryPacketReceiptResponse],
    ["PacketAcknowledgement", ibc_core_channel_v1.QueryPacketAcknowledgementRequest, ibc_core_channel_v1.QueryPacketAcknowledgementResponse],
    ["PacketAcknowledgements", ibc_core_channel_v1.QueryPacketAcknowledgementsRequest, ibc_core_channel_v1.QueryPacketAcknowledgementsResponse],
    ["UnreceivedPackets", ibc_core_channel_v1.QueryUnreceivedPacketsRequest, ibc_core_channel_v1.QueryUnreceivedPacketsResponse],
    ["UnreceivedAcks", ibc_core_channel_v1.QueryUnreceivedAcksRequest, ibc_core_channel_v1.QueryUnreceivedAcksResponse],
    ["NextSequenceReceive", ibc_core_channel_v1.QueryNextSequenceReceiveRequest, ibc_core_channel_v1.QueryNextSequenceReceiveResponse],
    ["NextSequenceSend", ibc_core_channel_v1.QueryNextSequenceSendRequest, ibc_core_channel_v1.QueryNextSequenceSendResponse],
  ]),
  describeService("ibc.core.channel.v1.Msg", [
    ["ChannelOpenInit", ibc_core_channel_v1.MsgChannelOpenInit, ibc_core_channel_v1.MsgChannelOpenInitResponse],
    ["ChannelOpenTry", ibc_core_channel_v1.MsgChannelOpenTry, ibc_core_channel_v1.MsgChannelOpenTryResponse],
    ["ChannelOpenAck", ibc_core_channel_v1.MsgChannelOpenAck, ibc_core_channel_v1.MsgChannelOpenAckResponse],
    ["ChannelOpenConfirm", ibc_core_channel_v1.MsgChannelOpenConfirm, ibc_core_channel_v1.MsgChannelOpenConfirmResponse],
    ["ChannelCloseInit", ibc_core_channel_v1.MsgChannelCloseInit, ibc_core_channel_v1.MsgChannelCloseInitResponse],
    ["ChannelCloseConfirm", ibc_core_channel_v1.MsgChannelCloseConfirm, ibc_core_channel_v1.MsgChannelCloseConfirmResponse],
    ["RecvPacket", ibc_core_channel_v1.MsgRecvPacket, ibc_core_channel_v1.MsgRecvPacketResponse],
    ["Timeout", ibc_core_channel_v1.MsgTimeout, ibc_core_channel_v1.MsgTimeoutResponse],
    ["TimeoutOnClose", ibc_core_channel_v1.MsgTimeoutOnClose, ibc_core_channel_v1.MsgTimeoutOnCloseResponse],
    ["Acknowledgement", ibc_core_channel_v1.MsgAcknowledgement, ibc_core_channel_v1.MsgAcknowledgementResponse],
  ]),
  describeService("ibc.core.channel.v2.Query", [
    ["NextSequenceSend", ibc_core_channel_v2.QueryNextSequenceSendRequest, ibc_core_channel_v2.QueryNextSequenceSendResponse],
    ["PacketCommitment", ibc_core_channel_v2.QueryPacketCommitmentRequest, ibc_core_channel_v2.QueryPacketCommitmentResponse],
    ["PacketCommitments", ibc_core_channel_v2.QueryPacketCommitmentsRequest, ibc_core_channel_v2.QueryPacketCommitmentsResponse],
    ["PacketAcknowledgement", ibc_core_channel_v2.QueryPacketAcknowledgementRequest, ibc_core_channel_v2.QueryPacketAcknowledgementResponse],
    ["PacketAcknowledgements", ibc_core_channel_v2.QueryPacketAcknowledgementsRequest, ibc_core_channel_v2.QueryPacketAcknowledgementsResponse],
    ["PacketReceipt", ibc_core_channel_v2.QueryPacketReceiptRequest, ibc_core_channel_v2.QueryPacketReceiptResponse],
    ["UnreceivedPackets", ibc_core_channel_v2.QueryUnreceivedPacketsRequest, ibc_core_channel_v2.QueryUnreceivedPacketsResponse],
    ["UnreceivedAcks", ibc_core_channel_v2.QueryUnreceivedAcksRequest, ibc_core_channel_v2.QueryUnreceivedAcksResponse],
  ]),
  describeService("ibc.core.channel.v2.Msg", [
    ["SendPacket", ibc_core_channel_v2.MsgSendPacket, ibc_core_channel_v2.MsgSendPacketResponse],
    ["RecvPacket", ibc_core_channel_v2.MsgRecvPacket, ibc_core_channel_v2.MsgRecvPacketResponse],
    ["Timeout", ibc_core_channel_v2.MsgTimeout, ibc_core_channel_v2.MsgTimeoutResponse],
    ["Acknowledgement", ibc_core_channel_v2.MsgAcknowledgement, ibc_core_channel_v2.MsgAcknowledgementResponse],
  ]),
  describeService("ibc.core.client.v1.Query", [
    ["ClientState", ibc_core_client_v1.QueryClientStateRequest, ibc_core_client_v1.QueryClientStateResponse],
    ["ClientStates", ibc_core_client_v1.QueryClientStatesRequest, ibc_core_client_v1.QueryClientStatesResponse],
    ["ConsensusState", ibc_core_client_v1.QueryConsensusStateRequest, ibc_core_client_v1.QueryConsensusStateResponse],
    ["ConsensusStates", ibc_core_client_v1.QueryConsensusStatesRequest, ibc_core_client_v1.QueryConsensusStatesResponse],
    ["ConsensusStateHeights", ibc_core_client_v1.QueryConsensusStateHeightsRequest, ibc_core_client_v1.QueryConsensusStateHeightsResponse],
    ["ClientStatus", ibc_core_client_v1.QueryClientStatusRequest, ibc_core_client_v1.QueryClientStatusResponse],
    ["ClientParams", ibc_core_client_v1.QueryClientParamsRequest, ibc_core_client_v1.QueryClientParamsResponse],
    ["UpgradedClientState", ibc_core_client_v1.QueryUpgradedClientStateRequest, ibc_core_client_v1.QueryUpgradedClientStateResponse],
    ["UpgradedConsensusState", ibc_core_client_v1.QueryUpgradedConsensusStateRequest, ibc_core_client_v1.QueryUpgradedConsensusStateResponse],
    ["VerifyMembership", ibc_core_client_v1.QueryVerifyMembershipRequest, ibc_core_client_v1.QueryVerifyMembershipResponse],
  ]),
  describeService("ibc.core.client.v1.Msg", [
    ["CreateClient", ibc_core_client_v1.MsgCreateClient, ibc_core_client_v1.MsgCreateClientResponse],
    ["UpdateClient", ibc_core_client_v1.MsgUpdateClient, ibc_core_client_v1.MsgUpdateClientResponse],
    ["UpgradeClient", ibc_core_client_v1.MsgUpgradeClient, ibc_core_client_v1.MsgUpgradeClientResponse],
    ["SubmitMisbehaviour", ibc_core_client_v1.MsgSubmitMisbehaviour, ibc_core_client_v1.MsgSubmitMisbehaviourResponse],
    ["RecoverClient", ibc_core_client_v1.MsgRecoverClient, ibc_core_client_v1.MsgRecoverClientResponse],
    ["IBCSoftwareUpgrade", ibc_core_client_v1.MsgIBCSoftwareUpgrade, ibc_core_client_v1.MsgIBCSoftwareUpgradeResponse],
    ["UpdateClientParams", ibc_core_client_v1.MsgUpdateParams, ibc_core_client_v1.MsgUpdateParamsResponse],
  ]),
  describeService("ibc.core.client.v2.Query", [
    ["CounterpartyInfo", ibc_core_client_v2.QueryCounterpartyInfoRequest, ibc_core_client_v2.QueryCounterpartyInfoResponse],
  ]),
  describeService("ibc.core.client.v2.Msg", [
    ["RegisterCounterparty", ibc_core_client_v2.MsgRegisterCounterparty, ibc_core_client_v2.MsgRegisterCounterpartyResponse],
  ]),
  describeService("ibc.core.connection.v1.Query", [
    ["Connection", ibc_core_connection_v1.QueryConnectionRequest, ibc_core_connection_v1.QueryConnectionResponse],
    ["Connections", ibc_core_connection_v1.QueryConnectionsRequest, ibc_core_connection_v1.QueryConnectionsResponse],
    ["ClientConnections", ibc_core_connection_v1.QueryClientConnectionsRequest, ibc_core_connection_v1.QueryClientConnectionsResponse],
    ["ConnectionClientState", ibc_core_connection_v1.QueryConnectionClientStateRequest, ibc_core_connection_v1.QueryConnectionClientStateResponse],
    ["ConnectionConsensusState", ibc_core_connection_v1.QueryConnectionConsensusStateRequest, ibc_core_connection_v1.QueryConnectionConsensusStateResponse],
    ["ConnectionParams", ibc_core_connection_v1.QueryConnectionParamsRequest, ibc_core_connection_v1.QueryConnectionParamsResponse],
  ]),
  describeService("ibc.core.connection.v1.Msg", [
    ["ConnectionOpenInit", ibc_core_connection_v1.MsgConnectionOpenInit, ibc_core_connection_v1.MsgConnectionOpenInitResponse],
    ["ConnectionOpenTry", ibc_core_connection_v1.MsgConnectionOpenTry, ibc_core_connection_v1.MsgConnectionOpenTryResponse],
    ["ConnectionOpenAck", ibc_core_connection_v1.MsgConnectionOpenAck, ibc_core_connection_v1.MsgConnectionOpenAckResponse],
    ["ConnectionOpenConfirm", ibc_core_connection_v1.MsgConnectionOpenConfirm, ibc_core_connection_v1.MsgConnectionOpenConfirmResponse],
    ["UpdateConnectionParams", ibc_core_connection_v1.MsgUpdateParams, ibc_core_connection_v1.MsgUpdateParamsResponse],
  ]),
  describeService("interchain_security.ccv.consumer.v1.Query", [
    ["QueryNextFeeDistribution", interchain_security_ccv_consumer_v1.QueryNextFeeDistributionEstimateRequest, interchain_security_ccv_consumer_v1.QueryNextFeeDistributionEstimateResponse],
    ["QueryParams", interchain_security_ccv_consumer_v1.QueryParamsRequest, interchain_security_ccv_consumer_v1.QueryParamsResponse],
    ["QueryProviderInfo", interchain_security_ccv_consumer_v1.QueryProviderInfoRequest, interchain_security_ccv_consumer_v1.QueryProviderInfoResponse],
    ["QueryThrottleState", interchain_security_ccv_consumer_v1.QueryThrottleStateRequest, interchain_security_ccv_consumer_v1.QueryThrottleStateResponse],
  ]),
  describeService("interchain_security.ccv.consumer.v1.Msg", [
    ["UpdateParams", interchain_security_ccv_consumer_v1.MsgUpdateParams, interchain_security_ccv_consumer_v1.MsgUpdateParamsResponse],
  ]),
  describeService("interchain_security.ccv.provider.v1.Query", [
    ["QueryConsumerGenesis", interchain_security_ccv_provider_v1.QueryConsumerGenesisRequest, interchain_security_ccv_provider_v1.QueryConsumerGenesisResponse],
    ["QueryConsumerChains", interchain_security_ccv_provider_v1.QueryConsumerChainsRequest, interchain_security_ccv_provider_v1.QueryConsumerChainsResponse],
    ["QueryValidatorConsumerAddr", interchain_security_ccv_provider_v1.QueryValidatorConsumerAddrRequest, interchain_security_ccv_provider_v1.QueryValidatorConsumerAddrResponse],
    ["QueryValidatorProviderAddr", interchain_security_ccv_provider_v1.QueryValidatorProviderAddrRequest, interchain_security_ccv_provider_v1.QueryValidatorProviderAddrResponse],
    ["QueryThrottleState", interchain_security_ccv_provider_v1.QueryThrottleStateRequest, interchain_security_ccv_provider_v1.QueryThrottleStateResponse],
    ["QueryRegisteredConsumerRewardDenoms", interchain_security_ccv_provider_v1.QueryRegisteredConsumerRewardDenomsRequest, interchain_security_ccv_provider_v1.QueryRegisteredConsumerRewardDenomsResponse],
    ["QueryAllPairsValConsAddrByConsumer", interchain_security_ccv_provider_v1.QueryAllPairsValConsAddrByConsumerRequest, interchain_security_ccv_provider_v1.QueryAllPairsValConsAddrByConsumerResponse],
    ["QueryParams", interchain_security_ccv_provider_v1.QueryParamsRequest, interchain_security_ccv_provider_v1.QueryParamsResponse],
    ["QueryConsumerChainOptedInValidators", interchain_security_ccv_provider_v1.QueryConsumerChainOptedInValidatorsRequest, interchain_security_ccv_provider_v1.QueryConsumerChainOptedInValidatorsResponse],
    ["QueryConsumerChainsValidatorHasToValidate", interchain_security_ccv_provider_v1.QueryConsumerChainsValidatorHasToValidateRequest, interchain_security_ccv_provider_v1.QueryConsumerChainsValidatorHasToValidateResponse],
    ["QueryValidatorConsumerCommissionRate", interchain_security_ccv_provider_v1.QueryValidatorConsumerCommissionRateRequest, interchain_security_ccv_provider_v1.QueryValidatorConsumerCommissionRateResponse],
    ["QueryConsumerValidators", interchain_security_ccv_provider_v1.QueryConsumerValidatorsRequest, interchain_security_ccv_provider_v1.QueryConsumerValidatorsResponse],
    ["QueryBlocksUntilNextEpoch", interchain_security_ccv_provider_v1.QueryBlocksUntilNextEpochRequest, interchain_security_ccv_provider_v1.QueryBlocksUntilNextEpochResponse],
    ["QueryConsumerIdFromClientId", interchain_security_ccv_provider_v1.QueryConsumerIdFromClientIdRequest, interchain_security_ccv_provider_v1.QueryConsumerIdFromClientIdResponse],
    ["QueryConsumerChain", interchain_security_ccv_provider_v1.QueryConsumerChainRequest, interchain_security_ccv_provider_v1.QueryConsumerChainResponse],
    ["QueryConsumerGenesisTime", interchain_security_ccv_provider_v1.QueryConsumerGenesisTimeRequest, interchain_security_ccv_provider_v1.QueryConsumerGenesisTimeResponse],
  ]),
  describeService("interchain_security.ccv.provider.v1.Msg", [
    ["AssignConsumerKey", interchain_security_ccv_provider_v1.MsgAssignConsumerKey, interchain_security_ccv_provider_v1.MsgAssignConsumerKeyResponse],
    ["SubmitConsumerMisbehaviour", interchain_security_ccv_provider_v1.MsgSubmitConsumerMisbehaviour, interchain_security_ccv_provider_v1.MsgSubmitConsumerMisbehaviourResponse],
    ["SubmitConsumerDoubleVoting", interchain_security_ccv_provider_v1.MsgSubmitConsumerDoubleVoting, interchain_security_ccv_provider_v1.MsgSubmitConsumerDoubleVotingResponse],
    ["CreateConsumer", interchain_security_ccv_provider_v1.MsgCreateConsumer, interchain_security_ccv_provider_v1.MsgCreateConsumerResponse],
    ["UpdateConsumer", interchain_security_ccv_provider_v1.MsgUpdateConsumer, interchain_security_ccv_provider_v1.MsgUpdateConsumerResponse],
    ["RemoveConsumer", interchain_security_ccv_provider_v1.MsgRemoveConsumer, interchain_security_ccv_provider_v1.MsgRemoveConsumerResponse],
    ["UpdateParams", interchain_security_ccv_provider_v1.MsgUpdateParams, interchain_security_ccv_provider_v1.MsgUpdateParamsResponse],
    ["OptIn", interchain_security_ccv_provider_v1.MsgOptIn, interchain_security_ccv_provider_v1.MsgOptInResponse],
    ["OptOut", interchain_security_ccv_provider_v1.MsgOptOut, interchain_security_ccv_provider_v1.MsgOptOutResponse],
    ["SetConsumerCommissionRate", interchain_security_ccv_provider_v1.MsgSetConsumerCommissionRate, interchain_security_ccv_provider_v1.MsgSetConsumerCommissionRateResponse],
    ["ChangeRewardDenoms", interchain_security_ccv_provider_v1.MsgChangeRewardDenoms, interchain_security_ccv_provider_v1.MsgChangeRewardDenomsResponse],
  ]),
];
