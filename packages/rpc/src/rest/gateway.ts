import { type Bytes, fromUtf8, fromUtf8Strict } from "@testudo/base";
import { jsonText } from "@testudo/proto";
import type { GrpcCalls } from "../grpc/grpc-calls.ts";
import { GrpcCode, type GrpcStatus, statusOf } from "../grpc/grpc-status.ts";
import { parseHeight } from "../grpc/height-header.ts";
import { httpStatusOf } from "./http-status.ts";
import { knownFields } from "./known-fields.ts";
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
  /** The body is a form: routes of GET may be asked with POST then, with their parameters in it. */
  readonly isForm: boolean;
  /** Values of the height header. */
  readonly heights: readonly string[];
}

export interface GatewayAnswer {
  readonly status: number;
  readonly body: string;
  /** The height that a method has read, if it has. */
  readonly height: bigint | undefined;
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
      const { verb, path, isForm } = request;
      const match =
        findRoute(routes, verb, path) ??
        (verb === "POST" && isForm ? findRoute(routes, "GET", path) : undefined);
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
      if (!reply.ok) return { ...refuse(reply.status), height: reply.height };
      try {
        // From the bytes, as what was never on the wire prints differently from what is empty.
        const body = jsonText(method.response.toJSON(method.response.decode(reply.value)));
        return { status: 200, body, height: reply.height };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return refuse({ code: GrpcCode.UNKNOWN, message });
      }
    },
  };
}

function refuse({ code, message }: GrpcStatus): GatewayAnswer {
  const body = jsonText({ code, message, details: [] });
  return { status: httpStatusOf(code), body, height: undefined };
}

/** @throws BadParameter */
function encodeRequest({ route, params }: RouteMatch, request: GatewayRequest): Bytes {
  const type = route.method.request;
  const message = readBody(route, request.body) ?? emptyMessage(type);
  for (const [name, text] of params) setPathParameter(message, type, { name, text });
  if (route.takesQuery) {
    const { query, isForm, body } = request;
    const form = isForm ? new URLSearchParams(fromUtf8(body)) : [];
    setQueryParameters(message, type, {
      query: new URLSearchParams([...form, ...query]),
      pathParams: route.template.params,
    });
  }
  return type.encode(message);
}

/** No body at all is an empty request. */
function readBody({ method, takesBody }: ResolvedRoute, body: Bytes): Fields | undefined {
  if (!takesBody || body.length === 0) return undefined;
  const { request } = method;
  try {
    // What is read is an object of the message's fields.
    return request.fromJSON(knownFields(request, JSON.parse(fromUtf8Strict(body)))) as Fields;
  } catch (error) {
    throw new BadParameter(error instanceof Error ? error.message : String(error));
  }
}
