import type { Bytes, Duration, Time } from "@testudo/base";
import type { MerkleProof } from "@testudo/crypto";
import type { PubKey } from "./keys.ts";
import type { Validator } from "./validator.ts";
import type { ValidatorSet } from "./validator-set.ts";

/** Kind of a signed consensus message (`tendermint.types.SignedMsgType`). */
export const SignedMsgType = {
  unknown: 0,
  prevote: 1,
  precommit: 2,
  proposal: 32,
} as const;
export type SignedMsgType = number;

/** What a commit signature stands for (`tendermint.types.BlockIDFlag`). */
export const BlockIdFlag = {
  unknown: 0,
  /** No vote was received from the validator. */
  absent: 1,
  /** The validator voted for the committed block. */
  commit: 2,
  /** The validator voted for nil. */
  nil: 3,
} as const;
export type BlockIdFlag = number;

/** Number of parts of a block and the Merkle root over them. */
export interface PartSetHeader {
  readonly total: number;
  readonly hash: Bytes;
}

/** Names a block by its header hash and its part set. Both are empty for a nil vote. */
export interface BlockId {
  readonly hash: Bytes;
  readonly partSetHeader: PartSetHeader;
}

/** Protocol versions of a header. */
export interface ConsensusVersion {
  readonly block: bigint;
  readonly app: bigint;
}

/** Block header; absent hashes are empty bytes. */
export interface Header {
  readonly version: ConsensusVersion;
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  readonly lastBlockId: BlockId;
  readonly lastCommitHash: Bytes;
  readonly dataHash: Bytes;
  readonly validatorsHash: Bytes;
  readonly nextValidatorsHash: Bytes;
  readonly consensusHash: Bytes;
  readonly appHash: Bytes;
  readonly lastResultsHash: Bytes;
  readonly evidenceHash: Bytes;
  readonly proposerAddress: Bytes;
}

/** One validator's line in a commit. An absent one has no address, no signature and Go's zero time. */
export interface CommitSig {
  readonly blockIdFlag: BlockIdFlag;
  readonly validatorAddress: Bytes;
  readonly timestamp: Time;
  readonly signature: Bytes;
}

/** Precommits for one block, in the order of the validator set. Height 0 and no signatures at the first height. */
export interface Commit {
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockId;
  readonly signatures: readonly CommitSig[];
}

/** A commit signature with the vote extension that came along. */
export interface ExtendedCommitSig extends CommitSig {
  readonly extension: Bytes;
  readonly extensionSignature: Bytes;
}

/** A commit that kept the vote extensions. */
export interface ExtendedCommit {
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockId;
  readonly signatures: readonly ExtendedCommitSig[];
}

/** A prevote or precommit; a vote for nil has an empty `blockId`. */
export interface Vote {
  readonly type: SignedMsgType;
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockId;
  readonly timestamp: Time;
  readonly validatorAddress: Bytes;
  readonly validatorIndex: number;
  readonly signature: Bytes;
  readonly extension: Bytes;
  readonly extensionSignature: Bytes;
}

/** A proposal for a round; `polRound` is -1 when there is no proof of lock. */
export interface Proposal {
  readonly type: SignedMsgType;
  readonly height: bigint;
  readonly round: number;
  readonly polRound: number;
  readonly blockId: BlockId;
  readonly timestamp: Time;
  readonly signature: Bytes;
}

/** A header with the commit that proves it. */
export interface SignedHeader {
  readonly header: Header;
  readonly commit: Commit;
}

/** What a light client needs of one height. */
export interface LightBlock {
  readonly signedHeader: SignedHeader;
  readonly validatorSet: ValidatorSet;
}

/** Two votes of one validator for different blocks at the same height, round and step. */
export interface DuplicateVoteEvidence {
  readonly kind: "duplicateVote";
  readonly voteA: Vote;
  readonly voteB: Vote;
  readonly totalVotingPower: bigint;
  readonly validatorPower: bigint;
  /** Time of the block at the height of the votes. */
  readonly timestamp: Time;
}

/** A light block that conflicts with the chain, with those who signed both or signed a false state. */
export interface LightClientAttackEvidence {
  readonly kind: "lightClientAttack";
  readonly conflictingBlock: LightBlock;
  /** Last height at which both histories agree; the infraction height. */
  readonly commonHeight: bigint;
  readonly byzantineValidators: readonly Validator[];
  /** Total power of the validator set at the common height. */
  readonly totalVotingPower: bigint;
  /** Time of the block at the common height. */
  readonly timestamp: Time;
}

export type Evidence = DuplicateVoteEvidence | LightClientAttackEvidence;

/** A whole block. `lastCommit` has height 0 and no signatures at the first height. */
export interface Block {
  readonly header: Header;
  readonly txs: readonly Bytes[];
  readonly evidence: readonly Evidence[];
  readonly lastCommit: Commit;
}

/** What the block list shows of a block; sizes in bytes and count. */
export interface BlockMeta {
  readonly blockId: BlockId;
  readonly blockSize: number;
  readonly header: Header;
  readonly numTxs: number;
}

/** One part of a serialized block. */
export interface Part {
  readonly index: number;
  readonly bytes: Bytes;
  readonly proof: MerkleProof;
}

/** A complete part set. */
export interface PartSet {
  readonly header: PartSetHeader;
  readonly parts: readonly Part[];
  readonly byteSize: number;
}

/** A transaction with the proof that a data hash covers it. */
export interface TxProof {
  readonly rootHash: Bytes;
  readonly data: Bytes;
  readonly proof: MerkleProof;
}

/** Limits that consensus enforces; `maxAgeDuration` in nanoseconds. */
export interface ConsensusParams {
  readonly block: { readonly maxBytes: bigint; readonly maxGas: bigint };
  readonly evidence: {
    readonly maxAgeNumBlocks: bigint;
    readonly maxAgeDuration: Duration;
    readonly maxBytes: bigint;
  };
  readonly validator: { readonly pubKeyTypes: readonly string[] };
  readonly version: { readonly app: bigint };
  readonly abci: { readonly voteExtensionsEnableHeight: bigint };
}

/** An initial validator of a genesis document. */
export interface GenesisValidator {
  readonly address: Bytes;
  readonly pubKey: PubKey;
  readonly power: bigint;
  readonly name: string;
}

/** Initial conditions of a chain. */
export interface GenesisDoc {
  readonly genesisTime: Time;
  readonly chainId: string;
  readonly initialHeight: bigint;
  readonly consensusParams: ConsensusParams;
  readonly validators: readonly GenesisValidator[];
  readonly appHash: Bytes;
  /** The raw JSON text of `app_state`, untouched: numbers in it may exceed what a parser keeps. */
  readonly appState: string | undefined;
}

/** A share of voting power, such as 1/3. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The block id of a vote for nil and of the first height's last block. */
export const EMPTY_BLOCK_ID: BlockId = Object.freeze({
  hash: new Uint8Array(0),
  partSetHeader: Object.freeze({ total: 0, hash: new Uint8Array(0) }),
});
