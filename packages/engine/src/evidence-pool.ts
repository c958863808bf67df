import {
  type Bytes,
  compareBytes,
  concatBytes,
  formatRfc3339Nano,
  toHexUpper,
  uint64BE,
  utf8,
} from "@testudo/base";
import {
  byzantineValidators,
  type ConsensusParams,
  type Evidence,
  evidenceFault,
  evidenceFromProto,
  evidenceHeight,
  evidenceToProto,
  type Header,
  hashEvidence,
  isConflictingHeaderInvalid,
  isEvidenceExpired,
  type LightBlock,
  type SignedHeader,
  type ValidatorSet,
  verifyDuplicateVote,
  verifyLightClientAttack,
} from "@testudo/comet";
import { EvidenceList } from "@testudo/proto/tendermint/types";
import type { Database, DatabaseWrite } from "./database.ts";
import { EngineError } from "./errors.ts";

/** What the age of evidence is measured against. */
export interface EvidenceAge {
  readonly lastHeight: bigint;
  readonly lastTime: bigint;
  readonly params: ConsensusParams["evidence"];
}

/** What the pool needs to know of the chain. */
export interface EvidenceContext extends EvidenceAge {
  readonly chainId: string;
  signedHeader(height: bigint): SignedHeader | undefined;
  validators(height: bigint): ValidatorSet | undefined;
}

/** Evidence for a block with the bytes that its list takes there. */
export interface PendingEvidence {
  readonly evidence: readonly Evidence[];
  readonly bytes: bigint;
}

/** Evidence that has been verified and waits for a block. It is kept in the engine's database. */
export interface EvidencePool {
  /**
   * Verifies evidence and keeps it for the next block; what is pending or committed already is taken in silence. The
   * writes make it survive a restart.
   *
   * @throws EngineError naming why it was refused
   */
  add(evidence: Evidence): DatabaseWrite[];
  /** The oldest evidence first, as much as fits into `bytesMax` (-1: all). */
  pending(bytesMax: bigint): PendingEvidence;
  /**
   * Marks evidence of a block as committed and drops what has expired after it. The writes belong to the batch of the
   * block's results: evidence that a crash brings back would be proposed a second time.
   */
  committed(evidence: readonly Evidence[], after: EvidenceAge): DatabaseWrite[];
  size(): number;
}

const PENDING_KEY = utf8("evidence");
const COMMITTED_PREFIX = utf8("E");

export function createEvidencePool(
  database: Database,
  context: () => EvidenceContext,
): EvidencePool {
  const committedKey = (evidence: Evidence) =>
    concatBytes(COMMITTED_PREFIX, uint64BE(evidenceHeight(evidence)), hashEvidence(evidence));
  const isCommitted = (evidence: Evidence) =>
    database.getSync(committedKey(evidence)) !== undefined;
  let waiting = loadPending(database);

  const pendingWrite = (): DatabaseWrite => ({
    key: PENDING_KEY,
    value: EvidenceList.encode({
      evidence: waiting.map(({ evidence }) => evidenceToProto(evidence)),
    }),
  });

  return {
    add(evidence) {
      const fault = evidenceFault(evidence);
      if (fault !== undefined) throw new EngineError(`evidence.ValidateBasic failed: ${fault}`);
      const hash = hashEvidence(evidence);
      if (waiting.some((one) => compareBytes(one.hash, hash) === 0) || isCommitted(evidence)) {
        return [];
      }
      try {
        verify(evidence, context());
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new EngineError(
          `failed to add evidence: Invalid evidence: ${reason}. Evidence: ${toHexUpper(hash)}`,
          { cause: error },
        );
      }
      waiting = [...waiting, { hash, evidence }].sort(byAge);
      return [pendingWrite()];
    },

    pending(bytesMax) {
      const evidence: Evidence[] = [];
      let bytes = 0n;
      for (const { evidence: one } of waiting) {
        const entry = EvidenceList.encode({ evidence: [evidenceToProto(one)] });
        if (bytesMax !== -1n && bytes + BigInt(entry.length) > bytesMax) break;
        bytes += BigInt(entry.length);
        evidence.push(one);
      }
      return { evidence, bytes };
    },

    committed(evidence, after) {
      const hashes = new Set(evidence.map((one) => toHexUpper(hashEvidence(one))));
      const before = waiting.length;
      waiting = waiting.filter(
        (one) => !hashes.has(toHexUpper(one.hash)) && !isExpired(one.evidence, after),
      );
      const marks = evidence.map((one) => ({
        key: committedKey(one),
        value: uint64BE(evidenceHeight(one)),
      }));
      return waiting.length === before ? marks : [...marks, pendingWrite()];
    },

    size: () => waiting.length,
  };
}

function isExpired(evidence: Evidence, { lastHeight, lastTime, params }: EvidenceAge): boolean {
  return isEvidenceExpired({
    height: lastHeight,
    time: lastTime,
    evidenceHeight: evidenceHeight(evidence),
    evidenceTime: evidence.timestamp,
    params,
  });
}

interface Waiting {
  readonly hash: Bytes;
  readonly evidence: Evidence;
}

function loadPending(database: Database): Waiting[] {
  const bytes = database.getSync(PENDING_KEY);
  if (bytes === undefined) return [];
  return EvidenceList.decode(bytes).evidence.map((proto) => {
    const evidence = evidenceFromProto(proto);
    return { hash: hashEvidence(evidence), evidence };
  });
}

/** The order of CometBFT's pool: by height, then by hash. */
function byAge(a: Waiting, b: Waiting): number {
  const [left, right] = [evidenceHeight(a.evidence), evidenceHeight(b.evidence)];
  return left < right ? -1 : left > right ? 1 : compareBytes(a.hash, b.hash);
}

/** Checks evidence against the chain's own history, as CometBFT's evidence pool does. */
function verify(evidence: Evidence, context: EvidenceContext): void {
  const height = evidenceHeight(evidence);
  const header = signedHeaderAt(context, height);
  if (header.header.time !== evidence.timestamp) {
    throw new EngineError(
      `evidence has a different time to the block it is associated with (${formatRfc3339Nano(evidence.timestamp)} != ${formatRfc3339Nano(header.header.time)})`,
    );
  }
  if (isExpired(evidence, context)) {
    const { lastHeight, lastTime, params } = context;
    throw new EngineError(
      `evidence from height ${height} (created at: ${formatRfc3339Nano(evidence.timestamp)}) is too old; min height is ${lastHeight - params.maxAgeNumBlocks} and evidence can not be older than ${formatRfc3339Nano(lastTime - params.maxAgeDuration)}`,
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
  const isAhead = conflictingHeight > context.lastHeight;
  const trusted = signedHeaderAt(context, isAhead ? context.lastHeight : conflictingHeight);
  const conflictingTime = conflictingBlock.signedHeader.header.time;
  if (isAhead && trusted.header.time < conflictingTime) {
    throw new EngineError(
      `latest block time (${formatRfc3339Nano(trusted.header.time)}) is before conflicting block time (${formatRfc3339Nano(conflictingTime)})`,
    );
  }
  verifyLightClientAttack({
    evidence,
    commonHeader: header,
    trustedHeader: trusted,
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
