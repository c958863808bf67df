import { join } from "node:path";
import type { Bytes, DecCoin, Logger } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import type { GenesisDoc } from "@testudo/comet";
import { makeFolder } from "../home.ts";
import type { ApplicationHost, HostedApplication } from "./application-host.ts";
import { type Child, startChild } from "./child.ts";
import type { CometBftConfig } from "./config.ts";
import { NodeEnded } from "./errors.ts";
import { cometBftNodeId, writeCometBftHome } from "./home.ts";

export interface CometBftNodeOptions {
  /** Folder of the node: application, CometBFT's home and both logs. */
  readonly home: string;
  /** The program, see `findCometBft`. */
  readonly program: string;
  readonly role: ChainRole;
  readonly genesis: GenesisDoc;
  /** ed25519 seeds of the key that signs blocks and of the one that names the node. */
  readonly consensusSeed: Bytes;
  readonly nodeSeed: Bytes;
  readonly config: Omit<CometBftConfig, "proxyApp">;
  /** Port of the application's ABCI socket, on 127.0.0.1; 0 takes any, where the application runs in this process. */
  readonly appPort: number;
  /** Ports of gRPC and REST, which the application serves; absent they are not served. */
  readonly grpcPort?: number;
  readonly restPort?: number;
  readonly applicationHost: ApplicationHost;
  readonly minGasPrices: readonly DecCoin[];
  /** Blocks between two snapshots for state sync; 0: none. */
  readonly snapshotInterval?: number;
  /** Whether events carry what clients older than ibc-go v10 read; CometBFT's own answers stay as they are. */
  readonly legacyEvents?: boolean;
  readonly logger: Logger;
}

/** An application with a CometBFT beside it. */
export interface CometBftNode {
  readonly moniker: string;
  /** The id that peers know it by. */
  readonly nodeId: string;
  readonly rpcUrl: string;
  /** `host:port`, where gRPC is served. */
  readonly grpcAddress: string | undefined;
  readonly restUrl: string | undefined;
  readonly cometBftPid: number;
  /** Where the application has a process of its own. */
  readonly applicationPid: number | undefined;
  /**
   * Resolves when the node is down: with the reason when one side ended by itself (the other has been stopped then), or
   * `undefined` after `stop`.
   */
  readonly ended: Promise<NodeEnded | undefined>;
  /** Stops CometBFT, then the application. What is committed stays; a start continues it. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 90_000;
const PAUSE_MS = 50;

/**
 * Starts an application and a CometBFT that drives it, or continues them: whichever of the two is behind after a crash
 * catches up by the handshake, in which CometBFT replays its blocks. Returns when RPC answers.
 *
 * @throws NodeEnded when either does not come up; nothing keeps running then
 */
export async function startCometBftNode(options: CometBftNodeOptions): Promise<CometBftNode> {
  const { home, role, config, logger } = options;
  const files = cometBftNodeFiles(home);
  await makeFolder(home);
  const app = await options.applicationHost({
    name: config.moniker,
    role,
    chainId: options.genesis.chainId,
    home: files.app,
    listen: { host: "127.0.0.1", port: options.appPort },
    minGasPrices: options.minGasPrices,
    snapshotInterval: options.snapshotInterval ?? 0,
    legacyEvents: options.legacyEvents,
    apis: {
      rpcUrl: `http://${config.host}:${config.rpcPort}`,
      host: config.host,
      grpcPort: options.grpcPort,
      restPort: options.restPort,
    },
    logFile: files.appLog,
    logger,
  });
  try {
    await writeCometBftHome({
      ...options,
      home: files.comet,
      config: { ...config, proxyApp: app.address },
    });
    const comet = await startChild({
      name: `cometbft of ${config.moniker}`,
      command: [options.program, "start", "--home", files.comet],
      logFile: files.cometLog,
    });
    const node = coupled({ options, app, comet });
    await untilReady(node);
    return node;
  } catch (error) {
    await app.stop();
    throw error;
  }
}

/** Where a node keeps its parts. */
export function cometBftNodeFiles(home: string) {
  return {
    app: join(home, "app"),
    comet: join(home, "cometbft"),
    appLog: join(home, "application.log"),
    cometLog: join(home, "cometbft.log"),
  };
}

function coupled(parts: {
  readonly options: CometBftNodeOptions;
  readonly app: HostedApplication;
  readonly comet: Child;
}): CometBftNode {
  const { options, app, comet } = parts;
  const { config, nodeSeed, grpcPort, restPort, logger } = options;
  const stop = async () => {
    await comet.stop();
    await app.stop();
  };
  // An application that is gone takes its CometBFT along, so it is asked first.
  const ended = Promise.race([app.ended, comet.ended]).then(async (fault) => {
    if (fault !== undefined) {
      logger.error({ moniker: config.moniker, err: fault.message }, "node ended");
      await stop();
    }
    return fault;
  });
  return {
    moniker: config.moniker,
    nodeId: cometBftNodeId(nodeSeed),
    rpcUrl: `http://${config.host}:${config.rpcPort}`,
    grpcAddress: grpcPort === undefined ? undefined : `${config.host}:${grpcPort}`,
    restUrl: restPort === undefined ? undefined : `http://${config.host}:${restPort}`,
    cometBftPid: comet.pid,
    applicationPid: app.pid,
    ended,
    stop,
  };
}

async function untilReady(node: CometBftNode): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await answers(node.rpcUrl))) {
    const fault = await Promise.race([node.ended, pause()]);
    if (fault !== undefined) throw fault;
    if (Date.now() > deadline) {
      await node.stop();
      throw new NodeEnded(
        `cometbft of ${node.moniker} does not answer on ${node.rpcUrl} after ${READY_TIMEOUT_MS / 1000} s`,
      );
    }
  }
}

async function answers(rpcUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${rpcUrl}/health`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function pause(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PAUSE_MS));
}
