/** An answer of a CometBFT node that is an error. */
export class RpcRefusal extends Error {
  override name = "RpcRefusal";
}

export type JsonMembers = Readonly<Record<string, unknown>>;

/** Calls a method of a CometBFT node and gives the result's members. */
export type RpcCall = (method: string, params?: JsonMembers) => Promise<JsonMembers>;

/** A node that does not answer in this time is as good as gone to whoever asks over gRPC. */
const TIMEOUT_MS = 10_000;

/**
 * JSON-RPC over HTTP.
 *
 * The call rejects with RpcRefusal for an answer that is an error, with what `fetch` throws when there is none.
 */
export function rpcCalls(rpcUrl: string): RpcCall {
  return async (method, params = {}) => {
    const response = await fetch(rpcUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { result, error } = members(await response.json());
    if (error !== undefined) {
      const { message, data } = members(error);
      throw new RpcRefusal(String(data ?? message));
    }
    return members(result);
  };
}

/** @throws RpcRefusal for anything but an object */
export function members(value: unknown): JsonMembers {
  if (typeof value !== "object" || value === null) {
    throw new RpcRefusal("the answer is not what a CometBFT node gives");
  }
  // Any object has members by name.
  return value as JsonMembers;
}

/** @throws RpcRefusal for anything but a list; absent is empty, as Go writes it */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new RpcRefusal("the answer is not what a CometBFT node gives");
  return value;
}
