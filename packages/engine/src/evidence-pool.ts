import { ByteSet, type Bytes, toHexUpper } from "@testudo/base";
import {
  byzantineValidators,
  type ConsensusParams,
  type Evidence,
  evidenceBytes,
  evidenceHeight,
  type Header,
  hashEvidence,
  isConflictingHeaderInvalid,
  isEvidenceExpired,
  type LightBlock,
  type SignedHeader,
  type ValidatorSet,
  validateEvidence,
  verifyDuplicateVote,
  verifyLightClientAttack,
} from "@testudo/comet";
import { EngineError } from "./errors.ts";

/** What the pool needs to know of the chain. */
export interface EvidenceContext {
  readonly chainId: string;
  readonly lastHeight: bigint;
  readonly lastTime: bigint;
  readonly params: ConsensusParams["evidence"];
  signedHeader(height: bigint): SignedHeader | undefined;
  validators(height: bigint): ValidatorSet | undefined;
}

/** Evidence that has been verified and waits for a block. */
export interface EvidencePool {
  /** @throws EngineError naming why it was refused */
  add(evidence: Evidence): void;
  /** The oldest evidence first, as much as fits into `bytesMax`. */
  pending(bytesMax: bigint): readonly Evidence[];
  /** Marks evidence as committed and drops what has expired by now. */
  committed(evidence: readonly Evidence[]): void;
  size(): number;
}

export function createEvidencePool(context: () => EvidenceContext): EvidencePool {
  const committed = new ByteSet();
  let waiting: { readonly hash: Bytes; readonly evidence: Evidence }[] = [];

  const isExpired = (evidence: Evidence): boolean => {
    const { lastHeight, lastTime, params } = context();
    return isEvidenceExpired({
      height: lastHeight,
      time: lastTime,
      evidenceHeight: evidenceHeight(evidence),
      evidenceTime: evidence.timestamp,
      params,
    });
  };

  return {
    add(evidence) {
      validateEvidence(evidence);
      const hash = hashEvidence(evidence);
      const name = `evidence ${toHexUpper(hash)}`;
      if (committed.has(hash)) throw new EngineError(`${name} was already committed`);
      if (waiting.some((one) => toHexUpper(one.hash) === toHexUpper(hash))) {
        throw new EngineError(`${name} is already pending`);
      }
      if (isExpired(evidence)) {
        throw new EngineError(
          `${name} from height ${evidenceHeight(evidence)} is too old; max age is ${context().params.maxAgeNumBlocks} blocks and ${context().params.maxAgeDuration} ns`,
        );
      }
      verify(evidence, context());
      waiting.push({ hash, evidence });
    },

    pending(bytesMax) {
      const picked: Evidence[] = [];
      let size = 0n;
      for (const { evidence } of waiting) {
        // Tag and length of the list entry come on top of the evidence itself.
        size += BigInt(evidenceBytes(evidence).length) + LIST_ENTRY_OVERHEAD;
        if (bytesMax >= 0n && size > bytesMax) break;
        picked.push(evidence);
      }
      return picked;
    },

    committed(evidence) {
      for (const one of evidence) committed.add(hashEvidence(one));
      waiting = waiting.filter((one) => !committed.has(one.hash) && !isExpired(one.evidence));
    },

    size: () => waiting.length,
  };
}

const LIST_ENTRY_OVERHEAD = 5n;

/** Checks evidence against the chain's own history, as CometBFT's evidence pool does. */
function verify(evidence: Evidence, context: EvidenceContext): void {
  const height = evidenceHeight(evidence);
  const header = signedHeaderAt(context, height);
  if (header.header.time !== evidence.timestamp) {
    throw new EngineError(
      `evidence has a different time to the block it is associated with (${evidence.timestamp} != ${header.header.time})`,
    );
  }
  const validators = context.validators(height);
  if (validators === undefined) throw new EngineError(`no validators known at height ${height}`);
  if (evidence.kind === "duplicateVote") {
    verifyDuplicateVote({ evidence, chainId: context.chainId, validators });
    return;
  }
  const { conflictingBlock } = evidence;
  const conflictingHeight = conflictingBlock.signedHeader.header.height;
  const trustedHeight =
    conflictingHeight <= context.lastHeight ? conflictingHeight : context.lastHeight;
  verifyLightClientAttack({
    evidence,
    commonHeader: header,
    trustedHeader: signedHeaderAt(context, trustedHeight),
    commonValidators: validators,
  });
}

function signedHeaderAt(context: EvidenceContext, height: bigint): SignedHeader {
  const found = context.signedHeader(height);
  if (found === undefined) throw new EngineError(`don't have header #${height}`);
  return found;
}

/** Evidence against a forged block, with the height, time and power that CometBFT's detector would name. */
export function attackEvidence(options: {
  readonly conflictingBlock: LightBlock;
  readonly trusted: SignedHeader;
  readonly common: { readonly header: Header; readonly validators: ValidatorSet };
  readonly trustedValidators: ValidatorSet;
}): Evidence {
  const { conflictingBlock, trusted, common, trustedValidators } = options;
  const isLunatic = isConflictingHeaderInvalid(
    conflictingBlock.signedHeader.header,
    trusted.header,
  );
  const base = isLunatic
    ? { header: common.header, validators: common.validators }
    : { header: trusted.header, validators: trustedValidators };
  return {
    kind: "lightClientAttack",
    conflictingBlock,
    commonHeight: base.header.height,
    byzantineValidators: byzantineValidators({
      conflictingBlock,
      commonValidators: base.validators,
      trusted,
    }),
    totalVotingPower: base.validators.totalPower,
    timestamp: base.header.time,
  };
}
