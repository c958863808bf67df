import {
  type AccAddress,
  addCoins,
  type Coins,
  Dec,
  plainError,
  sdkErrors,
  subCoins,
  toHex,
  valAddress,
} from "@testudo/base";
import { type MessageType, messageByTypeUrl, packAny } from "@testudo/proto";
import { MsgSend, MsgSendResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  MsgCancelProposal,
  MsgDeposit,
  MsgExecLegacyContent,
  MsgSubmitProposal,
  MsgVote,
  MsgVoteWeighted,
  ProposalStatus,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import { BondStatus, type Delegation, type Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  type AppModule,
  createCtx,
  createMessageRouter,
  messageSigners,
  onBranch,
  panic,
  route,
} from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { newBaseAccount } from "../auth/accounts.ts";
import { newValidator } from "../staking/validator.ts";
import { errors } from "./errors.ts";
import { createGovKeeper, createGovModule } from "./index.ts";
import { defaultParams } from "./params.ts";
import { state } from "./state.ts";

/** The account that proposals run as. */
const govAccount = testAccount("gov");
const govText = testAddresses.acc.toText(govAccount);

/** A message that gov runs: it succeeds, is refused or panics by what it sends to. */
function plan(what: "pass" | "refuse" | "panic") {
  return packAny(MsgSend, { fromAddress: govText, toAddress: what, amount: [] });
}

/** Governance over a purse of plain numbers and a fixed voting set. */
function setUpGov(validators: readonly Validator[] = [], delegations: readonly Delegation[] = []) {
  const purse = new Map<string, Coins>();
  const of = (owner: Uint8Array | string) =>
    typeof owner === "string" ? toHex(testAccount(owner)) : toHex(owner);
  const move = (from: Uint8Array | string, to: Uint8Array | string, coins: Coins) => {
    const left = subCoins(purse.get(of(from)) ?? [], coins);
    purse.set(of(from), left);
    purse.set(of(to), addCoins(purse.get(of(to)) ?? [], coins));
  };
  const runs: string[] = [];
  const sends: AppModule = {
    name: "bank",
    messages: [
      route(MsgSend, MsgSendResponse, {
        handle(ctx, { toAddress }) {
          runs.push(toAddress);
          state.constitution.set(ctx, toAddress);
          ctx.emit({ type: toAddress, attributes: [] });
          if (toAddress === "refuse") throw plainError("not today");
          if (toAddress === "panic") panic("dropped");
          return {};
        },
      }),
    ],
  };
  const gov = createGovKeeper({
    addresses: testAddresses,
    authority: govText,
    auth: {
      moduleAddress: () => govAccount,
      getModuleAccount: () => ({
        ...newBaseAccount(govText),
        kind: "module",
        name: "gov",
        permissions: ["burner"],
      }),
      setAccount: () => undefined,
    },
    bank: {
      allBalances: (_, address) => purse.get(of(address)) ?? [],
      sendCoinsFromModuleToAccount: (_, from, to, coins) => move(from, to, coins),
      sendCoinsFromAccountToModule: (_, from, to, coins) => move(from, to, coins),
      burnCoins: (_, from, coins) => move(from, "ashes", coins),
    },
    distribution: { fundCommunityPool: (_, coins, from) => move(from, "pool", coins) },
    staking: {
      bondedValidatorsByPower: () => validators,
      totalBondedTokens: () => validators.reduce((sum, { tokens }) => sum + BigInt(tokens), 0n),
      delegationsOf: (_, delegator) =>
        delegations.filter(
          ({ delegatorAddress }) => delegatorAddress === testAddresses.acc.toText(delegator),
        ),
    },
    router: () => router,
    signers(message) {
      const type = messageByTypeUrl(message.typeUrl);
      return type === undefined
        ? []
        : messageSigners(testAddresses, type, type.decode(message.value));
    },
    legacyContents: [],
  });
  const module = createGovModule(gov);
  const router = createMessageRouter([module, sends]);
  let ctx = createCtx({ state: plainStores(), height: 1n, time: 0n });
  gov.setParams(ctx, { ...defaultParams(), minDepositRatio: "0" });
  state.nextProposalId.set(ctx, 1n);

  return {
    gov,
    runs,
    get ctx() {
      return ctx;
    },
    at(time: bigint) {
      ctx = ctx.with({ time, height: ctx.height + 1n, eventLog: [] });
      return ctx;
    },
    endBlock: () => module.endBlock?.(ctx),
    give(owner: AccAddress, amount: bigint) {
      purse.set(of(owner), [{ denom: "stake", amount }]);
    },
    held: (owner: AccAddress | string) => purse.get(of(owner))?.[0]?.amount ?? 0n,
    /** Runs a message on a branch that is kept only if it is not refused. */
    send<T>(type: MessageType<T>, message: T) {
      const { value, keep } = onBranch(ctx, (on) => router.handle(on, packAny(type, message)));
      keep();
      return value;
    },
  };
}

const DAY = 86_400_000_000_000n;
const alice = testAccount("alice");
const bob = testAccount("bob");
const carol = testAccount("carol");
const aliceText = testAddresses.acc.toText(alice);
const stake = (amount: bigint) => [{ denom: "stake", amount: amount.toString() }];

const submission = {
  messages: [],
  initialDeposit: stake(10_000_000n),
  proposer: aliceText,
  metadata: "ipfs",
  title: "title",
  summary: "summary",
  expedited: false,
};

function validator(owner: typeof alice, tokens: bigint): Validator {
  const operator = testAddresses.val.toText(valAddress(owner));
  const zero = { seconds: 0n, nanos: 0 };
  return {
    ...newValidator({
      operator,
      pubKey: { typeUrl: "", value: new Uint8Array() },
      description: { moniker: "", identity: "", website: "", securityContact: "", details: "" },
      commission: {
        commissionRates: { rate: "0", maxRate: "0", maxChangeRate: "0" },
        updateTime: zero,
      },
      minSelfDelegation: "1",
    }),
    status: BondStatus.BOND_STATUS_BONDED,
    tokens: tokens.toString(),
    delegatorShares: Dec.fromInt(tokens).toAtomicsText(),
  };
}

function delegation(from: typeof alice, to: typeof alice, shares: bigint) {
  return {
    delegatorAddress: testAddresses.acc.toText(from),
    validatorAddress: testAddresses.val.toText(valAddress(to)),
    shares: Dec.fromInt(shares).toAtomicsText(),
  };
}

/** One proposal in its voting period; alice, bob and carol validate with the given tokens. */
function voting({
  tokens = [100n, 0n, 0n],
  delegations = [] as ReturnType<typeof delegation>[],
  message = undefined as Parameters<typeof plan>[0] | undefined,
  expedited = false,
} = {}) {
  const set = [alice, bob, carol].map((owner, index) => validator(owner, tokens[index] ?? 0n));
  const world = setUpGov(
    set.filter(({ tokens: amount }) => amount !== "0"),
    delegations,
  );
  world.give(alice, 100_000_000n);
  world.send(MsgSubmitProposal, {
    ...submission,
    messages: message === undefined ? [] : [plan(message)],
    initialDeposit: stake(expedited ? 50_000_000n : 10_000_000n),
    expedited,
  });
  const vote = (owner: typeof alice, option: number) =>
    world.send(MsgVote, {
      proposalId: 1n,
      voter: testAddresses.acc.toText(owner),
      option,
      metadata: "",
    });
  const end = (time = 2n * DAY) => {
    const ctx = world.at(time);
    world.endBlock();
    return world.gov.proposal(ctx, 1n);
  };
  return { ...world, world, vote, end };
}

const { VOTE_OPTION_YES: YES, VOTE_OPTION_NO: NO } = VoteOption;
const { VOTE_OPTION_ABSTAIN: ABSTAIN, VOTE_OPTION_NO_WITH_VETO: VETO } = VoteOption;
const PASSED = ProposalStatus.PROPOSAL_STATUS_PASSED;
const REJECTED = ProposalStatus.PROPOSAL_STATUS_REJECTED;

describe("counting votes", () => {
  it.each([
    {
      why: "just less than the quorum votes",
      tokens: [333n, 667n, 0n],
      votes: [YES],
      status: REJECTED,
    },
    { why: "exactly the quorum votes yes", tokens: [334n, 666n, 0n], votes: [YES], status: PASSED },
    { why: "yes and no are even", tokens: [50n, 50n, 0n], votes: [YES, NO], status: REJECTED },
    { why: "yes has one more", tokens: [51n, 50n, 0n], votes: [YES, NO], status: PASSED },
    {
      why: "abstentions make the quorum",
      tokens: [10n, 90n, 0n],
      votes: [YES, ABSTAIN],
      status: PASSED,
    },
    {
      why: "everybody abstains",
      tokens: [10n, 90n, 0n],
      votes: [ABSTAIN, ABSTAIN],
      status: REJECTED,
    },
  ])("decides when $why", ({ tokens, votes, status }) => {
    const { vote, end, world } = voting({ tokens });
    votes.forEach((option, index) => void vote([alice, bob, carol][index]!, option));

    expect(end()?.status).toBe(status);
    expect(world.held(alice)).toBe(100_000_000n); // and the deposit is back
  });

  it.each([
    { vetoes: 334n, burnt: 0n },
    { vetoes: 335n, burnt: 10_000_000n },
  ])("burns the deposit only above the veto threshold ($vetoes of 1000)", ({ vetoes, burnt }) => {
    const { vote, end, world } = voting({ tokens: [1000n - vetoes, vetoes, 0n] });
    vote(alice, YES);
    vote(bob, VETO);

    expect(end()?.status).toBe(burnt === 0n ? PASSED : REJECTED);
    expect(world.held("ashes")).toBe(burnt);
  });

  it("takes the shares of a delegator who votes away from its validator", () => {
    const { vote, end } = voting({
      tokens: [100n, 0n, 0n],
      delegations: [delegation(carol, alice, 60n)],
    });
    vote(alice, YES);
    vote(carol, NO);

    expect(end()?.finalTallyResult).toEqual({
      yesCount: "40",
      noCount: "60",
      abstainCount: "0",
      noWithVetoCount: "0",
    });
  });

  it("lets the second vote replace the first", () => {
    const { vote, end } = voting();
    vote(alice, NO);
    vote(alice, YES);

    expect(end()?.status).toBe(PASSED);
  });
});

describe("the end of voting", () => {
  it("comes with the block at its time, not before", () => {
    const { vote, end } = voting();
    vote(alice, YES);

    expect(end(2n * DAY - 1n)?.status).toBe(ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD);
    expect(end(2n * DAY)?.status).toBe(PASSED);
  });

  it.each([
    { message: "refuse" as const, reason: "not today" },
    {
      message: "panic" as const,
      reason:
        /^handling x\/gov proposal msg \[from_address:".*" to_address:"panic" \] PANICKED: dropped$/,
    },
  ])("keeps nothing of a proposal whose message does: $message", ({ message, reason }) => {
    const { vote, end, world } = voting({ message });
    vote(alice, YES);

    const proposal = end();

    expect(proposal?.status).toBe(ProposalStatus.PROPOSAL_STATUS_FAILED);
    expect(proposal?.failedReason).toMatch(reason);
    expect(world.runs).toEqual([message]);
    expect(world.ctx.events().map(({ type }) => type)).toEqual(["active_proposal"]);
  });

  it("tells of the messages' events before its own", () => {
    const { vote, end, world } = voting({ message: "pass" });
    vote(alice, YES);
    end();

    expect(world.ctx.events().map(({ type }) => type)).toEqual(["pass", "active_proposal"]);
  });

  it("gives a failed expedited proposal a second chance with its deposit still held", () => {
    const { vote, end, world } = voting({ expedited: true });
    vote(alice, NO);

    expect(end(DAY)).toMatchObject({
      status: ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
      expedited: false,
    });
    expect(world.held(alice)).toBe(50_000_000n);
    vote(alice, YES);
    expect(end(2n * DAY)?.status).toBe(PASSED);
    expect(world.held(alice)).toBe(100_000_000n);
  });
});

describe("submitting", () => {
  it.each([
    { why: "it has no title", change: { title: "" }, error: sdkErrors.invalidRequest },
    {
      why: "it says nothing and does nothing",
      change: { metadata: "" },
      error: errors.noProposalMsgs,
    },
    {
      why: "its metadata has another title",
      change: { metadata: '{"Title":"x","summary":"summary"}' },
      error: errors.invalidProposalContent,
    },
    {
      why: "its metadata is long",
      change: { metadata: "x".repeat(256) },
      error: errors.metadataTooLong,
    },
    {
      why: "its summary is long",
      change: { summary: "x".repeat(10_201) },
      error: errors.summaryTooLong,
    },
    {
      why: "its deposit is in another denom",
      change: { initialDeposit: [{ denom: "photon", amount: "1" }] },
      error: errors.invalidDepositDenom,
    },
    {
      why: "its message is not gov's",
      change: {
        messages: [
          {
            typeUrl: "/cosmos.gov.v1.MsgDeposit",
            value: MsgDeposit.encode({ proposalId: 1n, depositor: aliceText, amount: [] }),
          },
        ],
      },
      error: errors.invalidSigner,
    },
  ])("refuses when $why", ({ change, error }) => {
    const world = setUpGov();
    world.give(alice, 100_000_000n);

    expect(() => world.send(MsgSubmitProposal, { ...submission, ...change })).toThrow(
      matching(error),
    );
    expect(world.held(alice)).toBe(100_000_000n);
  });

  it("waits for the whole deposit, and forgets a proposal that does not get it", () => {
    const world = setUpGov();
    world.give(alice, 100_000_000n);
    world.send(MsgSubmitProposal, { ...submission, initialDeposit: stake(9_999_999n) });

    world.at(2n * DAY - 1n);
    world.endBlock();
    expect(world.gov.proposal(world.ctx, 1n)?.votingStartTime).toBeUndefined();
    world.at(2n * DAY);
    world.endBlock();

    expect(world.gov.proposal(world.ctx, 1n)).toBeUndefined();
    expect(world.held(alice)).toBe(100_000_000n);
  });

  it("charges 90 gas for every byte of the proposal", () => {
    const small = setUpGov();
    const large = setUpGov();
    for (const [world, title] of [
      [small, "t"],
      [large, "tt"],
    ] as const) {
      world.give(alice, 100_000_000n);
      world.send(MsgSubmitProposal, { ...submission, title, initialDeposit: [] });
    }

    // One more byte is charged here, and written twice at 30: the proposal and the proposal with its deposit.
    expect(large.ctx.gas.consumed - small.ctx.gas.consumed).toBe(90n + 30n + 30n + 3n);
  });
});

describe("taking back", () => {
  const cancel = (world: ReturnType<typeof setUpGov>, proposer: string) =>
    world.send(MsgCancelProposal, { proposalId: 1n, proposer });

  it("keeps half of every deposit, and forgets proposal and votes", () => {
    const { world, vote } = voting();
    vote(alice, YES);

    cancel(world, aliceText);

    expect(world.held(alice)).toBe(95_000_000n);
    expect(world.held("ashes")).toBe(5_000_000n);
    expect(world.gov.proposal(world.ctx, 1n)).toBeUndefined();
    expect(() => vote(alice, YES)).toThrow(matching(errors.inactiveProposal));
  });

  it("is for the proposer alone, and only while it is open", () => {
    const { world, end } = voting();

    expect(() => cancel(world, testAddresses.acc.toText(bob))).toThrow(
      matching(errors.invalidProposer),
    );
    end();
    expect(() => cancel(world, aliceText)).toThrow(matching(errors.invalidProposal));
  });
});

describe("split votes", () => {
  const half = (option: number, weight = "0.5") => ({ option, weight });

  it.each([
    { why: "they are empty", options: [], error: sdkErrors.invalidRequest },
    { why: "they fall short of one", options: [half(YES)], error: errors.invalidVote },
    {
      why: "they go above one",
      options: [half(YES), half(NO, "0.500000000000000001")],
      error: errors.invalidVote,
    },
    { why: "an option comes twice", options: [half(YES), half(YES)], error: errors.invalidVote },
    {
      why: "a weight is zero",
      options: [half(YES, "1"), half(NO, "0")],
      error: errors.invalidVote,
    },
  ])("are refused when $why", ({ options, error }) => {
    const { world } = voting();

    expect(() =>
      world.send(MsgVoteWeighted, { proposalId: 1n, voter: aliceText, options, metadata: "" }),
    ).toThrow(matching(error));
  });
});

describe("carrying out old content", () => {
  it("is refused without an error of its own for an authority that is no address", () => {
    const world = setUpGov();

    expect(() => world.send(MsgExecLegacyContent, { authority: "", content: undefined })).toThrow(
      expect.objectContaining({ codespace: "undefined", code: 1 }),
    );
  });
});
