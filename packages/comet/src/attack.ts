import { type Bytes, equalBytes, formatRfc3339Nano, type Time, toHexUpper } from "@testudo/base";
import { equalBlockIds } from "./block-id.ts";
import { voteSignBytes } from "./canonical.ts";
import { cometError } from "./errors.ts";
import { hashHeader } from "./header.ts";
import { pubKeyAddress, verifySignature } from "./keys.ts";
import { DEFAULT_TRUST_LEVEL } from "./light.ts";
import {
  BlockIdFlag,
  type ConsensusParams,
  type DuplicateVoteEvidence,
  type Header,
  type LightBlock,
  type LightClientAttackEvidence,
  type SignedHeader,
} from "./types.ts";
import { byPower, type Validator } from "./validator.ts";
import type { ValidatorSet } from "./validator-set.ts";
import {
  verifyCommitLightAllSignatures,
  verifyCommitLightTrustingAllSignatures,
} from "./verify-commit.ts";

/** How a light client attack was made. */
export type AttackKind = "lunatic" | "equivocation" | "amnesia";

/**
 * Names the kind of an attack: a header that no valid state transition gives is lunatic; two valid headers from one
 * round are equivocation, from different rounds amnesia.
 */
export function attackKind(conflicting: SignedHeader, trusted: SignedHeader): AttackKind {
  if (isConflictingHeaderInvalid(conflicting.header, trusted.header)) return "lunatic";
  return conflicting.commit.round === trusted.commit.round ? "equivocation" : "amnesia";
}

/** Whether the fields that the state determines differ, so that the conflicting header cannot be a valid one. */
export function isConflictingHeaderInvalid(conflicting: Header, trusted: Header): boolean {
  return !(
    equalBytes(trusted.validatorsHash, conflicting.validatorsHash) &&
    equalBytes(trusted.nextValidatorsHash, conflicting.nextValidatorsHash) &&
    equalBytes(trusted.consensusHash, conflicting.consensusHash) &&
    equalBytes(trusted.appHash, conflicting.appHash) &&
    equalBytes(trusted.lastResultsHash, conflicting.lastResultsHash)
  );
}

/**
 * Who can be blamed, by power: in a lunatic attack every validator of the common set that signed the false header; in an
 * equivocation those that signed both; in amnesia nobody, as it cannot be told who lied.
 *
 * @throws CometError "invalid" when the commits of an equivocation do not have the same validators
 */
export function byzantineValidators(options: {
  readonly conflictingBlock: LightBlock;
  /** Validators at the common height. */
  readonly commonValidators: ValidatorSet;
  readonly trusted: SignedHeader;
}): Validator[] {
  const { conflictingBlock, commonValidators, trusted } = options;
  const conflicting = conflictingBlock.signedHeader;
  const kind = attackKind(conflicting, trusted);
  if (kind === "amnesia") return [];
  const found: Validator[] = [];
  for (const [i, signature] of conflicting.commit.signatures.entries()) {
    if (signature.blockIdFlag !== BlockIdFlag.commit) continue;
    if (kind === "lunatic") {
      const validator = commonValidators.byAddress(signature.validatorAddress);
      if (validator !== undefined) found.push(validator);
    } else if (trustedSignature(trusted, i).blockIdFlag === BlockIdFlag.commit) {
      found.push(conflictingValidator(conflictingBlock, signature.validatorAddress));
    }
  }
  return found.sort(byPower);
}

/**
 * Verifies duplicate-vote evidence against the validators of its height. `validateEvidence` comes first.
 *
 * @throws CometError
 */
export function verifyDuplicateVote(options: {
  readonly evidence: DuplicateVoteEvidence;
  readonly chainId: string;
  readonly validators: ValidatorSet;
}): void {
  const { evidence, chainId, validators } = options;
  const { voteA, voteB } = evidence;
  const validator = validators.byAddress(voteA.validatorAddress);
  if (validator === undefined) {
    throw refuse(
      `address ${toHexUpper(voteA.validatorAddress)} was not a validator at height ${voteA.height}`,
    );
  }
  if (voteA.height !== voteB.height || voteA.round !== voteB.round || voteA.type !== voteB.type) {
    throw refuse(
      `h/r/s does not match: ${voteA.height}/${voteA.round}/${voteA.type} vs ${voteB.height}/${voteB.round}/${voteB.type}`,
    );
  }
  if (!equalBytes(voteA.validatorAddress, voteB.validatorAddress)) {
    throw refuse(
      `validator addresses do not match: ${toHexUpper(voteA.validatorAddress)} vs ${toHexUpper(voteB.validatorAddress)}`,
    );
  }
  if (equalBlockIds(voteA.blockId, voteB.blockId)) {
    throw refuse("block IDs are the same - not a real duplicate vote");
  }
  if (!equalBytes(pubKeyAddress(validator.pubKey), voteA.validatorAddress)) {
    throw refuse(`address (${toHexUpper(voteA.validatorAddress)}) doesn't match pubkey`);
  }
  if (validator.power !== evidence.validatorPower) {
    throw refuse(
      `validator power from evidence and our validator set does not match (${evidence.validatorPower} != ${validator.power})`,
    );
  }
  checkTotalPower(evidence, validators);
  for (const [name, vote] of Object.entries({ VoteA: voteA, VoteB: voteB })) {
    if (!verifySignature(validator.pubKey, voteSignBytes(chainId, vote), vote.signature)) {
      throw cometError("wrongSignature", `verifying ${name}: invalid signature`);
    }
  }
}

/**
 * Verifies light-client-attack evidence as a full node does: the conflicting block is signed well enough to fool a light
 * client, contradicts the chain, and the blame is laid on the right validators. `validateEvidence` comes first.
 *
 * @throws CometError
 */
export function verifyLightClientAttack(options: {
  readonly evidence: LightClientAttackEvidence;
  /** The chain's header at the common height. */
  readonly commonHeader: SignedHeader;
  /** The chain's header at the conflicting height, or its latest if that is lower. */
  readonly trustedHeader: SignedHeader;
  /** Validators at the common height. */
  readonly commonValidators: ValidatorSet;
}): void {
  const { evidence, commonHeader, commonValidators } = options;
  const { signedHeader, validatorSet } = evidence.conflictingBlock;
  const conflicting = signedHeader.header;
  const trusted = options.trustedHeader.header;
  if (commonHeader.header.height !== conflicting.height) {
    verifyCommitLightTrustingAllSignatures({
      chainId: trusted.chainId,
      validators: commonValidators,
      commit: signedHeader.commit,
      trustLevel: DEFAULT_TRUST_LEVEL,
    });
  } else if (isConflictingHeaderInvalid(conflicting, trusted)) {
    throw refuse(
      "common height is the same as conflicting block height so expected the conflicting block to be correctly derived yet it wasn't",
    );
  }
  verifyCommitLightAllSignatures({
    chainId: trusted.chainId,
    validators: validatorSet,
    blockId: signedHeader.commit.blockId,
    height: conflicting.height,
    commit: signedHeader.commit,
  });
  checkTotalPower(evidence, commonValidators);
  if (conflicting.height > trusted.height && conflicting.time > trusted.time) {
    throw refuse(
      `conflicting block doesn't violate monotonically increasing time (${formatRfc3339Nano(conflicting.time)} is after ${formatRfc3339Nano(trusted.time)})`,
    );
  }
  if (equalBytes(hashHeader(trusted), hashHeader(conflicting))) {
    throw refuse(
      `trusted header hash matches the evidence's conflicting header hash: ${toHexUpper(hashHeader(trusted))}`,
    );
  }
  checkBlame(
    evidence,
    byzantineValidators({
      conflictingBlock: evidence.conflictingBlock,
      commonValidators,
      trusted: options.trustedHeader,
    }),
  );
}

/** Whether evidence is too old: both in blocks and in time. */
export function isEvidenceExpired(options: {
  readonly height: bigint;
  readonly time: Time;
  readonly evidenceHeight: bigint;
  readonly evidenceTime: Time;
  readonly params: ConsensusParams["evidence"];
}): boolean {
  const { height, time, evidenceHeight, evidenceTime, params } = options;
  return (
    time - evidenceTime > params.maxAgeDuration && height - evidenceHeight > params.maxAgeNumBlocks
  );
}

function checkTotalPower(
  evidence: DuplicateVoteEvidence | LightClientAttackEvidence,
  validators: ValidatorSet,
): void {
  if (evidence.totalVotingPower !== validators.totalPower) {
    throw refuse(
      `total voting power from the evidence and our validator set does not match (${evidence.totalVotingPower} != ${validators.totalPower})`,
    );
  }
}

function checkBlame(evidence: LightClientAttackEvidence, expected: readonly Validator[]): void {
  const blamed = evidence.byzantineValidators;
  if (blamed.length !== expected.length) {
    throw refuse(
      `expected ${expected.length} byzantine validators from evidence but got ${blamed.length}`,
    );
  }
  for (const [i, validator] of expected.entries()) {
    const claimed = blamed[i];
    if (claimed === undefined || !equalBytes(claimed.address, validator.address)) {
      throw refuse(
        `evidence contained an unexpected byzantine validator address; expected: ${toHexUpper(validator.address)}`,
      );
    }
    if (claimed.power !== validator.power) {
      throw refuse(
        `evidence contained unexpected byzantine validator power; expected ${validator.power}, got ${claimed.power}`,
      );
    }
  }
}

function trustedSignature(trusted: SignedHeader, index: number) {
  const signature = trusted.commit.signatures[index];
  if (signature === undefined) throw refuse("commits of one round have different numbers of votes");
  return signature;
}

function conflictingValidator(block: LightBlock, address: Bytes): Validator {
  const validator = block.validatorSet.byAddress(address);
  if (validator === undefined) {
    throw refuse(`signer ${toHexUpper(address)} is not in the conflicting validator set`);
  }
  return validator;
}

function refuse(text: string): Error {
  return cometError("invalid", text);
}
