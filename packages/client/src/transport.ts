import { HttpClient, WebsocketClient } from "@cosmjs/tendermint-rpc";
import { RpcCallError } from "./errors.ts";

/** JSON-RPC calls to one node. */
export interface Transport {
  /** @throws RpcCallError for an error of the node; whatever the network throws otherwise */
  call(method: string, params?: Record<string, unknown>): Promise<unknown>;
  /** Events that match a query, until `cancel`. A connection that breaks tells `onEnd`. */
  listen(options: {
    readonly query: string;
    readonly onEvent: (data: unknown) => void;
    readonly onEnd: (reason: unknown) => void;
  }): { cancel(): void };
  close(): void;
}

/** A transport over CosmJS' HTTP client, and its WebSocket client for events. */
export function createTransport(url: string): Transport {
  const http = new HttpClient(url);
  let lastId = 0;
  let socket: WebsocketClient | undefined;
  const request = (method: string, params: Record<string, unknown>) => {
    lastId += 1;
    return { jsonrpc: "2.0" as const, id: lastId, method, params };
  };

  return {
    async call(method, params = {}) {
      try {
        const answer = await http.execute(request(method, params) as never);
        return answer.result;
      } catch (error) {
        throw asRpcError(method, error);
      }
    },

    listen({ query, onEvent, onEnd }) {
      socket ??= new WebsocketClient(url.replace(/^http/, "ws"), (error) => onEnd(error));
      const stream = socket.listen(request("subscribe", { query }) as never);
      const subscription = stream.subscribe({
        next: (event) => onEvent(event),
        error: (reason) => onEnd(reason),
        complete: () => onEnd(undefined),
      });
      return { cancel: () => subscription.unsubscribe() };
    },

    close() {
      http.disconnect();
      if (socket !== undefined) disconnectForGood(socket);
      socket = undefined;
    },
  };
}

/** CosmJS takes its own disconnecting for a failure and connects again, for ever: that has to be taken from it. */
function disconnectForGood(client: WebsocketClient): void {
  const reconnecting: unknown = Reflect.get(client, "socket");
  const queueing: unknown = Reflect.get(Object(reconnecting), "socket");
  Reflect.set(Object(queueing), "reconnect", () => undefined);
  client.disconnect();
}

/** CosmJS throws the node's error object as JSON text. */
function asRpcError(method: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const parsed = parseObject(error.message);
  if (parsed === undefined || typeof parsed.code !== "number") return error;
  return new RpcCallError(
    method,
    parsed.code,
    String(parsed.message ?? ""),
    typeof parsed.data === "string" ? parsed.data : "",
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
