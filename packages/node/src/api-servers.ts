import type { Logger } from "@testudo/base";
import type { Engine } from "@testudo/engine";
import { createGrpcCalls, startGrpcServer, startRestServer } from "@testudo/rpc";
import type { ChainApplication } from "@testudo/runtime";

export interface ApiServerOptions {
  readonly app: ChainApplication;
  readonly engine: Pick<Engine, "broadcastTxSync" | "broadcastTxAsync">;
  readonly chainId: string;
  readonly host: string;
  readonly grpcPort?: number;
  readonly restPort?: number;
  readonly logger: Logger;
  /** Takes what stops a server that has started. */
  readonly closers: (() => Promise<void>)[];
}

/** Starts the servers that have a port. @throws ListenError */
export async function startApiServers(options: ApiServerOptions) {
  const { app, engine, chainId, host, grpcPort, restPort, logger, closers } = options;
  const calls = createGrpcCalls({
    queries: { methods: app.queries.paths, query: (request) => app.grpcQuery(request) },
    node: engine,
    logger,
  });
  let grpcAddress: string | undefined;
  if (grpcPort !== undefined) {
    const grpc = await startGrpcServer({ calls, host, port: grpcPort, logger });
    closers.push(grpc.close);
    grpcAddress = grpc.address;
  }
  let restUrl: string | undefined;
  if (restPort !== undefined) {
    const rest = await startRestServer({ calls, chainId, host, port: restPort, logger });
    closers.push(rest.close);
    restUrl = rest.url;
  }
  return { grpcAddress, restUrl };
}
