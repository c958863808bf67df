import { accAddress, type Bytes, DAY, Dec, HOUR, SECOND } from "@testudo/base";
import { createProviderApp, PROVIDER_STORES } from "@testudo/chains";
import { DEFAULT_CONSENSUS_PARAMS } from "@testudo/comet";
import { moduleAddress } from "@testudo/crypto";
import { packAny } from "@testudo/proto";
import {
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import {
  MsgSubmitProposal,
  MsgVote,
  ProposalStatus,
  QueryProposalsRequest,
  QueryProposalsResponse,
} from "@testudo/proto/cosmos/gov/v1";
import { SimulateRequest } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { CheckTxType, type ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { ChainApplication } from "@testudo/runtime";
import { createHub, relayer } from "@testudo/testkit/hub";
import { doubleVote } from "@testudo/testkit/misbehaviour";
import {
  type TestAccount,
  testAccount,
  testConsKey,
  testValidator,
} from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import type { Random } from "./random.ts";
import { governed, randomMessage, randomPacked } from "./random-messages.ts";
import { nextPage, randomQuery } from "./random-queries.ts";
import { type AccountState, randomTx } from "./random-txs.ts";
import type { Draw, World } from "./random-values.ts";
import { type Call, recordCalls } from "./recording.ts";

const VALIDATORS = ["alice", "bob", "carol", "dave"];
const ACCOUNTS = ["dora", "eve", "frank", "grace", "heidi"];
/** Gas prices that CheckTx asks for. */
export const HUB_GAS_PRICE = "0.001stake";

/** Messages that a hub sees often; all others come now and then. */
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

/** A hub that goes its random way, and what was asked of its application on the way. */
export interface Scenario {
  readonly chain: TestChain;
  readonly calls: readonly Call[];
  readonly txs: number;
  /** Makes a block, or a few. */
  step(): void;
}

/** Starts a hub with validators, delegations, vesting accounts and quick governance. */
export function createHubScenario(random: Random): Scenario {
  let calls: readonly Call[] = [];
  let app: ChainApplication | undefined;
  const chain = createHub({
    accounts: ACCOUNTS,
    coins: [
      { denom: "atom", amount: 1_000_000n },
      { denom: "zinc", amount: 5_000_000_000n },
    ],
    minGasPrices: [{ denom: "stake", amount: Dec.fromText("0.001") }],
    consensusParams: {
      ...DEFAULT_CONSENSUS_PARAMS,
      block: { ...DEFAULT_CONSENSUS_PARAMS.block, maxGas: 60_000_000n },
    },
    appState: {
      gov: {
        params: {
          voting_period: "20s",
          expedited_voting_period: "10s",
          max_deposit_period: "30s",
          min_deposit: [{ denom: "stake", amount: "1000000" }],
          expedited_min_deposit: [{ denom: "stake", amount: "5000000" }],
        },
      },
      slashing: { params: { signed_blocks_window: "10", downtime_jail_duration: "5s" } },
    },
    createApp: (options) => {
      const recording = recordCalls(createProviderApp(options));
      calls = recording.calls;
      app = recording.app;
      return recording.app;
    },
  });
  const { router, queries } = app!;
  const walk = createWalk({ chain, random, messages: router.typeUrls, paths: queries.paths });
  return {
    chain,
    get calls() {
      return calls;
    },
    get txs() {
      return walk.txs();
    },
    step: walk.step,
  };
}

const CONS_KEYS = ["alice", "bob", "carol", "dave", "k1", "k2", "k3", "k4", "k5", "k6"];
const MODULES = [
  "gov",
  "distribution",
  "bonded_tokens_pool",
  "fee_collector",
  "consumer_rewards_pool",
];

function createWalk(options: {
  readonly chain: TestChain;
  readonly random: Random;
  readonly messages: readonly string[];
  readonly paths: readonly string[];
}) {
  const { chain, random, messages, paths } = options;
  const validators = VALIDATORS.map(testValidator);
  const accounts: readonly TestAccount[] = [relayer, ...ACCOUNTS.map(testAccount), ...validators];
  const unbondingHeights: bigint[] = [];
  let txs = 0;
  let silent: Bytes | undefined;

  function world(): World {
    const text = (name: string) => chain.addresses.acc.toText(accAddress(moduleAddress(name)));
    return {
      addresses: chain.addresses,
      now: chain.clock.now(),
      height: chain.height,
      chainId: chain.chainId,
      accounts,
      validators: [...validators, testAccount("eve")],
      consPubKeys: CONS_KEYS.map((name) => testConsKey(name).pubKey),
      moduleAccounts: MODULES.map(text),
      authority: text("gov"),
      denoms: ["stake", "stake", "stake", "atom", "zinc", "nope"],
      proposals: proposals().length,
      consumers: 4,
      clients: ["07-tendermint-0", "07-tendermint-1"],
      connections: ["connection-0", "connection-localhost"],
      channels: ["channel-0"],
      ports: ["transfer", "provider"],
      messages,
      unbondingHeights,
    };
  }

  function proposals() {
    return chain.query(
      "/cosmos.gov.v1.Query/Proposals",
      QueryProposalsRequest,
      QueryProposalsResponse,
      QueryProposalsRequest.create({}),
    ).proposals;
  }

  const states = new Map<TestAccount, AccountState>();
  function stateOf(account: TestAccount): AccountState {
    const { info } = chain.query(
      "/cosmos.auth.v1beta1.Query/AccountInfo",
      QueryAccountInfoRequest,
      QueryAccountInfoResponse,
      { address: chain.addresses.acc.toText(account.address) },
    );
    const known = states.get(account) ?? {
      accountNumber: info?.accountNumber ?? 0n,
      sequence: info?.sequence ?? 0n,
    };
    states.set(account, { ...known, sequence: known.sequence + 1n });
    return known;
  }

  function draw(account: TestAccount): Draw {
    return {
      random,
      world: world(),
      chaos: random.weighted([
        [5, 0],
        [2, 0.03],
        [1, 0.15],
        [0.3, 0.5],
      ]),
      signer: chain.addresses.acc.toText(account.address),
    };
  }

  function someMessage(account: TestAccount): Any {
    const one = draw(account);
    return random.weighted<() => Any>([
      [8, () => randomPacked(one, random.pick(USUAL))],
      [2, () => proposal(one)],
      [2, () => randomPacked(one, random.pick(messages))],
    ])();
  }

  /** A proposal that is likely to be voted on. */
  function proposal(one: Draw): Any {
    return packAny(MsgSubmitProposal, {
      ...randomMessage({ ...one, chaos: one.chaos / 4 }, MsgSubmitProposal),
      messages: Array.from(
        {
          length: random.weighted([
            [5, 1],
            [1, 2],
            [1, 0],
          ]),
        },
        () =>
          randomPacked({ ...one, signer: one.world.authority }, random.pick(governed(messages)), 2),
      ),
      initialDeposit: [
        { denom: "stake", amount: random.pick(["1000000", "5000000", "10000", "20000"]) },
      ],
      proposer: one.signer,
      title: "a title",
      summary: "a summary",
      metadata: "",
    });
  }

  function someTx(): Bytes {
    const account = random.chance(0.4) ? random.pick(validators) : random.pick(accounts);
    const list = Array.from(
      {
        length: random.weighted([
          [8, 1],
          [1, 2],
          [0.5, 3],
          [0.1, 0],
        ]),
      },
      () => someMessage(account),
    );
    const faults = random.pick([0, 0, 0.5, 1]);
    return randomTx({ random, world: world(), faults, stateOf }, list, account);
  }

  /** Everybody votes on what can be voted on, mostly for it. */
  function votes(): Bytes[] {
    const open = proposals().filter(
      ({ status }) => status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
    );
    return open.slice(0, 3).flatMap(({ id: proposalId }) =>
      random.some(validators, 0.8).map((voter) =>
        randomTx(
          { random, world: world(), faults: 0, stateOf },
          [
            packAny(MsgVote, {
              proposalId,
              voter: chain.addresses.acc.toText(voter.address),
              option: random.weighted([
                [8, 1],
                [1, 2],
                [1, 3],
                [1, 4],
              ]),
              metadata: "",
            }),
          ],
          voter,
        ),
      ),
    );
  }

  function jump(): void {
    const by = random.weighted([
      [10, 0n],
      [3, 7n * SECOND],
      [1, HOUR],
      [0.6, DAY],
      [0.4, 22n * DAY],
    ]);
    if (by > 0n) chain.clock.advance(by + BigInt(random.below(1000)));
  }

  function signing(): void {
    if (!random.chance(0.15)) return;
    if (silent !== undefined) chain.setSigning(silent, true);
    silent = random.chance(0.3) ? undefined : testConsKey(random.pick(VALIDATORS)).address;
    if (silent !== undefined) chain.setSigning(silent, false);
    if (!enoughSign()) allow();
  }

  function allow(): void {
    if (silent !== undefined) chain.setSigning(silent, true);
    silent = undefined;
  }

  /** More than two thirds of the power must be at work, now and when the next set comes in. */
  function enoughSign(): boolean {
    return [chain.height + 1n, chain.height + 2n].every((height) => {
      const set = chain.validatorsAt(height);
      const absent = silent === undefined ? 0n : (set.byAddress(silent)?.power ?? 0n);
      return absent * 3n < set.totalPower;
    });
  }

  function evidence() {
    if (!random.chance(0.02) || chain.height < 4n) return [];
    const { validators: set } = chain.validatorsAt(chain.height);
    if (set.length < 3) return [];
    const { address } = random.pick(set);
    const age = BigInt(random.below(3));
    const known = chain.validatorsAt(chain.height - age).byAddress(address) !== undefined;
    return known ? [doubleVote(chain, address, chain.height - age)] : [];
  }

  function step(): void {
    states.clear();
    jump();
    signing();
    const list = Array.from({ length: random.below(6) }, someTx);
    if (random.chance(0.4)) list.push(...votes());
    for (const tx of list) {
      if (random.chance(0.3)) chain.check(tx);
      if (random.chance(0.1)) simulate(tx);
    }
    if (!enoughSign()) allow();
    const { result } = chain.block({ txs: list, evidence: evidence() });
    txs += list.length;
    for (const [i, { code, events }] of result.txResults.entries()) {
      if (code === 0 && events.some(({ type }) => type === "unbond")) {
        unbondingHeights.push(chain.height);
      }
      if (random.chance(0.1)) chain.app.checkTx({ tx: list[i]!, type: CheckTxType.RECHECK });
    }
    const questions = random.below(8);
    for (let i = 0; i < questions; i += 1) {
      const asked = draw(random.pick(accounts));
      const query = randomQuery(asked, paths, PROVIDER_STORES);
      const { code, value } = chain.app.query(query) as ResponseQuery;
      const next = code === 0 && random.chance(0.7) ? nextPage(random, query, value) : undefined;
      if (next !== undefined) chain.app.query(next);
    }
  }

  function simulate(txBytes: Bytes): void {
    const overGrpc = random.chance(0.5);
    chain.app.query({
      path: overGrpc ? "/cosmos.tx.v1beta1.Service/Simulate" : "/app/simulate",
      data: overGrpc ? SimulateRequest.encode({ tx: undefined, txBytes }) : txBytes,
      height: 0n,
      prove: false,
    });
  }

  return { step, txs: () => txs };
}
