export { type NodeIdentity, nodeIdOf } from "./chain-methods.ts";
export { BATCH_LIMIT } from "./dispatcher.ts";
export { BODY_LIMIT, ListenError } from "./http-server.ts";
export { type MethodResult, type MethodTable, method } from "./method.ts";
export type * from "./node-port.ts";
export type { ParamKind, ParamSpec } from "./params.ts";
export { internalError, invalidParams, RpcError } from "./rpc-error.ts";
export {
  type RpcServer,
  type RpcServerOptions,
  startChainServer,
  startControlServer,
  startRpcServer,
} from "./server.ts";
