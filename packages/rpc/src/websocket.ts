import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "@testudo/base";
import { rawMembers } from "@testudo/comet";
import { type WebSocket, WebSocketServer } from "ws";
import { createDispatcher, errorAnswer, parseBody, readRequest, resultText } from "./dispatcher.ts";
import { eventDataToJson } from "./event-json.ts";
import { BODY_LIMIT } from "./http-server.ts";
import type { MethodTable } from "./method.ts";
import type { NodePort, PublishedEvent } from "./node-port.ts";
import { internalError, invalidRequest, RpcError, serverError, toRpcError } from "./rpc-error.ts";

/** CometBFT's `max_subscription_clients`. */
const CLIENTS_MAX = 100;
/** CometBFT's `max_subscriptions_per_client`. */
const SUBSCRIPTIONS_MAX = 5;
const QUERY_LENGTH_MAX = 512;
const PING_MS = 27_000;
const SILENCE_MS = 30_000;
/** What may wait for a slow reader, in bytes; past that its subscription is cancelled. */
const BUFFER_LIMIT = 8 * 1024 * 1024;

/** The methods that only a WebSocket has. */
export const SOCKET_METHODS = ["subscribe", "unsubscribe", "unsubscribe_all"] as const;

export interface WebSocketOptions {
  readonly methods: MethodTable;
  readonly node: Pick<NodePort, "subscribe">;
  readonly logger: Logger;
}

export interface WebSocketEndpoint {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** JSON-RPC over a WebSocket at `/websocket`: every method, and subscriptions to events. */
export function createWebSocketEndpoint(options: WebSocketOptions): WebSocketEndpoint {
  const server = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT });
  server.on("connection", (socket) => serveSocket(socket, options));
  return {
    upgrade(request, socket, head) {
      const path = (request.url ?? "").split("?")[0];
      if (path !== "/websocket") {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      if (server.clients.size >= CLIENTS_MAX) {
        socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => {
        server.emit("connection", client, request);
      });
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function serveSocket(socket: WebSocket, { methods, node, logger }: WebSocketOptions): void {
  const dispatcher = createDispatcher(methods);
  const subscriptions = new Map<string, { cancel(): void }>();
  let lastHeard = Date.now();

  const send = (text: string) => {
    if (socket.readyState === socket.OPEN) socket.send(text);
  };

  const subscribe = (id: string, params: unknown) => {
    const query = queryParam(params);
    if (query.length > QUERY_LENGTH_MAX) throw internalError("maximum query length exceeded");
    const name = normalized(query);
    if (subscriptions.has(name)) throw internalError("already subscribed");
    if (subscriptions.size >= SUBSCRIPTIONS_MAX) {
      throw internalError(`max_subscriptions_per_client ${SUBSCRIPTIONS_MAX} reached`);
    }
    const push = ({ event, attributes }: PublishedEvent) => {
      if (socket.bufferedAmount > BUFFER_LIMIT) {
        subscriptions.get(name)?.cancel();
        subscriptions.delete(name);
        const reason = serverError(
          "subscription was canceled (reason: client is not pulling messages fast enough)",
        );
        send(errorAnswer(id, reason).body);
        return;
      }
      const result = {
        query,
        data: eventDataToJson(event),
        events: Object.fromEntries([...attributes].map(([key, values]) => [key, [...values]])),
      };
      send(`{"jsonrpc":"2.0","id":${id},"result":${resultText(result)}}`);
    };
    try {
      subscriptions.set(name, node.subscribe({ query, onEvent: push }));
    } catch (error) {
      throw internalError(
        `failed to parse query: ${error instanceof Error ? error.message : error}`,
      );
    }
    return {};
  };

  const unsubscribe = (params: unknown) => {
    const name = normalized(queryParam(params));
    const subscription = subscriptions.get(name);
    if (subscription === undefined) throw internalError("subscription not found");
    subscription.cancel();
    subscriptions.delete(name);
    return {};
  };

  const unsubscribeAll = () => {
    if (subscriptions.size === 0) throw internalError("subscription not found");
    for (const subscription of subscriptions.values()) subscription.cancel();
    subscriptions.clear();
    return {};
  };

  const receive = async (text: string) => {
    try {
      const parsed = parseBody(text);
      if (Array.isArray(parsed)) throw invalidRequest("a WebSocket takes one request per message");
      const request = readRequest(parsed, rawMembers(text).get("id"));
      if (request.id === undefined) return;
      const own = {
        subscribe: () => subscribe(request.id ?? "null", request.params),
        unsubscribe: () => unsubscribe(request.params),
        unsubscribe_all: unsubscribeAll,
      };
      const isOwn = SOCKET_METHODS.some((name) => name === request.method);
      if (!isOwn) {
        const answer = await dispatcher.post(text);
        if (answer !== undefined) send(answer.body);
        return;
      }
      const name = request.method as keyof typeof own;
      try {
        send(`{"jsonrpc":"2.0","id":${request.id},"result":${resultText(own[name]())}}`);
      } catch (error) {
        send(errorAnswer(request.id, toRpcError(error)).body);
      }
    } catch (error) {
      send(errorAnswer("null", error instanceof RpcError ? error : toRpcError(error)).body);
    }
  };

  const pulse = setInterval(() => {
    if (Date.now() - lastHeard > PING_MS + SILENCE_MS) socket.terminate();
    else socket.ping();
  }, PING_MS);
  pulse.unref();

  // Requests of one client are answered in the order in which they came.
  let tail: Promise<void> = Promise.resolve();
  socket.on("message", (data, isBinary) => {
    lastHeard = Date.now();
    const text = isBinary ? "" : data.toString();
    tail = tail.then(() => receive(text));
  });
  socket.on("pong", () => {
    lastHeard = Date.now();
  });
  socket.on("error", (err) => logger.debug({ err }, "websocket failed"));
  socket.on("close", () => {
    clearInterval(pulse);
    for (const subscription of subscriptions.values()) subscription.cancel();
    subscriptions.clear();
  });
}

function queryParam(params: unknown): string {
  const value = Array.isArray(params)
    ? params[0]
    : typeof params === "object" && params !== null && "query" in params
      ? params.query
      : undefined;
  if (typeof value !== "string") {
    throw internalError("error converting json params to arguments: query must be a string");
  }
  return value;
}

/** Two spellings of one query are one subscription: blanks outside of quotes do not count. */
function normalized(query: string): string {
  return query
    .split(/('[^']*')/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\s+/g, "")))
    .join("");
}
