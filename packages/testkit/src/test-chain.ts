import {
  type AccAddress,
  type AddressCodec,
  ByteMap,
  type Bytes,
  type Coin,
  createAddressCodec,
  type DecCoin,
  type Time,
  utf8,
} from "@testudo/base";
import { BECH32_PREFIX, type ChainOptions, type ChainRole, storeNames } from "@testudo/chains";
import {
  type BlockId,
  type Commit,
  consensusParamsToProto,
  EMPTY_COMMIT,
  type Evidence,
  type GenesisDoc,
  type Header,
  type SignedHeader,
  sealBlock,
  type ValidatorSet,
  type Vote,
} from "@testudo/comet";
import {
  type Ballot,
  buildBlock,
  type ChainState,
  commitFromVotes,
  createSigners,
  finalizeRequest,
  genesisState,
  nextHeight,
  roundsUntilProposal,
  stateAfterBlock,
} from "@testudo/engine/consensus";
import { type MessageType, toTimestamp } from "@testudo/proto";
import {
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import { QueryBalanceRequest, QueryBalanceResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import { TxMsgData } from "@testudo/proto/cosmos/base/abci/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type {
  Event,
  ExecTxResult,
  ResponseCheckTx,
  ResponseFinalizeBlock,
  ResponseInitChain,
} from "@testudo/proto/tendermint/abci";
import { CheckTxType } from "@testudo/proto/tendermint/abci";
import type { ChainApplication, Ctx } from "@testudo/runtime";
import { type CommitMultiStore, createMemoryMultiStore } from "@testudo/store";
import type { TestAccount } from "./test-account.ts";
import type { TestClock } from "./test-clock.ts";
import { signTx, type TxParts } from "./test-tx.ts";

/** What a test chain is made of. */
export interface TestChainOptions {
  readonly role: ChainRole;
  readonly genesis: GenesisDoc;
  /** Stake and fees. */
  readonly denom: string;
  readonly clock: TestClock;
  /** ed25519 seeds of everybody who may ever sign a block. */
  readonly seeds: readonly Bytes[];
  readonly createApp: (options: ChainOptions) => ChainApplication;
  readonly minGasPrices?: readonly DecCoin[];
  /** Where the state is kept; by default in memory, which no other program can take over. */
  readonly store?: CommitMultiStore;
  /** Called after each block: for checks that must always hold. */
  readonly afterBlock?: (chain: TestChain) => void;
}

/** A program that takes over from another one. */
export interface Successor {
  readonly role: ChainRole;
  /** Opens the state of the chain with the stores of the role. */
  readonly openStore: () => Promise<CommitMultiStore>;
  readonly createApp: TestChainOptions["createApp"];
}

/** What goes into a block. */
export interface BlockContent {
  readonly txs?: readonly Bytes[];
  readonly evidence?: readonly Evidence[];
}

/** A block of a test chain and what the application made of it. */
export interface MadeBlock {
  readonly header: Header;
  readonly blockId: BlockId;
  readonly validators: ValidatorSet;
  readonly txs: readonly Bytes[];
  readonly result: ResponseFinalizeBlock;
}

/** A transaction's result in its block. */
export interface TxResult extends ExecTxResult {
  readonly height: bigint;
}

/** What a test may want to be different about a transaction. */
export interface TxOptions extends Partial<Omit<TxParts, "messages" | "signers">> {
  /** Replaces the sequence of the first signer. */
  readonly sequence?: bigint;
  readonly accountNumber?: bigint;
  /** Sign as well, after the first. */
  readonly also?: readonly TestAccount[];
}

/** A point that a chain can be put back to. */
export interface Snapshot {
  readonly height: bigint;
  readonly time: Time;
  /** Who does not vote. */
  readonly silent: readonly Bytes[];
}

/** A whole application under a consensus of one process: real blocks, real signatures, no network and no waiting. */
export type TestChain = ReturnType<typeof createTestChain>;

interface BlockRecord extends MadeBlock {
  /** The state that the block left behind. */
  readonly state: ChainState;
  readonly round: number;
  commit: Commit | undefined;
}

/** A vote's time is later than its block's. */
const VOTE_DELAY = 1_000_000n;
const GAS_LIMIT = 50_000_000n;

/** Starts a chain from its genesis; no block is made yet. */
export function createTestChain(options: TestChainOptions) {
  const { genesis, denom, clock, seeds, createApp, minGasPrices } = options;
  let { role } = options;
  const { chainId } = genesis;
  const addresses: AddressCodec = createAddressCodec(BECH32_PREFIX[role]);
  let store = options.store ?? createMemoryMultiStore(storeNames(role));
  let app = createApp({ chainId, store, minGasPrices });
  const keys = [...seeds];
  let signers = createSigners(keys);
  const silent = new ByteMap<true>();
  const records: BlockRecord[] = [];
  let restored = { times: 0, height: 0n };
  let isTampered = false;
  let state = genesisState(
    genesis,
    app.initChain({
      time: toTimestamp(genesis.genesisTime),
      chainId,
      consensusParams: consensusParamsToProto(genesis.consensusParams),
      validators: [],
      appStateBytes: utf8(genesis.appState ?? ""),
      initialHeight: genesis.initialHeight,
    }) as ResponseInitChain,
  );
  const first = state;

  function lastHeight(): bigint {
    return nextHeight(state) - 1n;
  }

  function recordAt(height: bigint): BlockRecord {
    const record = records[Number(height - genesis.initialHeight)];
    if (record === undefined) throw new RangeError(`${chainId} has no block ${height}`);
    return record;
  }

  /** Everybody at work signs a block; the time is that of their clocks. */
  function signCommit(
    { header, blockId, round, validators }: BlockRecord,
    timestamp: Time,
  ): Commit {
    const earliest = header.time + VOTE_DELAY;
    const ballot: Ballot = {
      chainId,
      height: header.height,
      round,
      blockId,
      timestamp: timestamp > earliest ? timestamp : earliest,
      validators,
    };
    const votes = new ByteMap<Vote>();
    for (const { address } of validators.validators) {
      if (signers.signs(address)) votes.set(address, signers.precommit(address, ballot));
    }
    return commitFromVotes(ballot, votes);
  }

  /** Makes, executes and commits the next block. Precommits of the last one get the time of the clock. */
  function block({ txs = [], evidence = [] }: BlockContent = {}): MadeBlock {
    const last = records.at(-1);
    const lastCommit = last === undefined ? EMPTY_COMMIT : signCommit(last, clock.now());
    if (last !== undefined) last.commit = lastCommit;
    const { round, proposer } = roundsUntilProposal(state, signers).at(-1)!;
    const content = { lastCommit, txs, evidence, proposerAddress: proposer.address };
    const { block: made, blockId } = sealBlock(buildBlock(state, content));
    const { header } = made;

    const result = app.finalizeBlock(
      finalizeRequest({ block: made, blockId }, state),
    ) as ResponseFinalizeBlock;
    // Updates that break a rule of consensus halt the chain with its last block kept.
    const next = stateAfterBlock(state, { header, blockId }, result);
    // In memory nothing is awaited before the version is saved.
    void app.commit({});
    if (store.version !== header.height) throw new Error(`block ${header.height} did not commit`);

    const { validators } = state;
    state = next;
    records.push({ header, blockId, validators, txs, result, state, round, commit: undefined });
    clock.afterBlock();
    options.afterBlock?.(chain);
    return { header, blockId, validators, txs, result };
  }

  function signerOf(account: TestAccount) {
    const { info } = query(
      "/cosmos.auth.v1beta1.Query/AccountInfo",
      QueryAccountInfoRequest,
      QueryAccountInfoResponse,
      { address: addresses.acc.toText(account.address) },
    );
    return { account, accountNumber: info?.accountNumber ?? 0n, sequence: info?.sequence ?? 0n };
  }

  /** A signed transaction that would follow the account's last one. */
  function sign(account: TestAccount, messages: readonly Any[], changes: TxOptions = {}): Bytes {
    const { also = [], sequence, accountNumber, ...parts } = changes;
    const main = signerOf(account);
    return signTx({
      chainId,
      messages,
      signers: [
        {
          account,
          accountNumber: accountNumber ?? main.accountNumber,
          sequence: sequence ?? main.sequence,
        },
        ...also.map(signerOf),
      ],
      gasLimit: GAS_LIMIT,
      fee: [],
      memo: "",
      timeoutHeight: 0n,
      payer: "",
      extensionOptions: [],
      ...parts,
    });
  }

  /** Puts transactions into the next block. */
  function include(...txs: readonly Bytes[]): TxResult[] {
    const { header, result } = block({ txs });
    return result.txResults.map((one) => ({ ...one, height: header.height }));
  }

  /** Signs messages, and puts them alone into the next block; the result may be a refusal. */
  function deliver(
    account: TestAccount,
    messages: Any | readonly Any[],
    changes: TxOptions = {},
  ): TxResult {
    const list: readonly Any[] = "typeUrl" in messages ? [messages] : messages;
    return include(sign(account, list, changes))[0]!;
  }

  /** Like `deliver`, for what must not be refused. */
  function send(
    account: TestAccount,
    messages: Any | readonly Any[],
    changes: TxOptions = {},
  ): TxResult {
    const result = deliver(account, messages, changes);
    if (result.code !== 0) {
      throw new Error(`${chainId}: ${result.codespace}/${result.code}: ${result.log}`);
    }
    return result;
  }

  /** Asks the application about its last committed state. */
  function query<Req, Res>(
    path: string,
    request: MessageType<Req>,
    response: MessageType<Res>,
    question: Req,
  ): Res {
    const answer = app.query({ path, data: request.encode(question), height: 0n, prove: false });
    if (answer instanceof Promise) throw new TypeError(`${path} answers later`);
    if (answer.code !== 0) throw new QueryRefused(answer.codespace, answer.code, answer.log);
    return response.decode(answer.value);
  }

  function balance(address: AccAddress, coin = denom): bigint {
    const found = query(
      "/cosmos.bank.v1beta1.Query/Balance",
      QueryBalanceRequest,
      QueryBalanceResponse,
      { address: addresses.acc.toText(address), denom: coin },
    );
    return BigInt(found.balance?.amount ?? "0");
  }

  const chain = {
    get role(): ChainRole {
      return role;
    },
    chainId,
    denom,
    get app(): ChainApplication {
      return app;
    },
    addresses,
    clock,
    get store(): CommitMultiStore {
      return store;
    },
    /** Of the last block; one below the initial height before the first. */
    get height(): bigint {
      return lastHeight();
    },
    /** Of the last block. */
    get time(): Time {
      return state.lastBlockTime;
    },
    /** After the last block. */
    get appHash(): Bytes {
      return store.appHash;
    },
    get state(): ChainState {
      return state;
    },
    /** A context over the last committed state, for reading collections. */
    get ctx(): Ctx {
      return app.ctxAt(0n);
    },
    block,
    /** Makes empty blocks. */
    next(count = 1): void {
      for (let i = 0; i < count; i += 1) block();
    },
    sign,
    include,
    deliver,
    send,
    query,
    balance,
    /** What the mempool would say to a transaction. */
    check(tx: Bytes): ResponseCheckTx {
      return app.checkTx({ tx, type: CheckTxType.NEW }) as ResponseCheckTx;
    },
    /** Whether a validator's key votes from now on. */
    setSigning(consAddress: Bytes, signs: boolean): void {
      signers.setSigning(consAddress, signs);
      if (signs) silent.delete(consAddress);
      else silent.set(consAddress, true);
    },
    /** Keys that may sign blocks. */
    get seeds(): readonly Bytes[] {
      return keys;
    },
    /** Gives the chain a key that was made later. */
    addKey(seed: Bytes): void {
      keys.push(seed);
      signers.add(seed);
    },
    get signers() {
      return signers;
    },
    /** Writes behind the application's back, into the state of the next block: what a chain of liars does. */
    tamper(storeName: string, key: Bytes, value: Bytes): void {
      isTampered = true;
      store.store(storeName).set(key, value);
    },
    /** Whether anybody did: nothing need hold any more. */
    get isTampered(): boolean {
      return isTampered;
    },
    made: (height: bigint): MadeBlock => recordAt(height),
    /** Who signs a height, as far as it is decided: up to two above the last block. */
    validatorsAt(height: bigint): ValidatorSet {
      if (height === lastHeight() + 1n) return state.validators;
      if (height === lastHeight() + 2n) return state.nextValidators;
      return recordAt(height).validators;
    },
    /** A header with the commit that proves it. */
    signedHeader(height: bigint = lastHeight()): SignedHeader {
      const record = recordAt(height);
      record.commit ??= signCommit(record, record.header.time + VOTE_DELAY);
      return { header: record.header, commit: record.commit };
    },
    /** How often the chain was put back, and to which height the last time. */
    get restored(): { readonly times: number; readonly height: bigint } {
      return restored;
    },
    /** Stops the program and goes on with another one over the same state, as nodes do for an upgrade. */
    async continueWith(successor: Successor): Promise<void> {
      await app.close();
      role = successor.role;
      store = await successor.openStore();
      const last = records.at(-1);
      const lastHeader = last && { ...last.header, hash: last.blockId.hash };
      app = successor.createApp({ chainId, store, minGasPrices, lastHeader });
    },
    snapshot: (): Snapshot => ({
      height: lastHeight(),
      time: clock.now(),
      silent: [...silent.keys()],
    }),
    /** Forgets what happened after the snapshot, on this chain and on the clock. */
    async restore({ height, time, silent: whoIsSilent }: Snapshot): Promise<void> {
      await app.rollback(height);
      records.length = Number(height - genesis.initialHeight) + 1;
      state = records.at(-1)?.state ?? first;
      // Fresh guards: the validators may vote again for heights that are gone.
      signers = createSigners(keys);
      for (const address of [...silent.keys()]) silent.delete(address);
      for (const address of whoIsSilent) chain.setSigning(address, false);
      clock.set(time);
      restored = { times: restored.times + 1, height };
    },
  };
  return chain;
}

/** A query that was answered with an error. */
export class QueryRefused extends Error {
  override name = "QueryRefused";
  readonly codespace: string;
  readonly code: number;

  constructor(codespace: string, code: number, log: string) {
    super(`${codespace}/${code}: ${log}`);
    this.codespace = codespace;
    this.code = code;
  }
}

/** The responses of a transaction's messages, decoded as one type. */
export function responsesOf<T>(type: MessageType<T>, { data }: Pick<TxResult, "data">): T[] {
  return TxMsgData.decode(data).msgResponses.map(({ value }) => type.decode(value));
}

/** Values of an attribute of all events of a type, in order. */
export function attributesOf(
  events: readonly Event[],
  type: string,
  key: string,
): readonly string[] {
  return events
    .filter((event) => event.type === type)
    .flatMap(({ attributes }) => attributes.filter((one) => one.key === key))
    .map(({ value }) => value);
}

/** Events of a block and of those transactions in it that were not refused. */
export function eventsOf({ result }: MadeBlock): readonly Event[] {
  const { events, txResults } = result;
  return [...events, ...txResults.filter(({ code }) => code === 0).flatMap((one) => one.events)];
}

/** Coins of one denom. */
export function coinsOf(denom: string, amount: bigint): readonly Coin[] {
  return [{ denom, amount }];
}
