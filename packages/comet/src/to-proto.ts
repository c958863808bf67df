import type { Bytes } from "@testudo/base";
import type { MerkleProof } from "@testudo/crypto";
import { toDuration, toTimestamp } from "@testudo/proto";
import type { Proof as ProofProto, PublicKey } from "@testudo/proto/tendermint/crypto";
import {
  type BlockID as BlockIdProto,
  type BlockMeta as BlockMetaProto,
  Block as BlockProto,
  type Commit as CommitProto,
  type CommitSig as CommitSigProto,
  type ConsensusParams as ConsensusParamsProto,
  DuplicateVoteEvidence as DuplicateVoteEvidenceProto,
  type Evidence as EvidenceProto,
  type ExtendedCommit as ExtendedCommitProto,
  type Header as HeaderProto,
  type LightBlock as LightBlockProto,
  LightClientAttackEvidence as LightClientAttackEvidenceProto,
  type Part as PartProto,
  type Proposal as ProposalProto,
  type SignedHeader as SignedHeaderProto,
  type TxProof as TxProofProto,
  type Validator as ValidatorProto,
  type ValidatorSet as ValidatorSetProto,
  type Vote as VoteProto,
} from "@testudo/proto/tendermint/types";
import type { PubKey } from "./keys.ts";
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
  TxProof,
  Vote,
} from "./types.ts";
import type { Validator } from "./validator.ts";
import type { ValidatorSet } from "./validator-set.ts";

/** `tendermint.types.BlockID` */
export function blockIdToProto(id: BlockId): BlockIdProto {
  return {
    hash: id.hash,
    partSetHeader: { total: id.partSetHeader.total, hash: id.partSetHeader.hash },
  };
}

/** `tendermint.types.Header` */
export function headerToProto(header: Header): HeaderProto {
  return {
    version: { block: header.version.block, app: header.version.app },
    chainId: header.chainId,
    height: header.height,
    time: toTimestamp(header.time),
    lastBlockId: blockIdToProto(header.lastBlockId),
    lastCommitHash: header.lastCommitHash,
    dataHash: header.dataHash,
    validatorsHash: header.validatorsHash,
    nextValidatorsHash: header.nextValidatorsHash,
    consensusHash: header.consensusHash,
    appHash: header.appHash,
    lastResultsHash: header.lastResultsHash,
    evidenceHash: header.evidenceHash,
    proposerAddress: header.proposerAddress,
  };
}

/** `tendermint.types.Commit` */
export function commitToProto(commit: Commit): CommitProto {
  return {
    height: commit.height,
    round: commit.round,
    blockId: blockIdToProto(commit.blockId),
    signatures: commit.signatures.map(commitSigToProto),
  };
}

/** `tendermint.types.ExtendedCommit` */
export function extendedCommitToProto(commit: ExtendedCommit): ExtendedCommitProto {
  return {
    height: commit.height,
    round: commit.round,
    blockId: blockIdToProto(commit.blockId),
    extendedSignatures: commit.signatures.map((signature) => ({
      ...commitSigToProto(signature),
      extension: signature.extension,
      extensionSignature: signature.extensionSignature,
    })),
  };
}

/** `tendermint.types.Vote` */
export function voteToProto(vote: Vote): VoteProto {
  return {
    type: vote.type,
    height: vote.height,
    round: vote.round,
    blockId: blockIdToProto(vote.blockId),
    timestamp: toTimestamp(vote.timestamp),
    validatorAddress: vote.validatorAddress,
    validatorIndex: vote.validatorIndex,
    signature: vote.signature,
    extension: vote.extension,
    extensionSignature: vote.extensionSignature,
  };
}

/** `tendermint.types.Proposal` */
export function proposalToProto(proposal: Proposal): ProposalProto {
  return {
    type: proposal.type,
    height: proposal.height,
    round: proposal.round,
    polRound: proposal.polRound,
    blockId: blockIdToProto(proposal.blockId),
    timestamp: toTimestamp(proposal.timestamp),
    signature: proposal.signature,
  };
}

/** `tendermint.crypto.PublicKey` */
export function pubKeyToProto(key: PubKey): PublicKey {
  return key.type === "ed25519" ? { ed25519: key.bytes } : { secp256k1: key.bytes };
}

/** `tendermint.types.Validator` */
export function validatorToProto(validator: Validator): ValidatorProto {
  return {
    address: validator.address,
    pubKey: pubKeyToProto(validator.pubKey),
    votingPower: validator.power,
    proposerPriority: validator.proposerPriority,
  };
}

/** `tendermint.types.ValidatorSet`; the total power stays 0, as nobody may trust it. */
export function validatorSetToProto(set: ValidatorSet): ValidatorSetProto {
  return {
    validators: set.validators.map(validatorToProto),
    proposer: set.proposer === undefined ? undefined : validatorToProto(set.proposer),
    totalVotingPower: 0n,
  };
}

/** `tendermint.types.SignedHeader` */
export function signedHeaderToProto(signed: SignedHeader): SignedHeaderProto {
  return { header: headerToProto(signed.header), commit: commitToProto(signed.commit) };
}

/** `tendermint.types.LightBlock` */
export function lightBlockToProto(block: LightBlock): LightBlockProto {
  return {
    signedHeader: signedHeaderToProto(block.signedHeader),
    validatorSet: validatorSetToProto(block.validatorSet),
  };
}

/** `tendermint.types.DuplicateVoteEvidence` */
export function duplicateVoteEvidenceToProto(
  evidence: DuplicateVoteEvidence,
): DuplicateVoteEvidenceProto {
  return {
    voteA: voteToProto(evidence.voteA),
    voteB: voteToProto(evidence.voteB),
    totalVotingPower: evidence.totalVotingPower,
    validatorPower: evidence.validatorPower,
    timestamp: toTimestamp(evidence.timestamp),
  };
}

/** `tendermint.types.LightClientAttackEvidence` */
export function lightClientAttackEvidenceToProto(
  evidence: LightClientAttackEvidence,
): LightClientAttackEvidenceProto {
  return {
    conflictingBlock: lightBlockToProto(evidence.conflictingBlock),
    commonHeight: evidence.commonHeight,
    byzantineValidators: evidence.byzantineValidators.map(validatorToProto),
    totalVotingPower: evidence.totalVotingPower,
    timestamp: toTimestamp(evidence.timestamp),
  };
}

/** `tendermint.types.Evidence` */
export function evidenceToProto(evidence: Evidence): EvidenceProto {
  return evidence.kind === "duplicateVote"
    ? { duplicateVoteEvidence: duplicateVoteEvidenceToProto(evidence) }
    : { lightClientAttackEvidence: lightClientAttackEvidenceToProto(evidence) };
}

/** The bytes of evidence that the evidence hash covers: its own message, without the wrapper. */
export function evidenceBytes(evidence: Evidence): Bytes {
  return evidence.kind === "duplicateVote"
    ? DuplicateVoteEvidenceProto.encode(duplicateVoteEvidenceToProto(evidence))
    : LightClientAttackEvidenceProto.encode(lightClientAttackEvidenceToProto(evidence));
}

/** `tendermint.types.Block` */
export function blockToProto(block: Block): BlockProto {
  return {
    header: headerToProto(block.header),
    data: { txs: block.txs },
    evidence: { evidence: block.evidence.map(evidenceToProto) },
    lastCommit: commitToProto(block.lastCommit),
  };
}

/** The bytes of a block, which its part set splits. */
export function encodeBlock(block: Block): Bytes {
  return BlockProto.encode(blockToProto(block));
}

/** `tendermint.types.BlockMeta` */
export function blockMetaToProto(meta: BlockMeta): BlockMetaProto {
  return {
    blockId: blockIdToProto(meta.blockId),
    blockSize: BigInt(meta.blockSize),
    header: headerToProto(meta.header),
    numTxs: BigInt(meta.numTxs),
  };
}

/** `tendermint.crypto.Proof` */
export function merkleProofToProto(proof: MerkleProof): ProofProto {
  return {
    total: proof.total,
    index: proof.index,
    leafHash: proof.leafHash,
    aunts: [...proof.aunts],
  };
}

/** `tendermint.types.Part` */
export function partToProto(part: Part): PartProto {
  return { index: part.index, bytes: part.bytes, proof: merkleProofToProto(part.proof) };
}

/** `tendermint.types.TxProof` */
export function txProofToProto(proof: TxProof): TxProofProto {
  return {
    rootHash: proof.rootHash,
    data: proof.data,
    proof: merkleProofToProto(proof.proof),
  };
}

/** `tendermint.types.ConsensusParams` with every group present. */
export function consensusParamsToProto(params: ConsensusParams): ConsensusParamsProto {
  return {
    block: { maxBytes: params.block.maxBytes, maxGas: params.block.maxGas },
    evidence: {
      maxAgeNumBlocks: params.evidence.maxAgeNumBlocks,
      maxAgeDuration: toDuration(params.evidence.maxAgeDuration),
      maxBytes: params.evidence.maxBytes,
    },
    validator: { pubKeyTypes: [...params.validator.pubKeyTypes] },
    version: { app: params.version.app },
    abci: { voteExtensionsEnableHeight: params.abci.voteExtensionsEnableHeight },
  };
}

function commitSigToProto(signature: CommitSig): CommitSigProto {
  return {
    blockIdFlag: signature.blockIdFlag,
    validatorAddress: signature.validatorAddress,
    timestamp: toTimestamp(signature.timestamp),
    signature: signature.signature,
  };
}
