import { accAddress, type Bytes, DAY, HOUR, SECOND } from "@testudo/base";
import { storeNames } from "@testudo/chains";
import type { Evidence } from "@testudo/comet";
import { moduleAddress } from "@testudo/crypto";
import { toTimestamp } from "@testudo/proto";
import {
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import { SimulateRequest } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { CheckTxType, type ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { ChainApplication } from "@testudo/runtime";
import { doubleVote } from "@testudo/testkit/misbehaviour";
import { type TestAccount, testConsKey } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import type { Random } from "./random.ts";
import { changeOneField, randomPacked } from "./random-messages.ts";
import { nextPage, randomQuery } from "./random-queries.ts";
import { type AccountState, randomTx } from "./random-txs.ts";
import type { Draw, World } from "./random-values.ts";

/** What differs between the chains that are walked. */
export interface WalkOptions {
  readonly chain: TestChain;
  /** The chain's application: what it handles and answers. */
  readonly app: ChainApplication;
  readonly random: Random;
  readonly accounts: readonly TestAccount[];
  /** Accounts that run validators. */
  readonly validators: readonly TestAccount[];
  readonly modules: readonly string[];
  readonly denoms: readonly string[];
  /** Type URLs of messages that come often; all others come now and then. */
  readonly usual: readonly string[];
  /** Of the chain's first block; default 1. */
  readonly firstHeight?: bigint;
  /** Names of IBC things, as they come to be. */
  readonly ibc?: () => Pick<World, "clients" | "connections" | "channels" | "channelEnds">;
  /** Who pays whose fees, where there are fee grants. */
  readonly feeGrants?: () => World["feeGrants"];
  /** Proposals that there have been. */
  readonly proposals?: () => number;
  /** A message that no type makes alone: one that has to fit the state. */
  readonly special?: (draw: Draw) => Any | undefined;
  /** Transactions that have to come now. */
  readonly urgent?: (needs: WalkTools) => readonly Bytes[];
}

/** What special transactions are made with. */
export interface WalkTools {
  tx(messages: readonly Any[], account: TestAccount): Bytes;
}

/** A chain that goes its random way. */
export interface Walk {
  /** Brings silent validators back where the others are too few. */
  settle(): void;
  /** Makes a block, asks about it, and sometimes lets time pass. */
  step(options?: { readonly jumps?: boolean }): void;
  /** A message with one field changed. */
  disturb(message: Any): Any;
  /** Transactions so far. */
  readonly txs: number;
}

/** Names of the consensus keys in play. */
export const CONS_KEYS = ["alice", "bob", "carol", "dave", "k1", "k2", "k3", "k4", "k5", "k6"];

/** What an account that is not there would sign with. */
const NOBODY: AccountState = { accountNumber: 0n, sequence: 0n };

const INFO = { version: "", blockVersion: 0n, p2pVersion: 0n, abciVersion: "" };

/** Makes random blocks on a chain. */
export function createWalk(options: WalkOptions): Walk {
  const { chain, app, random, accounts, validators, firstHeight = 1n } = options;
  const messages = app.router.typeUrls;
  const { paths } = app.queries;
  const unbondingHeights: bigint[] = [];
  const states = new Map<TestAccount, AccountState>();
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
      validators,
      consPubKeys: CONS_KEYS.map((name) => testConsKey(name).pubKey),
      moduleAccounts: options.modules.map(text),
      authority: text("gov"),
      denoms: options.denoms,
      proposals: options.proposals?.() ?? 0,
      consumers: 4,
      clients: ["07-tendermint-0", "07-tendermint-1"],
      connections: ["connection-0", "connection-localhost"],
      channels: ["channel-0"],
      channelEnds: [],
      ports: ["transfer", chain.role],
      messages,
      unbondingHeights,
      feeGrants: options.feeGrants?.() ?? [],
      ...options.ibc?.(),
    };
  }

  function stateOf(account: TestAccount): AccountState {
    const known = states.get(account) ?? committedState(account);
    states.set(account, { ...known, sequence: known.sequence + 1n });
    return known;
  }

  /** An account that is there, unless luck has it. */
  function someAccount(list: readonly TestAccount[]): TestAccount {
    const account = random.pick(list);
    const isThere = committedState(account) !== NOBODY;
    return isThere || random.chance(0.03) ? account : accounts[0]!;
  }

  function committedState({ address }: TestAccount): AccountState {
    const request = { address: chain.addresses.acc.toText(address) };
    const { code, value } = app.query({
      path: "/cosmos.auth.v1beta1.Query/AccountInfo",
      data: QueryAccountInfoRequest.encode(request),
      height: 0n,
      prove: false,
    }) as ResponseQuery;
    if (code !== 0) return NOBODY;
    const { info } = QueryAccountInfoResponse.decode(value);
    return { accountNumber: info?.accountNumber ?? 0n, sequence: info?.sequence ?? 0n };
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
    const usual = () => randomPacked(one, random.pick(options.usual));
    return random.weighted<() => Any>([
      [2, usual],
      [9, () => options.special?.(one) ?? usual()],
      [2, () => randomPacked(one, random.pick(messages))],
    ])();
  }

  function someTx(): Bytes {
    const account = someAccount(random.chance(0.4) ? validators : accounts);
    const length = random.weighted([
      [8, 1],
      [1, 2],
      [0.5, 3],
      [0.1, 0],
    ]);
    const list = Array.from({ length }, () => someMessage(account));
    const faults = random.pick([0, 0, 0.5, 1]);
    return randomTx({ random, world: world(), faults, stateOf }, list, account);
  }

  const tools: WalkTools = {
    tx: (list, account) => randomTx({ random, world: world(), faults: 0, stateOf }, list, account),
  };

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
    if (random.chance(0.15)) {
      allow();
      silent = random.chance(0.3)
        ? undefined
        : random.pick(chain.validatorsAt(chain.height + 1n).validators).address;
      if (silent !== undefined) chain.setSigning(silent, false);
    }
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

  function evidence(): readonly Evidence[] {
    if (!random.chance(0.02) || chain.height < firstHeight + 3n) return [];
    const { validators: set } = chain.validatorsAt(chain.height);
    if (set.length < 3) return [];
    const { address } = random.pick(set);
    const height = chain.height - BigInt(random.below(3));
    const known = chain.validatorsAt(height).byAddress(address) !== undefined;
    return known ? [doubleVote(chain, address, height)] : [];
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

  /** What a proposer would make of the transactions, and what the others would say to it. */
  function propose(txs: readonly Bytes[]): void {
    const common = {
      misbehavior: [],
      height: chain.height + 1n,
      time: toTimestamp(chain.clock.now()),
      nextValidatorsHash: random.bytes(32),
      proposerAddress: random.bytes(20),
    };
    const commit = { round: 0, votes: [] };
    const maxTxBytes = BigInt(random.pick([0, 1, 500, 2_000, 1_000_000]));
    chain.app.prepareProposal({ ...common, txs, maxTxBytes, localLastCommit: commit });
    const hash = random.bytes(32);
    chain.app.processProposal({ ...common, txs, hash, proposedLastCommit: commit });
  }

  function ask(): void {
    const stores = storeNames(chain.role);
    for (let left = random.below(8); left > 0; left -= 1) {
      const query = randomQuery(draw(random.pick(accounts)), paths, stores);
      const { code, value } = chain.app.query(query) as ResponseQuery;
      const next = code === 0 && random.chance(0.7) ? nextPage(random, query, value) : undefined;
      if (next !== undefined) chain.app.query(next);
    }
  }

  return {
    get txs() {
      return txs;
    },
    disturb: (message) => changeOneField(draw(accounts[0]!), message),
    settle() {
      if (!enoughSign()) allow();
    },
    step({ jumps = true } = {}) {
      states.clear();
      if (jumps) jump();
      signing();
      const list = Array.from({ length: random.below(6) }, someTx);
      list.push(...(options.urgent?.(tools) ?? []));
      for (const tx of list) {
        if (random.chance(0.3)) chain.check(tx);
        if (random.chance(0.1)) simulate(tx);
      }
      if (random.chance(0.2)) propose(list);
      const { result } = chain.block({ txs: list, evidence: evidence() });
      txs += list.length;
      for (const [i, { code, events }] of result.txResults.entries()) {
        if (code === 0 && events.some(({ type }) => type === "unbond")) {
          unbondingHeights.push(chain.height);
        }
        if (random.chance(0.1)) chain.app.checkTx({ tx: list[i]!, type: CheckTxType.RECHECK });
      }
      ask();
      if (random.chance(0.1)) chain.app.info(INFO);
    },
  };
}
