export { BECH32_PREFIX, consumerGenesis, providerGenesis } from "@testudo/chains";
export {
  type AttackKind,
  type ChainView,
  type Clock,
  ConsensusHalted,
  createVirtualClock,
  createWallClock,
  type Engine,
  EngineError,
  type Mining,
} from "@testudo/engine";
export {
  ListenError,
  type MethodTable,
  method,
  RpcError,
  type RpcServer,
  startChainServer,
  startControlServer,
} from "@testudo/rpc";
export {
  type BareApplicationOptions,
  type RunningApplication,
  serveApplication,
} from "./bare-application.ts";
export { closeEach } from "./closing.ts";
export {
  type ApplicationHost,
  COMETBFT_VERSION,
  type CometBftConfig,
  type CometBftNode,
  type CometBftNodeOptions,
  CometBftUnavailable,
  type ConsensusTimeouts,
  cometBftConfigToText,
  cometBftFiles,
  cometBftNodeFiles,
  cometBftNodeId,
  type Environment,
  findCometBft,
  inProcess,
  NodeEnded,
  ownProcess,
  type ProgramSearch,
  type StateSync,
  startCometBftNode,
  writeCometBftHome,
} from "./cometbft/index.ts";
export { DatabaseUnavailable, openDatabase } from "./database.ts";
export { type ForeignNode, type ForeignNodeOptions, startForeignNode } from "./foreign-node.ts";
export { FILE_MODE, FOLDER_MODE, makeFolder, readFileIfAny, writePrivateFile } from "./home.ts";
export { type NodeOptions, type RunningNode, startNode } from "./start.ts";
