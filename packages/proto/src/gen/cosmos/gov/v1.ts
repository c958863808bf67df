// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../message.ts";
import { PageRequest, PageResponse } from "../../cosmos/base/query/v1beta1.ts";
import { Coin } from "../../cosmos/base/v1beta1.ts";
import { Any, Duration, Timestamp } from "../../google/protobuf.ts";

export const VoteOption = {
  VOTE_OPTION_UNSPECIFIED: 0,
  VOTE_OPTION_YES: 1,
  VOTE_OPTION_ABSTAIN: 2,
  VOTE_OPTION_NO: 3,
  VOTE_OPTION_NO_WITH_VETO: 4,
} as const;
export type VoteOption = number;
export const VoteOptionEnum = describeEnum("cosmos.gov.v1.VoteOption", VoteOption);

export const ProposalStatus = {
  PROPOSAL_STATUS_UNSPECIFIED: 0,
  PROPOSAL_STATUS_DEPOSIT_PERIOD: 1,
  PROPOSAL_STATUS_VOTING_PERIOD: 2,
  PROPOSAL_STATUS_PASSED: 3,
  PROPOSAL_STATUS_REJECTED: 4,
  PROPOSAL_STATUS_FAILED: 5,
} as const;
export type ProposalStatus = number;
export const ProposalStatusEnum = describeEnum("cosmos.gov.v1.ProposalStatus", ProposalStatus);

export interface GenesisState {
  startingProposalId: bigint;
  deposits: readonly Deposit[];
  votes: readonly Vote[];
  proposals: readonly Proposal[];
  depositParams?: DepositParams | undefined;
  votingParams?: VotingParams | undefined;
  tallyParams?: TallyParams | undefined;
  params?: Params | undefined;
  constitution: string;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.gov.v1.GenesisState", [
  [1, "starting_proposal_id", "uint64"],
  [2, "deposits", () => Deposit, { repeated: true }],
  [3, "votes", () => Vote, { repeated: true }],
  [4, "proposals", () => Proposal, { repeated: true }],
  [5, "deposit_params", () => DepositParams],
  [6, "voting_params", () => VotingParams],
  [7, "tally_params", () => TallyParams],
  [8, "params", () => Params],
  [9, "constitution", "string"],
]);

export interface WeightedVoteOption {
  option: VoteOption;
  weight: string;
}
export const WeightedVoteOption: MessageType<WeightedVoteOption> = describeMessage("cosmos.gov.v1.WeightedVoteOption", [
  [1, "option", () => VoteOptionEnum],
  [2, "weight", "string"],
]);

export interface Deposit {
  proposalId: bigint;
  depositor: string;
  amount: readonly Coin[];
}
export const Deposit: MessageType<Deposit> = describeMessage("cosmos.gov.v1.Deposit", [
  [1, "proposal_id", "uint64"],
  [2, "depositor", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true }],
]);

export interface Proposal {
  id: bigint;
  messages: readonly Any[];
  status: ProposalStatus;
  finalTallyResult?: TallyResult | undefined;
  submitTime?: Timestamp | undefined;
  depositEndTime?: Timestamp | undefined;
  totalDeposit: readonly Coin[];
  votingStartTime?: Timestamp | undefined;
  votingEndTime?: Timestamp | undefined;
  metadata: string;
  title: string;
  summary: string;
  proposer: string;
  expedited: boolean;
  failedReason: string;
}
export const Proposal: MessageType<Proposal> = describeMessage("cosmos.gov.v1.Proposal", [
  [1, "id", "uint64"],
  [2, "messages", () => Any, { repeated: true }],
  [3, "status", () => ProposalStatusEnum],
  [4, "final_tally_result", () => TallyResult],
  [5, "submit_time", () => Timestamp],
  [6, "deposit_end_time", () => Timestamp],
  [7, "total_deposit", () => Coin, { repeated: true, keepEmpty: true }],
  [8, "voting_start_time", () => Timestamp],
  [9, "voting_end_time", () => Timestamp],
  [10, "metadata", "string"],
  [11, "title", "string"],
  [12, "summary", "string"],
  [13, "proposer", "string"],
  [14, "expedited", "bool"],
  [15, "failed_reason", "string"],
]);

export interface TallyResult {
  yesCount: string;
  abstainCount: string;
  noCount: string;
  noWithVetoCount: string;
}
export const TallyResult: MessageType<TallyResult> = describeMessage("cosmos.gov.v1.TallyResult", [
  [1, "yes_count", "string"],
  [2, "abstain_count", "string"],
  [3, "no_count", "string"],
  [4, "no_with_veto_count", "string"],
]);

export interface Vote {
  proposalId: bigint;
  voter: string;
  options: readonly WeightedVoteOption[];
  metadata: string;
}
export const Vote: MessageType<Vote> = describeMessage("cosmos.gov.v1.Vote", [
  [1, "proposal_id", "uint64"],
  [2, "voter", "string"],
  [4, "options", () => WeightedVoteOption, { repeated: true }],
  [5, "metadata", "string"],
]);

export interface DepositParams {
  minDeposit: readonly Coin[];
  maxDepositPeriod?: Duration | undefined;
}
export const DepositParams: MessageType<DepositParams> = describeMessage("cosmos.gov.v1.DepositParams", [
  [1, "min_deposit", () => Coin, { repeated: true }],
  [2, "max_deposit_period", () => Duration],
]);

export interface VotingParams {
  votingPeriod?: Duration | undefined;
}
export const VotingParams: MessageType<VotingParams> = describeMessage("cosmos.gov.v1.VotingParams", [
  [1, "voting_period", () => Duration],
]);

export interface TallyParams {
  quorum: string;
  threshold: string;
  vetoThreshold: string;
}
export const TallyParams: MessageType<TallyParams> = describeMessage("cosmos.gov.v1.TallyParams", [
  [1, "quorum", "string"],
  [2, "threshold", "string"],
  [3, "veto_threshold", "string"],
]);

export interface Params {
  minDeposit: readonly Coin[];
  maxDepositPeriod?: Duration | undefined;
  votingPeriod?: Duration | undefined;
  quorum: string;
  threshold: string;
  vetoThreshold: string;
  minInitialDepositRatio: string;
  proposalCancelRatio: string;
  proposalCancelDest: string;
  expeditedVotingPeriod?: Duration | undefined;
  expeditedThreshold: string;
  expeditedMinDeposit: readonly Coin[];
  burnVoteQuorum: boolean;
  burnProposalDepositPrevote: boolean;
  burnVoteVeto: boolean;
  minDepositRatio: string;
}
export const Params: MessageType<Params> = describeMessage("cosmos.gov.v1.Params", [
  [1, "min_deposit", () => Coin, { repeated: true, keepEmpty: true }],
  [2, "max_deposit_period", () => Duration],
  [3, "voting_period", () => Duration],
  [4, "quorum", "string"],
  [5, "threshold", "string"],
  [6, "veto_threshold", "string"],
  [7, "min_initial_deposit_ratio", "string"],
  [8, "proposal_cancel_ratio", "string"],
  [9, "proposal_cancel_dest", "string"],
  [10, "expedited_voting_period", () => Duration],
  [11, "expedited_threshold", "string"],
  [12, "expedited_min_deposit", () => Coin, { repeated: true, keepEmpty: true }],
  [13, "burn_vote_quorum", "bool"],
  [14, "burn_proposal_deposit_prevote", "bool"],
  [15, "burn_vote_veto", "bool"],
  [16, "min_deposit_ratio", "string"],
]);

export interface QueryConstitutionRequest {}
export const QueryConstitutionRequest: MessageType<QueryConstitutionRequest> = describeMessage("cosmos.gov.v1.QueryConstitutionRequest", []);

export interface QueryConstitutionResponse {
  constitution: string;
}
export const QueryConstitutionResponse: MessageType<QueryConstitutionResponse> = describeMessage("cosmos.gov.v1.QueryConstitutionResponse", [
  [1, "constitution", "string"],
]);

export interface QueryProposalRequest {
  proposalId: bigint;
}
export const QueryProposalRequest: MessageType<QueryProposalRequest> = describeMessage("cosmos.gov.v1.QueryProposalRequest", [
  [1, "proposal_id", "uint64"],
]);

export interface QueryProposalResponse {
  proposal?: Proposal | undefined;
}
export const QueryProposalResponse: MessageType<QueryProposalResponse> = describeMessage("cosmos.gov.v1.QueryProposalResponse", [
  [1, "proposal", () => Proposal],
]);

export interface QueryProposalsRequest {
  proposalStatus: ProposalStatus;
  voter: string;
  depositor: string;
  pagination?: PageRequest | undefined;
}
export const QueryProposalsRequest: MessageType<QueryProposalsRequest> = describeMessage("cosmos.gov.v1.QueryProposalsRequest", [
  [1, "proposal_status", () => ProposalStatusEnum],
  [2, "voter", "string"],
  [3, "depositor", "string"],
  [4, "pagination", () => PageRequest],
]);

export interface QueryProposalsResponse {
  proposals: readonly Proposal[];
  pagination?: PageResponse | undefined;
}
export const QueryProposalsResponse: MessageType<QueryProposalsResponse> = describeMessage("cosmos.gov.v1.QueryProposalsResponse", [
  [1, "proposals", () => Proposal, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryVoteRequest {
  proposalId: bigint;
  voter: string;
}
export const QueryVoteRequest: MessageType<QueryVoteRequest> = describeMessage("cosmos.gov.v1.QueryVoteRequest", [
  [1, "proposal_id", "uint64"],
  [2, "voter", "string"],
]);

export interface QueryVoteResponse {
  vote?: Vote | undefined;
}
export const QueryVoteResponse: MessageType<QueryVoteResponse> = describeMessage("cosmos.gov.v1.QueryVoteResponse", [
  [1, "vote", () => Vote],
]);

export interface QueryVotesRequest {
  proposalId: bigint;
  pagination?: PageRequest | undefined;
}
export const QueryVotesRequest: MessageType<QueryVotesRequest> = describeMessage("cosmos.gov.v1.QueryVotesRequest", [
  [1, "proposal_id", "uint64"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryVotesResponse {
  votes: readonly Vote[];
  pagination?: PageResponse | undefined;
}
export const QueryVotesResponse: MessageType<QueryVotesResponse> = describeMessage("cosmos.gov.v1.QueryVotesResponse", [
  [1, "votes", () => Vote, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryParamsRequest {
  paramsType: string;
}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.gov.v1.QueryParamsRequest", [
  [1, "params_type", "string"],
]);

export interface QueryParamsResponse {
  votingParams?: VotingParams | undefined;
  depositParams?: DepositParams | undefined;
  tallyParams?: TallyParams | undefined;
  params?: Params | undefined;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.gov.v1.QueryParamsResponse", [
  [1, "voting_params", () => VotingParams],
  [2, "deposit_params", () => DepositParams],
  [3, "tally_params", () => TallyParams],
  [4, "params", () => Params],
]);

export interface QueryDepositRequest {
  proposalId: bigint;
  depositor: string;
}
export const QueryDepositRequest: MessageType<QueryDepositRequest> = describeMessage("cosmos.gov.v1.QueryDepositRequest", [
  [1, "proposal_id", "uint64"],
  [2, "depositor", "string"],
]);

export interface QueryDepositResponse {
  deposit?: Deposit | undefined;
}
export const QueryDepositResponse: MessageType<QueryDepositResponse> = describeMessage("cosmos.gov.v1.QueryDepositResponse", [
  [1, "deposit", () => Deposit],
]);

export interface QueryDepositsRequest {
  proposalId: bigint;
  pagination?: PageRequest | undefined;
}
export const QueryDepositsRequest: MessageType<QueryDepositsRequest> = describeMessage("cosmos.gov.v1.QueryDepositsRequest", [
  [1, "proposal_id", "uint64"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryDepositsResponse {
  deposits: readonly Deposit[];
  pagination?: PageResponse | undefined;
}
export const QueryDepositsResponse: MessageType<QueryDepositsResponse> = describeMessage("cosmos.gov.v1.QueryDepositsResponse", [
  [1, "deposits", () => Deposit, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryTallyResultRequest {
  proposalId: bigint;
}
export const QueryTallyResultRequest: MessageType<QueryTallyResultRequest> = describeMessage("cosmos.gov.v1.QueryTallyResultRequest", [
  [1, "proposal_id", "uint64"],
]);

export interface QueryTallyResultResponse {
  tally?: TallyResult | undefined;
}
export const QueryTallyResultResponse: MessageType<QueryTallyResultResponse> = describeMessage("cosmos.gov.v1.QueryTallyResultResponse", [
  [1, "tally", () => TallyResult],
]);

export interface MsgSubmitProposal {
  messages: readonly Any[];
  initialDeposit: readonly Coin[];
  proposer: string;
  metadata: string;
  title: string;
  summary: string;
  expedited: boolean;
}
export const MsgSubmitProposal: MessageType<MsgSubmitProposal> = describeMessage("cosmos.gov.v1.MsgSubmitProposal", [
  [1, "messages", () => Any, { repeated: true }],
  [2, "initial_deposit", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [3, "proposer", "string"],
  [4, "metadata", "string"],
  [5, "title", "string"],
  [6, "summary", "string"],
  [7, "expedited", "bool"],
], { amino: "cosmos-sdk/v1/MsgSubmitProposal", signers: ["proposer"] });

export interface MsgSubmitProposalResponse {
  proposalId: bigint;
}
export const MsgSubmitProposalResponse: MessageType<MsgSubmitProposalResponse> = describeMessage("cosmos.gov.v1.MsgSubmitProposalResponse", [
  [1, "proposal_id", "uint64"],
]);

export interface MsgExecLegacyContent {
  content?: Any | undefined;
  authority: string;
}
export const MsgExecLegacyContent: MessageType<MsgExecLegacyContent> = describeMessage("cosmos.gov.v1.MsgExecLegacyContent", [
  [1, "content", () => Any],
  [2, "authority", "string"],
], { amino: "cosmos-sdk/v1/MsgExecLegacyContent", signers: ["authority"] });

export interface MsgExecLegacyContentResponse {}
export const MsgExecLegacyContentResponse: MessageType<MsgExecLegacyContentResponse> = describeMessage("cosmos.gov.v1.MsgExecLegacyContentResponse", []);

export interface MsgVote {
  proposalId: bigint;
  voter: string;
  option: VoteOption;
  metadata: string;
}
export const MsgVote: MessageType<MsgVote> = describeMessage("cosmos.gov.v1.MsgVote", [
  [1, "proposal_id", "uint64", { keepEmpty: true }],
  [2, "voter", "string"],
  [3, "option", () => VoteOptionEnum],
  [4, "metadata", "string"],
], { amino: "cosmos-sdk/v1/MsgVote", signers: ["voter"] });

export interface MsgVoteResponse {}
export const MsgVoteResponse: MessageType<MsgVoteResponse> = describeMessage("cosmos.gov.v1.MsgVoteResponse", []);

export interface MsgVoteWeighted {
  proposalId: bigint;
  voter: string;
  options: readonly WeightedVoteOption[];
  metadata: string;
}
export const MsgVoteWeighted: MessageType<MsgVoteWeighted> = describeMessage("cosmos.gov.v1.MsgVoteWeighted", [
  [1, "proposal_id", "uint64", { keepEmpty: true }],
  [2, "voter", "string"],
  [3, "options", () => WeightedVoteOption, { repeated: true }],
  [4, "metadata", "string"],
], { amino: "cosmos-sdk/v1/MsgVoteWeighted", signers: ["voter"] });

export interface MsgVoteWeightedResponse {}
export const MsgVoteWeightedResponse: MessageType<MsgVoteWeightedResponse> = describeMessage("cosmos.gov.v1.MsgVoteWeightedResponse", []);

export interface MsgDeposit {
  proposalId: bigint;
  depositor: string;
  amount: readonly Coin[];
}
export const MsgDeposit: MessageType<MsgDeposit> = describeMessage("cosmos.gov.v1.MsgDeposit", [
  [1, "proposal_id", "uint64", { keepEmpty: true }],
  [2, "depositor", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true }],
], { amino: "cosmos-sdk/v1/MsgDeposit", signers: ["depositor"] });

export interface MsgDepositResponse {}
export const MsgDepositResponse: MessageType<MsgDepositResponse> = describeMessage("cosmos.gov.v1.MsgDepositResponse", []);

export interface MsgUpdateParams {
  authority: string;
  params: Params;
}
export const MsgUpdateParams: MessageType<MsgUpdateParams> = describeMessage("cosmos.gov.v1.MsgUpdateParams", [
  [1, "authority", "string"],
  [2, "params", () => Params, { embedded: true, keepEmpty: true }],
], { amino: "cosmos-sdk/x/gov/v1/MsgUpdateParams", signers: ["authority"] });

export interface MsgUpdateParamsResponse {}
export const MsgUpdateParamsResponse: MessageType<MsgUpdateParamsResponse> = describeMessage("cosmos.gov.v1.MsgUpdateParamsResponse", []);

export interface MsgCancelProposal {
  proposalId: bigint;
  proposer: string;
}
export const MsgCancelProposal: MessageType<MsgCancelProposal> = describeMessage("cosmos.gov.v1.MsgCancelProposal", [
  [1, "proposal_id", "uint64"],
  [2, "proposer", "string"],
], { signers: ["proposer"] });

export interface MsgCancelProposalResponse {
  proposalId: bigint;
  canceledTime: Timestamp;
  canceledHeight: bigint;
}
export const MsgCancelProposalResponse: MessageType<MsgCancelProposalResponse> = describeMessage("cosmos.gov.v1.MsgCancelProposalResponse", [
  [1, "proposal_id", "uint64"],
  [2, "canceled_time", () => Timestamp, { embedded: true, goTime: true }],
  [3, "canceled_height", "uint64"],
]);
