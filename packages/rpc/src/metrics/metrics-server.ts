import { createServer } from "node:http";
import { ListenError } from "../http-server.ts";
import { EXPOSITION_TYPE } from "./exposition.ts";
import { createNodeMetrics, type MetricsPort } from "./node-metrics.ts";

const TIMEOUT_MS = 10_000;
/** CometBFT's `instrumentation.max_open_connections` is 3; some room for dashboards and a person. */
const CONNECTIONS_MAX = 16;

export interface MetricsServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a node's metrics at `/metrics`, for Prometheus.
 *
 * @throws ListenError
 */
export async function startMetricsServer(options: {
  readonly node: MetricsPort;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}): Promise<MetricsServer> {
  const { node, host } = options;
  const server = createServer({ requestTimeout: TIMEOUT_MS }, (request, response) => {
    const isFound = request.method === "GET" && /^\/metrics(\?|$)/.test(request.url ?? "");
    const body = isFound ? metrics.text() : "404 page not found\n";
    response.writeHead(isFound ? 200 : 404, {
      "Content-Type": isFound ? EXPOSITION_TYPE : "text/plain; charset=utf-8",
      "Content-Length": Buffer.byteLength(body),
    });
    response.end(body);
  });
  server.maxConnections = CONNECTIONS_MAX;
  server.setTimeout(TIMEOUT_MS);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new ListenError(host, options.port, error)));
    server.listen(options.port, host, resolve);
  });
  const metrics = createNodeMetrics(node);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://${host}:${port}/metrics`,
    port,
    close: () => {
      metrics.stop();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
