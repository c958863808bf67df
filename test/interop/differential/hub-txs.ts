import type { Bytes } from "@testudo/base";
import { packAny } from "@testudo/proto";
import {
  MsgVote,
  MsgVoteWeighted,
  type Proposal,
  ProposalStatus,
  QueryProposalsRequest,
  QueryProposalsResponse,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import {
  MsgVote as LegacyMsgVote,
  MsgVoteWeighted as LegacyMsgVoteWeighted,
} from "@testudo/proto/cosmos/gov/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { ChainApplication } from "@testudo/runtime";
import { relayer } from "@testudo/testkit/hub";
import { type TestValidator, testAccount } from "@testudo/testkit/test-account";
import type { HubChain } from "./hub-chain.ts";
import { fittingHubMessage } from "./hub-messages.ts";
import { randomProposal } from "./hub-proposals.ts";
import type { Random } from "./random.ts";
import { SPECIAL_ACCOUNTS } from "./signing-accounts.ts";
import type { ChainView, TxMaker, TxMakerOptions } from "./tx-maker.ts";

/** Accounts that come to be by a message that makes vesting accounts. */
export const VESTERS = ["vesting-1", "vesting-2", "vesting-3", "vesting-4"];
/** Accounts beside the validators and the relayer. */
export const ACCOUNTS = ["dora", "eve", "frank", "grace", "heidi"];

/** Messages that a hub sees often. */
const USUAL = [
  "/cosmos.bank.v1beta1.MsgSend",
  "/cosmos.bank.v1beta1.MsgMultiSend",
  "/cosmos.staking.v1beta1.MsgDelegate",
  "/cosmos.staking.v1beta1.MsgUndelegate",
  "/cosmos.staking.v1beta1.MsgBeginRedelegate",
  "/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation",
  "/cosmos.staking.v1beta1.MsgCreateValidator",
  "/cosmos.staking.v1beta1.MsgEditValidator",
  "/cosmos.slashing.v1beta1.MsgUnjail",
  "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward",
  "/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission",
  "/cosmos.distribution.v1beta1.MsgSetWithdrawAddress",
  "/cosmos.distribution.v1beta1.MsgFundCommunityPool",
  "/cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPool",
  "/cosmos.gov.v1.MsgDeposit",
  "/cosmos.gov.v1.MsgVote",
  "/cosmos.gov.v1.MsgVoteWeighted",
  "/cosmos.gov.v1.MsgCancelProposal",
  "/interchain_security.ccv.provider.v1.MsgCreateConsumer",
  "/interchain_security.ccv.provider.v1.MsgUpdateConsumer",
  "/interchain_security.ccv.provider.v1.MsgRemoveConsumer",
  "/interchain_security.ccv.provider.v1.MsgOptIn",
  "/interchain_security.ccv.provider.v1.MsgOptOut",
  "/interchain_security.ccv.provider.v1.MsgAssignConsumerKey",
  "/interchain_security.ccv.provider.v1.MsgSetConsumerCommissionRate",
  "/cosmos.vesting.v1beta1.MsgCreateVestingAccount",
  "/cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount",
  "/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount",
];

const MODULES = [
  "gov",
  "distribution",
  "bonded_tokens_pool",
  "fee_collector",
  "consumer_rewards_pool",
];

/** A hub that transactions are made for. */
export interface HubOfTxs {
  readonly chain: ChainView & HubChain;
  readonly app: ChainApplication;
  readonly validators: readonly TestValidator[];
}

/** What happens on a hub. */
export function hubTxs({ chain, app, validators }: HubOfTxs, random: Random): TxMakerOptions {
  return {
    chain,
    app,
    random,
    accounts: [
      relayer,
      ...[...ACCOUNTS, ...VESTERS].map(testAccount),
      ...SPECIAL_ACCOUNTS,
      ...validators,
    ],
    validators: [...validators, testAccount("eve")],
    modules: MODULES,
    denoms: ["stake", "stake", "stake", "atom", "zinc", "nope"],
    usual: USUAL,
    proposals: () => proposalsOf(chain).length,
    special: (draw) =>
      random.chance(0.25)
        ? randomProposal(draw, chain)
        : fittingHubMessage(draw, { chain, proposals: () => proposalsOf(chain) }),
  };
}

function proposalsOf(chain: HubChain): readonly Proposal[] {
  return chain.query(
    "/cosmos.gov.v1.Query/Proposals",
    QueryProposalsRequest,
    QueryProposalsResponse,
    QueryProposalsRequest.create({}),
  ).proposals;
}

/** Everybody votes on what can be voted on, mostly for it, in all four kinds of messages. */
export function hubVotes(
  { chain, validators }: HubOfTxs,
  random: Random,
  maker: TxMaker,
): readonly Bytes[] {
  const open = proposalsOf(chain).filter(
    ({ status }) => status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
  );
  return open.slice(0, 3).flatMap(({ id: proposalId }) => {
    const mood = random.weighted([
      [8, VoteOption.VOTE_OPTION_YES],
      [1, VoteOption.VOTE_OPTION_NO],
      [1, VoteOption.VOTE_OPTION_NO_WITH_VETO],
    ]);
    return random.some(validators, 0.8).map((account) => {
      const voter = chain.addresses.acc.toText(account.address);
      const option = random.chance(0.8) ? mood : random.pick(VOTE_OPTIONS);
      return maker.tx([voteMessage(random, { proposalId, voter, option })], account);
    });
  });
}

const VOTE_OPTIONS = [
  VoteOption.VOTE_OPTION_YES,
  VoteOption.VOTE_OPTION_ABSTAIN,
  VoteOption.VOTE_OPTION_NO,
  VoteOption.VOTE_OPTION_NO_WITH_VETO,
];
const TENTH = 100_000_000_000_000_000n;

function voteMessage(
  random: Random,
  vote: { readonly proposalId: bigint; readonly voter: string; readonly option: VoteOption },
): Any {
  const { option, ...common } = vote;
  const most = random.between(5, 9);
  const shares = [
    { option, tenths: most },
    { option: random.pick(VOTE_OPTIONS.filter((one) => one !== option)), tenths: 10 - most },
  ];
  return random.weighted<() => Any>([
    [6, () => packAny(MsgVote, { ...vote, metadata: "" })],
    [1, () => packAny(LegacyMsgVote, vote)],
    [
      2,
      () =>
        packAny(MsgVoteWeighted, {
          ...common,
          options: shares.map((one) => ({ option: one.option, weight: `0.${one.tenths}` })),
          metadata: "why not",
        }),
    ],
    [
      1,
      () =>
        packAny(LegacyMsgVoteWeighted, {
          ...common,
          options: shares.map((one) => ({
            option: one.option,
            weight: String(BigInt(one.tenths) * TENTH),
          })),
        }),
    ],
  ])();
}
