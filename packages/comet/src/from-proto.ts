import type { Bytes } from "@testudo/base";
import type { MerkleProof } from "@testudo/crypto";
import { fromTimestamp } from "@testudo/proto";
import type { Proof as ProofProto, PublicKey } from "@testudo/proto/tendermint/crypto";
import {
  type BlockID as BlockIdProto,
  type BlockMeta as BlockMetaProto,
  Block as BlockProto,
  type Commit as CommitProto,
  type CommitSig as CommitSigProto,
  type ConsensusParams as ConsensusParamsProto,
  type DuplicateVoteEvidence as DuplicateVoteEvidenceProto,
  type Evidence as EvidenceProto,
  type ExtendedCommit as ExtendedCommitProto,
  type Header as HeaderProto,
  type LightBlock as LightBlockProto,
  type LightClientAttackEvidence as LightClientAttackEvidenceProto,
  type Part as PartProto,
  type Proposal as ProposalProto,
  type SignedHeader as SignedHeaderProto,
  type Validator as ValidatorProto,
  type ValidatorSet as ValidatorSetProto,
  type Vote as VoteProto,
} from "@testudo/proto/tendermint/types";
import { blockFault } from "./block.ts";
import { blockIdFault } from "./block-id.ts";
import { commitFault, commitSigFault, extendedCommitFault } from "./commit.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import { validateEvidence } from "./evidence.ts";
import { headerFault } from "./header.ts";
import { type PubKey, pubKey } from "./keys.ts";
import { DEFAULT_CONSENSUS_PARAMS, updateConsensusParams } from "./params.ts";
import { partFault } from "./part-set.ts";
import type {
  Block,
  BlockId,
  BlockMeta,
  Commit,
  CommitSig,
  ConsensusParams,
  DuplicateVoteEvidence,
  Evidence,
  ExtendedCommit,
  Header,
  LightBlock,
  LightClientAttackEvidence,
  Part,
  Proposal,
  SignedHeader,
  Vote,
} from "./types.ts";
import type { Validator } from "./validator.ts";
import { ValidatorSet, validatorSetFault } from "./validator-set.ts";
import { proposalFault } from "./vote.ts";

// Each of these reads a decoded message and validates it by itself, as the `…FromProto` functions of CometBFT do, and
// throws a CometError "invalid" otherwise.

/** Reads a block id and checks the lengths of its hashes. */
export function blockIdFromProto(proto: BlockIdProto): BlockId {
  const id = {
    hash: proto.hash,
    partSetHeader: { total: proto.partSetHeader.total, hash: proto.partSetHeader.hash },
  };
  throwIfInvalid(blockIdFault(id));
  return id;
}

/** Reads and validates a header. */
export function headerFromProto(proto: HeaderProto): Header {
  const header = {
    version: { block: proto.version.block, app: proto.version.app },
    chainId: proto.chainId,
    height: proto.height,
    time: fromTimestamp(proto.time),
    lastBlockId: blockIdFromProto(proto.lastBlockId),
    lastCommitHash: proto.lastCommitHash,
    dataHash: proto.dataHash,
    validatorsHash: proto.validatorsHash,
    nextValidatorsHash: proto.nextValidatorsHash,
    consensusHash: proto.consensusHash,
    appHash: proto.appHash,
    lastResultsHash: proto.lastResultsHash,
    evidenceHash: proto.evidenceHash,
    proposerAddress: proto.proposerAddress,
  };
  throwIfInvalid(headerFault(header));
  return header;
}

/** Reads and validates a commit. */
export function commitFromProto(proto: CommitProto): Commit {
  const commit = {
    height: proto.height,
    round: proto.round,
    blockId: blockIdFromProto(proto.blockId),
    signatures: proto.signatures.map(commitSigFromProto),
  };
  throwIfInvalid(commitFault(commit));
  return commit;
}

/** Reads and validates a commit with vote extensions. */
export function extendedCommitFromProto(proto: ExtendedCommitProto): ExtendedCommit {
  const commit = {
    height: proto.height,
    round: proto.round,
    blockId: blockIdFromProto(proto.blockId),
    signatures: proto.extendedSignatures.map((signature) => ({
      ...commitSigFromProto(signature),
      extension: signature.extension,
      extensionSignature: signature.extensionSignature,
    })),
  };
  throwIfInvalid(extendedCommitFault(commit));
  return commit;
}

/** Reads a vote and checks its block id alone; `validateVote` does the rest. */
export function voteFromProto(proto: VoteProto): Vote {
  return {
    type: proto.type,
    height: proto.height,
    round: proto.round,
    blockId: blockIdFromProto(proto.blockId),
    timestamp: fromTimestamp(proto.timestamp),
    validatorAddress: proto.validatorAddress,
    validatorIndex: proto.validatorIndex,
    signature: proto.signature,
    extension: proto.extension,
    extensionSignature: proto.extensionSignature,
  };
}

/** Reads and validates a proposal. */
export function proposalFromProto(proto: ProposalProto): Proposal {
  const proposal = {
    type: proto.type,
    height: proto.height,
    round: proto.round,
    polRound: proto.polRound,
    blockId: blockIdFromProto(proto.blockId),
    timestamp: fromTimestamp(proto.timestamp),
    signature: proto.signature,
  };
  throwIfInvalid(proposalFault(proposal));
  return proposal;
}

/** Reads a key of a kind that CometBFT knows. */
export function pubKeyFromProto(proto: PublicKey): PubKey {
  if (proto.ed25519 !== undefined) return pubKey("ed25519", proto.ed25519);
  if (proto.secp256k1 !== undefined) return pubKey("secp256k1", proto.secp256k1);
  throw cometError("invalid", "key type is not supported");
}

/** Reads a validator; the set validates it. */
export function validatorFromProto(proto: ValidatorProto): Validator {
  return {
    address: proto.address,
    pubKey: pubKeyFromProto(proto.pubKey),
    power: proto.votingPower,
    proposerPriority: proto.proposerPriority,
  };
}

/** Reads and validates a set in the order given; the total power is summed up anew. */
export function validatorSetFromProto(proto: ValidatorSetProto): ValidatorSet {
  if (proto.proposer === undefined) {
    throw cometError("invalid", "fromProto: validatorSet proposer error: nil validator");
  }
  const set = new ValidatorSet(
    proto.validators.map(validatorFromProto),
    validatorFromProto(proto.proposer),
  );
  throwIfInvalid(validatorSetFault(set));
  return set;
}

/** Reads a signed header, validating header and commit each by itself. */
export function signedHeaderFromProto(proto: SignedHeaderProto): SignedHeader {
  if (proto.header === undefined) throw cometError("invalid", "missing header");
  if (proto.commit === undefined) throw cometError("invalid", "missing commit");
  return { header: headerFromProto(proto.header), commit: commitFromProto(proto.commit) };
}

/** Reads a light block, validating header, commit and set each by itself. */
export function lightBlockFromProto(proto: LightBlockProto): LightBlock {
  if (proto.signedHeader === undefined) throw cometError("invalid", "missing signed header");
  if (proto.validatorSet === undefined) throw cometError("invalid", "missing validator set");
  return {
    signedHeader: signedHeaderFromProto(proto.signedHeader),
    validatorSet: validatorSetFromProto(proto.validatorSet),
  };
}

/** Reads and validates duplicate-vote evidence. */
export function duplicateVoteEvidenceFromProto(
  proto: DuplicateVoteEvidenceProto,
): DuplicateVoteEvidence {
  if (proto.voteA === undefined || proto.voteB === undefined) {
    throw cometError("invalid", "one or both of the votes are empty");
  }
  const evidence = {
    kind: "duplicateVote",
    voteA: voteFromProto(proto.voteA),
    voteB: voteFromProto(proto.voteB),
    totalVotingPower: proto.totalVotingPower,
    validatorPower: proto.validatorPower,
    timestamp: fromTimestamp(proto.timestamp),
  } as const;
  validateEvidence(evidence);
  return evidence;
}

/** Reads and validates light-client-attack evidence. */
export function lightClientAttackEvidenceFromProto(
  proto: LightClientAttackEvidenceProto,
): LightClientAttackEvidence {
  if (proto.conflictingBlock === undefined) {
    throw cometError("invalid", "conflicting block is nil");
  }
  const evidence = {
    kind: "lightClientAttack",
    conflictingBlock: lightBlockFromProto(proto.conflictingBlock),
    commonHeight: proto.commonHeight,
    byzantineValidators: proto.byzantineValidators.map(validatorFromProto),
    totalVotingPower: proto.totalVotingPower,
    timestamp: fromTimestamp(proto.timestamp),
  } as const;
  validateEvidence(evidence);
  return evidence;
}

/** Reads and validates evidence of either kind. */
export function evidenceFromProto(proto: EvidenceProto): Evidence {
  if (proto.duplicateVoteEvidence !== undefined) {
    return duplicateVoteEvidenceFromProto(proto.duplicateVoteEvidence);
  }
  if (proto.lightClientAttackEvidence !== undefined) {
    return lightClientAttackEvidenceFromProto(proto.lightClientAttackEvidence);
  }
  throw cometError("invalid", "evidence is not recognized");
}

/** Reads and validates a whole block, its hashes included. */
export function blockFromProto(proto: BlockProto): Block {
  const block = storedBlockFromProto(proto);
  throwIfInvalid(blockFault(block));
  return block;
}

/** Reads a block that was validated before it was stored: the parts are checked, the hashes between them are not. */
export function storedBlockFromProto(proto: BlockProto): Block {
  if (proto.lastCommit === undefined) throw cometError("invalid", "nil LastCommit");
  return {
    header: headerFromProto(proto.header),
    txs: proto.data.txs,
    evidence: proto.evidence.evidence.map(evidenceFromProto),
    lastCommit: commitFromProto(proto.lastCommit),
  };
}

/** Decodes and validates a block; throws for malformed bytes as well. */
export function decodeBlock(bytes: Bytes): Block {
  return blockFromProto(BlockProto.decode(bytes));
}

/** Reads what the block list shows of a block. */
export function blockMetaFromProto(proto: BlockMetaProto): BlockMeta {
  return {
    blockId: blockIdFromProto(proto.blockId),
    blockSize: Number(proto.blockSize),
    header: headerFromProto(proto.header),
    numTxs: Number(proto.numTxs),
  };
}

/** Reads a Merkle proof; whoever verifies it validates it. */
export function merkleProofFromProto(proto: ProofProto): MerkleProof {
  return {
    total: proto.total,
    index: proto.index,
    leafHash: proto.leafHash,
    aunts: proto.aunts,
  };
}

/** Reads and validates one part of a block. */
export function partFromProto(proto: PartProto): Part {
  const part = {
    index: proto.index,
    bytes: proto.bytes,
    proof: merkleProofFromProto(proto.proof),
  };
  throwIfInvalid(partFault(part));
  return part;
}

/** Reads parameters; absent groups get the defaults. */
export function consensusParamsFromProto(proto: ConsensusParamsProto): ConsensusParams {
  return updateConsensusParams(DEFAULT_CONSENSUS_PARAMS, proto);
}

/** Even a commit of height 0, which is not looked at otherwise, has well-formed signatures. */
function commitSigFromProto(proto: CommitSigProto): CommitSig {
  const signature = {
    blockIdFlag: proto.blockIdFlag,
    validatorAddress: proto.validatorAddress,
    timestamp: fromTimestamp(proto.timestamp),
    signature: proto.signature,
  };
  throwIfInvalid(commitSigFault(signature));
  return signature;
}
