import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Bytes,
  createAddressCodec,
  type Logger,
  silentLogger,
  toHex,
  utf8,
} from "@testudo/base";
import { type ChainClient, createChainClient, until } from "@testudo/client";
import type { GenesisDoc } from "@testudo/comet";
import { sha256 } from "@testudo/crypto";
import {
  type ApplicationHost,
  type CometBftNode,
  cometBftNodeId,
  inProcess,
  type NodeEnded,
  providerGenesis,
  type StateSync,
  startCometBftNode,
} from "@testudo/node";
import type { JsonValue } from "@testudo/proto";
import { freePorts } from "@testudo/testkit/free-ports";
import { type TestValidator, testAccount, testValidator } from "@testudo/testkit/test-account";

export const DENOM = "uatom";
export const CHAIN_ID = "hub-1";
/** A block takes a fraction of a second; the machine may be busy. */
const TIMEOUT_MS = 60_000;
/** Each validator's power. */
const POWER = 100n;

/** One place of a net: a node that may run or not, and what it is made of. */
export interface Place {
  readonly name: string;
  readonly seed: Bytes;
  readonly rpcPort: number;
  readonly p2pPort: number;
  readonly appPort: number;
  readonly home: string;
  running?: CometBftNode;
}

/** A hub of CometBFT nodes with our application beside each. */
export interface CometNet {
  readonly genesis: GenesisDoc;
  readonly validators: readonly TestValidator[];
  readonly places: readonly Place[];
  /** A place for one more node, which signs with a validator's key if one is given. */
  add(name: string, seed?: Bytes): Promise<Place>;
  start(place: Place, changes?: StartChanges): Promise<ChainClient>;
  client(place: Place): ChainClient;
  height(place: Place): Promise<bigint>;
  stop(): Promise<void>;
}

export interface StartChanges {
  readonly host?: ApplicationHost;
  readonly stateSync?: StateSync;
  readonly snapshotInterval?: number;
}

export interface NetOptions {
  readonly program: string;
  readonly names: readonly string[];
  /** By default each validator has the same stake. */
  readonly genesis?: GenesisDoc;
  readonly appState?: { readonly [module: string]: JsonValue };
  readonly logger?: Logger;
}

/** A net whose nodes have not been started yet. */
export async function createNet(options: NetOptions): Promise<CometNet> {
  const { program, names, logger = silentLogger } = options;
  const validators = names.map(testValidator);
  const genesis = options.genesis ?? hubGenesis(validators, options.appState ?? {});
  const folder = await mkdtemp(join(tmpdir(), "testudo-net-"));
  const places: Place[] = [];
  const clients = new Map<Place, ChainClient>();

  async function add(name: string, seed = sha256(utf8(`key of ${name}`))): Promise<Place> {
    const [rpcPort = 0, p2pPort = 0, appPort = 0] = await freePorts(3);
    const place: Place = { name, seed, rpcPort, p2pPort, appPort, home: join(folder, name) };
    places.push(place);
    return place;
  }

  function client(place: Place): ChainClient {
    const known = clients.get(place);
    if (known !== undefined) return known;
    const made = createChainClient({ rpcUrl: `http://127.0.0.1:${place.rpcPort}` });
    clients.set(place, made);
    return made;
  }

  for (const { name, consensus } of validators) await add(name, consensus.seed);

  return {
    genesis,
    validators,
    places,
    add,
    client,
    height: async (place) => (await client(place).status()).latestHeight,

    async start(place, changes = {}) {
      const peers = places.filter((one) => one !== place);
      const node = await startCometBftNode({
        home: place.home,
        program,
        role: "provider",
        genesis,
        consensusSeed: place.seed,
        nodeSeed: nodeSeed(place),
        config: {
          moniker: place.name,
          host: "127.0.0.1",
          rpcPort: place.rpcPort,
          p2pPort: place.p2pPort,
          persistentPeers: peers.map(
            (one) => `${cometBftNodeId(nodeSeed(one))}@127.0.0.1:${one.p2pPort}`,
          ),
          timeouts: { proposeMs: 1000, prevoteMs: 300, precommitMs: 300, commitMs: 150 },
          stateSync: changes.stateSync,
        },
        appPort: place.appPort,
        applicationHost: changes.host ?? inProcess,
        minGasPrices: [],
        snapshotInterval: changes.snapshotInterval,
        logger,
      });
      place.running = node;
      void node.ended.then(() => {
        place.running = undefined;
      });
      return client(place);
    },

    async stop() {
      for (const one of clients.values()) one.close();
      await Promise.all(places.map((place) => place.running?.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends a node's CometBFT as a crash does, and gives what was reported. */
export async function crash(place: Place): Promise<NodeEnded> {
  const { running } = place;
  if (running === undefined) throw new Error(`${place.name} does not run`);
  process.kill(running.cometBftPid, "SIGKILL");
  const fault = await running.ended;
  if (fault === undefined) throw new Error(`nobody noticed that ${place.name} is gone`);
  return fault;
}

const nodeSeed = ({ name }: Place): Bytes => sha256(utf8(`node ${name}`));

function hubGenesis(
  validators: readonly TestValidator[],
  appState: { readonly [module: string]: JsonValue },
): GenesisDoc {
  const { acc } = createAddressCodec("cosmos");
  const stake = POWER * 1_000_000n;
  return providerGenesis({
    chainId: CHAIN_ID,
    genesisTime: BigInt(Date.now()) * 1_000_000n,
    denom: DENOM,
    accounts: [testAccount("user"), ...validators].map(({ address }) => ({
      address: acc.toText(address),
      coins: [{ denom: DENOM, amount: 2n * stake }],
    })),
    validators: validators.map(({ name, key, consensus }) => ({
      moniker: name,
      accountKey: key,
      consPubKey: consensus.pubKey,
      selfDelegation: stake,
    })),
    appState,
  });
}

/** Free ports of the loopback interface, each a different one. */
/** Where a fresh node begins to trust: a block that these nodes have now. */
export async function trusting(hub: CometNet, places: readonly Place[]): Promise<StateSync> {
  const trustHeight = 5n;
  const { blockId } = await hub.client(places[0]!).block(trustHeight);
  return {
    rpcServers: places.map(({ rpcPort }) => `http://127.0.0.1:${rpcPort}`),
    trustHeight,
    trustHash: toHex(blockId.hash),
    trustPeriodSeconds: 3_600,
  };
}

/** Waits until no block comes any more. */
export async function settle(hub: CometNet, place: Place): Promise<void> {
  let last = await hub.height(place);
  for (;;) {
    await hold(1_500);
    const now = await hub.height(place);
    if (now === last) return;
    last = now;
  }
}

/** Lets time pass in which nothing may happen. */
export function hold(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function reach(hub: CometNet, place: Place, height: bigint): Promise<void> {
  await until(async () => (await hub.height(place)) >= height, {
    timeoutMs: TIMEOUT_MS,
    what: `${place.name} at height ${height}`,
  });
}

export async function grow(hub: CometNet, place: Place, blocks: bigint): Promise<void> {
  await reach(hub, place, (await hub.height(place)) + blocks);
}

/** All of these nodes have the same app hash at a height that all have. */
export async function agree(hub: CometNet, places: readonly Place[]): Promise<void> {
  const heights = await Promise.all(places.map((place) => hub.height(place)));
  const height = heights.reduce((low, one) => (one < low ? one : low));
  for (const place of places) await reach(hub, place, height);
  const hashes = await Promise.all(
    places.map(async (place) => {
      const { block } = await hub.client(place).block(height);
      return toHex(block.header.appHash);
    }),
  );
  expect(new Set(hashes).size).toBe(1);
}
