import { join } from "node:path";
import { Dec, type Logger } from "@testudo/base";
import { type GenesisDoc, genesisToText } from "@testudo/comet";
import {
  type ApplicationHost,
  type CometBftNode,
  cometBftNodeId,
  makeFolder,
  startCometBftNode,
  writePrivateFile,
} from "@testudo/node";
import type { ChainNode } from "./chain-node.ts";
import { InputError } from "./errors.ts";
import { deriveConsensusKey, deriveKey } from "./keys.ts";
import { HOST, type NodePorts, nodePorts } from "./ports.ts";
import type { DevnetState } from "./state-file.ts";
import type { MineSetting } from "./topology.ts";

/** What a devnet needs from its caller to run CometBFT. */
export interface CometBftSetup {
  /** Path of the program, looked for when the first chain starts. */
  readonly program: () => Promise<string>;
  readonly applicationHost: ApplicationHost;
}

export interface CometBftChain {
  readonly setup: CometBftSetup;
  readonly role: "provider" | "consumer";
  readonly chainId: string;
  /** Folder of the chain. */
  readonly folder: string;
  readonly genesis: GenesisDoc;
  readonly state: DevnetState;
  readonly denom: string;
  /** RPC port of the chain, which its first node serves. */
  readonly port: number;
  /** Likewise of gRPC and REST. */
  readonly grpcPort: number;
  readonly restPort: number;
  readonly metricsPort: number;
  readonly logger: Logger;
}

/** Pause after a block where nothing is said about the pace. */
const PAUSE_MS = 500;
/** Blocks between two snapshots for state sync. */
const SNAPSHOT_INTERVAL = 500;

/**
 * Starts a chain, or continues it: for each validator a CometBFT node of its own, and an application beside it.
 *
 * @throws CometBftUnavailable, NodeEnded; nothing keeps running then
 */
export async function startCometBftChain(chain: CometBftChain): Promise<ChainNode> {
  const { folder, genesis, state, logger } = chain;
  const names = state.topology.validators.map(({ name }) => name);
  const program = await chain.setup.program();
  await makeFolder(folder);
  await writePrivateFile(join(folder, "genesis.json"), genesisToText(genesis));

  const nodes = new Map<string, CometBftNode>();
  const faults = new Map<string, string>();
  const start = async (name: string): Promise<void> => {
    const node = await startCometBftNode(nodeOptions(chain, program, names, name));
    nodes.set(name, node);
    faults.delete(name);
    void node.ended.then((fault) => {
      nodes.delete(name);
      if (fault !== undefined) faults.set(name, fault.message);
    });
  };
  const stop = async () => {
    await Promise.all([...nodes.values()].map((node) => node.stop()));
  };

  const started = await Promise.allSettled(names.map(start));
  const failed = started.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  logger.info({ chain: chain.chainId, nodes: names.length }, "started cometbft nodes");

  return {
    rpcUrl: `http://${HOST}:${chain.port}`,
    grpcAddress: `${HOST}:${chain.grpcPort}`,
    restUrl: `http://${HOST}:${chain.restPort}`,
    metricsUrl: `http://${HOST}:${chain.metricsPort}/metrics`,
    engine: undefined,
    fault: () => (faults.size === 0 ? undefined : [...faults.values()].join("; ")),
    async setSigning(name, signs) {
      if (name === names[0]) {
        throw new InputError(
          `the node of ${name} serves the RPC of ${chain.chainId} and stays up; choose another validator`,
        );
      }
      if (signs && !nodes.has(name)) await start(name);
      if (!signs) await nodes.get(name)?.stop();
    },
    stop,
  };
}

function nodeOptions(
  {
    setup,
    role,
    chainId,
    folder,
    genesis,
    state,
    denom,
    port,
    grpcPort,
    restPort,
    metricsPort,
    logger,
  }: CometBftChain,
  program: string,
  names: readonly string[],
  name: string,
) {
  const { seed, mine, hub } = state.topology;
  const generation = state.keyGenerations[`${chainId}/${name}`] ?? 0;
  const ports = new Map<string, NodePorts>(names.map((one, i) => [one, nodePorts(port, i)]));
  const own = ports.get(name) ?? nodePorts(port, 0);
  const seedOf = (one: string) => deriveKey(seed, `node/${chainId}/${one}`);
  const peers = [...ports].filter(([one]) => one !== name);
  return {
    home: join(folder, "nodes", name),
    program,
    role,
    genesis,
    consensusSeed: deriveConsensusKey(seed, { validator: name, chainId, generation }).seed,
    nodeSeed: seedOf(name),
    config: {
      moniker: name,
      host: HOST,
      rpcPort: own.rpc,
      p2pPort: own.p2p,
      persistentPeers: peers.map(
        ([one, { p2p }]) => `${cometBftNodeId(seedOf(one))}@${HOST}:${p2p}`,
      ),
      timeouts: { commitMs: paceOf(mine) },
      ...(name === names[0] ? { metricsPort } : {}),
    },
    appPort: own.app,
    ...(name === names[0] ? { grpcPort, restPort } : {}),
    applicationHost: setup.applicationHost,
    minGasPrices: [{ denom, amount: Dec.fromText(hub.minGasPrice) }],
    snapshotInterval: SNAPSHOT_INTERVAL,
    legacyEvents: state.topology.compat === "legacy-events",
    logger: logger.child({ chain: chainId }),
  };
}

function paceOf(mine: MineSetting): number {
  return mine.mode === "interval" ? mine.ms : PAUSE_MS;
}
