import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Bytes, equalBytes, silentLogger } from "@testudo/base";
import { type ChainClient, createChainClient, until } from "@testudo/client";
import { evidenceToJson, type GenesisDoc } from "@testudo/comet";
import { ed25519Address, ed25519KeyFromSeed } from "@testudo/crypto";
import { createSigners, doubleSign } from "@testudo/engine/consensus";
import {
  type ApplicationHost,
  createWallClock,
  type Engine,
  NodeEnded,
  startForeignNode,
  startNode,
} from "@testudo/node";
import { freePorts } from "@testudo/testkit/free-ports";
import { temporaryFolder } from "../../e2e/command.ts";
import { createNet } from "../comet-net.ts";
import { startGoProcess } from "../go-process.ts";

/** A chain that a relayer reaches, whatever makes its blocks and whatever they mean. */
export interface MixedChain {
  readonly chainId: string;
  readonly rpcUrl: string;
  /** `http://host:port`. */
  readonly grpcUrl: string;
  readonly client: ChainClient;
  /** The validator signs no further block. */
  silence(seed: Bytes): Promise<void>;
  /** The validator signs two blocks of one height, and a block of the chain has the evidence. */
  doubleSign(seed: Bytes): Promise<void>;
  stop(): Promise<void>;
}

export interface ChainSetup {
  readonly role: "provider" | "consumer";
  readonly genesis: GenesisDoc;
  /** Of the keys that its validators sign with. */
  readonly seeds: readonly Bytes[];
}

export type StartMixedChain = (setup: ChainSetup) => Promise<MixedChain>;

const HOST = "127.0.0.1";
const TIMEOUT_MS = 120_000;
const COMMON = {
  mining: { mode: "interval", ms: 400 },
  host: HOST,
  port: 0,
  moniker: "mixed",
  logger: silentLogger,
} as const;

/** Our application under our engine. */
export const ours: StartMixedChain = async ({ role, genesis, seeds }) => {
  const clock = createWallClock();
  const options = { ...COMMON, role, genesis, signerSeeds: seeds, clock, minGasPrices: [] };
  const node = await startNode({ ...options, grpcPort: 0 });
  return engineChain({ ...node, genesis, grpcUrl: `http://${node.grpcAddress}` });
};

/** A Go application under our engine. */
export function goUnderOurEngine(binary: string): StartMixedChain {
  return async ({ genesis, seeds }) => {
    const [appPort = 0, grpcPort = 0, rpcPort = 0] = await freePorts(3);
    const { chainId } = genesis;
    const home = temporaryFolder();
    const minGasPrices = "0stake";
    const process = { binary, home, chainId, minGasPrices, appPort, grpcPort, rpcPort };
    const app = await startGoProcess(process);
    const node = await startForeignNode({
      ...COMMON,
      port: rpcPort,
      genesis,
      signerSeeds: seeds,
      clock: createWallClock(),
      application: app.address,
    });
    return engineChain({
      ...node,
      genesis,
      grpcUrl: `http://${HOST}:${grpcPort}`,
      async stop() {
        await node.stop();
        await app.end("SIGTERM");
      },
    });
  };
}

function engineChain(node: {
  readonly engine: Engine;
  readonly genesis: GenesisDoc;
  readonly rpcUrl: string;
  readonly grpcUrl: string;
  stop(): Promise<void>;
}): MixedChain {
  const { engine, rpcUrl, grpcUrl } = node;
  const client = createChainClient({ rpcUrl });
  return {
    chainId: node.genesis.chainId,
    rpcUrl,
    grpcUrl,
    client,
    async silence(seed) {
      engine.setSigning(addressOf(seed), false);
    },
    async doubleSign(seed) {
      engine.causeDoubleSign(addressOf(seed));
    },
    async stop() {
      client.close();
      await node.stop();
    },
  };
}

/** A Go application under CometBFT, a node for each validator. */
export function goUnderCometBft(binary: string, program: string): StartMixedChain {
  return async ({ genesis, seeds }) => {
    const net = await createNet({ program, names: [], genesis });
    const [grpcPort = 0] = await freePorts(1);
    for (const [i, seed] of seeds.entries()) await net.add(`validator-${i}`, seed);
    const [first] = net.places;
    if (first === undefined) throw new Error("a chain needs a validator");
    const host = goProcesses(binary, (name) => (name === first.name ? grpcPort : undefined));
    const rpcUrl = `http://${HOST}:${first.rpcPort}`;
    const client = createChainClient({ rpcUrl });
    const stop = async () => {
      client.close();
      await net.stop();
    };
    try {
      await Promise.all(net.places.map((place) => net.start(place, { host })));
      const isUp = async () => (await net.height(first).catch(() => 0n)) >= 2n;
      await until(isUp, { what: `blocks of ${genesis.chainId}`, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      chainId: genesis.chainId,
      rpcUrl,
      grpcUrl: `http://${HOST}:${grpcPort}`,
      client,
      async silence(seed) {
        await net.places.find((place) => equalBytes(place.seed, seed))?.running?.stop();
      },
      doubleSign: (seed) => signTwice(client, genesis.chainId, seed),
      stop,
    };
  };
}

/** Signs a second block with a validator's key, and tells CometBFT what both votes are: its pool checks and keeps them. */
export async function signTwice(client: ChainClient, chainId: string, seed: Bytes): Promise<void> {
  // The commit of the latest height may still grow.
  const height = (await client.status()).latestHeight - 1n;
  const [target, common] = [await client.lightBlock(height), await client.lightBlock(height - 1n)];
  const evidence = doubleSign(
    {
      chainId,
      signedHeader: target.signedHeader,
      validators: target.validatorSet,
      common: { header: common.signedHeader.header, validators: common.validatorSet },
    },
    createSigners([seed]),
    addressOf(seed),
  );
  await client.call("broadcast_evidence", { evidence: evidenceToJson(evidence) });
}

/** Go applications for the places of a net; one of them serves gRPC where it is asked for. */
function goProcesses(
  binary: string,
  grpcPortOf: (name: string) => number | undefined,
): ApplicationHost {
  return async ({ name, home, chainId, listen, apis }) => {
    const [freePort = 0] = await freePorts(1);
    const app = await startGoProcess({
      binary,
      home: join(home, "go"),
      chainId,
      minGasPrices: "0stake",
      appPort: listen.port,
      grpcPort: grpcPortOf(name) ?? freePort,
      rpcPort: Number(new URL(apis.rpcUrl).port),
    });
    let isStopping = false;
    const ended = new Promise<NodeEnded | undefined>((resolve) => {
      app.child.once("exit", () =>
        resolve(isStopping ? undefined : new NodeEnded(`${name} (Go) ended: ${app.output()}`)),
      );
    });
    return {
      address: app.address,
      ended,
      async stop() {
        isStopping = true;
        await app.end("SIGTERM");
        await rm(join(home, "go"), { recursive: true, force: true });
      },
    };
  };
}

function addressOf(seed: Bytes): Bytes {
  return ed25519Address(ed25519KeyFromSeed(seed).pub);
}
