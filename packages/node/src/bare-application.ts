import type { Application } from "@testudo/abci";
import { createSocketServer } from "@testudo/abci";
import type { DecCoin, Logger } from "@testudo/base";
import { type ChainRole, storeNames } from "@testudo/chains";
import type { ChainApplication } from "@testudo/runtime";
import { openMultiStore } from "@testudo/store";
import { createRoleApplication } from "./application.ts";
import { openDatabase } from "./database.ts";
import { makeFolder, nodeFiles, readFileIfAny, writePrivateFile } from "./home.ts";

export interface BareApplicationOptions {
  readonly role: ChainRole;
  /** Where the engine connects: `tcp://host:port` or `unix://path`. */
  readonly listen: string;
  /** Folder that the state is kept in; without one it ends with the process. */
  readonly home?: string;
  /** Refuses another chain id in InitChain; by default InitChain decides. */
  readonly chainId?: string;
  readonly minGasPrices: readonly DecCoin[];
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
 * ABCI tells an application its chain id in InitChain alone, so it is kept beside the state for later starts.
 */
export async function serveApplication(
  options: BareApplicationOptions,
): Promise<RunningApplication> {
  const { role, home, minGasPrices, logger } = options;
  const files = home === undefined ? undefined : nodeFiles(home);
  if (home !== undefined) await makeFolder(home);
  const database = files === undefined ? undefined : await openDatabase(files.state);
  const store = await openMultiStore({ names: storeNames(role), db: database });
  const known = files === undefined ? undefined : await readChainId(files.app, role);

  const make = (chainId: string): ChainApplication =>
    createRoleApplication({ role, chainId, store, minGasPrices, logger });
  let app = make(known ?? options.chainId ?? "");

  const served: Application = new Proxy(app, {
    get(_target, name: keyof Application) {
      if (name !== "initChain") return app[name].bind(app);
      return async (request: Parameters<Application["initChain"]>[0]) => {
        if (options.chainId === undefined) app = make(request.chainId);
        const answer = await app.initChain(request);
        if (files !== undefined) {
          await writePrivateFile(files.app, JSON.stringify({ role, chainId: request.chainId }));
        }
        return answer;
      };
    },
  });

  const server = await createSocketServer({ app: served, listen: options.listen, logger });
  return {
    address: server.address,
    async stop() {
      await server.close();
      await app.close();
      await database?.close();
    },
  };
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
