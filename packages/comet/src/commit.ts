import { type Bytes, GO_ZERO_TIME } from "@testudo/base";
import { merkleRoot } from "@testudo/crypto";
import { ADDRESS_SIZE, isCompleteBlockId, isZeroBlockId } from "./block-id.ts";
import { bytesField, createArena, messageField, timestampBytes, varintField } from "./encoding.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import {
  BlockIdFlag,
  type Commit,
  type CommitSig,
  EMPTY_BLOCK_ID,
  type ExtendedCommit,
  type ExtendedCommitSig,
  SignedMsgType,
  type Vote,
} from "./types.ts";
import { MAX_SIGNATURE_SIZE, MAX_VOTE_EXTENSION_SIZE } from "./vote.ts";

const EMPTY = new Uint8Array(0);
/** Bytes of a commit signature: flag, address, time and a signature of 64 bytes, each with tag and length. */
const COMMIT_SIG_MAX = 2 + 22 + 19 + 66;

/** The line of a validator whose vote did not arrive. */
export const ABSENT_COMMIT_SIG: CommitSig = Object.freeze({
  blockIdFlag: BlockIdFlag.absent,
  validatorAddress: EMPTY,
  timestamp: GO_ZERO_TIME,
  signature: EMPTY,
});

/** The last commit of the first height. */
export const EMPTY_COMMIT: Commit = Object.freeze({
  height: 0n,
  round: 0,
  blockId: EMPTY_BLOCK_ID,
  signatures: Object.freeze([]),
});

/** Merkle root over the signatures; height, round and block id are covered by the signatures. */
export function hashCommit(commit: Commit): Bytes {
  const allocate = createArena(commit.signatures.length * COMMIT_SIG_MAX);
  return merkleRoot(commit.signatures.map((line) => commitSigBytes(line, allocate)));
}

/** `tendermint.types.CommitSig`; an absent time is written as Go's zero time. */
function commitSigBytes(line: CommitSig, allocate: (length: number) => Uint8Array): Bytes {
  const flag = varintField(0x08, BigInt(line.blockIdFlag));
  const address = bytesField(0x12, line.validatorAddress);
  const time = messageField(0x1a, timestampBytes(line.timestamp));
  const signature = bytesField(0x22, line.signature);
  const bytes = allocate(flag.length + address.length + time.length + signature.length);
  bytes.set(flag);
  bytes.set(address, flag.length);
  bytes.set(time, flag.length + address.length);
  bytes.set(signature, flag.length + address.length + time.length);
  return bytes;
}

/** The precommit behind a commit signature, without its extension. */
export function commitVote(commit: Commit, index: number): Vote {
  const signature = commit.signatures[index];
  if (signature === undefined) throw new RangeError(`no signature ${index} in the commit`);
  return {
    type: SignedMsgType.precommit,
    height: commit.height,
    round: commit.round,
    blockId: signature.blockIdFlag === BlockIdFlag.commit ? commit.blockId : EMPTY_BLOCK_ID,
    timestamp: signature.timestamp,
    validatorAddress: signature.validatorAddress,
    validatorIndex: index,
    signature: signature.signature,
    extension: EMPTY,
    extensionSignature: EMPTY,
  };
}

/**
 * The commit signature of a precommit.
 *
 * @throws CometError "invalid" when the block id is neither empty nor complete
 */
export function commitSig(vote: Vote | undefined): CommitSig {
  if (vote === undefined) return ABSENT_COMMIT_SIG;
  if (!isCompleteBlockId(vote.blockId) && !isZeroBlockId(vote.blockId)) {
    throw cometError("invalid", "expected the vote's BlockID to be either empty or complete");
  }
  return {
    blockIdFlag: isZeroBlockId(vote.blockId) ? BlockIdFlag.nil : BlockIdFlag.commit,
    validatorAddress: vote.validatorAddress,
    timestamp: vote.timestamp,
    signature: vote.signature,
  };
}

/** Like `commitSig`, keeping the vote extension. */
export function extendedCommitSig(vote: Vote | undefined): ExtendedCommitSig {
  return {
    ...commitSig(vote),
    extension: vote?.extension ?? EMPTY,
    extensionSignature: vote?.extensionSignature ?? EMPTY,
  };
}

/** The commit without the vote extensions. */
export function withoutExtensions(commit: ExtendedCommit): Commit {
  return {
    ...commit,
    signatures: commit.signatures.map(
      ({ blockIdFlag, validatorAddress, timestamp, signature }) => ({
        blockIdFlag,
        validatorAddress,
        timestamp,
        signature,
      }),
    ),
  };
}

/** What is wrong with a commit signature by itself. */
export function commitSigFault(signature: CommitSig): string | undefined {
  const { blockIdFlag } = signature;
  if (blockIdFlag === BlockIdFlag.absent) {
    if (signature.validatorAddress.length !== 0) return "validator address is present";
    if (signature.timestamp !== GO_ZERO_TIME) return "time is present";
    return signature.signature.length === 0 ? undefined : "signature is present";
  }
  if (blockIdFlag !== BlockIdFlag.commit && blockIdFlag !== BlockIdFlag.nil) {
    return `unknown BlockIDFlag: ${blockIdFlag}`;
  }
  if (signature.validatorAddress.length !== ADDRESS_SIZE) {
    return `expected ValidatorAddress size to be ${ADDRESS_SIZE} bytes, got ${signature.validatorAddress.length} bytes`;
  }
  if (signature.signature.length === 0) return "signature is missing";
  if (signature.signature.length > MAX_SIGNATURE_SIZE) {
    return `signature is too big (max: ${MAX_SIGNATURE_SIZE})`;
  }
  return undefined;
}

/** What is wrong with a commit by itself; a commit of height 0 is that of the first block. */
export function commitFault(commit: Commit): string | undefined {
  return signaturesFault(commit, (i) => {
    const signature = commit.signatures[i];
    return signature === undefined ? "missing" : commitSigFault(signature);
  });
}

/** Throws a CometError "invalid" unless `commitFault` finds nothing. */
export function validateCommit(commit: Commit): void {
  throwIfInvalid(commitFault(commit));
}

/** What is wrong with an extended commit by itself. */
export function extendedCommitFault(commit: ExtendedCommit): string | undefined {
  return signaturesFault(commit, (i) => {
    const signature = commit.signatures[i];
    return signature === undefined ? "missing" : extendedCommitSigFault(signature);
  });
}

/**
 * What is missing or superfluous in the extensions of a commit, given whether its height has vote extensions at all.
 */
export function extensionsFault(commit: ExtendedCommit, enabled: boolean): string | undefined {
  for (const signature of commit.signatures) {
    const { blockIdFlag, extension, extensionSignature } = signature;
    if (enabled && blockIdFlag === BlockIdFlag.commit) {
      if (extensionSignature.length === 0) return "vote extension signature is missing";
    } else if (extension.length !== 0 || extensionSignature.length !== 0) {
      return enabled
        ? "non-commit vote extension present"
        : "vote extension present but extensions disabled";
    }
  }
  return undefined;
}

function extendedCommitSigFault(signature: ExtendedCommitSig): string | undefined {
  const fault = commitSigFault(signature);
  if (fault !== undefined) return fault;
  if (signature.blockIdFlag === BlockIdFlag.commit) {
    if (signature.extension.length > MAX_VOTE_EXTENSION_SIZE) {
      return `vote extension is too big (max: ${MAX_VOTE_EXTENSION_SIZE})`;
    }
    return signature.extensionSignature.length > MAX_SIGNATURE_SIZE
      ? `vote extension signature is too big (max: ${MAX_SIGNATURE_SIZE})`
      : undefined;
  }
  return signature.extensionSignature.length === 0 && signature.extension.length !== 0
    ? "vote extension signature absent on vote with extension"
    : undefined;
}

function signaturesFault(
  commit: Commit | ExtendedCommit,
  faultAt: (index: number) => string | undefined,
): string | undefined {
  if (commit.height < 0n) return "negative Height";
  if (commit.round < 0) return "negative Round";
  if (commit.height === 0n) return undefined;
  if (isZeroBlockId(commit.blockId)) return "commit cannot be for nil block";
  if (commit.signatures.length === 0) return "no signatures in commit";
  for (let i = 0; i < commit.signatures.length; i++) {
    const fault = faultAt(i);
    if (fault !== undefined) return `wrong CommitSig #${i}: ${fault}`;
  }
  return undefined;
}
