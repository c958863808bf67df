export { type AnteOptions, createAnteHandler } from "./ante/chain.ts";
export {
  type AnteHandler,
  type AnteOutcome,
  type AnteStep,
  createAnteChain,
} from "./ante/handler.ts";
export {
  type AccountKeeper,
  type BankKeeper,
  FEE_COLLECTOR,
  type FeegrantKeeper,
  type SignerAccount,
} from "./ante/needs.ts";
export { type SignerData, signBytes } from "./ante/sign-bytes.ts";
export {
  type ChainApplication,
  createApplication,
  type ExportedGenesis,
} from "./app/application.ts";
export type {
  ApplicationOptions,
  ConsensusParamsStore,
  ModuleOrders,
} from "./app/application-options.ts";
export type { GrpcAnswer, GrpcRequest } from "./app/grpc-queries.ts";
export { noSnapshots, type SnapshotHandlers } from "./app/snapshots.ts";
export { createExampleVoteExtensions, type VoteExtensions } from "./app/vote-extensions.ts";
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
export { gasStore } from "./gas-store.ts";
export { GrpcCode, GrpcError, grpcError } from "./grpc.ts";
export { createLruCache, type LruCache } from "./lru.ts";
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
export {
  createMessageRouter,
  type MessageResult,
  type MessageRouter,
} from "./routing/message-router.ts";
export {
  type FullPageRequest,
  PAGE_LIMIT_DEFAULT,
  type Page,
  type PageSource,
  pageDefaults,
  paginate,
} from "./routing/pagination.ts";
export { createQueryRouter, type QueryRouter } from "./routing/query-router.ts";
export { branchState, type StateBranch } from "./state.ts";
export type { DecodedTx, TxFee, TxMessage } from "./tx/decoded-tx.ts";
export { messageSigners } from "./tx/signers.ts";
export { createTxDecoder, type TxDecoder, type TxDecoderOptions } from "./tx/tx-decoder.ts";
export { type TxOutcome, toAbciEvent } from "./tx/tx-result.ts";
export {
  type AnyContent,
  createTypeRegistry,
  type TypeRegistry,
  type TypeRegistryOptions,
} from "./tx/type-registry.ts";
