import { type Bytes, fromUtf8Strict } from "@testudo/base";
import { JsonError, jsonText } from "@testudo/proto";
import type { GrpcCalls } from "../grpc/grpc-calls.ts";
import { GrpcCode, type GrpcStatus, statusOf } from "../grpc/grpc-status.ts";
import { parseHeight } from "../grpc/height-header.ts";
import { httpStatusOf } from "./http-status.ts";
import {
  BadParameter,
  emptyMessage,
  type Fields,
  setPathParameter,
  setQueryParameters,
} from "./parameters.ts";
import { findRoute, type ResolvedRoute, type RouteMatch } from "./route-table.ts";

/** A request of HTTP, taken apart. */
export interface GatewayRequest {
  readonly verb: string | undefined;
  /** Decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Bytes;
  /** Values of the height header. */
  readonly heights: readonly string[];
}

export interface GatewayAnswer {
  readonly status: number;
  readonly body: string;
  /** The height that was read; absent when no method was called. */
  readonly height: bigint | undefined;
  /** Whether a gRPC method has answered. */
  readonly isFromGrpc: boolean;
}

/** Turns REST into gRPC and back, as grpc-gateway does. */
export interface Gateway {
  readonly routes: readonly ResolvedRoute[];
  /** Never rejects. */
  answer(request: GatewayRequest): Promise<GatewayAnswer>;
}

export function createGateway(calls: GrpcCalls, routes: readonly ResolvedRoute[]): Gateway {
  return {
    routes,
    async answer(request) {
      const match = findRoute(routes, request.verb, request.path);
      if (match === undefined)
        return refuse({ code: GrpcCode.UNIMPLEMENTED, message: "Not Implemented" });
      const { method } = match.route;
      let data: Bytes;
      let height: bigint;
      try {
        data = encodeRequest(match, request);
        height = request.heights.length === 1 ? parseHeight(request.heights[0] ?? "") : 0n;
      } catch (error) {
        if (!(error instanceof BadParameter)) return refuse(statusOf(error));
        return refuse({ code: GrpcCode.INVALID_ARGUMENT, message: error.message });
      }
      const reply = await calls.call({ path: method.path, data, height });
      if (!reply.ok) return { ...refuse(reply.status), height: reply.height, isFromGrpc: true };
      try {
        // From the bytes, as what was never on the wire prints differently from what is empty.
        const body = jsonText(method.response.toJSON(method.response.decode(reply.value)));
        return { status: 200, body, height: reply.height, isFromGrpc: true };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return refuse({ code: GrpcCode.UNKNOWN, message });
      }
    },
  };
}

function refuse({ code, message }: GrpcStatus): GatewayAnswer {
  const body = jsonText({ code, message, details: [] });
  return { status: httpStatusOf(code), body, height: undefined, isFromGrpc: false };
}

/** @throws BadParameter */
function encodeRequest({ route, params }: RouteMatch, request: GatewayRequest): Bytes {
  const type = route.method.request;
  const message = readBody(route, request.body) ?? emptyMessage(type);
  for (const [name, text] of params) setPathParameter(message, type, { name, text });
  if (route.takesQuery) {
    const pathParams = route.template.params;
    setQueryParameters(message, type, { query: request.query, pathParams });
  }
  return type.encode(message);
}

/** No body at all is an empty request. */
function readBody({ method, takesBody }: ResolvedRoute, body: Bytes): Fields | undefined {
  if (!takesBody || body.length === 0) return undefined;
  try {
    // What is read is an object of the message's fields.
    return method.request.fromJSON(JSON.parse(fromUtf8Strict(body))) as Fields;
  } catch (error) {
    throw new BadParameter(bodyError(error, method.request.typeName));
  }
}

function bodyError(error: unknown, typeName: string): string {
  if (error instanceof JsonError && error.reason === "unknown field" && !error.path.includes(".")) {
    const goType = typeName
      .split(".")
      .filter((part) => !/^v\d/.test(part))
      .slice(-2)
      .join(".");
    return `unknown field "${error.path}" in ${goType}`;
  }
  return error instanceof Error ? error.message : String(error);
}
