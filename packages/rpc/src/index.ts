export { type NodeIdentity, nodeIdOf } from "./chain-methods.ts";
export type { CorsPolicy } from "./cors.ts";
export { BATCH_LIMIT } from "./dispatcher.ts";
export { createGrpcCalls, type GrpcCalls } from "./grpc/grpc-calls.ts";
export { type GrpcServer, startGrpcServer } from "./grpc/grpc-server.ts";
export type { QueryAnswer, QueryPort, QueryRequest } from "./grpc/query-port.ts";
export { BODY_LIMIT, ListenError } from "./http-server.ts";
export { type MethodResult, type MethodTable, method } from "./method.ts";
export { type MetricsServer, startMetricsServer } from "./metrics/metrics-server.ts";
export type * from "./node-port.ts";
export type { ParamKind, ParamSpec } from "./params.ts";
export { type RestServer, startRestServer } from "./rest/rest-server.ts";
export { internalError, invalidParams, RpcError } from "./rpc-error.ts";
export {
  type RpcServer,
  type RpcServerOptions,
  startChainServer,
  startControlServer,
  startRpcServer,
} from "./server.ts";
