import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { posix } from "node:path";
import type { Bytes, Logger } from "@testudo/base";
import { answerCors, type CorsPolicy } from "../cors.ts";
import type { GrpcCalls } from "../grpc/grpc-calls.ts";
import { HEIGHT_HEADER } from "../grpc/height-header.ts";
import { BODY_LIMIT, ListenError } from "../http-server.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { createOpenApiPages, type OpenApiPages } from "./openapi.ts";
import { resolveRoutes } from "./route-table.ts";

/** As much of a body that is too large is read and thrown away, so that the client sees the answer. */
const DISCARD_LIMIT = 16 * 1_000_000;
/** A request that is not complete by then is cut off. */
const REQUEST_TIMEOUT_MS = 10_000;
const SWEEP_MS = 1_000;
/** A connection on which nothing moves. */
const IDLE_TIMEOUT_MS = 30_000;
/** The SDK's `max-open-connections`. */
const CONNECTIONS_MAX = 1_000;
const FORM_TYPE = "application/x-www-form-urlencoded";
const METADATA_PREFIX = "grpc-metadata-";

export interface RestServerOptions {
  readonly calls: GrpcCalls;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logger: Logger;
  /** Pages that browsers let call; those of loopback hosts by default. */
  readonly cors?: CorsPolicy;
  /** Name of the chain on the page of routes. */
  readonly chainId: string;
}

export interface RestServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves REST as the SDK's API server does, and a page of its routes at `/swagger/`.
 *
 * @throws ListenError
 */
export async function startRestServer(options: RestServerOptions): Promise<RestServer> {
  const { calls, host, logger, chainId, cors = "loopback" } = options;
  const gateway = createGateway(calls, resolveRoutes(calls.has));
  const pages = createOpenApiPages(gateway.routes, chainId);
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: SWEEP_MS,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
    },
    (request, response) => {
      response.setHeader("X-Server-Time", String(Math.floor(Date.now() / 1000)));
      if (answerCors(request, response, cors)) return;
      handle({ gateway, pages }, request, response).catch((err: unknown) => {
        // A client that went away in the middle of its request is no news.
        if (request.destroyed && !request.complete) return;
        logger.warn({ err }, "request failed");
        if (!response.headersSent) send(response, 500, "text/plain", "internal error\n");
      });
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.setTimeout(IDLE_TIMEOUT_MS);

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new ListenError(host, options.port, error)));
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://${host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Site {
  readonly gateway: Gateway;
  readonly pages: OpenApiPages;
}

async function handle(
  { gateway, pages }: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [rawPath = "/", ...rest] = (request.url ?? "/").split("?");
  const path = decodePath(rawPath);
  if (path === undefined) return send(response, 400, "text/plain", "400 Bad Request");
  const clean = cleanPath(path);
  if (clean !== path) {
    response.setHeader("Location", [encodeURI(clean), ...rest].join("?"));
    return send(response, 301, "text/plain", "");
  }
  const page = request.method === "GET" ? pages.find(path) : undefined;
  if (page !== undefined) return send(response, 200, page.type, page.body);

  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader("Connection", "close");
    const text = '{"code":3,"message":"http: request body too large","details":[]}';
    return send(response, 400, "application/json", text);
  }
  const answer = await gateway.answer({
    verb: request.method,
    path,
    query: new URLSearchParams(rest.join("?")),
    body,
    isForm: (request.headers["content-type"] ?? "").startsWith(FORM_TYPE),
    heights: heightHeaders(request),
  });
  if (answer.height !== undefined) {
    response.setHeader("Grpc-Metadata-Content-Type", "application/grpc");
    response.setHeader("Grpc-Metadata-X-Cosmos-Block-Height", answer.height.toString());
  }
  send(response, answer.status, "application/json", answer.body);
}

/** The header under its own name, and under the one that the gateway has for any metadata. */
function heightHeaders({ headersDistinct }: IncomingMessage): readonly string[] {
  return [
    ...(headersDistinct[HEIGHT_HEADER] ?? []),
    ...(headersDistinct[METADATA_PREFIX + HEIGHT_HEADER] ?? []),
  ];
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Without empty segments and dots; a slash at the end stays. */
function cleanPath(path: string): string {
  return posix.normalize(`/${path}`).replace(/^\/+/, "/");
}

/** The whole body, or `undefined` when it is over the limit. */
async function readBody(request: IncomingMessage): Promise<Bytes | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > DISCARD_LIMIT) return undefined;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.setHeader("Content-Type", type);
  response.writeHead(status, { "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
