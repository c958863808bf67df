import { type Bytes, equalBytes, type Time, toHexUpper } from "@testudo/base";
import { commitFault, hashCommit } from "./commit.ts";
import { hashData } from "./data.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import { evidenceFault, hashEvidenceList } from "./evidence.ts";
import { BLOCK_PROTOCOL, hashHeader, headerFault } from "./header.ts";
import { hashConsensusParams, MAX_BLOCK_SIZE_BYTES } from "./params.ts";
import { makePartSet } from "./part-set.ts";
import { encodeBlock } from "./to-proto.ts";
import type {
  Block,
  BlockId,
  BlockMeta,
  Commit,
  ConsensusParams,
  Evidence,
  PartSet,
} from "./types.ts";
import type { ValidatorSet } from "./validator-set.ts";

/** Soft maximum of an encoded header, in bytes. */
export const MAX_HEADER_BYTES = 626n;

/** What a block costs beyond header, data, evidence and commit: field tags and lengths. */
export const MAX_OVERHEAD_FOR_BLOCK = 11n;

const MAX_COMMIT_OVERHEAD_BYTES = 94n;
/** Flag, address, time and signature, and the two bytes of their field. */
const MAX_COMMIT_SIG_BYTES = 109n + 2n;

/** What a proposer knows when it makes a block. */
export interface BlockContents {
  readonly chainId: string;
  readonly height: bigint;
  readonly time: Time;
  readonly appVersion: bigint;
  readonly lastBlockId: BlockId;
  readonly lastCommit: Commit;
  readonly txs: readonly Bytes[];
  readonly evidence: readonly Evidence[];
  readonly validators: ValidatorSet;
  readonly nextValidators: ValidatorSet;
  readonly consensusParams: ConsensusParams;
  readonly appHash: Bytes;
  readonly lastResultsHash: Bytes;
  readonly proposerAddress: Bytes;
}

/** A block with all hashes of its header filled in. */
export function makeBlock(contents: BlockContents): Block {
  const { lastCommit, txs, evidence } = contents;
  return {
    header: {
      version: { block: BLOCK_PROTOCOL, app: contents.appVersion },
      chainId: contents.chainId,
      height: contents.height,
      time: contents.time,
      lastBlockId: contents.lastBlockId,
      lastCommitHash: hashCommit(lastCommit),
      dataHash: hashData(txs),
      validatorsHash: contents.validators.hash(),
      nextValidatorsHash: contents.nextValidators.hash(),
      consensusHash: hashConsensusParams(contents.consensusParams),
      appHash: contents.appHash,
      lastResultsHash: contents.lastResultsHash,
      evidenceHash: hashEvidenceList(evidence),
      proposerAddress: contents.proposerAddress,
    },
    txs,
    evidence,
    lastCommit,
  };
}

/** A block as it is stored and gossiped: its bytes in parts, and the id that votes name. */
export interface SealedBlock {
  readonly block: Block;
  readonly blockId: BlockId;
  readonly bytes: Bytes;
  readonly parts: PartSet;
}

/** Encodes a block once and names it. */
export function sealBlock(block: Block): SealedBlock {
  const bytes = encodeBlock(block);
  const parts = makePartSet(bytes);
  return {
    block,
    blockId: { hash: hashHeader(block.header), partSetHeader: parts.header },
    bytes,
    parts,
  };
}

/** What the block list shows of a block. */
export function blockMeta(sealed: SealedBlock): BlockMeta {
  return {
    blockId: sealed.blockId,
    blockSize: sealed.bytes.length,
    header: sealed.block.header,
    numTxs: sealed.block.txs.length,
  };
}

/** What is wrong with a block by itself, its hashes included. */
export function blockFault(block: Block): string | undefined {
  const { header, lastCommit } = block;
  const badHeader = headerFault(header);
  if (badHeader !== undefined) return `invalid header: ${badHeader}`;
  const badCommit = commitFault(lastCommit);
  if (badCommit !== undefined) return `wrong LastCommit: ${badCommit}`;
  for (const [i, evidence] of block.evidence.entries()) {
    const badEvidence = evidenceFault(evidence);
    if (badEvidence !== undefined) return `invalid evidence (#${i}): ${badEvidence}`;
  }
  return (
    hashMismatch("LastCommitHash", header.lastCommitHash, hashCommit(lastCommit)) ??
    hashMismatch("DataHash", header.dataHash, hashData(block.txs)) ??
    hashMismatch("EvidenceHash", header.evidenceHash, hashEvidenceList(block.evidence))
  );
}

/** Throws a CometError "invalid" unless `blockFault` finds nothing. */
export function validateBlock(block: Block): void {
  throwIfInvalid(blockFault(block));
}

/** Most bytes that a commit of so many validators takes. */
export function maxCommitBytes(validatorCount: number): bigint {
  return MAX_COMMIT_OVERHEAD_BYTES + MAX_COMMIT_SIG_BYTES * BigInt(validatorCount);
}

/**
 * Bytes that are left for transactions. A limit of -1 stands for the largest block.
 *
 * @throws CometError "invalid" when nothing is left
 */
export function maxDataBytes(options: {
  readonly maxBytes: bigint;
  readonly evidenceBytes: bigint;
  readonly validatorCount: number;
}): bigint {
  const maxBytes = options.maxBytes === -1n ? MAX_BLOCK_SIZE_BYTES : options.maxBytes;
  const left =
    maxBytes -
    MAX_OVERHEAD_FOR_BLOCK -
    MAX_HEADER_BYTES -
    maxCommitBytes(options.validatorCount) -
    options.evidenceBytes;
  if (left < 0n) {
    throw cometError(
      "invalid",
      `negative MaxDataBytes: Block.MaxBytes=${maxBytes} is too small to accommodate header, last commit and evidence`,
    );
  }
  return left;
}

function hashMismatch(name: string, claimed: Bytes, actual: Bytes): string | undefined {
  if (equalBytes(claimed, actual)) return undefined;
  return `wrong Header.${name}. Expected ${toHexUpper(actual)}, got ${toHexUpper(claimed)}`;
}
