import { type AddressCodec, accAddress, type Bytes, type Time } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import { moduleAddress } from "@testudo/crypto";
import { packAny } from "@testudo/proto";
import {
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import { MsgSubmitProposal } from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgUpdateConsumer } from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { ChainApplication } from "@testudo/runtime";
import { type TestAccount, testConsKey } from "@testudo/testkit/test-account";
import type { Random } from "./random.ts";
import { changeOneField, randomPacked } from "./random-messages.ts";
import { type AccountState, randomTx } from "./random-txs.ts";
import type { Draw, World } from "./random-values.ts";

/** A chain as transactions for it see it. */
export interface ChainView {
  readonly role: ChainRole;
  readonly chainId: string;
  readonly addresses: AddressCodec;
  readonly height: bigint;
  readonly clock: { now(): Time };
}

/** What random transactions are drawn from. */
export interface TxMakerOptions {
  readonly chain: ChainView;
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
  /** Names of IBC things, as they come to be. */
  readonly ibc?: () => Pick<World, "clients" | "connections" | "channels" | "channelEnds">;
  /** Who pays whose fees, where there are fee grants. */
  readonly feeGrants?: () => World["feeGrants"];
  /** Proposals that there have been. */
  readonly proposals?: () => number;
  /** A message that no type makes alone: one that has to fit the state. */
  readonly special?: (draw: Draw) => Any | undefined;
}

/** Makes random transactions for a chain. */
export interface TxMaker {
  /** Of anybody, with any messages and faults. */
  someTx(): Bytes;
  /** Of an account, with nothing wrong about it but the messages. */
  tx(messages: readonly Any[], account: TestAccount): Bytes;
  draw(account: TestAccount): Draw;
  /** A message with one field changed. */
  disturb(message: Any): Any;
  /** A block has been made: sequences are those of the state again. */
  forget(): void;
  /** Something began to unbond at a height. */
  noteUnbonding(height: bigint): void;
}

/** Names of the consensus keys in play. */
export const CONS_KEYS = ["alice", "bob", "carol", "dave", "k1", "k2", "k3", "k4", "k5", "k6"];

/** What an account that is not there would sign with. */
const NOBODY: AccountState = { accountNumber: 0n, sequence: 0n };

export function createTxMaker(options: TxMakerOptions): TxMaker {
  const { chain, app, random, accounts, validators } = options;
  const messages = app.router.typeUrls;
  const unbondingHeights: bigint[] = [];
  const states = new Map<TestAccount, AccountState>();

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

  /** Every call is another transaction of the account. */
  function stateOf(account: TestAccount): AccountState {
    const known = states.get(account) ?? committedState(account);
    states.set(account, { ...known, sequence: known.sequence + 1n });
    return known;
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

  /** An account that is there, unless luck has it. */
  function someAccount(list: readonly TestAccount[]): TestAccount {
    const account = random.pick(list);
    const isThere = committedState(account) !== NOBODY;
    return isThere || random.chance(0.03) ? account : accounts[0]!;
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
    const message = random.weighted<() => Any>([
      [2, usual],
      [9, () => options.special?.(one) ?? usual()],
      [2, () => randomPacked(one, random.pick(messages))],
    ])();
    return withoutHaltingName(message);
  }

  return {
    draw,
    someTx() {
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
    },
    tx: (list, account) => randomTx({ random, world: world(), faults: 0, stateOf }, list, account),
    disturb: (message) => changeOneField(draw(accounts[0]!), message),
    forget: () => states.clear(),
    noteUnbonding: (height) => {
      unbondingHeights.push(height);
    },
  };
}

/**
 * A consumer whose new name has another revision than its first height halts a Go hub when it is to launch; ours refuses
 * the message (docs/differences.md). Such names are left out, also in proposals.
 */
function withoutHaltingName(message: Any): Any {
  try {
    if (message.typeUrl === MsgSubmitProposal.typeUrl) {
      const proposal = MsgSubmitProposal.decode(message.value);
      const messages = proposal.messages.map(withoutHaltingName);
      return packAny(MsgSubmitProposal, { ...proposal, messages });
    }
    if (message.typeUrl !== MsgUpdateConsumer.typeUrl) return message;
    const update = MsgUpdateConsumer.decode(message.value);
    const isFitting = update.newChainId.endsWith("-1");
    if (isFitting || update.initializationParameters !== undefined) return message;
    return packAny(MsgUpdateConsumer, { ...update, newChainId: "" });
  } catch {
    // What does not decode renames nobody.
    return message;
  }
}
