import type { Application } from "@testudo/abci";
import { createSocketServer } from "@testudo/abci";
import type { DecCoin, Logger } from "@testudo/base";
import { type ChainRole, storeNames } from "@testudo/chains";
import type { ChainApplication } from "@testudo/runtime";
import { openMultiStore } from "@testudo/store";
import { createRoleApplication } from "./application.ts";
import { closeEach } from "./closing.ts";
import { type CometApis, cometServices, startCometApis } from "./cometbft/api-servers.ts";
import { openDatabase } from "./database.ts";
import { makeFolder, nodeFiles, readFileIfAny, writePrivateFile } from "./home.ts";
import { openSnapshots } from "./snapshots/snapshots.ts";

export interface BareApplicationOptions {
  readonly role: ChainRole;
  /** Where the engine connects: `tcp://host:port` or `unix://path`. */
  readonly listen: string;
  /** Folder that the state is kept in; without one it ends with the process. */
  readonly home?: string;
  /** Refuses another chain id in InitChain; by default InitChain decides. */
  readonly chainId?: string;
  readonly minGasPrices: readonly DecCoin[];
  /** Blocks between two snapshots for state sync, kept under `home`; 0 or absent: none. */
  readonly snapshotInterval?: number;
  /** Whether events carry what clients older than ibc-go v10 read. */
  readonly legacyEvents?: boolean;
  /** gRPC and REST, where the engine is a CometBFT whose RPC is known. They need `chainId`. */
  readonly apis?: CometApis;
  readonly logger: Logger;
}

export interface RunningApplication {
  /** The address in the form of `listen`, with the port that was taken. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Serves the bare application over the ABCI socket: any engine may drive it.
 *
 * ABCI tells an application its chain id in InitChain alone, so it is kept beside the state for later starts. State sync
 * has no InitChain: it needs the chain id among the options.
 */
export async function serveApplication(
  options: BareApplicationOptions,
): Promise<RunningApplication> {
  const { role, home, minGasPrices, logger } = options;
  const files = home === undefined ? undefined : nodeFiles(home);
  if (home !== undefined) await makeFolder(home);
  const database = files === undefined ? undefined : await openDatabase(files.state);
  const store = await openMultiStore({ names: storeNames(role), db: database });
  let chainId = (files && (await readChainId(files.app, role))) ?? options.chainId;

  const services =
    options.apis &&
    cometServices({
      apis: options.apis,
      about: { role, chainId: chainId ?? "", minGasPrices },
      app: () => app,
    });
  const make = (): ChainApplication =>
    createRoleApplication({
      role,
      chainId: chainId ?? "",
      store,
      minGasPrices,
      logger,
      legacyEvents: options.legacyEvents,
      queries: services?.routes,
    });
  let app: ChainApplication = make();
  const remember = async (): Promise<void> => {
    if (files !== undefined) await writePrivateFile(files.app, JSON.stringify({ role, chainId }));
  };
  const snapshots =
    files &&
    (await openSnapshots({
      folder: files.snapshots,
      store,
      interval: options.snapshotInterval ?? 0,
      refusal: () => (chainId === undefined ? "state sync needs --chain-id" : undefined),
      async restored() {
        app = make();
        await remember();
      },
      logger,
    }));

  const own: Partial<Application> = {
    ...snapshots?.handlers,
    async initChain(request) {
      if (options.chainId === undefined) {
        chainId = request.chainId;
        app = make();
      }
      const answer = await app.initChain(request);
      await remember();
      return answer;
    },
    async commit(request) {
      const answer = await app.commit(request);
      snapshots?.committed(store.version);
      return answer;
    },
  };
  if (services !== undefined) own.query = services.query;
  const served: Application = new Proxy(app, {
    get: (_target, name: keyof Application) => own[name] ?? app[name].bind(app),
  });

  const server = await createSocketServer({ app: served, listen: options.listen, logger });
  const closers = [server.close];
  const stop = () =>
    closeEach([
      ...closers,
      async () => snapshots?.settled(),
      () => app.close(),
      async () => database?.close(),
    ]);
  const { apis } = options;
  if (apis !== undefined && services !== undefined) {
    const chain = { app: () => app, chainId: () => chainId ?? "" };
    try {
      await startCometApis({ apis, services, ...chain, logger, closers });
    } catch (error) {
      await stop();
      throw error;
    }
  }
  return { address: server.address, stop };
}

async function readChainId(file: string, role: ChainRole): Promise<string | undefined> {
  const text = await readFileIfAny(file);
  if (text === undefined) return undefined;
  const stored: unknown = JSON.parse(text);
  if (
    typeof stored !== "object" ||
    stored === null ||
    !("chainId" in stored) ||
    !("role" in stored) ||
    typeof stored.chainId !== "string"
  ) {
    throw new Error(`${file} is damaged: it names no chain id; remove the folder and start over`);
  }
  if (stored.role !== role) {
    throw new Error(`${file} belongs to a ${stored.role}, not to a ${role}; choose another --home`);
  }
  return stored.chainId;
}
