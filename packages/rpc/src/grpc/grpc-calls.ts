import { AppError, type Bytes, type Logger } from "@testudo/base";
import { methodByPath } from "@testudo/proto";
import { GrpcCode, type GrpcStatus, isBug, statusOf } from "./grpc-status.ts";
import type { QueryPort, QueryRequest } from "./query-port.ts";
import { BROADCAST_PATH, type BroadcastPort, broadcastTx } from "./tx-broadcast.ts";

/** The outcome of a call. Without a height no state was read. */
export type GrpcReply =
  | { readonly ok: true; readonly value: Bytes; readonly height: bigint | undefined }
  | { readonly ok: false; readonly status: GrpcStatus; readonly height: bigint | undefined };

/** Every unary method that a node serves, whatever protocol asks. */
export interface GrpcCalls {
  /** `/package.Service/Method` of every method, sorted. */
  readonly methods: readonly string[];
  has(path: string): boolean;
  /** Never rejects. */
  call(request: QueryRequest): Promise<GrpcReply>;
}

export interface GrpcCallsOptions {
  readonly queries: QueryPort;
  readonly node: BroadcastPort;
  readonly logger: Logger;
}

export function createGrpcCalls({ queries, node, logger }: GrpcCallsOptions): GrpcCalls {
  const methods = [...new Set([...queries.methods, BROADCAST_PATH])].sort();
  const known = new Set(methods);

  function fail({ path, data }: QueryRequest, error: unknown, height?: bigint): GrpcReply {
    const malformed = error instanceof AppError ? decodeError(path, data) : undefined;
    if (malformed !== undefined) return refusal(GrpcCode.INTERNAL, malformed);
    if (isBug(error)) logger.error({ err: error, path }, "query failed");
    return { ok: false, status: statusOf(error), height };
  }

  return {
    methods,
    has: (path) => known.has(path),
    async call(request) {
      const { path, data } = request;
      if (!known.has(path)) return refusal(GrpcCode.UNIMPLEMENTED, absence(path, methods));
      try {
        if (path === BROADCAST_PATH) {
          return { ok: true, value: await broadcastTx(node, data), height: undefined };
        }
        const answer = await queries.query(request);
        return answer.ok ? answer : fail(request, answer.error, answer.height);
      } catch (error) {
        return fail(request, error);
      }
    },
  };
}

function refusal(code: number, message: string): GrpcReply {
  return { ok: false, status: { code, message }, height: undefined };
}

/** Why a method does not exist, as grpc-go says it. */
function absence(path: string, methods: readonly string[]): string {
  const slash = path.lastIndexOf("/");
  const service = path.slice(1, slash);
  return methods.some((method) => method.startsWith(`/${service}/`))
    ? `unknown method ${path.slice(slash + 1)} for service ${service}`
    : `unknown service ${service}`;
}

/** The text for bytes that are no request of the method. */
function decodeError(path: string, data: Bytes): string | undefined {
  try {
    methodByPath(path)?.request.decode(data);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `grpc: error unmarshalling request: ${reason}`;
  }
}
