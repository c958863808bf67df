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
export const VoteOptionEnum = describeEnum("cosmos.gov.v1beta1.VoteOption", VoteOption);

export const ProposalStatus = {
  PROPOSAL_STATUS_UNSPECIFIED: 0,
  PROPOSAL_STATUS_DEPOSIT_PERIOD: 1,
  PROPOSAL_STATUS_VOTING_PERIOD: 2,
  PROPOSAL_STATUS_PASSED: 3,
  PROPOSAL_STATUS_REJECTED: 4,
  PROPOSAL_STATUS_FAILED: 5,
} as const;
export type ProposalStatus = number;
export const ProposalStatusEnum = describeEnum("cosmos.gov.v1beta1.ProposalStatus", ProposalStatus);

export interface GenesisState {
  startingProposalId: bigint;
  deposits: readonly Deposit[];
  votes: readonly Vote[];
  proposals: readonly Proposal[];
  depositParams: DepositParams;
  votingParams: VotingParams;
  tallyParams: TallyParams;
}
export const GenesisState: MessageType<GenesisState> = describeMessage("cosmos.gov.v1beta1.GenesisState", [
  [1, "starting_proposal_id", "uint64"],
  [2, "deposits", () => Deposit, { repeated: true }],
  [3, "votes", () => Vote, { repeated: true }],
  [4, "proposals", () => Proposal, { repeated: true }],
  [5, "deposit_params", () => DepositParams, { embedded: true }],
  [6, "voting_params", () => VotingParams, { embedded: true }],
  [7, "tally_params", () => TallyParams, { embedded: true }],
]);

export interface WeightedVoteOption {
  option: VoteOption;
  weight: string;
}
export const WeightedVoteOption: MessageType<WeightedVoteOption> = describeMessage("cosmos.gov.v1beta1.WeightedVoteOption", [
  [1, "option", () => VoteOptionEnum],
  [2, "weight", "string", { custom: "dec", keepEmpty: true }],
]);

export interface TextProposal {
  title: string;
  description: string;
}
export const TextProposal: MessageType<TextProposal> = describeMessage("cosmos.gov.v1beta1.TextProposal", [
  [1, "title", "string"],
  [2, "description", "string"],
], { amino: "cosmos-sdk/TextProposal" });

export interface Deposit {
  proposalId: bigint;
  depositor: string;
  amount: readonly Coin[];
}
export const Deposit: MessageType<Deposit> = describeMessage("cosmos.gov.v1beta1.Deposit", [
  [1, "proposal_id", "uint64"],
  [2, "depositor", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true }],
]);

export interface Proposal {
  proposalId: bigint;
  content?: Any | undefined;
  status: ProposalStatus;
  finalTallyResult: TallyResult;
  submitTime: Timestamp;
  depositEndTime: Timestamp;
  totalDeposit: readonly Coin[];
  votingStartTime: Timestamp;
  votingEndTime: Timestamp;
}
export const Proposal: MessageType<Proposal> = describeMessage("cosmos.gov.v1beta1.Proposal", [
  [1, "proposal_id", "uint64"],
  [2, "content", () => Any],
  [3, "status", () => ProposalStatusEnum],
  [4, "final_tally_result", () => TallyResult, { embedded: true, keepEmpty: true }],
  [5, "submit_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [6, "deposit_end_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [7, "total_deposit", () => Coin, { repeated: true, keepEmpty: true }],
  [8, "voting_start_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [9, "voting_end_time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
]);

export interface TallyResult {
  yes: string;
  abstain: string;
  no: string;
  noWithVeto: string;
}
export const TallyResult: MessageType<TallyResult> = describeMessage("cosmos.gov.v1beta1.TallyResult", [
  [1, "yes", "string", { custom: "int" }],
  [2, "abstain", "string", { custom: "int" }],
  [3, "no", "string", { custom: "int" }],
  [4, "no_with_veto", "string", { custom: "int" }],
]);

export interface Vote {
  proposalId: bigint;
  voter: string;
  option: VoteOption;
  options: readonly WeightedVoteOption[];
}
export const Vote: MessageType<Vote> = describeMessage("cosmos.gov.v1beta1.Vote", [
  [1, "proposal_id", "uint64", { keepEmpty: true, aminoName: "id" }],
  [2, "voter", "string"],
  [3, "option", () => VoteOptionEnum],
  [4, "options", () => WeightedVoteOption, { repeated: true, keepEmpty: true }],
]);

export interface DepositParams {
  minDeposit: readonly Coin[];
  maxDepositPeriod: Duration;
}
export const DepositParams: MessageType<DepositParams> = describeMessage("cosmos.gov.v1beta1.DepositParams", [
  [1, "min_deposit", () => Coin, { repeated: true }],
  [2, "max_deposit_period", () => Duration, { embedded: true }],
]);

export interface VotingParams {
  votingPeriod: Duration;
}
export const VotingParams: MessageType<VotingParams> = describeMessage("cosmos.gov.v1beta1.VotingParams", [
  [1, "voting_period", () => Duration, { embedded: true }],
]);

export interface TallyParams {
  quorum: Uint8Array;
  threshold: Uint8Array;
  vetoThreshold: Uint8Array;
}
export const TallyParams: MessageType<TallyParams> = describeMessage("cosmos.gov.v1beta1.TallyParams", [
  [1, "quorum", "bytes", { custom: "dec" }],
  [2, "threshold", "bytes", { custom: "dec" }],
  [3, "veto_threshold", "bytes", { custom: "dec" }],
]);

export interface QueryProposalRequest {
  proposalId: bigint;
}
export const QueryProposalRequest: MessageType<QueryProposalRequest> = describeMessage("cosmos.gov.v1beta1.QueryProposalRequest", [
  [1, "proposal_id", "uint64"],
]);

export interface QueryProposalResponse {
  proposal: Proposal;
}
export const QueryProposalResponse: MessageType<QueryProposalResponse> = describeMessage("cosmos.gov.v1beta1.QueryProposalResponse", [
  [1, "proposal", () => Proposal, { embedded: true }],
]);

export interface QueryProposalsRequest {
  proposalStatus: ProposalStatus;
  voter: string;
  depositor: string;
  pagination?: PageRequest | undefined;
}
export const QueryProposalsRequest: MessageType<QueryProposalsRequest> = describeMessage("cosmos.gov.v1beta1.QueryProposalsRequest", [
  [1, "proposal_status", () => ProposalStatusEnum],
  [2, "voter", "string"],
  [3, "depositor", "string"],
  [4, "pagination", () => PageRequest],
]);

export interface QueryProposalsResponse {
  proposals: readonly Proposal[];
  pagination?: PageResponse | undefined;
}
export const QueryProposalsResponse: MessageType<QueryProposalsResponse> = describeMessage("cosmos.gov.v1beta1.QueryProposalsResponse", [
  [1, "proposals", () => Proposal, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryVoteRequest {
  proposalId: bigint;
  voter: string;
}
export const QueryVoteRequest: MessageType<QueryVoteRequest> = describeMessage("cosmos.gov.v1beta1.QueryVoteRequest", [
  [1, "proposal_id", "uint64"],
  [2, "voter", "string"],
]);

export interface QueryVoteResponse {
  vote: Vote;
}
export const QueryVoteResponse: MessageType<QueryVoteResponse> = describeMessage("cosmos.gov.v1beta1.QueryVoteResponse", [
  [1, "vote", () => Vote, { embedded: true }],
]);

export interface QueryVotesRequest {
  proposalId: bigint;
  pagination?: PageRequest | undefined;
}
export const QueryVotesRequest: MessageType<QueryVotesRequest> = describeMessage("cosmos.gov.v1beta1.QueryVotesRequest", [
  [1, "proposal_id", "uint64"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryVotesResponse {
  votes: readonly Vote[];
  pagination?: PageResponse | undefined;
}
export const QueryVotesResponse: MessageType<QueryVotesResponse> = describeMessage("cosmos.gov.v1beta1.QueryVotesResponse", [
  [1, "votes", () => Vote, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryParamsRequest {
  paramsType: string;
}
export const QueryParamsRequest: MessageType<QueryParamsRequest> = describeMessage("cosmos.gov.v1beta1.QueryParamsRequest", [
  [1, "params_type", "string"],
]);

export interface QueryParamsResponse {
  votingParams: VotingParams;
  depositParams: DepositParams;
  tallyParams: TallyParams;
}
export const QueryParamsResponse: MessageType<QueryParamsResponse> = describeMessage("cosmos.gov.v1beta1.QueryParamsResponse", [
  [1, "voting_params", () => VotingParams, { embedded: true }],
  [2, "deposit_params", () => DepositParams, { embedded: true }],
  [3, "tally_params", () => TallyParams, { embedded: true }],
]);

export interface QueryDepositRequest {
  proposalId: bigint;
  depositor: string;
}
export const QueryDepositRequest: MessageType<QueryDepositRequest> = describeMessage("cosmos.gov.v1beta1.QueryDepositRequest", [
  [1, "proposal_id", "uint64"],
  [2, "depositor", "string"],
]);

export interface QueryDepositResponse {
  deposit: Deposit;
}
export const QueryDepositResponse: MessageType<QueryDepositResponse> = describeMessage("cosmos.gov.v1beta1.QueryDepositResponse", [
  [1, "deposit", () => Deposit, { embedded: true }],
]);

export interface QueryDepositsRequest {
  proposalId: bigint;
  pagination?: PageRequest | undefined;
}
export const QueryDepositsRequest: MessageType<QueryDepositsRequest> = describeMessage("cosmos.gov.v1beta1.QueryDepositsRequest", [
  [1, "proposal_id", "uint64"],
  [2, "pagination", () => PageRequest],
]);

export interface QueryDepositsResponse {
  deposits: readonly Deposit[];
  pagination?: PageResponse | undefined;
}
export const QueryDepositsResponse: MessageType<QueryDepositsResponse> = describeMessage("cosmos.gov.v1beta1.QueryDepositsResponse", [
  [1, "deposits", () => Deposit, { repeated: true }],
  [2, "pagination", () => PageResponse],
]);

export interface QueryTallyResultRequest {
  proposalId: bigint;
}
export const QueryTallyResultRequest: MessageType<QueryTallyResultRequest> = describeMessage("cosmos.gov.v1beta1.QueryTallyResultRequest", [
  [1, "proposal_id", "uint64"],
]);

export interface QueryTallyResultResponse {
  tally: TallyResult;
}
export const QueryTallyResultResponse: MessageType<QueryTallyResultResponse> = describeMessage("cosmos.gov.v1beta1.QueryTallyResultResponse", [
  [1, "tally", () => TallyResult, { embedded: true }],
]);

export interface MsgSubmitProposal {
  content?: Any | undefined;
  initialDeposit: readonly Coin[];
  proposer: string;
}
export const MsgSubmitProposal: MessageType<MsgSubmitProposal> = describeMessage("cosmos.gov.v1beta1.MsgSubmitProposal", [
  [1, "content", () => Any],
  [2, "initial_deposit", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
  [3, "proposer", "string"],
], { amino: "cosmos-sdk/MsgSubmitProposal", signers: ["proposer"] });

export interface MsgSubmitProposalResponse {
  proposalId: bigint;
}
export const MsgSubmitProposalResponse: MessageType<MsgSubmitProposalResponse> = describeMessage("cosmos.gov.v1beta1.MsgSubmitProposalResponse", [
  [1, "proposal_id", "uint64"],
]);

export interface MsgVote {
  proposalId: bigint;
  voter: string;
  option: VoteOption;
}
export const MsgVote: MessageType<MsgVote> = describeMessage("cosmos.gov.v1beta1.MsgVote", [
  [1, "proposal_id", "uint64"],
  [2, "voter", "string"],
  [3, "option", () => VoteOptionEnum],
], { amino: "cosmos-sdk/MsgVote", signers: ["voter"] });

export interface MsgVoteResponse {}
export const MsgVoteResponse: MessageType<MsgVoteResponse> = describeMessage("cosmos.gov.v1beta1.MsgVoteResponse", []);

export interface MsgVoteWeighted {
  proposalId: bigint;
  voter: string;
  options: readonly WeightedVoteOption[];
}
export const MsgVoteWeighted: MessageType<MsgVoteWeighted> = describeMessage("cosmos.gov.v1beta1.MsgVoteWeighted", [
  [1, "proposal_id", "uint64", { keepEmpty: true }],
  [2, "voter", "string"],
  [3, "options", () => WeightedVoteOption, { repeated: true, keepEmpty: true }],
], { amino: "cosmos-sdk/MsgVoteWeighted", signers: ["voter"] });

export interface MsgVoteWeightedResponse {}
export const MsgVoteWeightedResponse: MessageType<MsgVoteWeightedResponse> = describeMessage("cosmos.gov.v1beta1.MsgVoteWeightedResponse", []);

export interface MsgDeposit {
  proposalId: bigint;
  depositor: string;
  amount: readonly Coin[];
}
export const MsgDeposit: MessageType<MsgDeposit> = describeMessage("cosmos.gov.v1beta1.MsgDeposit", [
  [1, "proposal_id", "uint64", { keepEmpty: true }],
  [2, "depositor", "string"],
  [3, "amount", () => Coin, { repeated: true, keepEmpty: true, aminoEncoding: "legacy_coins" }],
], { amino: "cosmos-sdk/MsgDeposit", signers: ["depositor"] });

export interface MsgDepositResponse {}
export const MsgDepositResponse: MessageType<MsgDepositResponse> = describeMessage("cosmos.gov.v1beta1.MsgDepositResponse", []);
