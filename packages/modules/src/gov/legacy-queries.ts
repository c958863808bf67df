import { type Coins, Dec, GO_ZERO_TIME, newCoins, sdkErrors } from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import type { Coin as WireCoin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  type Deposit,
  MsgExecLegacyContent,
  type Proposal,
  type TallyResult,
  type Vote,
} from "@testudo/proto/cosmos/gov/v1";
import {
  type Deposit as LegacyDeposit,
  type Proposal as LegacyProposal,
  type TallyResult as LegacyTallyResult,
  type Vote as LegacyVote,
  QueryDepositRequest,
  QueryDepositResponse,
  QueryDepositsRequest,
  QueryDepositsResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryProposalRequest,
  QueryProposalResponse,
  QueryProposalsRequest,
  QueryProposalsResponse,
  QueryTallyResultRequest,
  QueryTallyResultResponse,
  QueryVoteRequest,
  QueryVoteResponse,
  QueryVotesRequest,
  QueryVotesResponse,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { decToBytes } from "../dec-bytes.ts";
import { coinsFromWire, coinsToWire } from "../wire.ts";
import type { GovKeeper } from "./keeper.ts";
import { createGovAnswers } from "./queries.ts";

const SERVICE = "/cosmos.gov.v1beta1.Query";

/** Answers of `cosmos.gov.v1beta1.Query`: the same things in the older records. */
export function govLegacyQueries(gov: GovKeeper): readonly QueryRoute[] {
  const answers = createGovAnswers(gov);
  return [
    query(`${SERVICE}/Proposal`, QueryProposalRequest, QueryProposalResponse, (ctx, request) => ({
      proposal: legacyProposal(answers.proposal(ctx, request.proposalId)),
    })),
    query(`${SERVICE}/Proposals`, QueryProposalsRequest, QueryProposalsResponse, (ctx, request) => {
      const { items, pagination } = answers.proposals(ctx, request);
      return { proposals: items.map(legacyProposal), pagination };
    }),
    query(`${SERVICE}/Vote`, QueryVoteRequest, QueryVoteResponse, (ctx, request) => ({
      vote: legacyVote(answers.vote(ctx, request)),
    })),
    query(`${SERVICE}/Votes`, QueryVotesRequest, QueryVotesResponse, (ctx, request) => {
      const { items, pagination } = answers.votes(ctx, request);
      return { votes: items.map(legacyVote), pagination };
    }),
    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx, { paramsType }) =>
      legacyParams(paramsType, answers.params(ctx, paramsType)),
    ),
    query(`${SERVICE}/Deposit`, QueryDepositRequest, QueryDepositResponse, (ctx, request) => ({
      deposit: legacyDeposit(answers.deposit(ctx, request)),
    })),
    query(`${SERVICE}/Deposits`, QueryDepositsRequest, QueryDepositsResponse, (ctx, request) => {
      const { items, pagination } = answers.deposits(ctx, request);
      return { deposits: items.map(legacyDeposit), pagination };
    }),
    query(
      `${SERVICE}/TallyResult`,
      QueryTallyResultRequest,
      QueryTallyResultResponse,
      (ctx, request) => ({ tally: legacyTally(answers.tallyResult(ctx, request.proposalId)) }),
    ),
  ];
}

/** @throws sdk/29 when the proposal has not exactly one message */
function legacyProposal(proposal: Proposal): LegacyProposal {
  return {
    proposalId: proposal.id,
    content: legacyContent(proposal),
    status: proposal.status,
    finalTallyResult: legacyTally(proposal.finalTallyResult),
    submitTime: proposal.submitTime ?? ZERO_TIME,
    depositEndTime: proposal.depositEndTime ?? ZERO_TIME,
    totalDeposit: sortedCoins(proposal.totalDeposit),
    votingStartTime: proposal.votingStartTime ?? ZERO_TIME,
    votingEndTime: proposal.votingEndTime ?? ZERO_TIME,
  };
}

function legacyContent({ messages }: Proposal): Any | undefined {
  const [message, ...others] = messages;
  if (message === undefined || others.length > 0) {
    throw sdkErrors.invalidType(
      "can't convert a gov/v1 Proposal to gov/v1beta1 Proposal when amount of proposal messages not exactly one",
    );
  }
  return message.typeUrl === MsgExecLegacyContent.typeUrl
    ? MsgExecLegacyContent.decode(message.value).content
    : message;
}

function legacyTally(tally: TallyResult | undefined): LegacyTallyResult {
  return {
    yes: tally?.yesCount ?? "0",
    abstain: tally?.abstainCount ?? "0",
    no: tally?.noCount ?? "0",
    noWithVeto: tally?.noWithVetoCount ?? "0",
  };
}

function legacyVote({ proposalId, voter, options }: Vote): LegacyVote {
  return {
    proposalId,
    voter,
    option: VoteOption.VOTE_OPTION_UNSPECIFIED,
    options: options.map(({ option, weight }) => ({ option, weight: atomics(weight) })),
  };
}

function legacyDeposit({ proposalId, depositor, amount }: Deposit): LegacyDeposit {
  return { proposalId, depositor, amount: sortedCoins(amount) };
}

type V1Params = ReturnType<ReturnType<typeof createGovAnswers>["params"]>;

/** The group asked for; the other two are empty, not absent. */
function legacyParams(type: string, params: V1Params): QueryParamsResponse {
  const { depositParams, votingParams, tallyParams } = params;
  if (depositParams === undefined && votingParams === undefined && tallyParams === undefined) {
    throw grpcError(GrpcCode.INVALID_ARGUMENT, `${type} is not a valid parameter type`);
  }
  return {
    votingParams: { votingPeriod: votingParams?.votingPeriod ?? NO_DURATION },
    depositParams: {
      minDeposit: sortedCoins(depositParams?.minDeposit ?? []),
      maxDepositPeriod: depositParams?.maxDepositPeriod ?? NO_DURATION,
    },
    tallyParams: {
      quorum: shareBytes(tallyParams?.quorum),
      threshold: shareBytes(tallyParams?.threshold),
      vetoThreshold: shareBytes(tallyParams?.vetoThreshold),
    },
  };
}

const ZERO_TIME = toTimestamp(GO_ZERO_TIME);
const NO_DURATION = { seconds: 0n, nanos: 0 };

function sortedCoins(coins: readonly WireCoin[]): WireCoin[] {
  const sorted: Coins = newCoins(coinsFromWire(coins));
  return coinsToWire(sorted);
}

function shareBytes(decimal: string | undefined): Uint8Array {
  return decToBytes(decimal === undefined ? Dec.zero : Dec.fromText(decimal));
}

function atomics(decimal: string): string {
  return Dec.fromText(decimal).toAtomicsText();
}
