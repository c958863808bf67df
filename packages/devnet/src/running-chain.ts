import { join } from "node:path";
import { Dec, type Logger } from "@testudo/base";
import { createChainClient, until } from "@testudo/client";
import { type GenesisDoc, parseGenesis } from "@testudo/comet";
import {
  type Clock,
  type Engine,
  type MethodTable,
  type Mining,
  readFileIfAny,
  startNode,
} from "@testudo/node";
import type { ChainNode } from "./chain-node.ts";
import { type CometBftSetup, startCometBftChain } from "./comet-chain.ts";
import { InputError, messageOf } from "./errors.ts";
import { deriveConsensusKey } from "./keys.ts";
import { HOST } from "./ports.ts";
import { chainHome, type DevnetState } from "./state-file.ts";

export interface ChainStart {
  readonly role: "provider" | "consumer";
  readonly chainId: string;
  /** Folder of the devnet; without one the chain lives in memory. */
  readonly home: string | undefined;
  readonly state: DevnetState;
  readonly denom: string;
  readonly clock: Clock;
  readonly mining: Mining;
  readonly port: number;
  readonly grpcPort: number;
  readonly restPort: number;
  readonly metricsPort: number;
  readonly logger: Logger;
  readonly extraMethods: (engine: Engine) => MethodTable;
  readonly cometBft: CometBftSetup | undefined;
  /** Made only for a chain that has no genesis under its home yet. */
  readonly genesis: () => Promise<GenesisDoc> | GenesisDoc;
}

/** Containers and machines start in any order. */
const ATTACH_TIMEOUT_MS = 600_000;

/**
 * Starts a chain, or continues the one under its home.
 *
 * @throws ListenError, DatabaseUnavailable, InputError
 */
export async function startChain(start: ChainStart): Promise<ChainNode> {
  const { role, chainId, home, state, logger } = start;
  const elsewhere = state.topology.attach[chainId];
  if (elsewhere !== undefined) return attachChain(chainId, elsewhere);
  const folder = home === undefined ? undefined : chainHome(home, chainId);
  const genesis = (await storedGenesis(folder)) ?? (await start.genesis());
  if (state.topology.engine === "cometbft") {
    const setup = start.cometBft;
    if (folder === undefined || setup === undefined) {
      throw new InputError("CometBFT needs a folder to work in; start the devnet with a --home");
    }
    return startCometBftChain({ ...start, setup, folder, genesis });
  }
  const node = await startNode({
    role,
    home: folder,
    genesis,
    signerSeeds: signerSeeds(state, chainId),
    clock: start.clock,
    mining: start.mining,
    host: HOST,
    port: start.port,
    grpcPort: start.grpcPort,
    restPort: start.restPort,
    metricsPort: start.metricsPort,
    moniker: chainId,
    minGasPrices: [{ denom: start.denom, amount: Dec.fromText(state.topology.hub.minGasPrice) }],
    logger: logger.child({ chain: chainId }),
    extraMethods: start.extraMethods,
    legacyEvents: state.topology.compat === "legacy-events",
  });
  return { ...node, fault: () => node.engine.status().halted };
}

/** A chain whose nodes run elsewhere, once it has two blocks. */
async function attachChain(chainId: string, rpcUrl: string): Promise<ChainNode> {
  const client = createChainClient({ rpcUrl });
  const isUp = async () => {
    const status = await client.status().catch(() => undefined);
    return status !== undefined && status.latestHeight >= 2n && status;
  };
  try {
    const what = `an answer of ${chainId} at ${rpcUrl}`;
    const { chainId: found } = await until(isUp, {
      what,
      timeoutMs: ATTACH_TIMEOUT_MS,
      pauseMs: 500,
    });
    if (found !== chainId) throw new InputError(`${rpcUrl} serves ${found}, not ${chainId}`);
  } finally {
    client.close();
  }
  return { rpcUrl, engine: undefined, fault: () => undefined, stop: async () => undefined };
}

async function storedGenesis(folder: string | undefined): Promise<GenesisDoc | undefined> {
  if (folder === undefined) return undefined;
  const path = join(folder, "genesis.json");
  const text = await readFileIfAny(path);
  if (text === undefined) return undefined;
  try {
    return parseGenesis(text);
  } catch (error) {
    throw new InputError(
      `${path} is damaged (${messageOf(error)}); restore a copy, or forget this devnet with "testudo reset"`,
    );
  }
}

/**
 * Every key that a validator of this devnet may have on a chain: its own ones there, and its key on the hub, which the
 * hub uses for whoever opted in without a key.
 */
function signerSeeds({ topology, keyGenerations }: DevnetState, chainId: string) {
  const { seed, validators, hub } = topology;
  return validators.flatMap(({ name }) => {
    const generations = (keyGenerations[`${chainId}/${name}`] ?? 0) + 1;
    const own = Array.from({ length: generations }, (_, generation) =>
      deriveConsensusKey(seed, { validator: name, chainId, generation }),
    );
    const onHub = deriveConsensusKey(seed, { validator: name, chainId: hub.chainId });
    return [...own, ...(chainId === hub.chainId ? [] : [onHub])].map((key) => key.seed);
  });
}
