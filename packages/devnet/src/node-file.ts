import { join } from "node:path";
import { fromBase64 } from "@testudo/base";
import {
  type CometBftConfig,
  cometBftNodeId,
  readFileIfAny,
  writePrivateFile,
} from "@testudo/node";
import { InputError, messageOf } from "./errors.ts";
import { readObject } from "./input-reading.ts";
import type { MineSetting } from "./topology.ts";

/** `<home>/node.json`: what a single node is. It holds keys. */
export interface NodeFile {
  readonly version: 1;
  readonly engine: "builtin" | "cometbft";
  readonly role: "provider" | "consumer";
  readonly chainId: string;
  readonly moniker: string;
  /** Address that it listens on. */
  readonly host: string;
  readonly ports: {
    readonly rpc: number;
    readonly p2p: number;
    readonly app: number;
    readonly grpc: number;
    readonly rest: number;
  };
  /** `id@host:port` each. */
  readonly peers: readonly string[];
  readonly externalAddress?: string | undefined;
  /** ABCI socket of an application that somebody else runs; ours by default. */
  readonly application?: string | undefined;
  /** Pause after each block in milliseconds. */
  readonly blockMs: number;
  /** How the built-in engine makes blocks, where it is not one after each pause. */
  readonly mine?: MineSetting | undefined;
  readonly snapshotInterval: number;
  /** Such as `0.005uatom`. */
  readonly minGasPrices: string;
  /** Base64 of ed25519 seeds: those it signs blocks with, and the one that names it among its peers. */
  readonly signerSeeds: readonly string[];
  readonly nodeSeed: string;
}

const KEYS: readonly (keyof NodeFile)[] = [
  "version",
  "engine",
  "role",
  "chainId",
  "moniker",
  "host",
  "ports",
  "peers",
  "externalAddress",
  "application",
  "blockMs",
  "mine",
  "snapshotInterval",
  "minGasPrices",
  "signerSeeds",
  "nodeSeed",
];

const OPTIONAL: readonly (keyof NodeFile)[] = ["externalAddress", "application", "mine"];

export function nodeFilePath(home: string): string {
  return join(home, "node.json");
}

export function nodeGenesisPath(home: string): string {
  return join(home, "genesis.json");
}

export async function writeNodeFile(home: string, file: NodeFile): Promise<void> {
  await writePrivateFile(nodeFilePath(home), `${JSON.stringify(file, undefined, 2)}\n`);
}

/** @throws InputError when there is none, or it is damaged */
export async function readNodeFile(home: string): Promise<NodeFile> {
  const path = nodeFilePath(home);
  const text = await readFileIfAny(path);
  if (text === undefined) {
    throw new InputError(`${path} does not exist; make a node with "testudo node init"`);
  }
  try {
    const file = readObject(JSON.parse(text), path, KEYS);
    const missing = KEYS.find((key) => !OPTIONAL.includes(key) && file[key] === undefined);
    if (file.version !== 1 || missing !== undefined) throw new Error(`${missing ?? "version"}`);
    // Written by `node init`, and its parts have been looked for above.
    return file as unknown as NodeFile;
  } catch (error) {
    throw new InputError(
      `${path} is damaged (${messageOf(error)}); run "testudo node init" again, which keeps the chain`,
    );
  }
}

/** The id that CometBFT peers know the node by. */
export function nodeIdOf({ nodeSeed }: NodeFile): string {
  return cometBftNodeId(fromBase64(nodeSeed));
}

/** The node's CometBFT configuration, but for where its application is. */
export function cometBftConfigOf(file: NodeFile): Omit<CometBftConfig, "proxyApp"> {
  const { moniker, host, ports, externalAddress, peers, blockMs } = file;
  return {
    moniker,
    host,
    rpcPort: ports.rpc,
    p2pPort: ports.p2p,
    externalAddress,
    persistentPeers: peers,
    timeouts: { commitMs: blockMs },
  };
}
