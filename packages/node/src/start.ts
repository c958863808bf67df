import { createLocalClient } from "@testudo/abci";
import type { DecCoin } from "@testudo/base";
import { type ChainRole, storeNames } from "@testudo/chains";
import type { GenesisDoc } from "@testudo/comet";
import { createEngine, createHeaderReader, type Engine } from "@testudo/engine";
import type { RpcServer } from "@testudo/rpc";
import type { ChainApplication } from "@testudo/runtime";
import { openMultiStore } from "@testudo/store";
import { startApiServers } from "./api-servers.ts";
import { createRoleApplication } from "./application.ts";
import { closeEach } from "./closing.ts";
import { openDatabase } from "./database.ts";
import { nodeFiles } from "./home.ts";
import { nodeQueries } from "./node-queries.ts";
import { chainNodeId, type EngineNodeOptions, openBlocks, serveEngine } from "./serving.ts";
import { txQueries } from "./tx-queries.ts";

export interface NodeOptions extends EngineNodeOptions {
  readonly role: ChainRole;
  /** Port of gRPC; 0 takes any free one, absent it is not served. */
  readonly grpcPort?: number;
  /** Port of REST; 0 takes any free one, absent it is not served. */
  readonly restPort?: number;
  /** Port of Prometheus metrics; 0 takes any free one, absent they are not served. */
  readonly metricsPort?: number;
  readonly minGasPrices: readonly DecCoin[];
  /**
   * Whether events and `block_results` carry what older clients read (`--compat legacy-events`). No hash depends on it, so
   * it may change from one start to the next.
   */
  readonly legacyEvents?: boolean;
}

/** A chain with its engine and its RPC server. */
export interface RunningNode {
  readonly engine: Engine;
  readonly app: ChainApplication;
  readonly rpcUrl: string;
  /** `host:port`, where gRPC is served. */
  readonly grpcAddress: string | undefined;
  /** Where REST is served. */
  readonly restUrl: string | undefined;
  /** Where Prometheus finds the metrics. */
  readonly metricsUrl: string | undefined;
  /** Finishes the block in progress, writes everything to the disk and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts one node: application, engine, RPC. What has been committed under `home` is continued.
 *
 * @throws DatabaseUnavailable, ListenError, EngineError; nothing keeps running then
 */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { role, genesis, logger, home } = options;
  const closers: (() => Promise<void>)[] = [];
  const stop = () => closeEach(closers.reverse());
  try {
    const { blocks, state } = await openDatabases(home, genesis);
    closers.push(
      () => blocks.close(),
      async () => state?.close(),
    );
    // The engine replays what the application lost, so only blocks have to be synced one by one.
    const store = await openMultiStore({ names: storeNames(role), db: state, sync: false });
    const headerAt = createHeaderReader(blocks);
    const nodeId = chainNodeId(genesis.chainId);
    let rpc: RpcServer | undefined;
    const app: ChainApplication = createRoleApplication({
      role,
      chainId: genesis.chainId,
      store,
      minGasPrices: options.minGasPrices,
      legacyEvents: options.legacyEvents,
      logger,
      lastHeader: headerAt(store.version),
      headerAt,
      queries: [
        ...nodeQueries(
          {
            role,
            chainId: genesis.chainId,
            nodeId,
            moniker: options.moniker,
            minGasPrices: options.minGasPrices,
            rpcAddress: () => `tcp://${options.host}:${rpc?.port ?? options.port}`,
          },
          { engine: () => engine, app: () => app },
        ),
        ...txQueries({ engine: () => engine, decoder: () => app.decoder }),
      ],
    });
    closers.push(() => app.close());

    const engine: Engine = createEngine({
      app: createLocalClient(app),
      genesis,
      signerSeeds: options.signerSeeds,
      clock: options.clock,
      mining: options.mining,
      database: blocks,
      logger,
    });
    rpc = await serveEngine({ ...options, engine, nodeId, closers });
    const apis = await startApiServers({
      ...options,
      chainId: genesis.chainId,
      app,
      engine,
      closers,
    });
    return { engine, app, rpcUrl: rpc.url, ...apis, stop };
  } catch (error) {
    await stop().catch((err: unknown) => logger.warn({ err }, "not everything closed"));
    throw error;
  }
}

async function openDatabases(home: string | undefined, genesis: GenesisDoc) {
  const blocks = await openBlocks(home, genesis);
  if (home === undefined) return { blocks, state: undefined };
  try {
    return { blocks, state: await openDatabase(nodeFiles(home).state) };
  } catch (error) {
    await blocks.close();
    throw error;
  }
}
