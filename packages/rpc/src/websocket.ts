import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "@testudo/base";
import { type WebSocket, WebSocketServer } from "ws";
import { createDispatcher, errorAnswer, resultAnswer } from "./dispatcher.ts";
import type { MethodTable } from "./method.ts";
import type { NodePort } from "./node-port.ts";
import { type Request, readMessage } from "./request.ts";
import { parseError, RpcError, toRpcError } from "./rpc-error.ts";
import { createEventTexts, createSubscriptions, type Subscriptions } from "./subscriptions.ts";

/** The methods that only a WebSocket has. */
export const SOCKET_METHODS = ["subscribe", "unsubscribe", "unsubscribe_all"] as const;

/** How long a WebSocket may be silent or not read, in milliseconds. */
export interface SocketTiming {
  readonly pingMs: number;
  /** Without any message or pong for so long the connection is dead. */
  readonly silenceMs: number;
  /** A client that has not taken a message within this time is cut off. */
  readonly writeMs: number;
  /** How often the above are looked at. */
  readonly sweepMs: number;
}

/** CometBFT's figures. */
const TIMING: SocketTiming = {
  pingMs: 27_000,
  silenceMs: 30_000,
  writeMs: 10_000,
  sweepMs: 1_000,
};

/** Requests of one client that may wait for their turn; then its socket is not read until some are answered. */
const REQUESTS_WAITING_MAX = 16;

/** CometBFT's `max_subscription_clients`. */
const SUBSCRIBERS_MAX = 100;

export interface WebSocketOptions {
  readonly methods: MethodTable;
  readonly node: Pick<NodePort, "subscribe" | "queryText">;
  readonly logger: Logger;
  /** Largest message, in bytes. */
  readonly messageLimit: number;
  readonly timing?: SocketTiming;
}

export interface WebSocketEndpoint {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** JSON-RPC over a WebSocket at `/websocket`: every method, and subscriptions to events. */
export function createWebSocketEndpoint(options: WebSocketOptions): WebSocketEndpoint {
  const { timing = TIMING } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: options.messageLimit });
  const clients = new Set<Client>();
  const texts = createEventTexts();
  const dispatcher = createDispatcher(options.methods);

  server.on("connection", (socket) => {
    const client = serveSocket({
      socket,
      dispatcher,
      logger: options.logger,
      subscriptions: (send) =>
        createSubscriptions({
          node: options.node,
          texts,
          send,
          mayBegin: () =>
            [...clients].filter((other) => other.isSubscribed()).length < SUBSCRIBERS_MAX,
          subscribersMax: SUBSCRIBERS_MAX,
        }),
    });
    clients.add(client);
    socket.on("close", () => clients.delete(client));
  });

  const sweep = setInterval(() => {
    const now = Date.now();
    for (const client of clients) client.sweep(now, timing);
  }, timing.sweepMs);
  sweep.unref();

  return {
    upgrade(request, socket, head) {
      const path = (request.url ?? "").split("?")[0];
      if (path !== "/websocket") {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => {
        server.emit("connection", client, request);
      });
    },
    close() {
      clearInterval(sweep);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** One connection. */
interface Client {
  isSubscribed(): boolean;
  /** Pings, and cuts off who is silent or does not read. */
  sweep(now: number, timing: SocketTiming): void;
}

interface ClientNeeds {
  readonly socket: WebSocket;
  readonly dispatcher: ReturnType<typeof createDispatcher>;
  readonly logger: Logger;
  readonly subscriptions: (send: (text: string) => Promise<void>) => Subscriptions;
}

function serveSocket({ socket, dispatcher, logger, subscriptions }: ClientNeeds): Client {
  let lastHeard = Date.now();
  let lastPing = lastHeard;
  /** When the messages that the client has not taken yet were sent, the oldest first. */
  const untaken: number[] = [];

  /** Resolves when the message has left this process, or the connection is gone. */
  const send = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      untaken.push(Date.now());
      socket.send(text, () => {
        untaken.shift();
        resolve();
      });
    });
  const own = subscriptions(send);

  async function answer(request: Request): Promise<string | undefined> {
    const { id, method, params } = request;
    if (id === undefined) return undefined;
    if (!SOCKET_METHODS.some((name) => name === method)) {
      return (await dispatcher.call(request))?.body;
    }
    try {
      if (method === "subscribe") own.subscribe(id, params);
      else if (method === "unsubscribe") own.unsubscribe(params);
      else own.unsubscribeAll();
      return resultAnswer(id, {});
    } catch (error) {
      return errorAnswer(id, toRpcError(error)).body;
    }
  }

  const receive = async (text: string): Promise<void> => {
    try {
      const message = readMessage(text);
      if ("length" in message) throw parseError("a WebSocket takes one request in a message");
      const body = await answer(message);
      if (body !== undefined) await send(body);
    } catch (error) {
      const fault = error instanceof RpcError ? error : toRpcError(error);
      await send(errorAnswer(undefined, fault).body);
    }
  };

  // Requests of one client are answered in the order in which they came, each when the answer before has left.
  let tail: Promise<void> = Promise.resolve();
  let waiting = 0;
  socket.on("message", (data) => {
    lastHeard = Date.now();
    const text = data.toString();
    waiting += 1;
    if (waiting === REQUESTS_WAITING_MAX) socket.pause();
    tail = tail
      .then(() => receive(text))
      .then(() => {
        waiting -= 1;
        if (waiting === REQUESTS_WAITING_MAX - 1) socket.resume();
      });
  });
  socket.on("pong", () => {
    lastHeard = Date.now();
  });
  socket.on("error", (err) => logger.debug({ err }, "websocket failed"));
  socket.on("close", () => own.end());

  return {
    isSubscribed: () => own.size() > 0,
    sweep(now, { pingMs, silenceMs, writeMs }) {
      const isStuck = untaken[0] !== undefined && now - untaken[0] > writeMs;
      // A paused socket does not hear the pongs; it is the server that keeps it waiting.
      if (isStuck || (now - lastHeard > silenceMs && !socket.isPaused)) {
        socket.terminate();
      } else if (now - lastPing >= pingMs) {
        lastPing = now;
        socket.ping();
      }
    },
  };
}
