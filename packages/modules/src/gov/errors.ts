import { defineErrors } from "@testudo/base";

/** Error codes of the `gov` codespace; numbers and texts are wire format and may end up in `failed_reason`. */
export const errors = defineErrors("gov", {
  inactiveProposal: [3, "inactive proposal"],
  alreadyActiveProposal: [4, "proposal already active"],
  invalidProposalContent: [5, "invalid proposal content"],
  invalidProposalType: [6, "invalid proposal type"],
  invalidVote: [7, "invalid vote option"],
  invalidGenesis: [8, "invalid genesis state"],
  noProposalHandlerExists: [9, "no handler exists for proposal type"],
  unroutableProposalMsg: [10, "proposal message not recognized by router"],
  noProposalMsgs: [11, "no messages proposed"],
  invalidProposalMsg: [12, "invalid proposal message"],
  invalidSigner: [13, "expected gov account as only signer for proposal message"],
  metadataTooLong: [15, "metadata too long"],
  minDepositTooSmall: [16, "minimum deposit is too small"],
  invalidProposer: [18, "invalid proposer"],
  votingPeriodEnded: [20, "voting period already ended"],
  invalidProposal: [21, "invalid proposal"],
  summaryTooLong: [22, "summary too long"],
  invalidDepositDenom: [23, "invalid deposit denom"],
});

/**
 * Refuses a parameter update that does not come from the governance account.
 *
 * Every module answers with gov's own code, so the check lives beside the table.
 *
 * @throws errors.invalidSigner
 */
export function requireAuthority(expected: string, got: string): void {
  if (expected !== got) {
    throw errors.invalidSigner(`invalid authority; expected ${expected}, got ${got}`);
  }
}
