// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeEnum, describeMessage } from "../../message.ts";
import { Timestamp } from "../google/protobuf.ts";
import { ProofOps, PublicKey } from "../tendermint/crypto.ts";
import { BlockIDFlag, BlockIDFlagEnum, ConsensusParams } from "../tendermint/types.ts";

export const CheckTxType = {
  NEW: 0,
  RECHECK: 1,
} as const;
export type CheckTxType = number;
export const CheckTxTypeEnum = describeEnum("tendermint.abci.CheckTxType", CheckTxType);

export const ResponseOfferSnapshot_Result = {
  UNKNOWN: 0,
  ACCEPT: 1,
  ABORT: 2,
  REJECT: 3,
  REJECT_FORMAT: 4,
  REJECT_SENDER: 5,
} as const;
export type ResponseOfferSnapshot_Result = number;
export const ResponseOfferSnapshot_ResultEnum = describeEnum("tendermint.abci.ResponseOfferSnapshot.Result", ResponseOfferSnapshot_Result);

export const ResponseApplySnapshotChunk_Result = {
  UNKNOWN: 0,
  ACCEPT: 1,
  ABORT: 2,
  RETRY: 3,
  RETRY_SNAPSHOT: 4,
  REJECT_SNAPSHOT: 5,
} as const;
export type ResponseApplySnapshotChunk_Result = number;
export const ResponseApplySnapshotChunk_ResultEnum = describeEnum("tendermint.abci.ResponseApplySnapshotChunk.Result", ResponseApplySnapshotChunk_Result);

export const ResponseProcessProposal_ProposalStatus = {
  UNKNOWN: 0,
  ACCEPT: 1,
  REJECT: 2,
} as const;
export type ResponseProcessProposal_ProposalStatus = number;
export const ResponseProcessProposal_ProposalStatusEnum = describeEnum("tendermint.abci.ResponseProcessProposal.ProposalStatus", ResponseProcessProposal_ProposalStatus);

export const ResponseVerifyVoteExtension_VerifyStatus = {
  UNKNOWN: 0,
  ACCEPT: 1,
  REJECT: 2,
} as const;
export type ResponseVerifyVoteExtension_VerifyStatus = number;
export const ResponseVerifyVoteExtension_VerifyStatusEnum = describeEnum("tendermint.abci.ResponseVerifyVoteExtension.VerifyStatus", ResponseVerifyVoteExtension_VerifyStatus);

export const MisbehaviorType = {
  UNKNOWN: 0,
  DUPLICATE_VOTE: 1,
  LIGHT_CLIENT_ATTACK: 2,
} as const;
export type MisbehaviorType = number;
export const MisbehaviorTypeEnum = describeEnum("tendermint.abci.MisbehaviorType", MisbehaviorType);

export interface Request {
  echo?: RequestEcho | undefined;
  flush?: RequestFlush | undefined;
  info?: RequestInfo | undefined;
  initChain?: RequestInitChain | undefined;
  query?: RequestQuery | undefined;
  checkTx?: RequestCheckTx | undefined;
  commit?: RequestCommit | undefined;
  listSnapshots?: RequestListSnapshots | undefined;
  offerSnapshot?: RequestOfferSnapshot | undefined;
  loadSnapshotChunk?: RequestLoadSnapshotChunk | undefined;
  applySnapshotChunk?: RequestApplySnapshotChunk | undefined;
  prepareProposal?: RequestPrepareProposal | undefined;
  processProposal?: RequestProcessProposal | undefined;
  extendVote?: RequestExtendVote | undefined;
  verifyVoteExtension?: RequestVerifyVoteExtension | undefined;
  finalizeBlock?: RequestFinalizeBlock | undefined;
}
export const Request: MessageType<Request> = describeMessage("tendermint.abci.Request", [
  [1, "echo", () => RequestEcho, { oneof: "value" }],
  [2, "flush", () => RequestFlush, { oneof: "value" }],
  [3, "info", () => RequestInfo, { oneof: "value" }],
  [5, "init_chain", () => RequestInitChain, { oneof: "value" }],
  [6, "query", () => RequestQuery, { oneof: "value" }],
  [8, "check_tx", () => RequestCheckTx, { oneof: "value" }],
  [11, "commit", () => RequestCommit, { oneof: "value" }],
  [12, "list_snapshots", () => RequestListSnapshots, { oneof: "value" }],
  [13, "offer_snapshot", () => RequestOfferSnapshot, { oneof: "value" }],
  [14, "load_snapshot_chunk", () => RequestLoadSnapshotChunk, { oneof: "value" }],
  [15, "apply_snapshot_chunk", () => RequestApplySnapshotChunk, { oneof: "value" }],
  [16, "prepare_proposal", () => RequestPrepareProposal, { oneof: "value" }],
  [17, "process_proposal", () => RequestProcessProposal, { oneof: "value" }],
  [18, "extend_vote", () => RequestExtendVote, { oneof: "value" }],
  [19, "verify_vote_extension", () => RequestVerifyVoteExtension, { oneof: "value" }],
  [20, "finalize_block", () => RequestFinalizeBlock, { oneof: "value" }],
]);

export interface RequestEcho {
  message: string;
}
export const RequestEcho: MessageType<RequestEcho> = describeMessage("tendermint.abci.RequestEcho", [
  [1, "message", "string"],
]);

export interface RequestFlush {}
export const RequestFlush: MessageType<RequestFlush> = describeMessage("tendermint.abci.RequestFlush", []);

export interface RequestInfo {
  version: string;
  blockVersion: bigint;
  p2pVersion: bigint;
  abciVersion: string;
}
export const RequestInfo: MessageType<RequestInfo> = describeMessage("tendermint.abci.RequestInfo", [
  [1, "version", "string"],
  [2, "block_version", "uint64"],
  [3, "p2p_version", "uint64"],
  [4, "abci_version", "string"],
]);

export interface RequestInitChain {
  time: Timestamp;
  chainId: string;
  consensusParams?: ConsensusParams | undefined;
  validators: readonly ValidatorUpdate[];
  appStateBytes: Uint8Array;
  initialHeight: bigint;
}
export const RequestInitChain: MessageType<RequestInitChain> = describeMessage("tendermint.abci.RequestInitChain", [
  [1, "time", () => Timestamp, { embedded: true, goTime: true }],
  [2, "chain_id", "string"],
  [3, "consensus_params", () => ConsensusParams],
  [4, "validators", () => ValidatorUpdate, { repeated: true }],
  [5, "app_state_bytes", "bytes"],
  [6, "initial_height", "int64"],
]);

export interface RequestQuery {
  data: Uint8Array;
  path: string;
  height: bigint;
  prove: boolean;
}
export const RequestQuery: MessageType<RequestQuery> = describeMessage("tendermint.abci.RequestQuery", [
  [1, "data", "bytes"],
  [2, "path", "string"],
  [3, "height", "int64"],
  [4, "prove", "bool"],
]);

export interface RequestCheckTx {
  tx: Uint8Array;
  type: CheckTxType;
}
export const RequestCheckTx: MessageType<RequestCheckTx> = describeMessage("tendermint.abci.RequestCheckTx", [
  [1, "tx", "bytes"],
  [2, "type", () => CheckTxTypeEnum],
]);

export interface RequestCommit {}
export const RequestCommit: MessageType<RequestCommit> = describeMessage("tendermint.abci.RequestCommit", []);

export interface RequestListSnapshots {}
export const RequestListSnapshots: MessageType<RequestListSnapshots> = describeMessage("tendermint.abci.RequestListSnapshots", []);

export interface RequestOfferSnapshot {
  snapshot?: Snapshot | undefined;
  appHash: Uint8Array;
}
export const RequestOfferSnapshot: MessageType<RequestOfferSnapshot> = describeMessage("tendermint.abci.RequestOfferSnapshot", [
  [1, "snapshot", () => Snapshot],
  [2, "app_hash", "bytes"],
]);

export interface RequestLoadSnapshotChunk {
  height: bigint;
  format: number;
  chunk: number;
}
export const RequestLoadSnapshotChunk: MessageType<RequestLoadSnapshotChunk> = describeMessage("tendermint.abci.RequestLoadSnapshotChunk", [
  [1, "height", "uint64"],
  [2, "format", "uint32"],
  [3, "chunk", "uint32"],
]);

export interface RequestApplySnapshotChunk {
  index: number;
  chunk: Uint8Array;
  sender: string;
}
export const RequestApplySnapshotChunk: MessageType<RequestApplySnapshotChunk> = describeMessage("tendermint.abci.RequestApplySnapshotChunk", [
  [1, "index", "uint32"],
  [2, "chunk", "bytes"],
  [3, "sender", "string"],
]);

export interface RequestPrepareProposal {
  maxTxBytes: bigint;
  txs: readonly Uint8Array[];
  localLastCommit: ExtendedCommitInfo;
  misbehavior: readonly Misbehavior[];
  height: bigint;
  time: Timestamp;
  nextValidatorsHash: Uint8Array;
  proposerAddress: Uint8Array;
}
export const RequestPrepareProposal: MessageType<RequestPrepareProposal> = describeMessage("tendermint.abci.RequestPrepareProposal", [
  [1, "max_tx_bytes", "int64"],
  [2, "txs", "bytes", { repeated: true }],
  [3, "local_last_commit", () => ExtendedCommitInfo, { embedded: true }],
  [4, "misbehavior", () => Misbehavior, { repeated: true }],
  [5, "height", "int64"],
  [6, "time", () => Timestamp, { embedded: true, goTime: true }],
  [7, "next_validators_hash", "bytes"],
  [8, "proposer_address", "bytes"],
]);

export interface RequestProcessProposal {
  txs: readonly Uint8Array[];
  proposedLastCommit: CommitInfo;
  misbehavior: readonly Misbehavior[];
  hash: Uint8Array;
  height: bigint;
  time: Timestamp;
  nextValidatorsHash: Uint8Array;
  proposerAddress: Uint8Array;
}
export const RequestProcessProposal: MessageType<RequestProcessProposal> = describeMessage("tendermint.abci.RequestProcessProposal", [
  [1, "txs", "bytes", { repeated: true }],
  [2, "proposed_last_commit", () => CommitInfo, { embedded: true }],
  [3, "misbehavior", () => Misbehavior, { repeated: true }],
  [4, "hash", "bytes"],
  [5, "height", "int64"],
  [6, "time", () => Timestamp, { embedded: true, goTime: true }],
  [7, "next_validators_hash", "bytes"],
  [8, "proposer_address", "bytes"],
]);

export interface RequestExtendVote {
  hash: Uint8Array;
  height: bigint;
  time: Timestamp;
  txs: readonly Uint8Array[];
  proposedLastCommit: CommitInfo;
  misbehavior: readonly Misbehavior[];
  nextValidatorsHash: Uint8Array;
  proposerAddress: Uint8Array;
}
export const RequestExtendVote: MessageType<RequestExtendVote> = describeMessage("tendermint.abci.RequestExtendVote", [
  [1, "hash", "bytes"],
  [2, "height", "int64"],
  [3, "time", () => Timestamp, { embedded: true, goTime: true }],
  [4, "txs", "bytes", { repeated: true }],
  [5, "proposed_last_commit", () => CommitInfo, { embedded: true }],
  [6, "misbehavior", () => Misbehavior, { repeated: true }],
  [7, "next_validators_hash", "bytes"],
  [8, "proposer_address", "bytes"],
]);

export interface RequestVerifyVoteExtension {
  hash: Uint8Array;
  validatorAddress: Uint8Array;
  height: bigint;
  voteExtension: Uint8Array;
}
export const RequestVerifyVoteExtension: MessageType<RequestVerifyVoteExtension> = describeMessage("tendermint.abci.RequestVerifyVoteExtension", [
  [1, "hash", "bytes"],
  [2, "validator_address", "bytes"],
  [3, "height", "int64"],
  [4, "vote_extension", "bytes"],
]);

export interface RequestFinalizeBlock {
  txs: readonly Uint8Array[];
  decidedLastCommit: CommitInfo;
  misbehavior: readonly Misbehavior[];
  hash: Uint8Array;
  height: bigint;
  time: Timestamp;
  nextValidatorsHash: Uint8Array;
  proposerAddress: Uint8Array;
}
export const RequestFinalizeBlock: MessageType<RequestFinalizeBlock> = describeMessage("tendermint.abci.RequestFinalizeBlock", [
  [1, "txs", "bytes", { repeated: true }],
  [2, "decided_last_commit", () => CommitInfo, { embedded: true }],
  [3, "misbehavior", () => Misbehavior, { repeated: true }],
  [4, "hash", "bytes"],
  [5, "height", "int64"],
  [6, "time", () => Timestamp, { embedded: true, goTime: true }],
  [7, "next_validators_hash", "bytes"],
  [8, "proposer_address", "bytes"],
]);

export interface Response {
  exception?: ResponseException | undefined;
  echo?: ResponseEcho | undefined;
  flush?: ResponseFlush | undefined;
  info?: ResponseInfo | undefined;
  initChain?: ResponseInitChain | undefined;
  query?: ResponseQuery | undefined;
  checkTx?: ResponseCheckTx | undefined;
  commit?: ResponseCommit | undefined;
  listSnapshots?: ResponseListSnapshots | undefined;
  offerSnapshot?: ResponseOfferSnapshot | undefined;
  loadSnapshotChunk?: ResponseLoadSnapshotChunk | undefined;
  applySnapshotChunk?: ResponseApplySnapshotChunk | undefined;
  prepareProposal?: ResponsePrepareProposal | undefined;
  processProposal?: ResponseProcessProposal | undefined;
  extendVote?: ResponseExtendVote | undefined;
  verifyVoteExtension?: ResponseVerifyVoteExtension | undefined;
  finalizeBlock?: ResponseFinalizeBlock | undefined;
}
export const Response: MessageType<Response> = describeMessage("tendermint.abci.Response", [
  [1, "exception", () => ResponseException, { oneof: "value" }],
  [2, "echo", () => ResponseEcho, { oneof: "value" }],
  [3, "flush", () => ResponseFlush, { oneof: "value" }],
  [4, "info", () => ResponseInfo, { oneof: "value" }],
  [6, "init_chain", () => ResponseInitChain, { oneof: "value" }],
  [7, "query", () => ResponseQuery, { oneof: "value" }],
  [9, "check_tx", () => ResponseCheckTx, { oneof: "value" }],
  [12, "commit", () => ResponseCommit, { oneof: "value" }],
  [13, "list_snapshots", () => ResponseListSnapshots, { oneof: "value" }],
  [14, "offer_snapshot", () => ResponseOfferSnapshot, { oneof: "value" }],
  [15, "load_snapshot_chunk", () => ResponseLoadSnapshotChunk, { oneof: "value" }],
  [16, "apply_snapshot_chunk", () => ResponseApplySnapshotChunk, { oneof: "value" }],
  [17, "prepare_proposal", () => ResponsePrepareProposal, { oneof: "value" }],
  [18, "process_proposal", () => ResponseProcessProposal, { oneof: "value" }],
  [19, "extend_vote", () => ResponseExtendVote, { oneof: "value" }],
  [20, "verify_vote_extension", () => ResponseVerifyVoteExtension, { oneof: "value" }],
  [21, "finalize_block", () => ResponseFinalizeBlock, { oneof: "value" }],
]);

export interface ResponseException {
  error: string;
}
export const ResponseException: MessageType<ResponseException> = describeMessage("tendermint.abci.ResponseException", [
  [1, "error", "string"],
]);

export interface ResponseEcho {
  message: string;
}
export const ResponseEcho: MessageType<ResponseEcho> = describeMessage("tendermint.abci.ResponseEcho", [
  [1, "message", "string"],
]);

export interface ResponseFlush {}
export const ResponseFlush: MessageType<ResponseFlush> = describeMessage("tendermint.abci.ResponseFlush", []);

export interface ResponseInfo {
  data: string;
  version: string;
  appVersion: bigint;
  lastBlockHeight: bigint;
  lastBlockAppHash: Uint8Array;
}
export const ResponseInfo: MessageType<ResponseInfo> = describeMessage("tendermint.abci.ResponseInfo", [
  [1, "data", "string"],
  [2, "version", "string"],
  [3, "app_version", "uint64"],
  [4, "last_block_height", "int64"],
  [5, "last_block_app_hash", "bytes"],
]);

export interface ResponseInitChain {
  consensusParams?: ConsensusParams | undefined;
  validators: readonly ValidatorUpdate[];
  appHash: Uint8Array;
}
export const ResponseInitChain: MessageType<ResponseInitChain> = describeMessage("tendermint.abci.ResponseInitChain", [
  [1, "consensus_params", () => ConsensusParams],
  [2, "validators", () => ValidatorUpdate, { repeated: true }],
  [3, "app_hash", "bytes"],
]);

export interface ResponseQuery {
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
export const ResponseQuery: MessageType<ResponseQuery> = describeMessage("tendermint.abci.ResponseQuery", [
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

export interface ResponseCheckTx {
  code: number;
  data: Uint8Array;
  log: string;
  info: string;
  gasWanted: bigint;
  gasUsed: bigint;
  events: readonly Event[];
  codespace: string;
}
export const ResponseCheckTx: MessageType<ResponseCheckTx> = describeMessage("tendermint.abci.ResponseCheckTx", [
  [1, "code", "uint32"],
  [2, "data", "bytes"],
  [3, "log", "string"],
  [4, "info", "string"],
  [5, "gas_wanted", "int64"],
  [6, "gas_used", "int64"],
  [7, "events", () => Event, { repeated: true }],
  [8, "codespace", "string"],
]);

export interface ResponseCommit {
  retainHeight: bigint;
}
export const ResponseCommit: MessageType<ResponseCommit> = describeMessage("tendermint.abci.ResponseCommit", [
  [3, "retain_height", "int64"],
]);

export interface ResponseListSnapshots {
  snapshots: readonly Snapshot[];
}
export const ResponseListSnapshots: MessageType<ResponseListSnapshots> = describeMessage("tendermint.abci.ResponseListSnapshots", [
  [1, "snapshots", () => Snapshot, { repeated: true }],
]);

export interface ResponseOfferSnapshot {
  result: ResponseOfferSnapshot_Result;
}
export const ResponseOfferSnapshot: MessageType<ResponseOfferSnapshot> = describeMessage("tendermint.abci.ResponseOfferSnapshot", [
  [1, "result", () => ResponseOfferSnapshot_ResultEnum],
]);

export interface ResponseLoadSnapshotChunk {
  chunk: Uint8Array;
}
export const ResponseLoadSnapshotChunk: MessageType<ResponseLoadSnapshotChunk> = describeMessage("tendermint.abci.ResponseLoadSnapshotChunk", [
  [1, "chunk", "bytes"],
]);

export interface ResponseApplySnapshotChunk {
  result: ResponseApplySnapshotChunk_Result;
  refetchChunks: readonly number[];
  rejectSenders: readonly string[];
}
export const ResponseApplySnapshotChunk: MessageType<ResponseApplySnapshotChunk> = describeMessage("tendermint.abci.ResponseApplySnapshotChunk", [
  [1, "result", () => ResponseApplySnapshotChunk_ResultEnum],
  [2, "refetch_chunks", "uint32", { repeated: true }],
  [3, "reject_senders", "string", { repeated: true }],
]);

export interface ResponsePrepareProposal {
  txs: readonly Uint8Array[];
}
export const ResponsePrepareProposal: MessageType<ResponsePrepareProposal> = describeMessage("tendermint.abci.ResponsePrepareProposal", [
  [1, "txs", "bytes", { repeated: true }],
]);

export interface ResponseProcessProposal {
  status: ResponseProcessProposal_ProposalStatus;
}
export const ResponseProcessProposal: MessageType<ResponseProcessProposal> = describeMessage("tendermint.abci.ResponseProcessProposal", [
  [1, "status", () => ResponseProcessProposal_ProposalStatusEnum],
]);

export interface ResponseExtendVote {
  voteExtension: Uint8Array;
}
export const ResponseExtendVote: MessageType<ResponseExtendVote> = describeMessage("tendermint.abci.ResponseExtendVote", [
  [1, "vote_extension", "bytes"],
]);

export interface ResponseVerifyVoteExtension {
  status: ResponseVerifyVoteExtension_VerifyStatus;
}
export const ResponseVerifyVoteExtension: MessageType<ResponseVerifyVoteExtension> = describeMessage("tendermint.abci.ResponseVerifyVoteExtension", [
  [1, "status", () => ResponseVerifyVoteExtension_VerifyStatusEnum],
]);

export interface ResponseFinalizeBlock {
  events: readonly Event[];
  txResults: readonly ExecTxResult[];
  validatorUpdates: readonly ValidatorUpdate[];
  consensusParamUpdates?: ConsensusParams | undefined;
  appHash: Uint8Array;
}
export const ResponseFinalizeBlock: MessageType<ResponseFinalizeBlock> = describeMessage("tendermint.abci.ResponseFinalizeBlock", [
  [1, "events", () => Event, { repeated: true }],
  [2, "tx_results", () => ExecTxResult, { repeated: true }],
  [3, "validator_updates", () => ValidatorUpdate, { repeated: true }],
  [4, "consensus_param_updates", () => ConsensusParams],
  [5, "app_hash", "bytes"],
]);

export interface CommitInfo {
  round: number;
  votes: readonly VoteInfo[];
}
export const CommitInfo: MessageType<CommitInfo> = describeMessage("tendermint.abci.CommitInfo", [
  [1, "round", "int32"],
  [2, "votes", () => VoteInfo, { repeated: true }],
]);

export interface ExtendedCommitInfo {
  round: number;
  votes: readonly ExtendedVoteInfo[];
}
export const ExtendedCommitInfo: MessageType<ExtendedCommitInfo> = describeMessage("tendermint.abci.ExtendedCommitInfo", [
  [1, "round", "int32"],
  [2, "votes", () => ExtendedVoteInfo, { repeated: true }],
]);

export interface Event {
  type: string;
  attributes: readonly EventAttribute[];
}
export const Event: MessageType<Event> = describeMessage("tendermint.abci.Event", [
  [1, "type", "string"],
  [2, "attributes", () => EventAttribute, { repeated: true }],
]);

export interface EventAttribute {
  key: string;
  value: string;
  index: boolean;
}
export const EventAttribute: MessageType<EventAttribute> = describeMessage("tendermint.abci.EventAttribute", [
  [1, "key", "string"],
  [2, "value", "string"],
  [3, "index", "bool"],
]);

export interface ExecTxResult {
  code: number;
  data: Uint8Array;
  log: string;
  info: string;
  gasWanted: bigint;
  gasUsed: bigint;
  events: readonly Event[];
  codespace: string;
}
export const ExecTxResult: MessageType<ExecTxResult> = describeMessage("tendermint.abci.ExecTxResult", [
  [1, "code", "uint32"],
  [2, "data", "bytes"],
  [3, "log", "string"],
  [4, "info", "string"],
  [5, "gas_wanted", "int64"],
  [6, "gas_used", "int64"],
  [7, "events", () => Event, { repeated: true }],
  [8, "codespace", "string"],
]);

export interface TxResult {
  height: bigint;
  index: number;
  tx: Uint8Array;
  result: ExecTxResult;
}
export const TxResult: MessageType<TxResult> = describeMessage("tendermint.abci.TxResult", [
  [1, "height", "int64"],
  [2, "index", "uint32"],
  [3, "tx", "bytes"],
  [4, "result", () => ExecTxResult, { embedded: true }],
]);

export interface Validator {
  address: Uint8Array;
  power: bigint;
}
export const Validator: MessageType<Validator> = describeMessage("tendermint.abci.Validator", [
  [1, "address", "bytes"],
  [3, "power", "int64"],
]);

export interface ValidatorUpdate {
  pubKey: PublicKey;
  power: bigint;
}
export const ValidatorUpdate: MessageType<ValidatorUpdate> = describeMessage("tendermint.abci.ValidatorUpdate", [
  [1, "pub_key", () => PublicKey, { embedded: true }],
  [2, "power", "int64"],
]);

export interface VoteInfo {
  validator: Validator;
  blockIdFlag: BlockIDFlag;
}
export const VoteInfo: MessageType<VoteInfo> = describeMessage("tendermint.abci.VoteInfo", [
  [1, "validator", () => Validator, { embedded: true }],
  [3, "block_id_flag", () => BlockIDFlagEnum],
]);

export interface ExtendedVoteInfo {
  validator: Validator;
  voteExtension: Uint8Array;
  extensionSignature: Uint8Array;
  blockIdFlag: BlockIDFlag;
}
export const ExtendedVoteInfo: MessageType<ExtendedVoteInfo> = describeMessage("tendermint.abci.ExtendedVoteInfo", [
  [1, "validator", () => Validator, { embedded: true }],
  [3, "vote_extension", "bytes"],
  [4, "extension_signature", "bytes"],
  [5, "block_id_flag", () => BlockIDFlagEnum],
]);

export interface Misbehavior {
  type: MisbehaviorType;
  validator: Validator;
  height: bigint;
  time: Timestamp;
  totalVotingPower: bigint;
}
export const Misbehavior: MessageType<Misbehavior> = describeMessage("tendermint.abci.Misbehavior", [
  [1, "type", () => MisbehaviorTypeEnum],
  [2, "validator", () => Validator, { embedded: true }],
  [3, "height", "int64"],
  [4, "time", () => Timestamp, { embedded: true, goTime: true }],
  [5, "total_voting_power", "int64"],
]);

export interface Snapshot {
  height: bigint;
  format: number;
  chunks: number;
  hash: Uint8Array;
  metadata: Uint8Array;
}
export const Snapshot: MessageType<Snapshot> = describeMessage("tendermint.abci.Snapshot", [
  [1, "height", "uint64"],
  [2, "format", "uint32"],
  [3, "chunks", "uint32"],
  [4, "hash", "bytes"],
  [5, "metadata", "bytes"],
]);
