import type { MerkleProof } from "@testudo/crypto";
import { cometError } from "./errors.ts";
import { EVIDENCE_JSON_TYPES, PUB_KEY_JSON_TYPES } from "./json.ts";
import {
  base64Bytes,
  elements,
  field,
  hexBytes,
  int32,
  int64,
  isAbsent,
  type JsonNode,
  jsonRoot,
  text,
  time,
  uint64,
  wrong,
} from "./json-reading.ts";
import { type PubKey, pubKey } from "./keys.ts";
import type {
  Block,
  BlockId,
  BlockMeta,
  Commit,
  ConsensusParams,
  Evidence,
  Header,
  LightBlock,
  Proposal,
  SignedHeader,
  TxProof,
  Vote,
} from "./types.ts";
import type { Validator } from "./validator.ts";
import { ValidatorSet, validatorSetFromExisting } from "./validator-set.ts";

// Each of these reads what `json.ts` writes, or what a CometBFT node answers. The form is checked, with the path named in
// the CometError "invalid"; the values are not: `validate…` is the second step.

/** Reads a block id. */
export function blockIdFromJson(json: unknown): BlockId {
  return readBlockId(jsonRoot(json));
}

/** Reads a header. */
export function headerFromJson(json: unknown): Header {
  return readHeader(jsonRoot(json));
}

/** Reads a commit. */
export function commitFromJson(json: unknown): Commit {
  return readCommit(jsonRoot(json));
}

/** Reads `{header, commit}`. */
export function signedHeaderFromJson(json: unknown): SignedHeader {
  return readSignedHeader(jsonRoot(json));
}

/** Reads `{signed_header, validator_set}`. */
export function lightBlockFromJson(json: unknown): LightBlock {
  return readLightBlock(jsonRoot(json));
}

/** Reads a vote. */
export function voteFromJson(json: unknown): Vote {
  return readVote(jsonRoot(json));
}

/** Reads a proposal. */
export function proposalFromJson(json: unknown): Proposal {
  const node = jsonRoot(json);
  return {
    type: int32(field(node, "Type")),
    height: int64(field(node, "height")),
    round: int32(field(node, "round")),
    polRound: int32(field(node, "pol_round")),
    blockId: readBlockId(field(node, "block_id")),
    timestamp: time(field(node, "timestamp")),
    signature: base64Bytes(field(node, "signature")),
  };
}

/** Reads a key in its type wrapper, and checks its length. */
export function pubKeyFromJson(json: unknown): PubKey {
  return readPubKey(jsonRoot(json));
}

/** Reads a validator as RPC lists it. */
export function validatorFromJson(json: unknown): Validator {
  return readValidator(jsonRoot(json));
}

/** Reads `{validators, proposer}`; without a proposer the one who proposed last is worked out. */
export function validatorSetFromJson(json: unknown): ValidatorSet {
  return readValidatorSet(jsonRoot(json));
}

/** Reads evidence in its type wrapper. */
export function evidenceFromJson(json: unknown): Evidence {
  return readEvidence(jsonRoot(json));
}

/** Reads a block. */
export function blockFromJson(json: unknown): Block {
  const node = jsonRoot(json);
  return {
    header: readHeader(field(node, "header")),
    txs: elements(field(field(node, "data"), "txs")).map(base64Bytes),
    evidence: elements(field(field(node, "evidence"), "evidence")).map(readEvidence),
    lastCommit: readCommit(field(node, "last_commit")),
  };
}

/** Reads an element of the block list. */
export function blockMetaFromJson(json: unknown): BlockMeta {
  const node = jsonRoot(json);
  return {
    blockId: readBlockId(field(node, "block_id")),
    blockSize: Number(int64(field(node, "block_size"))),
    header: readHeader(field(node, "header")),
    numTxs: Number(int64(field(node, "num_txs"))),
  };
}

/** Reads a Merkle proof. */
export function merkleProofFromJson(json: unknown): MerkleProof {
  return readMerkleProof(jsonRoot(json));
}

/** Reads the proof of a transaction. */
export function txProofFromJson(json: unknown): TxProof {
  const node = jsonRoot(json);
  return {
    rootHash: hexBytes(field(node, "root_hash")),
    data: base64Bytes(field(node, "data")),
    proof: readMerkleProof(field(node, "proof")),
  };
}

/** Reads parameters; absent ones are zero. */
export function consensusParamsFromJson(json: unknown): ConsensusParams {
  return readConsensusParams(jsonRoot(json));
}

/** Reads a key in its type wrapper. */
export function readPubKey(node: JsonNode): PubKey {
  const type = text(field(node, "type"));
  const bytes = base64Bytes(field(node, "value"));
  if (type === PUB_KEY_JSON_TYPES.ed25519) return pubKey("ed25519", bytes);
  if (type === PUB_KEY_JSON_TYPES.secp256k1) return pubKey("secp256k1", bytes);
  throw cometError("invalid", `${node.path || "document"}: unknown type "${type}"`);
}

/** Reads parameters; absent ones are zero, which `validateConsensusParams` refuses where it matters. */
export function readConsensusParams(node: JsonNode): ConsensusParams {
  const block = field(node, "block");
  const evidence = field(node, "evidence");
  return {
    block: { maxBytes: int64(field(block, "max_bytes")), maxGas: int64(field(block, "max_gas")) },
    evidence: {
      maxAgeNumBlocks: int64(field(evidence, "max_age_num_blocks")),
      maxAgeDuration: int64(field(evidence, "max_age_duration")),
      maxBytes: int64(field(evidence, "max_bytes")),
    },
    validator: {
      pubKeyTypes: elements(field(field(node, "validator"), "pub_key_types")).map(text),
    },
    version: { app: uint64(field(field(node, "version"), "app")) },
    abci: {
      voteExtensionsEnableHeight: int64(
        field(field(node, "abci"), "vote_extensions_enable_height"),
      ),
    },
  };
}

function readBlockId(node: JsonNode): BlockId {
  const parts = field(node, "parts");
  return {
    hash: hexBytes(field(node, "hash")),
    partSetHeader: { total: int32(field(parts, "total")), hash: hexBytes(field(parts, "hash")) },
  };
}

function readHeader(node: JsonNode): Header {
  const version = field(node, "version");
  return {
    version: { block: uint64(field(version, "block")), app: uint64(field(version, "app")) },
    chainId: text(field(node, "chain_id")),
    height: int64(field(node, "height")),
    time: time(field(node, "time")),
    lastBlockId: readBlockId(field(node, "last_block_id")),
    lastCommitHash: hexBytes(field(node, "last_commit_hash")),
    dataHash: hexBytes(field(node, "data_hash")),
    validatorsHash: hexBytes(field(node, "validators_hash")),
    nextValidatorsHash: hexBytes(field(node, "next_validators_hash")),
    consensusHash: hexBytes(field(node, "consensus_hash")),
    appHash: hexBytes(field(node, "app_hash")),
    lastResultsHash: hexBytes(field(node, "last_results_hash")),
    evidenceHash: hexBytes(field(node, "evidence_hash")),
    proposerAddress: hexBytes(field(node, "proposer_address")),
  };
}

function readCommit(node: JsonNode): Commit {
  if (isAbsent(node)) throw wrong(node, "a commit");
  return {
    height: int64(field(node, "height")),
    round: int32(field(node, "round")),
    blockId: readBlockId(field(node, "block_id")),
    signatures: elements(field(node, "signatures")).map((signature) => ({
      blockIdFlag: int32(field(signature, "block_id_flag")),
      validatorAddress: hexBytes(field(signature, "validator_address")),
      timestamp: time(field(signature, "timestamp")),
      signature: base64Bytes(field(signature, "signature")),
    })),
  };
}

function readSignedHeader(node: JsonNode): SignedHeader {
  const header = field(node, "header");
  if (isAbsent(header)) throw wrong(header, "a header");
  return { header: readHeader(header), commit: readCommit(field(node, "commit")) };
}

function readLightBlock(node: JsonNode): LightBlock {
  return {
    signedHeader: readSignedHeader(field(node, "signed_header")),
    validatorSet: readValidatorSet(field(node, "validator_set")),
  };
}

function readVote(node: JsonNode): Vote {
  if (isAbsent(node)) throw wrong(node, "a vote");
  return {
    type: int32(field(node, "type")),
    height: int64(field(node, "height")),
    round: int32(field(node, "round")),
    blockId: readBlockId(field(node, "block_id")),
    timestamp: time(field(node, "timestamp")),
    validatorAddress: hexBytes(field(node, "validator_address")),
    validatorIndex: int32(field(node, "validator_index")),
    signature: base64Bytes(field(node, "signature")),
    extension: base64Bytes(field(node, "extension")),
    extensionSignature: base64Bytes(field(node, "extension_signature")),
  };
}

function readValidator(node: JsonNode): Validator {
  return {
    address: hexBytes(field(node, "address")),
    pubKey: readPubKey(field(node, "pub_key")),
    power: int64(field(node, "voting_power")),
    proposerPriority: int64(field(node, "proposer_priority")),
  };
}

function readValidatorSet(node: JsonNode): ValidatorSet {
  const validators = elements(field(node, "validators")).map(readValidator);
  const proposer = field(node, "proposer");
  return isAbsent(proposer)
    ? validatorSetFromExisting(validators)
    : new ValidatorSet(validators, readValidator(proposer));
}

function readEvidence(node: JsonNode): Evidence {
  const type = text(field(node, "type"));
  const value = field(node, "value");
  if (type === EVIDENCE_JSON_TYPES.duplicateVote) {
    return {
      kind: "duplicateVote",
      voteA: readVote(field(value, "vote_a")),
      voteB: readVote(field(value, "vote_b")),
      totalVotingPower: int64(field(value, "TotalVotingPower")),
      validatorPower: int64(field(value, "ValidatorPower")),
      timestamp: time(field(value, "Timestamp")),
    };
  }
  if (type === EVIDENCE_JSON_TYPES.lightClientAttack) {
    return {
      kind: "lightClientAttack",
      conflictingBlock: readLightBlock(field(value, "ConflictingBlock")),
      commonHeight: int64(field(value, "CommonHeight")),
      byzantineValidators: elements(field(value, "ByzantineValidators")).map(readValidator),
      totalVotingPower: int64(field(value, "TotalVotingPower")),
      timestamp: time(field(value, "Timestamp")),
    };
  }
  throw cometError("invalid", `${node.path || "document"}: unknown type "${type}"`);
}

function readMerkleProof(node: JsonNode): MerkleProof {
  return {
    total: int64(field(node, "total")),
    index: int64(field(node, "index")),
    leafHash: base64Bytes(field(node, "leaf_hash")),
    aunts: elements(field(node, "aunts")).map(base64Bytes),
  };
}
