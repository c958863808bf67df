import { Dec, SECOND, toHexUpper, utf8 } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { durationOf, type Government } from "@testudo/devnet/scenario";
import { toDuration } from "@testudo/proto";
import { MsgCommunityPoolSpend } from "@testudo/proto/cosmos/distribution/v1beta1";
import {
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgVote,
  ProposalStatus,
  QueryProposalRequest,
  QueryProposalResponse,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import { MsgUpdateParams as MsgUpdateStakingParams } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgChangeRewardDenoms,
  MsgRemoveConsumer,
  MsgUpdateConsumer,
  MsgUpdateParams,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { namesOn } from "../consumer-messages.ts";
import type { TestConsumer } from "../coordinator.ts";
import { govOn } from "../governance.ts";
import { consumerOnHub } from "../hub.ts";
import { provider, staking } from "../invariants/stored.ts";
import { viewOf } from "../invariants/view.ts";
import { responsesOf } from "../test-chain.ts";
import { message } from "../test-tx.ts";
import { speakerOf, updateTerms } from "./consumer-terms.ts";
import { cannot, DONE, outcomeOf, type Performer, type World } from "./world.ts";

/** Genesis of a hub whose proposals are decided within this many seconds. */
export const VOTING_SECONDS = 10n;
const PROPOSER = "dora";

const OPTIONS = {
  yes: VoteOption.VOTE_OPTION_YES,
  no: VoteOption.VOTE_OPTION_NO,
  veto: VoteOption.VOTE_OPTION_NO_WITH_VETO,
  abstain: VoteOption.VOTE_OPTION_ABSTAIN,
} as const;

export const performGovern: Performer<"govern"> = (world, { votes, change }) => {
  const { hub } = world;
  const messages = messagesOf(world, change);
  if (messages.length === 0) return cannot("the proposal is about an unknown consumer or nothing");
  const submitted = hub.deliver(
    world.account(PROPOSER),
    message(MsgSubmitProposal, {
      messages,
      initialDeposit: [{ denom: hub.denom, amount: "10000000" }],
      proposer: hub.addresses.acc.toText(world.account(PROPOSER).address),
      metadata: "",
      title: "a change",
      summary: "a change of the hub",
      expedited: false,
    }),
  );
  if (submitted.code !== 0) return outcomeOf(submitted);
  const { proposalId } = responsesOf(MsgSubmitProposalResponse, submitted)[0]!;
  const ballots = Object.entries(votes).map(([name, vote]) => {
    const voter = world.account(name);
    const content = {
      proposalId,
      voter: hub.addresses.acc.toText(voter.address),
      option: OPTIONS[vote],
      metadata: "",
    };
    return hub.sign(voter, [message(MsgVote, content)]);
  });
  hub.include(...ballots);
  hub.clock.advance(VOTING_SECONDS * SECOND);
  hub.next();
  const { proposal } = hub.query(
    "/cosmos.gov.v1.Query/Proposal",
    QueryProposalRequest,
    QueryProposalResponse,
    { proposalId },
  );
  switch (proposal?.status) {
    case ProposalStatus.PROPOSAL_STATUS_PASSED:
      return DONE;
    case ProposalStatus.PROPOSAL_STATUS_FAILED:
      return { refusal: "failed", log: proposal.failedReason };
    default:
      return { refusal: "rejected" };
  }
};

function messagesOf(world: World, change: Government): Any[] {
  const { hub } = world;
  const view = viewOf(hub);
  const authority = govOn(hub);
  const messages: Any[] = [];
  const updated = change.update && world.consumer(change.update.consumer);
  if (change.update !== undefined && updated !== undefined) {
    messages.push(
      message(MsgUpdateConsumer, {
        owner: authority,
        consumerId: updated.id,
        newOwnerAddress: "",
        newChainId: "",
        ...updateTerms(speakerOf(world), consumerOnHub(hub, updated.id), change.update),
      }),
    );
  }
  const removed = change.remove === undefined ? undefined : world.consumer(change.remove);
  if (removed !== undefined) {
    messages.push(message(MsgRemoveConsumer, { consumerId: removed.id, owner: authority }));
  }
  const payer =
    change.rewardDenomOf === undefined ? undefined : world.consumer(change.rewardDenomOf);
  const denoms = [
    ...(change.rewardDenoms ?? []),
    ...(payer?.live === undefined ? [] : [voucherOf(payer.live)]),
  ];
  if (denoms.length > 0) {
    messages.push(
      message(MsgChangeRewardDenoms, {
        denomsToAdd: denoms,
        denomsToRemove: [],
        authority,
      }),
    );
  }
  const { blocksPerEpoch, meterFraction, meterPeriod, maxActive, maxValidators } = change;
  const params = provider.params.get(view);
  const isOfCcv = [blocksPerEpoch, meterFraction, meterPeriod, maxActive].some(
    (value) => value !== undefined,
  );
  if (isOfCcv && params !== undefined) {
    messages.push(
      message(MsgUpdateParams, {
        authority,
        params: {
          ...params,
          blocksPerEpoch: BigInt(blocksPerEpoch ?? params.blocksPerEpoch),
          slashMeterReplenishFraction:
            meterFraction === undefined
              ? params.slashMeterReplenishFraction
              : Dec.fromText(meterFraction).toString(),
          slashMeterReplenishPeriod:
            meterPeriod === undefined
              ? params.slashMeterReplenishPeriod
              : toDuration(durationOf(meterPeriod)),
          maxProviderConsensusValidators: BigInt(
            maxActive ?? params.maxProviderConsensusValidators,
          ),
        },
      }),
    );
  }
  const stakingParams = staking.params.get(view);
  if (maxValidators !== undefined && stakingParams !== undefined) {
    messages.push(
      message(MsgUpdateStakingParams, { authority, params: { ...stakingParams, maxValidators } }),
    );
  }
  if (change.spend !== undefined) {
    messages.push(
      message(MsgCommunityPoolSpend, {
        authority,
        recipient: namesOn(hub, world.account(PROPOSER)).account,
        amount: [{ denom: hub.denom, amount: String(change.spend) }],
      }),
    );
  }
  return messages;
}

/** The denom on the hub of a consumer's own coins. */
function voucherOf({ chain, transfer }: TestConsumer): string {
  const { portId, channelId } = transfer.b;
  return `ibc/${toHexUpper(sha256(utf8(`${portId}/${channelId}/${chain.denom}`)))}`;
}
