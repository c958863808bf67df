import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { type CorsPolicy, isAllowed } from "./cors.ts";
import {
  type Answer,
  createDispatcher,
  type Dispatcher,
  errorAnswer,
  URI_ID,
} from "./dispatcher.ts";
import type { MethodTable } from "./method.ts";
import { invalidRequest, methodNotFound, RpcError, toRpcError } from "./rpc-error.ts";

/** CometBFT's `max_body_bytes`. */
export const BODY_LIMIT = 1_000_000;
const HEADER_LIMIT = 1024 * 1024;
/**
 * A body over the limit is read on, and thrown away, as far as this: a client that is still sending would see a broken
 * connection instead of the answer.
 */
const DISCARD_LIMIT = 16 * 1_000_000;
/** A request that is not complete by then is cut off: a slow sender must not hold a socket. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Nothing sent and nothing taken for so long: longer than `broadcast_tx_commit` may wait. */
const IDLE_TIMEOUT_MS = 30_000;
/** How long a connection is kept for a next request. */
const KEEP_ALIVE_MS = 30_000;
const SWEEP_MS = 1_000;
/** CometBFT's `max_open_connections`. */
const CONNECTIONS_MAX = 900;

/** Limits that tests make small. */
export interface HttpLimits {
  readonly requestTimeoutMs: number;
  /** 0: an answer may take as long as it takes. */
  readonly idleTimeoutMs: number;
  readonly sweepMs: number;
  readonly connections: number;
}

const LIMITS: HttpLimits = {
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
  idleTimeoutMs: IDLE_TIMEOUT_MS,
  sweepMs: SWEEP_MS,
  connections: CONNECTIONS_MAX,
};

export interface HttpServerOptions {
  readonly methods: MethodTable;
  /** Names of methods that exist on the WebSocket alone. */
  readonly socketMethods?: readonly string[];
  /** JSON documents by path, which pages of loopback hosts may read. They go before methods of the same name. */
  readonly documents?: (path: string) => JsonValue | undefined;
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
  readonly batchLimit?: number;
  /** Pages that browsers let call; none by default. */
  readonly corsOrigins?: CorsPolicy;
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpServer {
  readonly server: Server;
  readonly port: number;
  close(): Promise<void>;
}

/** A port that is taken, or an address that cannot be listened on. */
export class ListenError extends Error {
  override readonly name = "ListenError";

  constructor(
    readonly host: string,
    readonly port: number,
    cause: unknown,
  ) {
    // Errors of native code need not be of this realm.
    const code =
      typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
    const why = code === "EADDRINUSE" ? "is in use" : `cannot be listened on (${code || cause})`;
    super(`port ${port} on ${host} ${why}`, { cause });
  }
}

/**
 * JSON-RPC over HTTP: POST to `/`, GET `/<method>?<args>`, and the page of methods at GET `/`.
 *
 * @throws ListenError
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { methods, host, logger, onUpgrade, socketMethods = [], corsOrigins = [] } = options;
  const limits = { ...LIMITS, ...options.limits };
  const site: Site = {
    dispatcher: createDispatcher(methods, { batchLimit: options.batchLimit }),
    page: methodsPage(methods, socketMethods),
    socketMethods: new Set(socketMethods.map((name) => `/${name}`)),
    documents: options.documents ?? (() => undefined),
  };

  const server = createServer(
    {
      maxHeaderSize: HEADER_LIMIT,
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.sweepMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => {
      allowOrigin(request, response, corsOrigins);
      if (isPreflight(request) && corsOrigins.length > 0) {
        send(response, 204, undefined, "");
        return;
      }
      handle(site, request, response).catch((err: unknown) => {
        // A client that went away in the middle of its request is no news.
        if (request.destroyed && !request.complete) return;
        logger.warn({ err }, "request failed");
        if (!response.headersSent) send(response, 500, "text/plain", "internal error\n");
      });
    },
  );
  server.maxConnections = limits.connections;
  server.setTimeout(limits.idleTimeoutMs);
  if (onUpgrade !== undefined) server.on("upgrade", onUpgrade);
  server.on("clientError", (error, socket) => {
    const code = "code" in error ? error.code : "";
    const status =
      code === "HPE_HEADER_OVERFLOW"
        ? "431 Request Header Fields Too Large"
        : code === "ERR_HTTP_REQUEST_TIMEOUT"
          ? "408 Request Timeout"
          : "400 Bad Request";
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    else socket.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new ListenError(host, options.port, error)));
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    server,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a server answers from. */
interface Site {
  readonly dispatcher: Dispatcher;
  readonly page: string;
  /** Paths of the methods that exist on the WebSocket alone. */
  readonly socketMethods: ReadonlySet<string>;
  readonly documents: (path: string) => JsonValue | undefined;
}

/** `/` takes JSON-RPC whatever the HTTP method, and every other path is a call by URI, as in CometBFT. */
async function handle(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = parseUrl(request.url);
  if (url === undefined) return send(response, 400, "text/plain", "malformed URL\n");
  const document = request.method === "GET" ? site.documents(url.pathname) : undefined;
  if (document !== undefined) {
    allowOrigin(request, response, "loopback");
    return send(response, 200, "application/json", JSON.stringify(document));
  }
  const body = await readBody(request);
  if (body === undefined) {
    const error = invalidRequest("error reading request body: http: request body too large");
    response.setHeader("Connection", "close");
    return sendAnswer(response, errorAnswer(undefined, error), 400);
  }
  if (url.pathname === "/") return answerBody(site, body, response);
  if (site.socketMethods.has(url.pathname)) {
    return sendAnswer(response, errorAnswer(URI_ID, methodNotFound()), 404);
  }
  const args = new URLSearchParams(isForm(request) ? `${url.search.slice(1)}&${body}` : url.search);
  const answer = await site.dispatcher.uri(url.pathname.slice(1), args);
  if (answer === undefined) return send(response, 404, "text/plain", "404 page not found\n");
  sendAnswer(response, answer, answer.isError ? 500 : 200);
}

async function answerBody(
  { dispatcher, page }: Site,
  body: string,
  response: ServerResponse,
): Promise<void> {
  if (body === "") return send(response, 200, "text/html", page);
  try {
    const answer = await dispatcher.post(body);
    if (answer === undefined) return send(response, 200, undefined, "");
    sendAnswer(response, answer, 200);
  } catch (error) {
    const rpcError = error instanceof RpcError ? error : toRpcError(error);
    sendAnswer(response, errorAnswer(undefined, rpcError), 500);
  }
}

/** The whole body as text, or `undefined` when it is over the limit. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) {
    return Promise.resolve("");
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
      else if (size > DISCARD_LIMIT) resolve(undefined);
    });
    request.once("end", () => {
      if (size > BODY_LIMIT) return resolve(undefined);
      const [first] = chunks;
      if (first === undefined) return resolve("");
      resolve((chunks.length === 1 ? first : Buffer.concat(chunks)).toString("utf8"));
    });
    request.once("error", reject);
  });
}

function isForm(request: IncomingMessage): boolean {
  return (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}

function isPreflight(request: IncomingMessage): boolean {
  return (
    request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined
  );
}

function sendAnswer(response: ServerResponse, answer: Answer, status: number): void {
  if (answer.isCacheable) response.setHeader("Cache-Control", "public, max-age=86400");
  send(response, status, "application/json", answer.body);
}

function send(
  response: ServerResponse,
  status: number,
  type: string | undefined,
  body: string,
): void {
  const headers: OutgoingHttpHeaders = {
    "X-Server-Time": Math.floor(Date.now() / 1000),
    "Content-Length": Buffer.byteLength(body),
  };
  if (type !== undefined) headers["Content-Type"] = type;
  response.writeHead(status, headers);
  response.end(body);
}

function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origins: CorsPolicy,
): void {
  const { origin } = request.headers;
  if (origins.length > 0) response.setHeader("Vary", "Origin");
  if (origin === undefined) return;
  if (!isAllowed(origin, origins)) return;
  const isOpen = origins !== "loopback" && origins.includes("*");
  response.setHeader("Access-Control-Allow-Origin", isOpen ? "*" : origin);
  response.setHeader("Access-Control-Allow-Methods", "HEAD, GET, POST");
  response.setHeader(
    "Access-Control-Allow-Headers",
    "Origin, Accept, Content-Type, X-Requested-With, X-Server-Time",
  );
}

const ROOT = new URL("http://localhost/");

function parseUrl(url: string | undefined): URL | undefined {
  if (url === "/") return ROOT;
  try {
    return new URL(url ?? "/", "http://localhost");
  } catch {
    return undefined;
  }
}

/** The endpoints as a page. Nothing of the request stands on it, so nothing has to be escaped. */
function methodsPage(methods: MethodTable, socketMethods: readonly string[]): string {
  const lines = Object.entries(methods).map(([name, { params }]) => {
    const names = Object.keys(params);
    const args = names.map((one) => `${one}=_`).join("&amp;");
    const path = args === "" ? `/${name}` : `/${name}?${args}`;
    return `<li><a href="${path}">${path}</a></li>`;
  });
  const sockets = socketMethods.map((name) => `<li>${name} (WebSocket)</li>`);
  return `<!doctype html>\n<html><head><title>RPC endpoints</title></head><body>\n<h1>RPC endpoints</h1>\n<ul>\n${[...lines, ...sockets].join("\n")}\n</ul>\n</body></html>\n`;
}
