import { type Bytes, formatRfc3339Nano, type Time, toBase64, toHexUpper } from "@testudo/base";
import type { MerkleProof } from "@testudo/crypto";
import type { JsonValue } from "@testudo/proto";
import type { PubKey } from "./keys.ts";
import type {
  Block,
  BlockId,
  BlockMeta,
  Commit,
  CommitSig,
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
import type { ValidatorSet } from "./validator-set.ts";

// JSON of CometBFT's RPC and genesis (libs/json): 64-bit integers are strings, smaller ones numbers; hashes and addresses
// upper-case hex; other bytes base64, or null when there are none; times RFC 3339 with as many decimals as needed.

/** A JSON object with its fields in Go's order. */
export type JsonObject = { [name: string]: JsonValue };

/** Name of a key's type on the wire. */
export const PUB_KEY_JSON_TYPES = {
  ed25519: "tendermint/PubKeyEd25519",
  secp256k1: "tendermint/PubKeySecp256k1",
} as const;

/** Name of an evidence kind on the wire. */
export const EVIDENCE_JSON_TYPES = {
  duplicateVote: "tendermint/DuplicateVoteEvidence",
  lightClientAttack: "tendermint/LightClientAttackEvidence",
} as const;

/** Bytes in base64, or null for none. */
export function bytesToJson(bytes: Bytes): string | null {
  return bytes.length === 0 ? null : toBase64(bytes);
}

/** A time; Go's zero time is `0001-01-01T00:00:00Z`. */
export function timeToJson(time: Time): string {
  return formatRfc3339Nano(time);
}

/** A block id; empty hashes are empty texts. */
export function blockIdToJson(id: BlockId): JsonObject {
  return {
    hash: toHexUpper(id.hash),
    parts: { total: id.partSetHeader.total, hash: toHexUpper(id.partSetHeader.hash) },
  };
}

/** The version of a header leaves out what is zero, unlike everything around it. */
export function headerToJson(header: Header): JsonObject {
  const { block, app } = header.version;
  return {
    version: {
      ...(block === 0n ? {} : { block: `${block}` }),
      ...(app === 0n ? {} : { app: `${app}` }),
    },
    chain_id: header.chainId,
    height: `${header.height}`,
    time: timeToJson(header.time),
    last_block_id: blockIdToJson(header.lastBlockId),
    last_commit_hash: toHexUpper(header.lastCommitHash),
    data_hash: toHexUpper(header.dataHash),
    validators_hash: toHexUpper(header.validatorsHash),
    next_validators_hash: toHexUpper(header.nextValidatorsHash),
    consensus_hash: toHexUpper(header.consensusHash),
    app_hash: toHexUpper(header.appHash),
    last_results_hash: toHexUpper(header.lastResultsHash),
    evidence_hash: toHexUpper(header.evidenceHash),
    proposer_address: toHexUpper(header.proposerAddress),
  };
}

/** A commit; absent signatures have an empty address and no signature. */
export function commitToJson(commit: Commit): JsonObject {
  return {
    height: `${commit.height}`,
    round: commit.round,
    block_id: blockIdToJson(commit.blockId),
    signatures: commit.signatures.map(commitSigToJson),
  };
}

/** A header with its commit. */
export function signedHeaderToJson(signed: SignedHeader): JsonObject {
  return { header: headerToJson(signed.header), commit: commitToJson(signed.commit) };
}

/** A light block, as evidence embeds it. */
export function lightBlockToJson(block: LightBlock): JsonObject {
  return {
    signed_header: signedHeaderToJson(block.signedHeader),
    validator_set: validatorSetToJson(block.validatorSet),
  };
}

/** A vote; extensions that are not there are null. */
export function voteToJson(vote: Vote): JsonObject {
  return {
    type: vote.type,
    height: `${vote.height}`,
    round: vote.round,
    block_id: blockIdToJson(vote.blockId),
    timestamp: timeToJson(vote.timestamp),
    validator_address: toHexUpper(vote.validatorAddress),
    validator_index: vote.validatorIndex,
    signature: bytesToJson(vote.signature),
    extension: bytesToJson(vote.extension),
    extension_signature: bytesToJson(vote.extensionSignature),
  };
}

/** The type of a proposal has a capital letter: its Go field carries no tag. */
export function proposalToJson(proposal: Proposal): JsonObject {
  return {
    Type: proposal.type,
    height: `${proposal.height}`,
    round: proposal.round,
    pol_round: proposal.polRound,
    block_id: blockIdToJson(proposal.blockId),
    timestamp: timeToJson(proposal.timestamp),
    signature: bytesToJson(proposal.signature),
  };
}

/** A key in its type wrapper. */
export function pubKeyToJson(key: PubKey): JsonObject {
  return { type: PUB_KEY_JSON_TYPES[key.type], value: toBase64(key.bytes) };
}

/** A validator with its priority. */
export function validatorToJson(validator: Validator): JsonObject {
  return {
    address: toHexUpper(validator.address),
    pub_key: pubKeyToJson(validator.pubKey),
    voting_power: `${validator.power}`,
    proposer_priority: `${validator.proposerPriority}`,
  };
}

/** A set with its proposer. */
export function validatorSetToJson(set: ValidatorSet): JsonObject {
  return {
    validators: set.validators.map(validatorToJson),
    proposer: set.proposer === undefined ? null : validatorToJson(set.proposer),
  };
}

/** Evidence in its type wrapper; most fields are untagged in Go, hence the capitals. */
export function evidenceToJson(evidence: Evidence): JsonObject {
  const value: JsonObject =
    evidence.kind === "duplicateVote"
      ? {
          vote_a: voteToJson(evidence.voteA),
          vote_b: voteToJson(evidence.voteB),
          TotalVotingPower: `${evidence.totalVotingPower}`,
          ValidatorPower: `${evidence.validatorPower}`,
          Timestamp: timeToJson(evidence.timestamp),
        }
      : {
          ConflictingBlock: lightBlockToJson(evidence.conflictingBlock),
          CommonHeight: `${evidence.commonHeight}`,
          ByzantineValidators: evidence.byzantineValidators.map(validatorToJson),
          TotalVotingPower: `${evidence.totalVotingPower}`,
          Timestamp: timeToJson(evidence.timestamp),
        };
  return { type: EVIDENCE_JSON_TYPES[evidence.kind], value };
}

/** A block; lists without elements are empty, never null. */
export function blockToJson(block: Block): JsonObject {
  return {
    header: headerToJson(block.header),
    data: { txs: block.txs.map((tx) => toBase64(tx)) },
    evidence: { evidence: block.evidence.map(evidenceToJson) },
    last_commit: commitToJson(block.lastCommit),
  };
}

/** What the block list shows of a block. */
export function blockMetaToJson(meta: BlockMeta): JsonObject {
  return {
    block_id: blockIdToJson(meta.blockId),
    block_size: `${meta.blockSize}`,
    header: headerToJson(meta.header),
    num_txs: `${meta.numTxs}`,
  };
}

/** A Merkle proof; a tree of one leaf has an empty list of aunts. */
export function merkleProofToJson(proof: MerkleProof): JsonObject {
  return {
    total: `${proof.total}`,
    index: `${proof.index}`,
    leaf_hash: bytesToJson(proof.leafHash),
    aunts: proof.aunts.map((aunt) => toBase64(aunt)),
  };
}

/** The proof of a transaction. */
export function txProofToJson(proof: TxProof): JsonObject {
  return {
    root_hash: toHexUpper(proof.rootHash),
    data: toBase64(proof.data),
    proof: merkleProofToJson(proof.proof),
  };
}

/** Parameters with every field. */
export function consensusParamsToJson(params: ConsensusParams): JsonObject {
  const { block, evidence, validator, version, abci } = params;
  return {
    block: { max_bytes: `${block.maxBytes}`, max_gas: `${block.maxGas}` },
    evidence: {
      max_age_num_blocks: `${evidence.maxAgeNumBlocks}`,
      max_age_duration: `${evidence.maxAgeDuration}`,
      max_bytes: `${evidence.maxBytes}`,
    },
    validator: {
      pub_key_types: validator.pubKeyTypes.length === 0 ? null : [...validator.pubKeyTypes],
    },
    version: { app: `${version.app}` },
    abci: { vote_extensions_enable_height: `${abci.voteExtensionsEnableHeight}` },
  };
}

function commitSigToJson(signature: CommitSig): JsonObject {
  return {
    block_id_flag: signature.blockIdFlag,
    validator_address: toHexUpper(signature.validatorAddress),
    timestamp: timeToJson(signature.timestamp),
    signature: bytesToJson(signature.signature),
  };
}
