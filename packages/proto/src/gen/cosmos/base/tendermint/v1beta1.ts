// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { PageRequest, PageResponse } from "../../../cosmos/base/query/v1beta1.ts";
import { Any, Timestamp } from "../../../google/protobuf.ts";
import { DefaultNodeInfo } from "../../../tendermint/p2p.ts";
import { Block as tendermint_types_Block, BlockID, Commit, Data, EvidenceList } from "../../../tendermint/types.ts";
import { Consensus } from "../../../tendermint/version.ts";

export interface GetValidatorSetByHeightRequest {
  height: bigint;
  pagination?: PageRequest | undefined;
}
export const GetValidatorSetByHeightRequest: MessageType<GetValidatorSetByHeightRequest> = describeMessage("cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest", [
  [1, "height", "int64"],
  [2, "pagination", () => PageRequest],
]);

export interface GetValidatorSetByHeightResponse {
  blockHeight: bigint;
  validators: readonly Validator[];
  pagination?: PageResponse | undefined;
}
export const GetValidatorSetByHeightResponse: MessageType<GetValidatorSetByHeightResponse> = describeMessage("cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse", [
  [1, "block_height", "int64"],
  [2, "validators", () => Validator, { repeated: true }],
  [3, "pagination", () => PageResponse],
]);

export interface GetLatestValidatorSetRequest {
  pagination?: PageRequest | undefined;
}
export const GetLatestValidatorSetRequest: MessageType<GetLatestValidatorSetRequest> = describeMessage("cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest", [
  [1, "pagination", () => PageRequest],
]);

export interface GetLatestValidatorSetResponse {
  blockHeight: bigint;
  validators: readonly Validator[];
  pagination?: PageResponse | undefined;
}
export const GetLatestValidatorSetResponse: MessageType<GetLatestValidatorSetResponse> = describeMessage("cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse", [
  [1, "block_height", "int64"],
  [2, "validators", () => Validator, { repeated: true }],
  [3, "pagination", () => PageResponse],
]);

export interface Validator {
  address: string;
  pubKey?: Any | undefined;
  votingPower: bigint;
  proposerPriority: bigint;
}
export const Validator: MessageType<Validator> = describeMessage("cosmos.base.tendermint.v1beta1.Validator", [
  [1, "address", "string"],
  [2, "pub_key", () => Any],
  [3, "voting_power", "int64"],
  [4, "proposer_priority", "int64"],
]);

export interface GetBlockByHeightRequest {
  height: bigint;
}
export const GetBlockByHeightRequest: MessageType<GetBlockByHeightRequest> = describeMessage("cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest", [
  [1, "height", "int64"],
]);

export interface GetBlockByHeightResponse {
  blockId?: BlockID | undefined;
  block?: tendermint_types_Block | undefined;
  sdkBlock?: Block | undefined;
}
export const GetBlockByHeightResponse: MessageType<GetBlockByHeightResponse> = describeMessage("cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse", [
  [1, "block_id", () => BlockID],
  [2, "block", () => tendermint_types_Block],
  [3, "sdk_block", () => Block],
]);

export interface GetLatestBlockRequest {}
export const GetLatestBlockRequest: MessageType<GetLatestBlockRequest> = describeMessage("cosmos.base.tendermint.v1beta1.GetLatestBlockRequest", []);

export interface GetLatestBlockResponse {
  blockId?: BlockID | undefined;
  block?: tendermint_types_Block | undefined;
  sdkBlock?: Block | undefined;
}
export const GetLatestBlockResponse: MessageType<GetLatestBlockResponse> = describeMessage("cosmos.base.tendermint.v1beta1.GetLatestBlockResponse", [
  [1, "block_id", () => BlockID],
  [2, "block", () => tendermint_types_Block],
  [3, "sdk_block", () => Block],
]);

export interface GetSyncingRequest {}
export const GetSyncingRequest: MessageType<GetSyncingRequest> = describeMessage("cosmos.base.tendermint.v1beta1.GetSyncingRequest", []);

export interface GetSyncingResponse {
  syncing: boolean;
}
export const GetSyncingResponse: MessageType<GetSyncingResponse> = describeMessage("cosmos.base.tendermint.v1beta1.GetSyncingResponse", [
  [1, "syncing", "bool"],
]);

export interface GetNodeInfoRequest {}
export const GetNodeInfoRequest: MessageType<GetNodeInfoRequest> = describeMessage("cosmos.base.tendermint.v1beta1.GetNodeInfoRequest", []);

export interface GetNodeInfoResponse {
  defaultNodeInfo?: DefaultNodeInfo | undefined;
  applicationVersion?: VersionInfo | undefined;
}
export const GetNodeInfoResponse: MessageType<GetNodeInfoResponse> = describeMessage("cosmos.base.tendermint.v1beta1.GetNodeInfoResponse", [
  [1, "default_node_info", () => DefaultNodeInfo],
  [2, "application_version", () => VersionInfo],
]);

export interface VersionInfo {
  name: string;
  appName: string;
  version: string;
  gitCommit: string;
  buildTags: string;
  goVersion: string;
  buildDeps: readonly Module[];
  cosmosSdkVersion: string;
}
export const VersionInfo: MessageType<VersionInfo> = describeMessage("cosmos.base.tendermint.v1beta1.VersionInfo", [
  [1, "name", "string"],
  [2, "app_name", "string"],
  [3, "version", "string"],
  [4, "git_commit", "string"],
  [5, "build_tags", "string"],
  [6, "go_version", "string"],
  [7, "build_deps", () => Module, { repeated: true }],
  [8, "cosmos_sdk_version", "string"],
]);

export interface Module {
  path: string;
  version: string;
  sum: string;
}
export const Module: MessageType<Module> = describeMessage("cosmos.base.tendermint.v1beta1.Module", [
  [1, "path", "string"],
  [2, "version", "string"],
  [3, "sum", "string"],
]);

export interface ABCIQueryRequest {
  data: Uint8Array;
  path: string;
  height: bigint;
  prove: boolean;
}
export const ABCIQueryRequest: MessageType<ABCIQueryRequest> = describeMessage("cosmos.base.tendermint.v1beta1.ABCIQueryRequest", [
  [1, "data", "bytes"],
  [2, "path", "string"],
  [3, "height", "int64"],
  [4, "prove", "bool"],
]);

export interface ABCIQueryResponse {
  code: number;
  log: string;
  info: string;
  index: bigint;
  key: Uint8Array;
  value: Uint8Array;
  proofOps?: ProofOps | undefined;
  height: bigint;
  codespace: string;
}
export const ABCIQueryResponse: MessageType<ABCIQueryResponse> = describeMessage("cosmos.base.tendermint.v1beta1.ABCIQueryResponse", [
  [1, "code", "uint32"],
  [3, "log", "string"],
  [4, "info", "string"],
  [5, "index", "int64"],
  [6, "key", "bytes"],
  [7, "value", "bytes"],
  [8, "proof_ops", () => ProofOps],
  [9, "height", "int64"],
  [10, "codespace", "string"],
]);

export interface ProofOp {
  type: string;
  key: Uint8Array;
  data: Uint8Array;
}
export const ProofOp: MessageType<ProofOp> = describeMessage("cosmos.base.tendermint.v1beta1.ProofOp", [
  [1, "type", "string"],
  [2, "key", "bytes"],
  [3, "data", "bytes"],
]);

export interface ProofOps {
  ops: readonly ProofOp[];
}
export const ProofOps: MessageType<ProofOps> = describeMessage("cosmos.base.tendermint.v1beta1.ProofOps", [
  [1, "ops", () => ProofOp, { repeated: true, keepEmpty: true }],
]);

export interface Block {
  header: Header;
  data: Data;
  evidence: EvidenceList;
  lastCommit?: Commit | undefined;
}
export const Block: MessageType<Block> = describeMessage("cosmos.base.tendermint.v1beta1.Block", [
  [1, "header", () => Header, { embedded: true, keepEmpty: true }],
  [2, "data", () => Data, { embedded: true, keepEmpty: true }],
  [3, "evidence", () => EvidenceList, { embedded: true, keepEmpty: true }],
  [4, "last_commit", () => Commit],
]);

export interface Header {
  version: Consensus;
  chainId: string;
  height: bigint;
  time: Timestamp;
  lastBlockId: BlockID;
  lastCommitHash: Uint8Array;
  dataHash: Uint8Array;
  validatorsHash: Uint8Array;
  nextValidatorsHash: Uint8Array;
  consensusHash: Uint8Array;
  appHash: Uint8Array;
  lastResultsHash: Uint8Array;
  evidenceHash: Uint8Array;
  proposerAddress: string;
}
export const Header: MessageType<Header> = describeMessage("cosmos.base.tendermint.v1beta1.Header", [
  [1, "version", () => Consensus, { embedded: true, keepEmpty: true }],
  [2, "chain_id", "string"],
  [3, "height", "int64"],
  [4, "time", () => Timestamp, { embedded: true, goTime: true, keepEmpty: true }],
  [5, "last_block_id", () => BlockID, { embedded: true, keepEmpty: true }],
  [6, "last_commit_hash", "bytes"],
  [7, "data_hash", "bytes"],
  [8, "validators_hash", "bytes"],
  [9, "next_validators_hash", "bytes"],
  [10, "consensus_hash", "bytes"],
  [11, "app_hash", "bytes"],
  [12, "last_results_hash", "bytes"],
  [13, "evidence_hash", "bytes"],
  [14, "proposer_address", "string"],
]);
