import type { Logger } from "@testudo/base";
import type { Engine } from "@testudo/engine";
import {
  createGrpcCalls,
  startGrpcServer,
  startMetricsServer,
  startRestServer,
} from "@testudo/rpc";
import type { ChainApplication } from "@testudo/runtime";

export interface ApiServerOptions {
  readonly app: ChainApplication;
  readonly engine: Engine;
  readonly chainId: string;
  readonly host: string;
  readonly grpcPort?: number;
  readonly restPort?: number;
  readonly metricsPort?: number;
  readonly logger: Logger;
  /** Takes what stops a server that has started. */
  readonly closers: (() => Promise<void>)[];
}

/** Starts the servers that have a port. @throws ListenError */
export async function startApiServers(options: ApiServerOptions) {
  const { app, engine, chainId, host, grpcPort, logger, closers } = options;
  const { restPort, metricsPort } = options;
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
  let metricsUrl: string | undefined;
  if (metricsPort !== undefined) {
    const metrics = await startMetricsServer({ node: engine, host, port: metricsPort });
    closers.push(metrics.close);
    metricsUrl = metrics.url;
  }
  return { grpcAddress, restUrl, metricsUrl };
}
