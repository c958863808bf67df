import { createSocketServer } from "@testudo/abci";
import { type Bytes, createAddressCodec } from "@testudo/base";
import { createProviderApp, providerGenesis, storeNames } from "@testudo/chains";
import { until } from "@testudo/client";
import type { GenesisDoc } from "@testudo/comet";
import type { ApplicationHost } from "@testudo/node";
import type { MessageType } from "@testudo/proto";
import { TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { ChainApplication } from "@testudo/runtime";
import { type CommitMultiStore, createMemoryMultiStore } from "@testudo/store";
import { POCKET, relayer, TOKEN } from "@testudo/testkit/hub";
import { type TestValidator, testAccount } from "@testudo/testkit/test-account";
import { QueryRefused } from "@testudo/testkit/test-chain";
import { CHAIN_ID, type CometNet, crash, type Place, type StartChanges } from "./comet-net.ts";
import { ACCOUNTS, type HubOfTxs, hubTxs, hubVotes } from "./differential/hub-txs.ts";
import type { Random } from "./differential/random.ts";
import { randomHubStart } from "./differential/random-genesis.ts";
import { SPECIAL_ACCOUNTS } from "./differential/signing-accounts.ts";
import { createTxMaker } from "./differential/tx-maker.ts";

/** Four busy nodes on a busy machine may need a while for a block. */
const BLOCK_TIMEOUT_MS = 120_000;
const POWER = 100n;
const DENOM = "stake";

/** An application of ours whose state can be looked at while a CometBFT drives it. */
export interface WatchedApplication {
  readonly host: ApplicationHost;
  readonly app: ChainApplication;
  readonly store: CommitMultiStore;
}

/** It keeps nothing: after a restart it goes through all blocks again. */
export function watchedApplication(): WatchedApplication {
  let current: { readonly app: ChainApplication; readonly store: CommitMultiStore } | undefined;
  const now = () => {
    if (current === undefined) throw new Error("the application has not started");
    return current;
  };
  return {
    get app() {
      return now().app;
    },
    get store() {
      return now().store;
    },
    async host({ chainId, listen }) {
      const store = createMemoryMultiStore(storeNames("provider"));
      const app = createProviderApp({ chainId, store, minGasPrices: [] });
      current = { app, store };
      const server = await createSocketServer({
        app,
        listen: `tcp://${listen.host}:${listen.port}`,
      });
      let stopped: () => void = () => undefined;
      const ended = new Promise<undefined>((resolve) => {
        stopped = () => resolve(undefined);
      });
      return {
        address: server.address,
        ended,
        async stop() {
          await server.close();
          stopped();
        },
      };
    },
  };
}

/** A hub whose parameters randomness has drawn, for validators of equal power. */
export function randomGenesis(random: Random, validators: readonly TestValidator[]): GenesisDoc {
  const { acc } = createAddressCodec("cosmos");
  const { appState } = randomHubStart(random);
  const coins = [
    { denom: "atom", amount: 1_000_000n },
    { denom: DENOM, amount: POCKET },
    { denom: "zinc", amount: 5_000_000_000n },
  ];
  const holders = [relayer, ...ACCOUNTS.map(testAccount), ...SPECIAL_ACCOUNTS, ...validators];
  return providerGenesis({
    chainId: CHAIN_ID,
    genesisTime: BigInt(Date.now()) * 1_000_000n,
    denom: DENOM,
    accounts: holders.map(({ address }) => ({ address: acc.toText(address), coins })),
    validators: validators.map(({ name, key, consensus }) => ({
      moniker: name,
      accountKey: key,
      consPubKey: consensus.pubKey,
      selfDelegation: POWER * TOKEN,
    })),
    // Whoever is killed comes back before it is jailed, mostly.
    appState: { ...appState, slashing: { params: { signed_blocks_window: "30" } } },
  });
}

/**
 * Has random transactions go through a net, each over a node that randomness picks, and kills a node now and then.
 *
 * @param options.watched the application beside one of the nodes, which tells what is there to act on
 * @returns how many transactions were sent
 */
export async function runRandomly(options: {
  readonly net: CometNet;
  readonly random: Random;
  readonly watched: WatchedApplication;
  readonly restart: (place: Place) => StartChanges;
  /** At least so many blocks are made. */
  readonly blocks: bigint;
}): Promise<number> {
  const { net, random, watched, restart, blocks } = options;
  const hub = viewOf(net, watched);
  const maker = createTxMaker(hubTxs(hub, random));
  const end = watched.store.version + blocks;
  const killed = net.places.filter(({ name }) => name !== "alice");
  let sent = 0;
  while (watched.store.version < end) {
    maker.forget();
    const txs = Array.from({ length: random.between(1, 8) }, maker.someTx);
    txs.push(...hubVotes(hub, random, maker));
    for (const tx of txs.filter(isHarmless(net))) {
      await net.client(random.pick(net.places)).broadcast(tx);
      sent += 1;
    }
    const target = watched.store.version + 2n;
    await until(async () => watched.store.version >= target, {
      timeoutMs: BLOCK_TIMEOUT_MS,
      what: `block ${target} after ${txs.length} transactions`,
    });
    if (!random.chance(0.04)) continue;
    const place = random.pick(killed);
    await crash(place);
    await net.start(place, restart(place));
  }
  return sent;
}

function viewOf({ validators }: CometNet, watched: WatchedApplication): HubOfTxs {
  const query = <Req, Res>(
    path: string,
    request: MessageType<Req>,
    response: MessageType<Res>,
    question: Req,
  ): Res => {
    const data = request.encode(question);
    const answer = watched.app.query({ path, data, height: 0n, prove: false }) as ResponseQuery;
    if (answer.code !== 0) throw new QueryRefused(answer.codespace, answer.code, answer.log);
    return response.decode(answer.value);
  };
  return {
    app: watched.app,
    validators,
    chain: {
      role: "provider",
      chainId: CHAIN_ID,
      addresses: createAddressCodec("cosmos"),
      app: watched.app,
      query,
      get height() {
        return watched.store.version;
      },
      clock: { now: () => BigInt(Date.now()) * 1_000_000n },
    },
  };
}

/** What would give power to nobody, or stop all of them at once. */
const HARMFUL =
  /MsgCreateValidator|cosmos\.(staking|slashing|consensus)\.\w+\.MsgUpdateParams|SoftwareUpgrade/;
/** Validators do not take their own stake away. */
const LEAVING = /staking.*(MsgUndelegate|MsgBeginRedelegate)/;

function isHarmless({ validators }: CometNet): (tx: Bytes) => boolean {
  const { acc } = createAddressCodec("cosmos");
  const owners = validators.map(({ address }) => acc.toText(address));
  return (tx) => {
    const text = messagesOf(tx)
      .map(({ typeUrl, value }) => `${typeUrl} ${Buffer.from(value).toString("latin1")}`)
      .join("\n");
    const isLeaving = LEAVING.test(text) && owners.some((owner) => text.includes(owner));
    return !HARMFUL.test(text) && !isLeaving;
  };
}

function messagesOf(tx: Bytes): readonly Any[] {
  try {
    return TxBody.decode(TxRaw.decode(tx).bodyBytes).messages;
  } catch {
    return [];
  }
}

interface BlockResults {
  readonly txs_results: readonly { readonly code: number }[] | null;
}

/**
 * All nodes tell the same of every block, in results, events, updates and app hash; texts for people may differ.
 *
 * @returns how many transactions were executed, and how many of them were not refused
 */
export async function expectSameResults(
  places: readonly Place[],
  last: bigint,
): Promise<{ readonly executed: number; readonly succeeded: number }> {
  let [executed, succeeded] = [0, 0];
  for (let height = 1n; height <= last; height += 1n) {
    const [first, ...others] = await Promise.all(places.map((place) => resultsAt(place, height)));
    for (const other of others) expect(other).toEqual(first);
    const { txs_results: results } = first as BlockResults;
    executed += results?.length ?? 0;
    succeeded += results?.filter(({ code }) => code === 0).length ?? 0;
  }
  return { executed, succeeded };
}

/** What the RPC of a node says about a block. */
async function resultsAt({ rpcPort }: Place, height: bigint): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${rpcPort}/block_results?height=${height}`);
  const { result } = (await answer.json()) as { readonly result: unknown };
  return JSON.parse(JSON.stringify(result, (name, value) => (name === "log" ? undefined : value)));
}
