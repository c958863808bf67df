import { plainError, type Time } from "@testudo/base";
import { fromDuration, fromTimestamp, toTimestamp } from "@testudo/proto";
import type { Params, Proposal } from "@testudo/proto/cosmos/gov/v1";
import { ProposalStatus } from "@testudo/proto/cosmos/gov/v1";
import type {
  Duration as WireDuration,
  Timestamp as WireTime,
} from "@testudo/proto/google/protobuf";
import { type Ctx, panic } from "@testudo/runtime";
import { state } from "./state.ts";

/** The stored parameters. One read. */
export function proposalParams(ctx: Ctx): Params {
  const params = state.params.get(ctx);
  if (params === undefined) {
    throw plainError(
      "collections: not found: key 'no_key' of type github.com/cosmos/gogoproto/cosmos.gov.v1.Params",
    );
  }
  return params;
}

/** @throws undefined/1 when there is no such proposal */
export function requireProposal(ctx: Ctx, id: bigint): Proposal {
  const proposal = state.proposals.get(ctx, id);
  if (proposal === undefined) {
    throw plainError(
      `collections: not found: key '${id}' of type github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal`,
    );
  }
  return proposal;
}

/** Stores a proposal and whether it takes votes. */
export function setProposal(ctx: Ctx, proposal: Proposal): void {
  if (proposal.status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
    state.votingPeriod.set(ctx, proposal.id, true);
  } else {
    state.votingPeriod.delete(ctx, proposal.id);
  }
  state.proposals.set(ctx, proposal.id, proposal);
}

/** Forgets a proposal and its places in the queues. */
export function deleteProposal(ctx: Ctx, id: bigint): void {
  const { depositEndTime, votingEndTime } = requireProposal(ctx, id);
  if (depositEndTime !== undefined) {
    state.inactiveQueue.delete(ctx, [fromTimestamp(depositEndTime), id]);
  }
  if (votingEndTime !== undefined) {
    state.activeQueue.delete(ctx, [fromTimestamp(votingEndTime), id]);
    state.votingPeriod.delete(ctx, id);
  }
  state.proposals.delete(ctx, id);
}

/** Opens voting now, for the period that the proposal's kind has. */
export function activateVotingPeriod(ctx: Ctx, proposal: Proposal): void {
  const params = proposalParams(ctx);
  const period = periodOf(proposal.expedited ? params.expeditedVotingPeriod : params.votingPeriod);
  const end = ctx.time + period;
  setProposal(ctx, {
    ...proposal,
    votingStartTime: toTimestamp(ctx.time),
    votingEndTime: toTimestamp(end),
    status: ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
  });
  state.inactiveQueue.delete(ctx, [timeOf(proposal.depositEndTime), proposal.id]);
  state.activeQueue.set(ctx, [end, proposal.id], proposal.id);
}

/** A time that the state of the proposal promises; its absence is Go's nil dereference. */
export function timeOf(time: WireTime | undefined): Time {
  return time === undefined ? nilDereference() : fromTimestamp(time);
}

/** A period that valid parameters have; its absence is Go's nil dereference. */
export function periodOf(period: WireDuration | undefined): bigint {
  return period === undefined ? nilDereference() : fromDuration(period);
}

function nilDereference(): never {
  return panic("runtime error: invalid memory address or nil pointer dereference");
}
