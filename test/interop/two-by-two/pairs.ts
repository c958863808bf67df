import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duration, SECOND, silentLogger, type Time } from "@testudo/base";
import { createChainClient, until } from "@testudo/client";
import type { GenesisDoc } from "@testudo/comet";
import {
  type Clock,
  createWallClock,
  type Engine,
  inProcess,
  startForeignNode,
  startNode,
} from "@testudo/node";
import { freePorts } from "@testudo/testkit/free-ports";
import { testConsKey, testValidator } from "@testudo/testkit/test-account";
import { createNet } from "../comet-net.ts";
import { goHost } from "../go-host.ts";
import { signTwice } from "../mixed-consumer/chains.ts";

/** A hub, whatever makes its blocks and whatever they mean. */
export interface RunningHub {
  readonly rpcUrl: string;
  /** The present, as the next blocks will have it. */
  now(): Time;
  /** Lets so many blocks come. */
  blocks(count: bigint): Promise<void>;
  /** Lets time pass, until a block has been made that bears the time after it. */
  pass(by: Duration): Promise<void>;
  /** A validator signs no further block, or signs again. */
  setSigning(validator: string, signs: boolean): Promise<void>;
  /** A validator signs two blocks of one height; the evidence is in a block then. */
  doubleSign(validator: string): Promise<void>;
  /** Called once a transaction waits. */
  broadcast(): Promise<void>;
  stop(): Promise<void>;
}

/** What hubs are started from. */
export interface HubSetup {
  readonly genesis: GenesisDoc;
  /** Names of the validators. */
  readonly validators: readonly string[];
}

/** Programs of the Go stack. */
export interface GoPrograms {
  readonly cometbft: string;
  readonly provider: string;
}

export type StartHub = (setup: HubSetup) => Promise<RunningHub>;

/** The four pairs of an engine and an application, the first being the one the others are held against. */
export function fourPairs(programs: () => GoPrograms): readonly (readonly [string, StartHub])[] {
  return [
    ["our engine, our application", ourEngineOurs],
    ["our engine, the Go application", (setup) => ourEngineGo(setup, programs().provider)],
    ["CometBFT, our application", (setup) => underCometBft(setup, programs())],
    ["CometBFT, the Go application", (setup) => underCometBft(setup, programs(), true)],
  ];
}

const COMMON = {
  mining: { mode: "manual" },
  host: "127.0.0.1",
  port: 0,
  moniker: "hub",
  logger: silentLogger,
} as const;
const seedsOf = ({ validators }: HubSetup) =>
  validators.map((name) => testValidator(name).consensus.seed);

const ourEngineOurs: StartHub = async (setup) => {
  const { genesis } = setup;
  const clock = createWallClock();
  const role = "provider" as const;
  const signerSeeds = seedsOf(setup);
  const node = await startNode({ ...COMMON, role, genesis, signerSeeds, clock, minGasPrices: [] });
  return steered({ ...node, clock });
};

async function ourEngineGo(setup: HubSetup, binary: string): Promise<RunningHub> {
  const { genesis } = setup;
  const folder = await mkdtemp(join(tmpdir(), "testudo-pair-"));
  const [port = 0] = await freePorts(1);
  await mkdir(join(folder, "go"));
  const app = await goHost(binary)({
    name: "hub",
    role: "provider",
    chainId: genesis.chainId,
    home: join(folder, "go"),
    listen: { host: "127.0.0.1", port },
    minGasPrices: [],
    snapshotInterval: 0,
    apis: { rpcUrl: "", host: "127.0.0.1" },
    logFile: join(folder, "log"),
    logger: silentLogger,
  });
  const clock = createWallClock();
  const signerSeeds = seedsOf(setup);
  const application = app.address;
  const node = await startForeignNode({ ...COMMON, genesis, signerSeeds, clock, application });
  return steered({
    ...node,
    clock,
    async stop() {
      await node.stop();
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/** A hub of our engine, which makes blocks when it is told to. */
async function steered(node: {
  readonly engine: Engine;
  readonly rpcUrl: string;
  readonly clock: Clock;
  stop(): Promise<void>;
}): Promise<RunningHub> {
  const { engine, clock, rpcUrl } = node;
  // Before the first block an application answers no queries.
  await engine.mine(2);
  return {
    rpcUrl,
    now: () => clock.now(),
    async blocks(count) {
      await engine.mine(Number(count));
    },
    async pass(by) {
      const end = clock.now() + by;
      clock.advance(by);
      // Votes bear the time of the block after theirs.
      do await engine.mine(1);
      while (engine.status().latestTime < end);
    },
    async setSigning(validator, signs) {
      engine.setSigning(testConsKey(validator).address, signs);
    },
    async doubleSign(validator) {
      engine.causeDoubleSign(testConsKey(validator).address);
      await engine.mine(2);
    },
    async broadcast() {
      await engine.mine(1);
    },
    stop: node.stop,
  };
}

const TIMEOUT_MS = 120_000;
const MILLISECOND = 1_000_000n;

/** A hub of CometBFT nodes, one for each validator, where time passes by itself. */
async function underCometBft(
  { genesis, validators: names }: HubSetup,
  { cometbft, provider }: GoPrograms,
  isGo = false,
): Promise<RunningHub> {
  const net = await createNet({ program: cometbft, names, genesis });
  const host = isGo ? goHost(provider) : inProcess;
  const [first] = net.places;
  if (first === undefined) throw new Error("a hub needs a validator");
  const client = createChainClient({ rpcUrl: `http://127.0.0.1:${first.rpcPort}` });
  const stop = async () => {
    client.close();
    await net.stop();
  };
  const reach = (
    what: string,
    isThere: (status: { latestHeight: bigint; latestTime: Time }) => boolean,
  ) =>
    until(
      async () => {
        const status = await client.status().catch(() => undefined);
        return status !== undefined && isThere(status);
      },
      { what, timeoutMs: TIMEOUT_MS, pauseMs: 100 },
    );
  try {
    await Promise.all(net.places.map((place) => net.start(place, { host })));
    await reach("the first blocks", ({ latestHeight }) => latestHeight >= 2n);
  } catch (error) {
    await stop();
    throw error;
  }
  const now = () => BigInt(Date.now()) * MILLISECOND;
  return {
    rpcUrl: client.rpcUrl,
    now,
    async blocks(count) {
      const { latestHeight } = await client.status();
      await reach(`${count} blocks`, (status) => status.latestHeight >= latestHeight + count);
    },
    async pass(by) {
      const end = now() + by;
      const timeMs = Number(by / MILLISECOND);
      await new Promise((resolve) => setTimeout(resolve, timeMs));
      await reach(`${by / SECOND} seconds`, ({ latestTime }) => latestTime >= end);
    },
    async setSigning(validator, signs) {
      const place = net.places.find(({ name }) => name === validator);
      if (place === undefined) throw new Error(`${validator} has no node`);
      if (signs) await net.start(place, { host });
      else await place.running?.stop();
    },
    async doubleSign(validator) {
      await signTwice(client, genesis.chainId, testConsKey(validator).seed);
      const { latestHeight } = await client.status();
      await reach("the evidence", (status) => status.latestHeight >= latestHeight + 4n);
    },
    broadcast: async () => undefined,
    stop,
  };
}
