export {
  delegate,
  redelegate,
  type StakeRequest,
  sendCoins,
  undelegate,
  unjail,
} from "./account-actions.ts";
export type { CometBftSetup } from "./comet-chain.ts";
export {
  assignKey,
  type ConsumerChanges,
  optIn,
  optOut,
  punishmentFrom,
  registerConsumer,
  removeConsumer,
  setConsumerCommission,
  updateConsumer,
  updateMessage,
} from "./consumer-actions.ts";
export {
  type PreviewedSet,
  type PreviewedValidator,
  previewSet,
  type ShapingChanges,
} from "./consumer-shaping.ts";
export { type ControlClient, connectControl } from "./control-client.ts";
export { type DemoOptions, type DemoReport, runDemo } from "./demo/demo.ts";
export type { StepResult } from "./demo/stage.ts";
export { type Devnet, type DevnetOptions, newState, startDevnet } from "./devnet.ts";
export {
  type AccountEntry,
  type ChainEntry,
  type DevnetFile,
  devnetFilePath,
  readDevnetFile,
  type ValidatorEntry,
} from "./devnet-file.ts";
export { type DocumentKind, ecosystemDocuments, writeDocuments } from "./ecosystem/documents.ts";
export { DevnetError, ExpectationFailed, InputError } from "./errors.ts";
export {
  type EvidenceDocument,
  type EvidenceItem,
  evidenceDocument,
  listEvidence,
  readEvidence,
  submitEvidence,
  verifyEvidence,
} from "./evidence.ts";
export {
  cancelProposal,
  deposit,
  type Jump,
  listProposals,
  type ProposalSpec,
  passProposal,
  proposalOf,
  proposalToJson,
  propose,
  readVote,
  statusOf,
  tallyOf,
  vote,
} from "./governance.ts";
export {
  exportHermes,
  type HermesExport,
  type HermesExportOptions,
  hermesFolder,
} from "./hermes/export-hermes.ts";
export {
  type HermesChain,
  type HermesSettings,
  hermesConfigToText,
} from "./hermes/hermes-config.ts";
export {
  type HermesFiles,
  type HermesSetup,
  hermesKeyToText,
  writeHermesFiles,
} from "./hermes/hermes-files.ts";
export {
  answered,
  GOV,
  govAddress,
  type JsonTx,
  parseJson,
  queryJson,
  readMessage,
  restJson,
  sendJson,
} from "./json-calls.ts";
export { messageNames, queryNames } from "./json-names.ts";
export { createNetwork, type Network, type NetworkChain } from "./network.ts";
export { type NodeFile, nodeIdOf, readNodeFile } from "./node-file.ts";
export { initNode, type NodeInit } from "./node-init.ts";
export { type PrepareOptions, prepareState } from "./prepare-state.ts";
export { FOREVER, PRESET_NAMES, type Punishment } from "./presets.ts";
export {
  allBalances,
  consensusAddressOn,
  consensusKeyFor,
  consumerChain,
  consumerChains,
  consumerGenesisJson,
  optedIn,
  powersByAddress,
  resolveConsumerId,
  type ValidatorStanding,
  validatorStanding,
} from "./queries.ts";
export {
  changeRewardDenoms,
  type Reward,
  type RewardsOf,
  rewardDenoms,
  rewardPools,
  rewardsOf,
  setWithdrawAddress,
  withdrawRewards,
} from "./rewards.ts";
export { type ServedDevnet, type ServeOptions, serveDevnet } from "./serve.ts";
export { type SingleNode, startSingleNode } from "./single-node.ts";
export { type DevnetState, makeLogFolder, readState, removeHome, statePath } from "./state-file.ts";
export type { ChainStatusRow, DevnetStatus } from "./status.ts";
export { type ConsumerSpec, readMine, readTopology, type Topology } from "./topology.ts";
