import { connect, type Socket } from "node:net";
import { Request, type Response } from "@testudo/proto/tendermint/abci";
import { parseSocketAddress } from "./address.ts";
import {
  type AbciClient,
  type AbciConnection,
  AbciConnectionError,
  AbciException,
  type AbciMethod,
  type AbciMethods,
  CONNECTION_OF,
} from "./application.ts";
import { createFrameReader, frame, MESSAGE_SIZE_MAX } from "./framing.ts";
import { decodeResponse, encodeCall } from "./wire.ts";

/** Where the application listens. */
export interface SocketClientOptions {
  /** `tcp://127.0.0.1:26658` or `unix:///path`. */
  readonly address: string;
  readonly connectTimeoutMs?: number;
  /** Largest response in bytes. */
  readonly messageSizeMax?: number;
  /** Told once when the connections end otherwise than through `close`. */
  readonly onLost?: (reason: Error) => void;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects to an application over its socket, with the four connections of a CometBFT node. An `exception`, a closed
 * connection or an answer out of turn ends all four and rejects every call under way and after.
 *
 * @throws AbciConnectionError when nobody listens
 */
export async function connectSocketClient(options: SocketClientOptions): Promise<AbciClient> {
  const { connectTimeoutMs = CONNECT_TIMEOUT_MS, messageSizeMax = MESSAGE_SIZE_MAX } = options;
  let closeAll: (reason: Error) => void = () => undefined;
  let isOver = false;
  const open = () =>
    openChannel({
      address: options.address,
      connectTimeoutMs,
      messageSizeMax,
      onFailure(reason) {
        closeAll(reason);
        if (isOver) return;
        isOver = true;
        options.onLost?.(reason);
      },
    });
  const opened = await Promise.allSettled([open(), open(), open(), open()]);
  const [consensus, mempool, query, snapshot] = opened.map(channelOf);
  closeAll = (reason) => {
    for (const channel of [consensus, mempool, query, snapshot]) channel?.close(reason);
  };
  const refused = opened.find((result) => result.status === "rejected");
  if (
    consensus === undefined ||
    mempool === undefined ||
    query === undefined ||
    snapshot === undefined
  ) {
    isOver = true;
    closeAll(new AbciConnectionError("the application refused a connection"));
    throw refused?.reason;
  }
  const channels: Record<AbciConnection, Channel> = { consensus, mempool, query, snapshot };

  function call<M extends AbciMethod>(method: M) {
    const channel = channels[CONNECTION_OF[method]];
    return async (request: AbciMethods[M][0]): Promise<AbciMethods[M][1]> => {
      const response = await channel.send(encodeCall(method, request), method);
      const result = response[method];
      if (result === undefined) throw new AbciConnectionError(`no answer to ${method}`);
      return result;
    };
  }

  return {
    info: call("info"),
    query: call("query"),
    checkTx: call("checkTx"),
    initChain: call("initChain"),
    prepareProposal: call("prepareProposal"),
    processProposal: call("processProposal"),
    extendVote: call("extendVote"),
    verifyVoteExtension: call("verifyVoteExtension"),
    finalizeBlock: call("finalizeBlock"),
    commit: call("commit"),
    listSnapshots: call("listSnapshots"),
    offerSnapshot: call("offerSnapshot"),
    loadSnapshotChunk: call("loadSnapshotChunk"),
    applySnapshotChunk: call("applySnapshotChunk"),
    async echo(message) {
      const response = await query.send(Request.encode({ echo: { message } }), "echo");
      return response.echo?.message ?? "";
    },
    async flush() {
      await Promise.all(Object.values(channels).map((channel) => channel.flush()));
    },
    async close() {
      isOver = true;
      closeAll(new AbciConnectionError("the connection to the application is closed"));
    },
  };
}

function channelOf(result: PromiseSettledResult<Channel>): Channel | undefined {
  return result.status === "fulfilled" ? result.value : undefined;
}

interface Channel {
  send(request: Uint8Array, kind: keyof Response): Promise<Response>;
  flush(): Promise<void>;
  close(reason: Error): void;
}

interface Waiting {
  readonly kind: keyof Response;
  resolve(response: Response): void;
  reject(reason: Error): void;
}

interface ChannelOptions {
  readonly address: string;
  readonly connectTimeoutMs: number;
  readonly messageSizeMax: number;
  onFailure(reason: Error): void;
}

async function openChannel(options: ChannelOptions): Promise<Channel> {
  const socket = await openSocket(options);
  const reader = createFrameReader(options.messageSizeMax);
  const waiting: Waiting[] = [];
  let ended: Error | undefined;
  let flushPlanned = false;

  function end(reason: Error): void {
    if (ended !== undefined) return;
    ended = reason;
    socket.destroy();
    for (const { reject } of waiting.splice(0)) reject(reason);
    options.onFailure(reason);
  }

  function receive(response: Response): void {
    if (response.exception !== undefined) {
      end(new AbciException(response.exception.error));
      return;
    }
    const next = waiting.shift();
    if (next === undefined || response[next.kind] === undefined) {
      const answered = Object.keys(response).join(", ");
      if (next !== undefined) waiting.unshift(next);
      end(new AbciConnectionError(`answer out of turn (${answered}, expected ${next?.kind})`));
      return;
    }
    next.resolve(response);
  }

  function write(request: Uint8Array, kind: keyof Response): Promise<Response> {
    if (ended !== undefined) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      waiting.push({ kind, resolve, reject });
      socket.write(frame(request));
    });
  }

  const flush = () => write(Request.encode({ flush: {} }), "flush").then(() => undefined);

  /** An application may keep its answers until it is told to flush: once per burst of calls is enough. */
  function planFlush(): void {
    if (flushPlanned) return;
    flushPlanned = true;
    queueMicrotask(() => {
      flushPlanned = false;
      flush().catch(() => undefined);
    });
  }

  socket.on("data", (chunk: Uint8Array) => {
    try {
      for (const message of reader.push(chunk)) receive(decodeResponse(message));
    } catch (error) {
      end(error instanceof Error ? error : new AbciConnectionError(String(error)));
    }
  });
  socket.on("error", (error) => end(new AbciConnectionError(error.message)));
  socket.on("close", () => end(new AbciConnectionError("the application closed the connection")));

  return {
    send(request, kind) {
      const response = write(request, kind);
      planFlush();
      return response;
    },
    flush,
    close: end,
  };
}

function openSocket({ address, connectTimeoutMs }: ChannelOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(parseSocketAddress(address));
    const timer = setTimeout(() => refuse("nobody answered in time"), connectTimeoutMs);
    function refuse(reason: string): void {
      clearTimeout(timer);
      socket.destroy();
      reject(new AbciConnectionError(`cannot reach the application at ${address}: ${reason}`));
    }
    const onError = (error: Error) => refuse(error.message);
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
