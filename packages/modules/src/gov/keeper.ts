import { fromTimestamp } from "@testudo/proto";
import { type Params, type Proposal, ProposalStatus } from "@testudo/proto/cosmos/gov/v1";
import type { Ctx } from "@testudo/runtime";
import { addDeposit, burnDeposits, chargeDeposits, refundDeposits } from "./deposits.ts";
import { errors } from "./errors.ts";
import { legacyContentTable } from "./legacy-content.ts";
import type { Needs } from "./needs.ts";
import { deleteProposal, proposalParams, requireProposal, setProposal } from "./proposals.ts";
import { state } from "./state.ts";
import { type NewProposal, submitProposal } from "./submission.ts";
import { tally } from "./tally.ts";
import { addVote, deleteVotes, type NewVote } from "./votes.ts";

/** The governance keeper, made by `createGovKeeper`. */
export type GovKeeper = ReturnType<typeof createGovKeeper>;

/** Proposals, their deposits and their votes. */
export function createGovKeeper(needs: Needs) {
  /**
   * Takes a proposal back on its proposer's wish. Part of the deposits is kept.
   *
   * @throws undefined/1 for an unknown proposal, errors.invalidProposal, errors.invalidProposer,
   * errors.votingPeriodEnded
   */
  function cancelProposal(ctx: Ctx, id: bigint, proposer: string): void {
    const proposal = requireProposal(ctx, id);
    if (proposal.proposer === "") {
      throw errors.invalidProposal(
        `proposal ${id} doesn't have proposer ${proposer}, so cannot be canceled`,
      );
    }
    if (proposal.proposer !== proposer) {
      throw errors.invalidProposer(`invalid proposer ${proposer}`);
    }
    if (!isOpen(proposal)) {
      throw errors.invalidProposal("proposal should be in the deposit or voting period");
    }
    if (proposal.votingEndTime !== undefined && fromTimestamp(proposal.votingEndTime) < ctx.time) {
      throw errors.votingPeriodEnded(`voting period is already ended for this proposal ${id}`);
    }
    const params = proposalParams(ctx);
    chargeDeposits(ctx, needs, { proposalId: id, params });
    if (proposal.votingStartTime !== undefined) deleteVotes(ctx, id);
    deleteProposal(ctx, id);
  }

  return {
    needs,
    addresses: needs.addresses,
    authority: needs.authority,
    params: proposalParams,
    setParams: (ctx: Ctx, params: Params): void => state.params.set(ctx, params),
    proposal: (ctx: Ctx, id: bigint): Proposal | undefined => state.proposals.get(ctx, id),
    requireProposal,
    setProposal,
    deleteProposal,
    submitProposal: (ctx: Ctx, proposal: NewProposal): Proposal =>
      submitProposal(ctx, needs, proposal),
    cancelProposal,
    addDeposit: (ctx: Ctx, deposit: Parameters<typeof addDeposit>[2]): boolean =>
      addDeposit(ctx, needs, deposit),
    refundDeposits: (ctx: Ctx, id: bigint): void => refundDeposits(ctx, needs, id),
    burnDeposits: (ctx: Ctx, id: bigint): void => burnDeposits(ctx, needs, id),
    addVote: (ctx: Ctx, vote: NewVote): void => addVote(ctx, needs, vote),
    /** Counts the votes of a proposal and removes them. */
    tally: (ctx: Ctx, proposal: Proposal) => tally(ctx, needs, proposal, proposalParams),
    /** The kind of a piece of v1beta1 content; undefined for one that was never registered. */
    legacyContent: legacyContentTable(needs.legacyContents),
  };
}

function isOpen({ status }: Proposal): boolean {
  return (
    status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD ||
    status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD
  );
}
