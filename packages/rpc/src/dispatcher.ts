import { escapeGoJson, rawMembers } from "@testudo/comet";
import type { Method, MethodResult, MethodTable } from "./method.ts";
import { paramsFromJson, paramsFromUri } from "./params.ts";
import {
  invalidRequest,
  methodNotFound,
  parseError,
  type RpcError,
  toRpcError,
} from "./rpc-error.ts";

/** CometBFT's `max_request_batch_size`. */
export const BATCH_LIMIT = 10;

/** Deeper JSON is refused before it is parsed (Go's decoder stops there too). */
const DEPTH_MAX = 10_000;

/** An answer as JSON text, with what its transport needs to know. */
export interface Answer {
  readonly body: string;
  readonly isError: boolean;
  readonly isCacheable: boolean;
}

/** Turns requests into answers; knows nothing of sockets. */
export interface Dispatcher {
  /** One request or a batch. Notifications have no answer; a body that is no JSON throws the parse error. */
  post(body: string): Promise<Answer | undefined>;
  /** One call by URI, answered with id -1; `undefined` when there is no such method. */
  uri(name: string, query: URLSearchParams): Promise<Answer | undefined>;
}

export function createDispatcher(
  methods: MethodTable,
  options: { readonly batchLimit?: number } = {},
): Dispatcher {
  const { batchLimit = BATCH_LIMIT } = options;
  const table = new Map(Object.entries(methods));

  async function call(request: Request): Promise<Answer | undefined> {
    if (request.id === undefined) return undefined;
    if (request.fault !== undefined) return errorAnswer(request.id, request.fault);
    const found = table.get(request.method);
    if (found === undefined) return errorAnswer(request.id, methodNotFound());
    return run(found, request.id, () => paramsFromJson(found.params, request.params));
  }

  return {
    async post(body) {
      const parsed = parseBody(body);
      if (!Array.isArray(parsed)) return call(readRequest(parsed, rawMembers(body).get("id")));
      if (parsed.length > batchLimit) {
        const { code, message } = invalidRequest("");
        const data = `batch request exceeds maximum (${batchLimit}) allowed number of requests`;
        return {
          body: JSON.stringify({ jsonrpc: "2.0", error: { code, message, data } }),
          isError: true,
          isCacheable: false,
        };
      }
      const answers: Answer[] = [];
      for (const one of parsed) {
        const answer = await call(readRequest(one, undefined));
        if (answer !== undefined) answers.push(answer);
      }
      const [first] = answers;
      if (first === undefined || answers.length === 1) return first;
      return {
        body: `[${answers.map((answer) => answer.body).join(",")}]`,
        isError: false,
        isCacheable: answers.every((answer) => answer.isCacheable),
      };
    },

    async uri(name, query) {
      const found = table.get(name);
      if (found === undefined) return undefined;
      return run(found, URI_ID, () => paramsFromUri(found.params, query));
    },
  };
}

const URI_ID = "-1";

interface Request {
  /** JSON text of the id, sent back as it came; absent for a notification. */
  readonly id: string | undefined;
  readonly method: string;
  readonly params: unknown;
  readonly fault?: RpcError;
}

async function run(
  method: Method,
  id: string,
  readArgs: () => Record<string, unknown>,
): Promise<Answer> {
  try {
    const args = readArgs();
    const result = await method.run(args);
    return {
      body: `{"jsonrpc":"2.0","id":${id},"result":${resultText(result)}}`,
      isError: false,
      isCacheable: method.isCacheable(args),
    };
  } catch (error) {
    return errorAnswer(id, toRpcError(error));
  }
}

/** A result as Go would write it. */
export function resultText(result: MethodResult): string {
  return isRaw(result) ? result.rawJson : escapeGoJson(JSON.stringify(result));
}

function isRaw(result: MethodResult): result is { readonly rawJson: string } {
  return (
    typeof result === "object" &&
    result !== null &&
    "rawJson" in result &&
    typeof result.rawJson === "string"
  );
}

/** The error object of an answer. */
export function errorAnswer(id: string, { code, message, data }: RpcError): Answer {
  const error = { code, message, ...(data === undefined || data === "" ? {} : { data }) };
  return {
    body: `{"jsonrpc":"2.0","id":${id},"error":${escapeGoJson(JSON.stringify(error))}}`,
    isError: true,
    isCacheable: false,
  };
}

/**
 * Parses a request body.
 *
 * @throws RpcError -32700
 */
export function parseBody(body: string): unknown {
  if (isDeeperThan(body, DEPTH_MAX)) {
    throw parseError("error unmarshalling request: exceeded max depth");
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    throw parseError(
      `error unmarshalling request: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Reads the envelope of a request; `rawId` is the id's own text where the caller has it. */
export function readRequest(value: unknown, rawId: string | undefined): Request {
  const none = { method: "", params: undefined };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ...none, id: "null", fault: parseError("a request must be an object") };
  }
  const members = new Map<string, unknown>(Object.entries(value));
  const id = members.get("id");
  if (id === undefined || id === null) return { ...none, id: undefined };
  if (typeof id !== "string" && typeof id !== "number") {
    return { ...none, id: "null", fault: parseError("id must be a string or a number") };
  }
  const method = members.get("method");
  return {
    // A number keeps its own digits, so that two large ids never become one.
    id: typeof id === "number" && rawId !== undefined ? rawId : JSON.stringify(id),
    method: typeof method === "string" ? method : "",
    params: members.get("params"),
  };
}

function isDeeperThan(json: string, limit: number): boolean {
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
