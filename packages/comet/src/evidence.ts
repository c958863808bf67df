import { type Bytes, compareBytes, equalBytes, type Time, toHexUpper, varint } from "@testudo/base";
import { merkleRoot, sha256 } from "@testudo/crypto";
import { toTimestamp } from "@testudo/proto";
import type { Misbehavior } from "@testudo/proto/tendermint/abci";
import { MisbehaviorType } from "@testudo/proto/tendermint/abci";
import { blockIdKey, HASH_SIZE } from "./block-id.ts";
import { cometError, throwIfInvalid } from "./errors.ts";
import { hashHeader } from "./header.ts";
import { lightBlockFault } from "./light.ts";
import { evidenceBytes } from "./to-proto.ts";
import type { DuplicateVoteEvidence, Evidence, LightClientAttackEvidence, Vote } from "./types.ts";
import type { ValidatorSet } from "./validator-set.ts";
import { voteFault } from "./vote.ts";

/**
 * Evidence from two conflicting votes in either order; the one with the smaller block id comes first.
 *
 * @throws CometError "invalid" when the voter is not in the set
 */
export function duplicateVoteEvidence(options: {
  readonly votes: readonly [Vote, Vote];
  /** Time of the block at the height of the votes. */
  readonly blockTime: Time;
  readonly validators: ValidatorSet;
}): DuplicateVoteEvidence {
  const [first, second] = options.votes;
  const validator = options.validators.byAddress(first.validatorAddress);
  if (validator === undefined) {
    throw cometError(
      "invalid",
      `validator ${toHexUpper(first.validatorAddress)} not in validator set`,
    );
  }
  const inOrder = compareBytes(blockIdKey(first.blockId), blockIdKey(second.blockId)) < 0;
  return {
    kind: "duplicateVote",
    voteA: inOrder ? first : second,
    voteB: inOrder ? second : first,
    totalVotingPower: options.validators.totalPower,
    validatorPower: validator.power,
    timestamp: options.blockTime,
  };
}

/** What is wrong with evidence by itself; signatures and the chain are not looked at. */
export function evidenceFault(evidence: Evidence): string | undefined {
  return evidence.kind === "duplicateVote"
    ? duplicateVoteFault(evidence)
    : lightClientAttackFault(evidence);
}

/** Throws a CometError "invalid" unless `evidenceFault` finds nothing. */
export function validateEvidence(evidence: Evidence): void {
  throwIfInvalid(evidenceFault(evidence));
}

/** Height of the infraction: of the votes, or the last height that both histories share. */
export function evidenceHeight(evidence: Evidence): bigint {
  return evidence.kind === "duplicateVote" ? evidence.voteA.height : evidence.commonHeight;
}

/**
 * Identity of evidence.
 *
 * For a light client attack it covers the conflicting header and the common height alone, so that other selections of
 * signatures count as the same; as in CometBFT the last byte of the header hash is lost and a zero stands in its place.
 */
export function hashEvidence(evidence: Evidence): Bytes {
  if (evidence.kind === "duplicateVote") return sha256(evidenceBytes(evidence));
  const hash = hashHeader(evidence.conflictingBlock.signedHeader.header);
  const height = varint(evidence.commonHeight);
  const input = new Uint8Array(HASH_SIZE + height.length);
  input.set(hash.subarray(0, HASH_SIZE - 1));
  input.set(height, HASH_SIZE);
  return sha256(input);
}

/** The evidence hash of a header: a Merkle root over the encoded evidence, not over its identities. */
export function hashEvidenceList(evidence: readonly Evidence[]): Bytes {
  return merkleRoot(evidence.map(evidenceBytes));
}

/** What the application is told: one entry per validator that misbehaved. */
export function toMisbehavior(evidence: Evidence): Misbehavior[] {
  const common = {
    height: evidenceHeight(evidence),
    time: toTimestamp(evidence.timestamp),
    totalVotingPower: evidence.totalVotingPower,
  };
  if (evidence.kind === "duplicateVote") {
    const validator = {
      address: evidence.voteA.validatorAddress,
      power: evidence.validatorPower,
    };
    return [{ type: MisbehaviorType.DUPLICATE_VOTE, validator, ...common }];
  }
  return evidence.byzantineValidators.map(({ address, power }) => ({
    type: MisbehaviorType.LIGHT_CLIENT_ATTACK,
    validator: { address, power },
    ...common,
  }));
}

/** Whether two pieces of evidence are for the same infraction. */
export function equalEvidence(a: Evidence, b: Evidence): boolean {
  return a.kind === b.kind && equalBytes(hashEvidence(a), hashEvidence(b));
}

function duplicateVoteFault(evidence: DuplicateVoteEvidence): string | undefined {
  const { voteA, voteB } = evidence;
  const badA = voteFault(voteA);
  if (badA !== undefined) return `invalid VoteA: ${badA}`;
  const badB = voteFault(voteB);
  if (badB !== undefined) return `invalid VoteB: ${badB}`;
  return compareBytes(blockIdKey(voteA.blockId), blockIdKey(voteB.blockId)) >= 0
    ? "duplicate votes in invalid order"
    : undefined;
}

function lightClientAttackFault(evidence: LightClientAttackEvidence): string | undefined {
  const { header } = evidence.conflictingBlock.signedHeader;
  if (evidence.totalVotingPower <= 0n) return "negative or zero total voting power";
  if (evidence.commonHeight <= 0n) return "negative or zero common height";
  if (evidence.commonHeight > header.height) {
    return `common height is ahead of the conflicting block height (${evidence.commonHeight} > ${header.height})`;
  }
  const fault = lightBlockFault(evidence.conflictingBlock, header.chainId);
  return fault === undefined ? undefined : `invalid conflicting light block: ${fault}`;
}
