import type { Logger } from "@testudo/base";
import { chainMethods, type LegacyAnswers, type NodeIdentity } from "./chain-methods.ts";
import type { CorsPolicy } from "./cors.ts";
import {
  BODY_LIMIT,
  type HttpServer,
  type HttpServerOptions,
  startHttpServer,
} from "./http-server.ts";
import type { MethodTable } from "./method.ts";
import { nodeMethods } from "./node-methods.ts";
import type { ChainPort, NodePort } from "./node-port.ts";
import { createWebSocketEndpoint, SOCKET_METHODS } from "./websocket.ts";

/** CometBFT's `timeout_broadcast_tx_commit`. */
const COMMIT_TIMEOUT_MS = 10_000;

export interface RpcServerOptions {
  readonly node: NodePort;
  readonly identity: Omit<NodeIdentity, "rpcAddress">;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logger: Logger;
  /** Methods beyond CometBFT's: the control methods of a devnet. */
  readonly extraMethods?: MethodTable;
  readonly batchLimit?: number;
  readonly corsOrigins?: CorsPolicy;
  readonly legacy?: LegacyAnswers;
}

export interface RpcServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a node as CometBFT v0.38 does: JSON-RPC over POST, GET and WebSocket.
 *
 * @throws ListenError when the port is taken
 */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { node, host, port, logger, extraMethods = {} } = options;
  const identity = { ...options.identity, rpcAddress: () => `tcp://${host}:${http.port}` };
  const methods = {
    ...nodeMethods({
      node,
      identity,
      commitTimeoutMs: COMMIT_TIMEOUT_MS,
      legacy: options.legacy,
    }),
    ...extraMethods,
  };
  const sockets = createWebSocketEndpoint({ methods, node, logger, messageLimit: BODY_LIMIT });
  const http: HttpServer = await startHttpServer({
    methods,
    socketMethods: SOCKET_METHODS,
    host,
    port,
    logger,
    batchLimit: options.batchLimit,
    corsOrigins: options.corsOrigins,
    onUpgrade: sockets.upgrade,
  });
  return {
    ...endpoint(http, host),
    async close() {
      sockets.close();
      await http.close();
    },
  };
}

/** Serves a chain read-only, without transactions or subscriptions: a witness, or a lying one. */
export async function startChainServer(
  options: Omit<RpcServerOptions, "node" | "extraMethods"> & { readonly chain: ChainPort },
): Promise<RpcServer> {
  const { chain, host } = options;
  const identity = { ...options.identity, rpcAddress: () => `tcp://${host}:${http.port}` };
  const http: HttpServer = await startHttpServer({
    ...options,
    methods: chainMethods(chain, identity),
  });
  return { ...endpoint(http, host), close: http.close };
}

/** Serves any table of methods: the control server of a devnet. */
export async function startControlServer(options: {
  readonly methods: MethodTable;
  readonly documents?: HttpServerOptions["documents"];
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
}): Promise<RpcServer> {
  // Launching a chain, or a year of blocks, takes longer than any query may.
  const http = await startHttpServer({ ...options, limits: { idleTimeoutMs: 0 } });
  return { ...endpoint(http, options.host), close: http.close };
}

function endpoint(http: HttpServer, host: string) {
  return { url: `http://${host}:${http.port}`, port: http.port };
}
