import { unlink } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { type Logger, silentLogger } from "@testudo/base";
import { Response } from "@testudo/proto/tendermint/abci";
import { formatSocketAddress, parseSocketAddress } from "./address.ts";
import type { AbciCalls, AbciClient, AbciMethod, AbciMethods, Application } from "./application.ts";
import { createFrameReader, frame, MESSAGE_SIZE_MAX } from "./framing.ts";
import { createLocalClient } from "./local-client.ts";
import { decodeRequest, encodeResult, type WireRequest } from "./wire.ts";

/** An application that listens on a socket. */
export interface AbciServer {
  /** Where it listens, with the real port when 0 was asked for. */
  readonly address: string;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

/** How an application is served. */
export interface SocketServerOptions {
  readonly app: Application;
  /** `tcp://127.0.0.1:26658` or `unix:///path`. */
  readonly listen: string;
  readonly logger?: Logger;
  /** Largest request in bytes. */
  readonly messageSizeMax?: number;
}

/**
 * Serves an application to a consensus engine (ABCI 2.0, the socket protocol of CometBFT v0.38): varint-length-prefixed
 * protobuf requests, answered in order on each connection. Connections share the application through one local client,
 * so consensus calls stay one at a time, whoever makes them.
 *
 * A handler that throws, a request that is no ABCI or a message over the limit is answered with an `exception`, and the
 * connection ends: the engine halts.
 */
export async function createSocketServer(options: SocketServerOptions): Promise<AbciServer> {
  const { app, listen, logger = silentLogger, messageSizeMax = MESSAGE_SIZE_MAX } = options;
  const address = parseSocketAddress(listen);
  const client = createLocalClient(app);
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    serveConnection({ socket, client, logger, messageSizeMax });
  });
  await listening(server, address).catch(async (error: unknown) => {
    // A process that was killed leaves its socket file behind, which nobody answers any more.
    if (!("path" in address) || !(await isDead(address.path))) throw error;
    await unlink(address.path);
    await listening(server, address);
  });

  const bound = server.address();
  return {
    address:
      bound !== null && typeof bound === "object" && "host" in address
        ? formatSocketAddress({ host: address.host, port: bound.port })
        : formatSocketAddress(address),
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server, address: ReturnType<typeof parseSocketAddress>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Whether a socket file is there whose process is gone. */
function isDead(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", (error) => resolve("code" in error && error.code === "ECONNREFUSED"));
  });
}

interface Connection {
  readonly socket: Socket;
  readonly client: AbciClient;
  readonly logger: Logger;
  readonly messageSizeMax: number;
}

/** Requests of one connection that wait for their turn before the socket is no longer read. */
const BACKLOG_MAX = 1000;

function serveConnection({ socket, client, logger, messageSizeMax }: Connection): void {
  const reader = createFrameReader(messageSizeMax);
  const backlog: Uint8Array[] = [];
  let working = false;
  let failed = false;

  function fail(error: unknown): void {
    if (failed) return;
    failed = true;
    const message = error instanceof Error ? error.message : String(error);
    logger.error({ err: message }, "abci connection failed");
    if (socket.writable) socket.end(frame(Response.encode({ exception: { error: message } })));
    else socket.destroy();
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (let next = backlog.shift(); next !== undefined && !failed; next = backlog.shift()) {
        const drained = socket.write(frame(await answer(client, decodeRequest(next))));
        if (socket.isPaused() && backlog.length < BACKLOG_MAX) socket.resume();
        if (!drained) await untilDrained(socket);
      }
    } catch (error) {
      fail(error);
    } finally {
      working = false;
    }
  }

  socket.on("data", (chunk: Uint8Array) => {
    if (failed) return;
    try {
      for (const message of reader.push(chunk)) backlog.push(message);
    } catch (error) {
      fail(error);
      return;
    }
    if (backlog.length >= BACKLOG_MAX) socket.pause();
    void work();
  });
  socket.on("end", () => {
    if (reader.pending > 0) {
      logger.warn({ bytes: reader.pending }, "abci connection ended inside a message");
    }
  });
  socket.on("error", (error) => logger.warn({ err: error.message }, "abci connection lost"));
}

function untilDrained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("drain", done);
      socket.off("close", done);
      resolve();
    };
    socket.on("drain", done);
    socket.on("close", done);
  });
}

async function answer(client: AbciClient, request: WireRequest): Promise<Uint8Array> {
  switch (request.kind) {
    case "echo":
      return Response.encode({ echo: { message: request.message } });
    case "flush":
      return Response.encode({ flush: {} });
    case "call":
      return callMethod(client, request.method, request.request);
  }
}

async function callMethod<M extends AbciMethod>(
  calls: AbciCalls,
  method: M,
  request: unknown,
): Promise<Uint8Array> {
  // `decodeRequest` took the value from the field of this very method.
  const response = await calls[method](request as AbciMethods[M][0]);
  return encodeResult(method, response);
}
