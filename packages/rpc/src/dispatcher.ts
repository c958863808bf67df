import { escapeGoJson } from "@testudo/comet";
import type { Method, MethodResult, MethodTable } from "./method.ts";
import { paramsFromJson, paramsFromUri } from "./params.ts";
import { type Request, readMessage } from "./request.ts";
import {
  internalError,
  invalidRequest,
  methodNotFound,
  type RpcError,
  toRpcError,
} from "./rpc-error.ts";

/** CometBFT's `max_request_batch_size`. */
export const BATCH_LIMIT = 10;

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
  /** One request of a WebSocket, where faulty arguments are an internal error. */
  call(request: Request): Promise<Answer | undefined>;
  /** One call by URI, answered with id -1; `undefined` when there is no such method. */
  uri(name: string, query: URLSearchParams): Promise<Answer | undefined>;
}

export function createDispatcher(
  methods: MethodTable,
  options: { readonly batchLimit?: number } = {},
): Dispatcher {
  const { batchLimit = BATCH_LIMIT } = options;
  const table = new Map(Object.entries(methods));

  async function answer(
    request: Request,
    argsFault: (fault: RpcError) => RpcError = (fault) => fault,
  ): Promise<Answer | undefined> {
    const { id, method, params } = request;
    if (id === undefined) return undefined;
    const found = table.get(method);
    if (found === undefined) return errorAnswer(id, methodNotFound());
    let args: Record<string, unknown>;
    try {
      args = paramsFromJson(found.params, params);
    } catch (error) {
      return errorAnswer(id, argsFault(toRpcError(error)));
    }
    return run(found, id, args);
  }

  return {
    async post(body) {
      const message = readMessage(body);
      if (!("length" in message)) return answer(message);
      if (message.length > batchLimit) {
        const fault = `batch request exceeds maximum (${batchLimit}) allowed number of requests`;
        return errorAnswer(undefined, invalidRequest(fault));
      }
      const answers: Answer[] = [];
      for (const request of message) {
        const one = await answer(request);
        if (one !== undefined) answers.push(one);
      }
      const [first] = answers;
      if (first === undefined || answers.length === 1) return first;
      return {
        body: `[${answers.map(({ body: text }) => text).join(",")}]`,
        isError: false,
        isCacheable: answers.every(({ isCacheable }) => isCacheable),
      };
    },

    call: (request) => answer(request, (fault) => internalError(fault.data ?? fault.message)),

    async uri(name, query) {
      const found = table.get(name);
      if (found === undefined) return undefined;
      try {
        return await run(found, URI_ID, paramsFromUri(found.params, query));
      } catch (error) {
        return errorAnswer(URI_ID, toRpcError(error));
      }
    },
  };
}

/** Calls by URI have no id; CometBFT answers with this one. */
export const URI_ID = "-1";

async function run(method: Method, id: string, args: Record<string, unknown>): Promise<Answer> {
  try {
    const result = await method.run(args);
    return {
      body: resultAnswer(id, result),
      isError: false,
      isCacheable: method.isCacheable(args),
    };
  } catch (error) {
    return errorAnswer(id, toRpcError(error));
  }
}

/** The text of a successful answer. */
export function resultAnswer(id: string, result: MethodResult): string {
  return `{"jsonrpc":"2.0","id":${id},"result":${resultText(result)}}`;
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

/** The error object of an answer; without an id when the request could not be read. */
export function errorAnswer(id: string | undefined, { code, message, data }: RpcError): Answer {
  const error = { code, message, ...(data === undefined || data === "" ? {} : { data }) };
  const idMember = id === undefined ? "" : `"id":${id},`;
  return {
    body: `{"jsonrpc":"2.0",${idMember}"error":${escapeGoJson(JSON.stringify(error))}}`,
    isError: true,
    isCacheable: false,
  };
}
