import { fromBase64, type Time, toBase64 } from "@testudo/base";
import { createChainClient, until } from "@testudo/client";
import { type GenesisDoc, genesisToText, parseGenesis } from "@testudo/comet";
import {
  cometBftNodeFiles,
  cometBftNodeId,
  makeFolder,
  readFileIfAny,
  writeCometBftHome,
  writePrivateFile,
} from "@testudo/node";
import { fromTimestamp } from "@testudo/proto";
import { deriveAccounts } from "./accounts.ts";
import { consumerChainGenesis, hubGenesis } from "./chain-genesis.ts";
import { ExpectationFailed, InputError, messageOf } from "./errors.ts";
import { deriveConsensusKey, deriveKey } from "./keys.ts";
import { cometBftConfigOf, type NodeFile, nodeGenesisPath, writeNodeFile } from "./node-file.ts";
import { consumerChains, consumerGenesisState } from "./queries.ts";
import { defaultConsumer, type MineSetting, type Topology } from "./topology.ts";
import { readValidatorKey } from "./validator-key.ts";

/** What one node is set up from. */
export interface NodeInit {
  readonly home: string;
  readonly engine: "builtin" | "cometbft";
  readonly chainId: string;
  readonly topology: Topology;
  /**
   * Whose keys it signs with; all by default. Under CometBFT at most one, and none for a node that only follows: two
   * nodes with one key sign double.
   */
  readonly validators?: readonly string[];
  /** Texts of key files of CometBFT, `priv_validator_key.json`, that it signs with beside or instead. */
  readonly keys?: readonly string[];
  /** ABCI socket of an application that somebody else runs, for the built-in engine; ours by default. */
  readonly application?: string;
  /** How the built-in engine makes blocks; by default one after each pause. */
  readonly mine?: MineSetting;
  /** Text of a genesis file; by default the hub's is made from the topology, a consumer's asked of the hub. */
  readonly genesis?: string;
  /** When a genesis made from the topology begins: nodes that are to make one chain need the same. */
  readonly genesisTime: Time;
  /** RPC of the hub, for a consumer. */
  readonly hubRpc?: string;
  /** Address to listen on. */
  readonly host: string;
  readonly ports: NodeFile["ports"];
  /** `name=host:port` of a node of the same topology, or `id@host:port` of any. */
  readonly peers: readonly string[];
  /** `host:port` that peers reach this node by, where it is not the one listened on. */
  readonly externalAddress?: string;
  readonly blockMs: number;
  readonly snapshotInterval: number;
  readonly onProgress?: (text: string) => void;
}

/** How long a consumer's node waits for the hub to launch its chain. */
const LAUNCH_TIMEOUT_MS = 900_000;
const LAUNCH_POLL_MS = 500;
const LAUNCHED = "CONSUMER_PHASE_LAUNCHED";

/**
 * Writes the home of one node: genesis, keys from the topology's seed, configuration, and under `cometbft/` a home of
 * CometBFT. A node that exists keeps its genesis, its blocks and what it has signed.
 *
 * @throws InputError, and ExpectationFailed when the hub does not launch the consumer in time
 */
export async function initNode(init: NodeInit): Promise<NodeFile> {
  const { home, engine, chainId, topology } = init;
  const { seed, hub } = topology;
  if (engine === "cometbft" && (init.application !== undefined || init.mine !== undefined)) {
    throw new InputError(
      "--app and --mine are of the built-in engine; CometBFT finds its application through proxy_app and makes blocks by itself",
    );
  }
  const names = validatorsOf(init);
  const seeds = signerSeedsOf(init, names);
  const moniker = names.length === 1 && names[0] !== undefined ? names[0] : "node";
  const genesis = await genesisOf(init);
  const file: NodeFile = {
    version: 1,
    engine,
    role: chainId === hub.chainId ? "provider" : "consumer",
    chainId,
    moniker,
    host: init.host,
    ports: init.ports,
    peers: init.peers.map((peer) => peerAddress(peer, topology, chainId)),
    externalAddress: init.externalAddress,
    application: init.application,
    blockMs: init.blockMs,
    mine: init.mine,
    snapshotInterval: init.snapshotInterval,
    minGasPrices: `${hub.minGasPrice}${denomOf(topology, chainId)}`,
    signerSeeds: seeds,
    nodeSeed: toBase64(nodeSeed(seed, chainId, moniker)),
  };
  await makeFolder(home);
  await writePrivateFile(nodeGenesisPath(home), genesisToText(genesis));
  await writeNodeFile(home, file);
  if (engine === "cometbft") {
    await writeCometBftHome({
      home: cometBftNodeFiles(home).comet,
      genesis,
      consensusSeed: consensusSeedOf(file),
      nodeSeed: fromBase64(file.nodeSeed),
      config: { ...cometBftConfigOf(file), proxyApp: `tcp://127.0.0.1:${file.ports.app}` },
    });
  }
  return file;
}

/** What CometBFT signs with; a node that only follows has a key that no validator has. */
export function consensusSeedOf({ signerSeeds: [first], nodeSeed: own }: NodeFile) {
  return first === undefined
    ? deriveKey(own, "consensus of a node that follows")
    : fromBase64(first);
}

function validatorsOf({ engine, validators, keys, topology }: NodeInit): readonly string[] {
  const known = topology.validators.map(({ name }) => name);
  const names = validators ?? (engine === "builtin" && keys === undefined ? known : []);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`there is no validator "${unknown}"; there are ${known.join(", ")}`);
  }
  if (engine === "cometbft" && names.length + (keys?.length ?? 0) > 1) {
    throw new InputError("a CometBFT node signs for one validator; name one, or none to follow");
  }
  return names;
}

function signerSeedsOf(init: NodeInit, names: readonly string[]): readonly string[] {
  return [
    ...names.flatMap((name) => signerSeeds(init, name)),
    ...(init.keys ?? []).map((text) => toBase64(readValidatorKey(text))),
  ];
}

/** With the built-in engine also the key on the hub, which the hub uses for whoever opted in without one. */
function signerSeeds({ engine, topology, chainId }: NodeInit, validator: string): string[] {
  const { seed, hub } = topology;
  const own = deriveConsensusKey(seed, { validator, chainId });
  const onHub = deriveConsensusKey(seed, { validator, chainId: hub.chainId });
  const both = engine === "builtin" && chainId !== hub.chainId;
  return [own, ...(both ? [onHub] : [])].map((key) => toBase64(key.seed));
}

const nodeSeed = (seed: string, chainId: string, moniker: string) =>
  deriveKey(seed, `node/${chainId}/${moniker}`);

function peerAddress(peer: string, { seed }: Topology, chainId: string): string {
  if (/^[0-9a-f]{40}@[^\s@]+:\d{1,5}$/.test(peer)) return peer;
  const [, name, address] = /^([a-z][a-z0-9-]*)=([^\s=@]+:\d{1,5})$/.exec(peer) ?? [];
  if (name === undefined || address === undefined) {
    throw new InputError(`"${peer}" is no peer; use <validator>=host:port or <node id>@host:port`);
  }
  return `${cometBftNodeId(nodeSeed(seed, chainId, name))}@${address}`;
}

function denomOf({ hub, consumers }: Topology, chainId: string): string {
  if (chainId === hub.chainId) return hub.denom;
  const spec = consumers.find((one) => one.chainId === chainId) ?? defaultConsumer(chainId, []);
  return spec.denom;
}

async function genesisOf(init: NodeInit): Promise<GenesisDoc> {
  const { home, chainId, topology } = init;
  const path = nodeGenesisPath(home);
  const kept = await readFileIfAny(path);
  const given = kept ?? init.genesis;
  if (given !== undefined) {
    const genesis = readGenesis(given, kept === undefined ? "--genesis" : path);
    if (genesis.chainId !== chainId) {
      throw new InputError(
        `${kept === undefined ? "the genesis" : home} is of the chain ${genesis.chainId}, not of ${chainId}`,
      );
    }
    return genesis;
  }
  const accounts = deriveAccounts(topology);
  if (chainId === topology.hub.chainId) return hubGenesis(topology, accounts, init.genesisTime);
  if (init.hubRpc === undefined) {
    throw new InputError(
      `${chainId} is a consumer, whose genesis the hub gives; name the hub's RPC with --hub, or a file with --genesis`,
    );
  }
  const ccv = await consumerState(init, init.hubRpc);
  const { timestamp } = ccv.provider.consensusState ?? {};
  return consumerChainGenesis({
    topology,
    accounts,
    chainId,
    denom: denomOf(topology, chainId),
    // Every node of the consumer has to begin at the same instant; the hub's at the launch is one that all can see.
    genesisTime: timestamp === undefined ? init.genesisTime : fromTimestamp(timestamp),
    ccv,
  });
}

/** What the hub says of a consumer, once it has launched it. */
async function consumerState({ chainId, onProgress }: NodeInit, hubRpc: string) {
  const client = createChainClient({ rpcUrl: hubRpc });
  onProgress?.(`waiting for ${hubRpc} to launch ${chainId}`);
  try {
    const consumerId = await until(
      async () => {
        const chains = await consumerChains({ client }).catch(() => []);
        return chains.find((one) => one.chainId === chainId && one.phase === LAUNCHED)?.consumerId;
      },
      { what: `launch of ${chainId}`, timeoutMs: LAUNCH_TIMEOUT_MS, pauseMs: LAUNCH_POLL_MS },
    );
    return await consumerGenesisState({ client }, consumerId);
  } catch (error) {
    throw new ExpectationFailed(messageOf(error), { cause: error });
  } finally {
    client.close();
  }
}

function readGenesis(text: string, where: string): GenesisDoc {
  try {
    return parseGenesis(text);
  } catch (error) {
    throw new InputError(`${where} is no genesis (${messageOf(error)}); name another file`);
  }
}
