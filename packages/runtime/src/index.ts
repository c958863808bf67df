export { atomically, attempt, onBranch, type Result } from "./atomically.ts";
export {
  type Ctx,
  type CtxFields,
  createCtx,
  type ExecMode,
  type HeaderInfo,
  type Misbehavior,
  type VoteInfo,
} from "./ctx.ts";
export { type Attribute, type Event, event, typedEvent } from "./events.ts";
export { createGasMeter, createInfiniteGasMeter, type GasMeter } from "./gas.ts";
export { GrpcCode, GrpcError, grpcError } from "./grpc.ts";
export {
  type AppModule,
  type MessageHandler,
  type MessageRoute,
  type ModuleUpdates,
  type QueryRoute,
  query,
  route,
} from "./module.ts";
export { GasOverflow, OutOfGas, Panic, panic } from "./panic.ts";
export { branchState, type StateBranch } from "./state.ts";
