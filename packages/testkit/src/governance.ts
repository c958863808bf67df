import { accAddress, SECOND } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import {
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgVote,
  ProposalStatus,
  QueryProposalRequest,
  QueryProposalResponse,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type TestAccount, testAccount, testValidator } from "./test-account.ts";
import { responsesOf, type TestChain } from "./test-chain.ts";
import { message } from "./test-tx.ts";

/** Genesis of governance that decides within seconds. */
export const QUICK_GOV = {
  gov: { params: { voting_period: "10s", expedited_voting_period: "5s" } },
};

/** The account in whose name passed proposals act. */
export function govOn({ addresses }: Pick<TestChain, "addresses">): string {
  return addresses.acc.toText(accAddress(moduleAddress("gov")));
}

/** Has a proposal passed by the votes of validators. The hub needs `QUICK_GOV`. @throws Error when its messages fail */
export function passProposal(
  hub: TestChain,
  messages: readonly Any[],
  options: { readonly proposer?: TestAccount; readonly voters?: readonly string[] } = {},
): void {
  const { proposer = testAccount("dora"), voters = ["alice", "bob"] } = options;
  const submitted = hub.send(
    proposer,
    message(MsgSubmitProposal, {
      messages,
      initialDeposit: [{ denom: hub.denom, amount: "10000000" }],
      proposer: hub.addresses.acc.toText(proposer.address),
      metadata: "a change",
      title: "a change",
      summary: "a change of the hub",
      expedited: false,
    }),
  );
  const { proposalId } = responsesOf(MsgSubmitProposalResponse, submitted)[0]!;
  const votes = voters.map((name) => {
    const validator = testValidator(name);
    const vote = {
      proposalId,
      voter: hub.addresses.acc.toText(validator.address),
      option: VoteOption.VOTE_OPTION_YES,
      metadata: "",
    };
    return hub.sign(validator, [message(MsgVote, vote)]);
  });
  hub.include(...votes);
  hub.clock.advance(10n * SECOND);
  hub.next();
  const { proposal } = hub.query(
    "/cosmos.gov.v1.Query/Proposal",
    QueryProposalRequest,
    QueryProposalResponse,
    { proposalId },
  );
  if (proposal?.status !== ProposalStatus.PROPOSAL_STATUS_PASSED) {
    throw new Error(`proposal ${proposalId}: status ${proposal?.status} ${proposal?.failedReason}`);
  }
}
