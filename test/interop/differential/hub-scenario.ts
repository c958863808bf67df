import { Dec } from "@testudo/base";
import { createProviderApp } from "@testudo/chains";
import { CometError } from "@testudo/comet";
import { packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
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
import { createHub, relayer } from "@testudo/testkit/hub";
import {
  type TestValidator,
  testAccount,
  testConsKey,
  testValidator,
} from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { fittingHubMessage } from "./hub-messages.ts";
import { randomProposal } from "./hub-proposals.ts";
import type { Random } from "./random.ts";
import { randomHubStart } from "./random-genesis.ts";
import { type Call, recordCalls } from "./recording.ts";
import { SPECIAL_ACCOUNTS } from "./signing-accounts.ts";
import { CONS_KEYS, createWalk, type WalkOptions, type WalkTools } from "./walk.ts";

/** Accounts that come to be by a message that makes vesting accounts. */
export const VESTERS = ["vesting-1", "vesting-2", "vesting-3", "vesting-4"];
const ACCOUNTS = ["dora", "eve", "frank", "grace", "heidi"];
/** Gas prices that CheckTx asks for. */
export const HUB_GAS_PRICE = "0.001stake";

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

/** A chain with what was asked of its application. */
export interface RecordedChain {
  readonly chain: Pick<TestChain, "role" | "chainId" | "store" | "height">;
  readonly app: ChainApplication;
  readonly calls: readonly Call[];
  /** What its CheckTx asks for, as the Go flag has it. */
  readonly minGasPrices?: string;
}

/** Chains that go their random way. */
export interface Scenario {
  readonly chains: readonly RecordedChain[];
  /** Transactions so far, on all chains. */
  readonly txs: number;
  /** A chain has halted or has no validators left: there is no next block. */
  readonly ended: boolean;
  /** Makes a block, or a few. */
  step(): void;
}

/** A hub that does everything but IBC. */
export function createHubScenario(random: Random): Scenario {
  const hub = createRecordedHub(random);
  const walk = createWalk(hubWalk(hub, random));
  let ended = false;
  return {
    chains: [hub],
    get txs() {
      return walk.txs;
    },
    get ended() {
      return ended;
    },
    step() {
      ended ||= !goesOn([hub], () => walk.step());
    },
  };
}

/** Whether there is a next step: no application has halted, and every chain has a validator left. */
export function goesOn(chains: readonly RecordedChain[], step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    const isEmpty = error instanceof CometError && error.reason === "validatorUpdate";
    // Governance may well halt a chain; the Go application has to halt in the same place.
    if (isEmpty || chains.some(({ calls }) => calls.at(-1)?.failure !== undefined)) return false;
    throw error;
  }
}

/** A recorded hub and who its validators are. */
export interface RecordedHub extends RecordedChain {
  readonly chain: TestChain;
  readonly validators: readonly TestValidator[];
}

/** A hub that randomness has drawn; validators that come later have keys as well. */
export function createRecordedHub(random: Random): RecordedHub {
  const start = randomHubStart(random);
  let recording: ReturnType<typeof recordCalls> | undefined;
  const chain = createHub({
    accounts: ACCOUNTS,
    coins: [
      { denom: "atom", amount: 1_000_000n },
      { denom: "zinc", amount: 5_000_000_000n },
    ],
    minGasPrices: [{ denom: "stake", amount: Dec.fromText("0.001") }],
    ...start,
    // Governance may decide on anything here, also on what breaks the rules of a sound chain.
    afterBlock: () => undefined,
    createApp: (options) => {
      recording = recordCalls(createProviderApp(options));
      return recording.app;
    },
  });
  if (recording === undefined) throw new Error("the hub has no application");
  // Whoever becomes a validator signs.
  for (const name of CONS_KEYS) chain.addKey(testConsKey(name).seed);
  chain.send(
    relayer,
    SPECIAL_ACCOUNTS.map(({ address }) =>
      packAny(MsgSend, {
        fromAddress: chain.addresses.acc.toText(relayer.address),
        toAddress: chain.addresses.acc.toText(address),
        amount: [{ denom: "stake", amount: "50000000000" }],
      }),
    ),
  );
  const validators = Object.keys(start.powers).map(testValidator);
  return { chain, ...recording, minGasPrices: HUB_GAS_PRICE, validators };
}

/** How a hub is walked. */
export function hubWalk(hub: RecordedHub, random: Random): WalkOptions {
  const { chain, app, validators } = hub;
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
    urgent: (tools) => (random.chance(0.4) ? votes(hub, random, tools) : []),
  };
}

function proposalsOf(chain: TestChain): readonly Proposal[] {
  return chain.query(
    "/cosmos.gov.v1.Query/Proposals",
    QueryProposalsRequest,
    QueryProposalsResponse,
    QueryProposalsRequest.create({}),
  ).proposals;
}

/** Everybody votes on what can be voted on, mostly for it, in all four kinds of messages. */
function votes({ chain, validators }: RecordedHub, random: Random, tools: WalkTools) {
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
      return tools.tx([voteMessage(random, { proposalId, voter, option })], account);
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
