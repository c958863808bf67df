import { AppError, AssertionFailure } from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import { type Proposal, ProposalStatus } from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, type Event, onBranch } from "@testudo/runtime";
import { gogoText } from "../gogo-text.ts";
import { proposalDecided, proposalDropped } from "./events.ts";
import type { GovKeeper } from "./keeper.ts";
import { periodOf, timeOf } from "./proposals.ts";
import { state } from "./state.ts";

/** Closes the proposals whose deposit or voting period is over. */
export function endBlock(ctx: Ctx, gov: GovKeeper): void {
  for (const [, id] of [...state.inactiveQueue.keys(ctx, { through: [ctx.time] })]) {
    dropProposal(ctx, gov, id);
  }
  for (const [, id] of [...state.activeQueue.keys(ctx, { through: [ctx.time] })]) {
    decideProposal(ctx, gov, id);
  }
}

function dropProposal(ctx: Ctx, gov: GovKeeper, id: bigint): void {
  gov.requireProposal(ctx, id);
  gov.deleteProposal(ctx, id);
  if (gov.params(ctx).burnProposalDepositPrevote) gov.burnDeposits(ctx, id);
  else gov.refundDeposits(ctx, id);
  ctx.emit(proposalDropped(id));
}

function decideProposal(ctx: Ctx, gov: GovKeeper, id: bigint): void {
  const proposal = gov.requireProposal(ctx, id);
  const { passes, burnDeposits, result } = gov.tally(ctx, proposal);
  const getsSecondChance = proposal.expedited && !passes;
  if (!getsSecondChance) {
    if (burnDeposits) gov.burnDeposits(ctx, id);
    else gov.refundDeposits(ctx, id);
  }
  state.activeQueue.delete(ctx, [timeOf(proposal.votingEndTime), id]);

  const decision = passes
    ? execute(ctx, gov, proposal)
    : getsSecondChance
      ? convertToRegular(ctx, gov, proposal)
      : REJECTED;
  gov.setProposal(ctx, { ...proposal, ...decision.changes, finalTallyResult: result });
  ctx.emit(proposalDecided(id, decision.result, decision.log));
}

/** What becomes of a proposal, and how its event tells it. */
interface Decision {
  readonly changes: Partial<Proposal>;
  readonly result: string;
  readonly log: string;
}

const REJECTED: Decision = {
  changes: {
    status: ProposalStatus.PROPOSAL_STATUS_REJECTED,
    failedReason: "proposal did not get enough votes to pass",
  },
  result: "proposal_rejected",
  log: "rejected",
};

/** An expedited proposal that failed goes on as a regular one, with the votes still to come. */
function convertToRegular(ctx: Ctx, gov: GovKeeper, proposal: Proposal): Decision {
  const end = timeOf(proposal.votingStartTime) + periodOf(gov.params(ctx).votingPeriod);
  state.activeQueue.set(ctx, [end, proposal.id], proposal.id);
  return {
    changes: { expedited: false, votingEndTime: toTimestamp(end) },
    result: "expedited_proposal_rejected",
    log: "expedited proposal converted to regular",
  };
}

/** Runs all messages of a passed proposal, or none. */
function execute(ctx: Ctx, gov: GovKeeper, proposal: Proposal): Decision {
  const events: Event[] = [];
  let index = 0;
  try {
    const branch = onBranch(ctx, (trial) => {
      for (const message of proposal.messages) {
        events.push(...gov.needs.router().handle(trial, message).events);
        index++;
      }
    });
    branch.keep();
  } catch (error) {
    const message = proposal.messages[index];
    const reason = failureOf(error, gov, message);
    return {
      changes: { status: ProposalStatus.PROPOSAL_STATUS_FAILED, failedReason: reason },
      result: "proposal_failed",
      log: `passed, but msg ${index} (${message?.typeUrl}) failed on execution: ${reason}`,
    };
  }
  for (const event of events) ctx.emit(event);
  return {
    changes: { status: ProposalStatus.PROPOSAL_STATUS_PASSED },
    result: "proposal_passed",
    log: "passed",
  };
}

/** The reference's text of a failure; it is stored. A broken assertion is no failure of the message and passes through. */
function failureOf(error: unknown, gov: GovKeeper, message: Any | undefined): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof AssertionFailure || !(error instanceof Error)) throw error;
  const type = message && gov.needs.router().route(message.typeUrl)?.request;
  const text = message && type ? gogoText(type, type.decode(message.value)) : "";
  return `handling x/gov proposal msg [${text}] PANICKED: ${error.message}`;
}
