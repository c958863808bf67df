import type { AccAddress } from "@testudo/base";
import {
  Deposit,
  Proposal,
  ProposalStatus,
  QueryConstitutionRequest,
  QueryConstitutionResponse,
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
  type TallyResult,
  Vote,
} from "@testudo/proto/cosmos/gov/v1";
import { type Ctx, GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { collectionPage } from "../paging.ts";
import { addressFromWire } from "../wire.ts";
import type { GovKeeper } from "./keeper.ts";
import { PROPOSALS_PREFIX, state } from "./state.ts";
import { EMPTY_TALLY } from "./tally.ts";

const SERVICE = "/cosmos.gov.v1.Query";

/** What both versions of the query service are answered from. */
export type GovAnswers = ReturnType<typeof createGovAnswers>;

/** Looks things up for the query services. */
export function createGovAnswers(gov: GovKeeper) {
  function proposal(ctx: Ctx, id: bigint): Proposal {
    requireId(id);
    const found = gov.proposal(ctx, id);
    if (found === undefined) {
      throw grpcError(GrpcCode.NOT_FOUND, `proposal ${id} doesn't exist`);
    }
    return found;
  }

  function proposals(ctx: Ctx, request: QueryProposalsRequest) {
    const status = isStatus(request.proposalStatus) ? request.proposalStatus : undefined;
    return collectionPage({
      store: ctx.store("gov"),
      prefix: PROPOSALS_PREFIX,
      page: request.pagination,
      read: (_, value) => {
        const found = Proposal.decode(value);
        // Only here: where there is no proposal, nobody looks at the addresses.
        const voter = optionalAccount(request.voter);
        const depositor = optionalAccount(request.depositor);
        const matches =
          (status === undefined || found.status === status) &&
          (voter === undefined || state.votes.has(ctx, [found.id, voter])) &&
          (depositor === undefined || state.deposits.has(ctx, [found.id, depositor]));
        return matches ? found : undefined;
      },
    });
  }

  function vote(ctx: Ctx, request: QueryVoteRequest): Vote {
    requireId(request.proposalId);
    const voter = requiredAccount(request.voter, "empty voter address");
    const found = state.votes.get(ctx, [request.proposalId, voter]);
    if (found === undefined) {
      throw grpcError(
        GrpcCode.INVALID_ARGUMENT,
        `voter: ${request.voter} not found for proposal: ${request.proposalId}`,
      );
    }
    return found;
  }

  function votes(ctx: Ctx, request: QueryVotesRequest) {
    requireId(request.proposalId);
    return collectionPage({
      store: ctx.store("gov"),
      prefix: state.votes.rawKey([request.proposalId]),
      page: request.pagination,
      read: (_, value) => Vote.decode(value),
    });
  }

  function deposit(ctx: Ctx, request: QueryDepositRequest): Deposit {
    requireId(request.proposalId);
    const depositor = requiredAccount(request.depositor, "empty depositor address");
    const found = state.deposits.get(ctx, [request.proposalId, depositor]);
    if (found === undefined) {
      throw grpcError(
        GrpcCode.NOT_FOUND,
        `collections: not found: key '("${request.proposalId}", "${request.depositor}")' of type github.com/cosmos/gogoproto/cosmos.gov.v1.Deposit`,
      );
    }
    return found;
  }

  function deposits(ctx: Ctx, request: QueryDepositsRequest) {
    requireId(request.proposalId);
    return collectionPage({
      store: ctx.store("gov"),
      prefix: state.deposits.rawKey([request.proposalId]),
      page: request.pagination,
      read: (_, value) => Deposit.decode(value),
    });
  }

  /** The final result, or what it would be if voting ended now. */
  function tallyResult(ctx: Ctx, id: bigint): TallyResult {
    const found = proposal(ctx, id);
    switch (found.status) {
      case ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD:
        return EMPTY_TALLY;
      case ProposalStatus.PROPOSAL_STATUS_PASSED:
      case ProposalStatus.PROPOSAL_STATUS_REJECTED:
      case ProposalStatus.PROPOSAL_STATUS_FAILED:
        return found.finalTallyResult ?? EMPTY_TALLY;
      default:
        return gov.tally(ctx, found).result;
    }
  }

  /** All parameters, and once more those of the group that was asked for. */
  function params(ctx: Ctx, type: string): QueryParamsResponse {
    const stored = gov.params(ctx);
    if (!["", "deposit", "voting", "tallying"].includes(type)) {
      throw grpcError(GrpcCode.INVALID_ARGUMENT, `unknown params type: ${type}`);
    }
    const { minDeposit, maxDepositPeriod, votingPeriod, quorum, threshold, vetoThreshold } = stored;
    return {
      params: stored,
      depositParams: type === "deposit" ? { minDeposit, maxDepositPeriod } : undefined,
      votingParams: type === "voting" ? { votingPeriod } : undefined,
      tallyParams: type === "tallying" ? { quorum, threshold, vetoThreshold } : undefined,
    };
  }

  function optionalAccount(text: string): AccAddress | undefined {
    return text === "" ? undefined : addressFromWire(gov.addresses.acc, text);
  }

  function requiredAccount(text: string, complaint: string): AccAddress {
    if (text === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, complaint);
    return addressFromWire(gov.addresses.acc, text);
  }

  return { proposal, proposals, vote, votes, deposit, deposits, tallyResult, params };
}

/** Answers of `cosmos.gov.v1.Query`. */
export function govQueries(gov: GovKeeper): readonly QueryRoute[] {
  const answers = createGovAnswers(gov);
  return [
    query(
      `${SERVICE}/Constitution`,
      QueryConstitutionRequest,
      QueryConstitutionResponse,
      (ctx) => ({
        constitution: state.constitution.get(ctx) ?? "",
      }),
    ),
    query(`${SERVICE}/Proposal`, QueryProposalRequest, QueryProposalResponse, (ctx, request) => ({
      proposal: answers.proposal(ctx, request.proposalId),
    })),
    query(`${SERVICE}/Proposals`, QueryProposalsRequest, QueryProposalsResponse, (ctx, request) => {
      const { items, pagination } = answers.proposals(ctx, request);
      return { proposals: items, pagination };
    }),
    query(`${SERVICE}/Vote`, QueryVoteRequest, QueryVoteResponse, (ctx, request) => ({
      vote: answers.vote(ctx, request),
    })),
    query(`${SERVICE}/Votes`, QueryVotesRequest, QueryVotesResponse, (ctx, request) => {
      const { items, pagination } = answers.votes(ctx, request);
      return { votes: items, pagination };
    }),
    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx, request) =>
      answers.params(ctx, request.paramsType),
    ),
    query(`${SERVICE}/Deposit`, QueryDepositRequest, QueryDepositResponse, (ctx, request) => ({
      deposit: answers.deposit(ctx, request),
    })),
    query(`${SERVICE}/Deposits`, QueryDepositsRequest, QueryDepositsResponse, (ctx, request) => {
      const { items, pagination } = answers.deposits(ctx, request);
      return { deposits: items, pagination };
    }),
    query(
      `${SERVICE}/TallyResult`,
      QueryTallyResultRequest,
      QueryTallyResultResponse,
      (ctx, request) => ({ tally: answers.tallyResult(ctx, request.proposalId) }),
    ),
  ];
}

function requireId(id: bigint): void {
  if (id === 0n) throw grpcError(GrpcCode.INVALID_ARGUMENT, "proposal id can not be 0");
}

function isStatus(status: number): boolean {
  return (
    status >= ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD &&
    status <= ProposalStatus.PROPOSAL_STATUS_FAILED
  );
}
