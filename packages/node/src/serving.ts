import { createHash } from "node:crypto";
import type { Bytes, Logger } from "@testudo/base";
import { type GenesisDoc, genesisToText } from "@testudo/comet";
import { type Clock, createMemoryDatabase, type Engine, type Mining } from "@testudo/engine";
import { type MethodTable, nodeIdOf, type RpcServer, startRpcServer } from "@testudo/rpc";
import { checkedDatabase } from "./checked-database.ts";
import { openDatabase } from "./database.ts";
import { makeFolder, nodeFiles, writePrivateFile } from "./home.ts";

/** What a node of the built-in engine is made of, whoever runs its application. */
export interface EngineNodeOptions {
  /** Folder of the node; without one nothing outlives the process. */
  readonly home?: string;
  readonly genesis: GenesisDoc;
  /** ed25519 seeds of the validators that this node signs for. */
  readonly signerSeeds: readonly Bytes[];
  readonly clock: Clock;
  readonly mining: Mining;
  readonly host: string;
  /** RPC port; 0 takes any free one. */
  readonly port: number;
  readonly moniker: string;
  readonly logger: Logger;
  /** Methods beyond CometBFT's on the RPC port, made once the engine is there. */
  readonly extraMethods?: (engine: Engine) => MethodTable;
}

export interface ServedEngine {
  readonly engine: Engine;
  readonly nodeId: string;
  readonly moniker: string;
  readonly host: string;
  /** RPC port; 0 takes any free one. */
  readonly port: number;
  readonly logger: Logger;
  /** Methods beyond CometBFT's on the RPC port. */
  readonly extraMethods?: (engine: Engine) => MethodTable;
  /** Whether answers carry what clients older than CometBFT v0.38 read. */
  readonly legacyEvents?: boolean;
  /** Takes what stops a part that has started. */
  readonly closers: (() => Promise<void>)[];
}

/** Starts an engine, and RPC once it has shaken hands with its application. @throws EngineError, ListenError */
export async function serveEngine(options: ServedEngine): Promise<RpcServer> {
  const { engine, nodeId, moniker, host, port, logger, closers } = options;
  await engine.start();
  closers.push(() => engine.stop());
  const rpc = await startRpcServer({
    node: engine,
    identity: { nodeId, moniker },
    host,
    port,
    logger,
    extraMethods: options.extraMethods?.(engine),
    corsOrigins: "loopback",
    legacy: { legacyEvents: options.legacyEvents },
  });
  closers.push(rpc.close);
  return rpc;
}

/** The id of the one node that a chain of the built-in engine has. */
export function chainNodeId(chainId: string): string {
  return nodeIdOf(createHash("sha256").update(`${chainId}/node`).digest());
}

/** The blocks of a node: under its home, or in memory. @throws DatabaseUnavailable */
export async function openBlocks(home: string | undefined, genesis: GenesisDoc) {
  if (home === undefined) return createMemoryDatabase();
  const files = nodeFiles(home);
  await makeFolder(home);
  await writePrivateFile(files.genesis, genesisToText(genesis));
  return checkedDatabase(await openDatabase(files.blocks), files.blocks);
}
