// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../descriptor.ts";
import { describeEnum, describeMessage } from "../../message.ts";
import { Duration, Timestamp } from "../google/protobuf.ts";
import { Proof, PublicKey } from "../tendermint/crypto.ts";
import { Consensus } from "../tendermint/version.ts";

export const SignedMsgType = {
  SIGNED_MSG_TYPE_UNKNOWN: 0,
  SIGNED_MSG_TYPE_PREVOTE: 1,
  SIGNED_MSG_TYPE_PRECOMMIT: 2,
  SIGNED_MSG_TYPE_PROPOSAL: 32,
} as const;
export type SignedMsgType = number;
export const SignedMsgTypeEnum = describeEnum("tendermint.types.SignedMsgType", SignedMsgType);

export const BlockIDFlag = {
  BLOCK_ID_FLAG_UNKNOWN: 0,
  BLOCK_ID_FLAG_ABSENT: 1,
  BLOCK_ID_FLAG_COMMIT: 2,
  BLOCK_ID_FLAG_NIL: 3,
} as const;
export type BlockIDFlag = number;
export const BlockIDFlagEnum = describeEnum("tendermint.types.BlockIDFlag", BlockIDFlag);

export interface Block {
  header: Header;
  data: Data;
  evidence: EvidenceList;
  lastCommit?: Commit | undefined;
}
export const Block: MessageType<Block> = describeMessage("tendermint.types.Block", [
  [1, "header", () => Header, { embedded: true }],
  [2, "data", () => Data, { embedded: true }],
  [3, "evidence", () => EvidenceList, { embedded: true }],
  [4, "last_commit", () => Commit],
]);

export interface Evidence {
  duplicateVoteEvidence?: DuplicateVoteEvidence | undefined;
  lightClientAttackEvidence?: LightClientAttackEvidence | undefined;
}
export const Evidence: MessageType<Evidence> = describeMessage("tendermint.types.Evidence", [
  [1, "duplicate_vote_evidence", () => DuplicateVoteEvidence, { oneof: "sum" }],
  [2, "light_client_attack_evidence", () => LightClientAttackEvidence, { oneof: "sum" }],
]);

export interface DuplicateVoteEvidence {
  voteA?: Vote | undefined;
  voteB?: Vote | undefined;
  totalVotingPower: bigint;
  validatorPower: bigint;
  timestamp: Timestamp;
}
export const DuplicateVoteEvidence: MessageType<DuplicateVoteEvidence> = describeMessage("tendermint.types.DuplicateVoteEvidence", [
  [1, "vote_a", () => Vote],
  [2, "vote_b", () => Vote],
  [3, "total_voting_power", "int64"],
  [4, "validator_power", "int64"],
  [5, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface LightClientAttackEvidence {
  conflictingBlock?: LightBlock | undefined;
  commonHeight: bigint;
  byzantineValidators: readonly Validator[];
  totalVotingPower: bigint;
  timestamp: Timestamp;
}
export const LightClientAttackEvidence: MessageType<LightClientAttackEvidence> = describeMessage("tendermint.types.LightClientAttackEvidence", [
  [1, "conflicting_block", () => LightBlock],
  [2, "common_height", "int64"],
  [3, "byzantine_validators", () => Validator, { repeated: true }],
  [4, "total_voting_power", "int64"],
  [5, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
]);

export interface EvidenceList {
  evidence: readonly Evidence[];
}
export const EvidenceList: MessageType<EvidenceList> = describeMessage("tendermint.types.EvidenceList", [
  [1, "evidence", () => Evidence, { repeated: true }],
]);

export interface ConsensusParams {
  block?: BlockParams | undefined;
  evidence?: EvidenceParams | undefined;
  validator?: ValidatorParams | undefined;
  version?: VersionParams | undefined;
  abci?: ABCIParams | undefined;
}
export const ConsensusParams: MessageType<ConsensusParams> = describeMessage("tendermint.types.ConsensusParams", [
  [1, "block", () => BlockParams],
  [2, "evidence", () => EvidenceParams],
  [3, "validator", () => ValidatorParams],
  [4, "version", () => VersionParams],
  [5, "abci", () => ABCIParams],
]);

export interface BlockParams {
  maxBytes: bigint;
  maxGas: bigint;
}
export const BlockParams: MessageType<BlockParams> = describeMessage("tendermint.types.BlockParams", [
  [1, "max_bytes", "int64"],
  [2, "max_gas", "int64"],
]);

export interface EvidenceParams {
  maxAgeNumBlocks: bigint;
  maxAgeDuration: Duration;
  maxBytes: bigint;
}
export const EvidenceParams: MessageType<EvidenceParams> = describeMessage("tendermint.types.EvidenceParams", [
  [1, "max_age_num_blocks", "int64"],
  [2, "max_age_duration", () => Duration, { embedded: true }],
  [3, "max_bytes", "int64"],
]);

export interface ValidatorParams {
  pubKeyTypes: readonly string[];
}
export const ValidatorParams: MessageType<ValidatorParams> = describeMessage("tendermint.types.ValidatorParams", [
  [1, "pub_key_types", "string", { repeated: true }],
]);

export interface VersionParams {
  app: bigint;
}
export const VersionParams: MessageType<VersionParams> = describeMessage("tendermint.types.VersionParams", [
  [1, "app", "uint64"],
]);

export interface HashedParams {
  blockMaxBytes: bigint;
  blockMaxGas: bigint;
}
export const HashedParams: MessageType<HashedParams> = describeMessage("tendermint.types.HashedParams", [
  [1, "block_max_bytes", "int64"],
  [2, "block_max_gas", "int64"],
]);

export interface ABCIParams {
  voteExtensionsEnableHeight: bigint;
}
export const ABCIParams: MessageType<ABCIParams> = describeMessage("tendermint.types.ABCIParams", [
  [1, "vote_extensions_enable_height", "int64"],
]);

export interface PartSetHeader {
  total: number;
  hash: Uint8Array;
}
export const PartSetHeader: MessageType<PartSetHeader> = describeMessage("tendermint.types.PartSetHeader", [
  [1, "total", "uint32"],
  [2, "hash", "bytes"],
]);

export interface Part {
  index: number;
  bytes: Uint8Array;
  proof: Proof;
}
export const Part: MessageType<Part> = describeMessage("tendermint.types.Part", [
  [1, "index", "uint32"],
  [2, "bytes", "bytes"],
  [3, "proof", () => Proof, { embedded: true }],
]);

export interface BlockID {
  hash: Uint8Array;
  partSetHeader: PartSetHeader;
}
export const BlockID: MessageType<BlockID> = describeMessage("tendermint.types.BlockID", [
  [1, "hash", "bytes"],
  [2, "part_set_header", () => PartSetHeader, { embedded: true }],
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
  proposerAddress: Uint8Array;
}
export const Header: MessageType<Header> = describeMessage("tendermint.types.Header", [
  [1, "version", () => Consensus, { embedded: true }],
  [2, "chain_id", "string"],
  [3, "height", "int64"],
  [4, "time", () => Timestamp, { embedded: true, goTime: true }],
  [5, "last_block_id", () => BlockID, { embedded: true }],
  [6, "last_commit_hash", "bytes"],
  [7, "data_hash", "bytes"],
  [8, "validators_hash", "bytes"],
  [9, "next_validators_hash", "bytes"],
  [10, "consensus_hash", "bytes"],
  [11, "app_hash", "bytes"],
  [12, "last_results_hash", "bytes"],
  [13, "evidence_hash", "bytes"],
  [14, "proposer_address", "bytes"],
]);

export interface Data {
  txs: readonly Uint8Array[];
}
export const Data: MessageType<Data> = describeMessage("tendermint.types.Data", [
  [1, "txs", "bytes", { repeated: true }],
]);

export interface Vote {
  type: SignedMsgType;
  height: bigint;
  round: number;
  blockId: BlockID;
  timestamp: Timestamp;
  validatorAddress: Uint8Array;
  validatorIndex: number;
  signature: Uint8Array;
  extension: Uint8Array;
  extensionSignature: Uint8Array;
}
export const Vote: MessageType<Vote> = describeMessage("tendermint.types.Vote", [
  [1, "type", () => SignedMsgTypeEnum],
  [2, "height", "int64"],
  [3, "round", "int32"],
  [4, "block_id", () => BlockID, { embedded: true }],
  [5, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [6, "validator_address", "bytes"],
  [7, "validator_index", "int32"],
  [8, "signature", "bytes"],
  [9, "extension", "bytes"],
  [10, "extension_signature", "bytes"],
]);

export interface Commit {
  height: bigint;
  round: number;
  blockId: BlockID;
  signatures: readonly CommitSig[];
}
export const Commit: MessageType<Commit> = describeMessage("tendermint.types.Commit", [
  [1, "height", "int64"],
  [2, "round", "int32"],
  [3, "block_id", () => BlockID, { embedded: true }],
  [4, "signatures", () => CommitSig, { repeated: true }],
]);

export interface CommitSig {
  blockIdFlag: BlockIDFlag;
  validatorAddress: Uint8Array;
  timestamp: Timestamp;
  signature: Uint8Array;
}
export const CommitSig: MessageType<CommitSig> = describeMessage("tendermint.types.CommitSig", [
  [1, "block_id_flag", () => BlockIDFlagEnum],
  [2, "validator_address", "bytes"],
  [3, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [4, "signature", "bytes"],
]);

export interface ExtendedCommit {
  height: bigint;
  round: number;
  blockId: BlockID;
  extendedSignatures: readonly ExtendedCommitSig[];
}
export const ExtendedCommit: MessageType<ExtendedCommit> = describeMessage("tendermint.types.ExtendedCommit", [
  [1, "height", "int64"],
  [2, "round", "int32"],
  [3, "block_id", () => BlockID, { embedded: true }],
  [4, "extended_signatures", () => ExtendedCommitSig, { repeated: true }],
]);

export interface ExtendedCommitSig {
  blockIdFlag: BlockIDFlag;
  validatorAddress: Uint8Array;
  timestamp: Timestamp;
  signature: Uint8Array;
  extension: Uint8Array;
  extensionSignature: Uint8Array;
}
export const ExtendedCommitSig: MessageType<ExtendedCommitSig> = describeMessage("tendermint.types.ExtendedCommitSig", [
  [1, "block_id_flag", () => BlockIDFlagEnum],
  [2, "validator_address", "bytes"],
  [3, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [4, "signature", "bytes"],
  [5, "extension", "bytes"],
  [6, "extension_signature", "bytes"],
]);

export interface Proposal {
  type: SignedMsgType;
  height: bigint;
  round: number;
  polRound: number;
  blockId: BlockID;
  timestamp: Timestamp;
  signature: Uint8Array;
}
export const Proposal: MessageType<Proposal> = describeMessage("tendermint.types.Proposal", [
  [1, "type", () => SignedMsgTypeEnum],
  [2, "height", "int64"],
  [3, "round", "int32"],
  [4, "pol_round", "int32"],
  [5, "block_id", () => BlockID, { embedded: true }],
  [6, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [7, "signature", "bytes"],
]);

export interface SignedHeader {
  header?: Header | undefined;
  commit?: Commit | undefined;
}
export const SignedHeader: MessageType<SignedHeader> = describeMessage("tendermint.types.SignedHeader", [
  [1, "header", () => Header],
  [2, "commit", () => Commit],
]);

export interface LightBlock {
  signedHeader?: SignedHeader | undefined;
  validatorSet?: ValidatorSet | undefined;
}
export const LightBlock: MessageType<LightBlock> = describeMessage("tendermint.types.LightBlock", [
  [1, "signed_header", () => SignedHeader],
  [2, "validator_set", () => ValidatorSet],
]);

export interface BlockMeta {
  blockId: BlockID;
  blockSize: bigint;
  header: Header;
  numTxs: bigint;
}
export const BlockMeta: MessageType<BlockMeta> = describeMessage("tendermint.types.BlockMeta", [
  [1, "block_id", () => BlockID, { embedded: true }],
  [2, "block_size", "int64"],
  [3, "header", () => Header, { embedded: true }],
  [4, "num_txs", "int64"],
]);

export interface TxProof {
  rootHash: Uint8Array;
  data: Uint8Array;
  proof?: Proof | undefined;
}
export const TxProof: MessageType<TxProof> = describeMessage("tendermint.types.TxProof", [
  [1, "root_hash", "bytes"],
  [2, "data", "bytes"],
  [3, "proof", () => Proof],
]);

export interface ValidatorSet {
  validators: readonly Validator[];
  proposer?: Validator | undefined;
  totalVotingPower: bigint;
}
export const ValidatorSet: MessageType<ValidatorSet> = describeMessage("tendermint.types.ValidatorSet", [
  [1, "validators", () => Validator, { repeated: true }],
  [2, "proposer", () => Validator],
  [3, "total_voting_power", "int64"],
]);

export interface Validator {
  address: Uint8Array;
  pubKey: PublicKey;
  votingPower: bigint;
  proposerPriority: bigint;
}
export const Validator: MessageType<Validator> = describeMessage("tendermint.types.Validator", [
  [1, "address", "bytes"],
  [2, "pub_key", () => PublicKey, { embedded: true }],
  [3, "voting_power", "int64"],
  [4, "proposer_priority", "int64"],
]);

export interface SimpleValidator {
  pubKey?: PublicKey | undefined;
  votingPower: bigint;
}
export const SimpleValidator: MessageType<SimpleValidator> = describeMessage("tendermint.types.SimpleValidator", [
  [1, "pub_key", () => PublicKey],
  [2, "voting_power", "int64"],
]);

export interface CanonicalBlockID {
  hash: Uint8Array;
  partSetHeader: CanonicalPartSetHeader;
}
export const CanonicalBlockID: MessageType<CanonicalBlockID> = describeMessage("tendermint.types.CanonicalBlockID", [
  [1, "hash", "bytes"],
  [2, "part_set_header", () => CanonicalPartSetHeader, { embedded: true }],
]);

export interface CanonicalPartSetHeader {
  total: number;
  hash: Uint8Array;
}
export const CanonicalPartSetHeader: MessageType<CanonicalPartSetHeader> = describeMessage("tendermint.types.CanonicalPartSetHeader", [
  [1, "total", "uint32"],
  [2, "hash", "bytes"],
]);

export interface CanonicalProposal {
  type: SignedMsgType;
  height: bigint;
  round: bigint;
  polRound: bigint;
  blockId?: CanonicalBlockID | undefined;
  timestamp: Timestamp;
  chainId: string;
}
export const CanonicalProposal: MessageType<CanonicalProposal> = describeMessage("tendermint.types.CanonicalProposal", [
  [1, "type", () => SignedMsgTypeEnum],
  [2, "height", "sfixed64"],
  [3, "round", "sfixed64"],
  [4, "pol_round", "int64"],
  [5, "block_id", () => CanonicalBlockID],
  [6, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [7, "chain_id", "string"],
]);

export interface CanonicalVote {
  type: SignedMsgType;
  height: bigint;
  round: bigint;
  blockId?: CanonicalBlockID | undefined;
  timestamp: Timestamp;
  chainId: string;
}
export const CanonicalVote: MessageType<CanonicalVote> = describeMessage("tendermint.types.CanonicalVote", [
  [1, "type", () => SignedMsgTypeEnum],
  [2, "height", "sfixed64"],
  [3, "round", "sfixed64"],
  [4, "block_id", () => CanonicalBlockID],
  [5, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [6, "chain_id", "string"],
]);

export interface CanonicalVoteExtension {
  extension: Uint8Array;
  height: bigint;
  round: bigint;
  chainId: string;
}
export const CanonicalVoteExtension: MessageType<CanonicalVoteExtension> = describeMessage("tendermint.types.CanonicalVoteExtension", [
  [1, "extension", "bytes"],
  [2, "height", "sfixed64"],
  [3, "round", "sfixed64"],
  [4, "chain_id", "string"],
]);
