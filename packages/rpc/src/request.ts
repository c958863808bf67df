import { rawElements, rawMembers } from "@testudo/comet";
import { parseError } from "./rpc-error.ts";

/** One call as a client sent it. */
export interface Request {
  /** JSON text of the id, sent back as it came; absent for a notification, which gets no answer. */
  readonly id: string | undefined;
  readonly method: string;
  readonly params: unknown;
}

/** Deeper JSON is refused before it is parsed (Go's decoder stops there too). */
const DEPTH_MAX = 10_000;

/**
 * Reads a message: one request, or an array of them. A single fault refuses the whole, as in CometBFT.
 *
 * @throws RpcError -32700
 */
export function readMessage(text: string): Request | readonly Request[] {
  const parsed = parseJson(text);
  if (parsed === null) return [];
  if (!Array.isArray(parsed)) return readRequest(parsed, () => text);
  let elements: readonly string[] = [];
  return parsed.map((one: unknown, i) =>
    readRequest(one, () => {
      if (elements.length === 0) elements = rawElements(text);
      return elements[i] ?? "";
    }),
  );
}

function parseJson(text: string): unknown {
  if (isDeeperThan(text, DEPTH_MAX)) throw parseError("exceeded max depth");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw parseError(error instanceof Error ? error.message : String(error));
  }
}

function readRequest(value: unknown, rawText: () => string): Request {
  if (value === null) return NOTIFICATION;
  if (typeof value !== "object" || Array.isArray(value)) {
    throw parseError("a request must be an object");
  }
  const members = new Map<string, unknown>(Object.entries(value));
  const [version, id, method] = ["jsonrpc", "id", "method"].map((name) => members.get(name));
  for (const [name, given] of [
    ["jsonrpc", version],
    ["method", method],
  ]) {
    if (given !== undefined && given !== null && typeof given !== "string") {
      throw parseError(`${name} must be a string`);
    }
  }
  if (id === undefined || id === null) return NOTIFICATION;
  if (typeof id !== "string" && typeof id !== "number") {
    throw parseError("json-rpc ID must be a string or a number");
  }
  // A number that JavaScript rounds keeps its own digits, so that two large ids never become one.
  const isExact = typeof id === "string" || Number.isSafeInteger(id);
  const idText = isExact ? JSON.stringify(id) : (rawMembers(rawText()).get("id") ?? String(id));
  return {
    id: idText,
    method: typeof method === "string" ? method : "",
    params: members.get("params"),
  };
}

const NOTIFICATION: Request = { id: undefined, method: "", params: undefined };

function isDeeperThan(json: string, limit: number): boolean {
  if (json.length <= limit) return false;
  let [depth, isText] = [0, false];
  for (let i = 0; i < json.length; i += 1) {
    const char = json.charCodeAt(i);
    if (isText) {
      if (char === BACKSLASH) i += 1;
      else if (char === QUOTE) isText = false;
    } else if (char === QUOTE) isText = true;
    else if (char === OPEN_BRACKET || char === OPEN_BRACE) {
      depth += 1;
      if (depth > limit) return true;
    } else if (char === CLOSE_BRACKET || char === CLOSE_BRACE) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
