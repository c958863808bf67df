export {
  type ApplicationHost,
  type HostedApplication,
  inProcess,
  ownProcess,
} from "./application-host.ts";
export {
  type CometBftConfig,
  type ConsensusTimeouts,
  cometBftConfigToText,
  type StateSync,
} from "./config.ts";
export { CometBftUnavailable, NodeEnded } from "./errors.ts";
export { cometBftFiles, cometBftNodeId, writeCometBftHome } from "./home.ts";
export {
  type CometBftNode,
  type CometBftNodeOptions,
  cometBftNodeFiles,
  startCometBftNode,
} from "./node.ts";
export {
  COMETBFT_VERSION,
  type Environment,
  findCometBft,
  type ProgramSearch,
} from "./program.ts";
