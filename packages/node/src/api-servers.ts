import type { Logger } from "@testudo/base";
import type { Engine } from "@testudo/engine";
import { createGrpcCalls, startGrpcServer } from "@testudo/rpc";
import type { ChainApplication } from "@testudo/runtime";

export interface ApiServerOptions {
  readonly app: ChainApplication;
  readonly engine: Pick<Engine, "broadcastTxSync" | "broadcastTxAsync">;
  readonly host: string;
  readonly grpcPort?: number;
  readonly restPort?: number;
  readonly logger: Logger;
  /** Takes what stops a server that has started. */
  readonly closers: (() => Promise<void>)[];
}

/** Starts the servers that have a port. @throws ListenError */
export async function startApiServers(options: ApiServerOptions) {
  const { app, engine, host, grpcPort, logger, closers } = options;
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
  return { grpcAddress, restUrl: undefined };
}
