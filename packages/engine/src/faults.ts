import { ByteMap, type Bytes, concatBytes, toHexUpper, uint64BE, utf8 } from "@testudo/base";
import {
  type BlockId,
  type Commit,
  duplicateVoteEvidence,
  type Evidence,
  type Header,
  hashHeader,
  type LightBlock,
  newValidatorSet,
  type SignedHeader,
  type ValidatorSet,
  type Vote,
} from "@testudo/comet";
import { sha256 } from "@testudo/crypto";
import type { AttackKind } from "./engine-types.ts";
import { EngineError } from "./errors.ts";
import { attackEvidence } from "./evidence-pool.ts";
import { commitFromVotes, type Signers } from "./signers.ts";

/** The block that is attacked, as the chain has it. */
export interface AttackTarget {
  readonly chainId: string;
  readonly signedHeader: SignedHeader;
  /** Signed the block. */
  readonly validators: ValidatorSet;
  /** The block before it and its validators: what both histories share. */
  readonly common: { readonly header: Header; readonly validators: ValidatorSet };
}

/** Vote times of a forgery lie this far behind the block's own time. */
const FORGED_VOTE_DELAY = 1_000_000n;

/**
 * A second precommit of one validator for another block at the same height and round, and the evidence it makes
 * together with the first.
 *
 * @throws EngineError when the validator was not in the set or its key is elsewhere
 */
export function doubleSign(target: AttackTarget, signers: Signers, consAddress: Bytes): Evidence {
  const { signedHeader, validators, chainId } = target;
  const { header, commit } = signedHeader;
  requireMember(validators, signers, consAddress, header.height);
  const ballot = {
    chainId,
    height: header.height,
    round: commit.round,
    timestamp: header.time + FORGED_VOTE_DELAY,
    validators,
  };
  const forged = forgedBlockId(utf8("double sign"), header);
  return duplicateVoteEvidence({
    votes: [
      signers.forgedPrecommit(consAddress, { ...ballot, blockId: commit.blockId }),
      signers.forgedPrecommit(consAddress, { ...ballot, blockId: forged }),
    ],
    blockTime: header.time,
    validators,
  });
}

/**
 * A conflicting light block at the target's height, signed by a coalition, with the evidence against it.
 *
 * - equivocation: another block that could have been valid, in the same round
 * - amnesia: the same, in the next round
 * - lunatic: a header with a false state, under a validator set of the coalition alone
 *
 * @throws EngineError when the coalition is too weak to fool a light client, or one of its keys is elsewhere
 */
export function lightClientAttack(options: {
  readonly target: AttackTarget;
  readonly signers: Signers;
  readonly kind: AttackKind;
  readonly byzantine: readonly Bytes[];
}): { readonly evidence: Evidence; readonly conflictingBlock: LightBlock } {
  const { target, signers, kind, byzantine } = options;
  const { signedHeader, validators } = target;
  const { header } = signedHeader;
  for (const address of byzantine) requireMember(validators, signers, address, header.height);
  const power = byzantine.reduce(
    (sum, address) => sum + (validators.byAddress(address)?.power ?? 0n),
    0n,
  );
  requirePower(kind, power, validators.totalPower);

  const forgedSet = kind === "lunatic" ? coalitionSet(validators, byzantine) : validators;
  const forgedHeader = forgeHeader(header, kind, forgedSet);
  const round = signedHeader.commit.round + (kind === "amnesia" ? 1 : 0);
  const ballot = {
    chainId: target.chainId,
    height: header.height,
    round,
    blockId: {
      hash: hashHeader(forgedHeader),
      partSetHeader: { total: 1, hash: sha256(hashHeader(forgedHeader)) },
    },
    timestamp: header.time + FORGED_VOTE_DELAY,
    validators: forgedSet,
  };
  const votes = new ByteMap<Vote>();
  for (const address of byzantine) votes.set(address, signers.forgedPrecommit(address, ballot));
  const commit: Commit = commitFromVotes(ballot, votes);
  const conflictingBlock = {
    signedHeader: { header: forgedHeader, commit },
    validatorSet: forgedSet,
  };
  const evidence = attackEvidence({
    conflictingBlock,
    trusted: signedHeader,
    trustedValidators: validators,
    common: target.common,
  });
  return { evidence, conflictingBlock };
}

function forgeHeader(header: Header, kind: AttackKind, forgedSet: ValidatorSet): Header {
  if (kind !== "lunatic") {
    return { ...header, dataHash: sha256(concatBytes(utf8(kind), header.dataHash)) };
  }
  return {
    ...header,
    appHash: sha256(concatBytes(utf8(kind), header.appHash)),
    validatorsHash: forgedSet.hash(),
    nextValidatorsHash: forgedSet.hash(),
    proposerAddress: forgedSet.proposer?.address ?? header.proposerAddress,
  };
}

function coalitionSet(validators: ValidatorSet, byzantine: readonly Bytes[]): ValidatorSet {
  const members = byzantine.map((address) => validators.byAddress(address));
  return newValidatorSet(
    members
      .filter((member) => member !== undefined)
      .map((member) => ({ ...member, proposerPriority: 0n })),
  );
}

/** A false state needs the trust level's third of the trusted set; a second valid block needs two thirds. */
function requirePower(kind: AttackKind, power: bigint, total: bigint): void {
  const [isEnough, share] =
    kind === "lunatic" ? [power * 3n > total, "a third"] : [power * 3n > total * 2n, "two thirds"];
  if (!isEnough) {
    throw new EngineError(
      `the coalition has ${power} of ${total} voting power; a ${kind} attack needs more than ${share}`,
    );
  }
}

function requireMember(
  validators: ValidatorSet,
  signers: Signers,
  consAddress: Bytes,
  height: bigint,
): void {
  if (!validators.has(consAddress)) {
    throw new EngineError(
      `${toHexUpper(consAddress)} is not in the validator set of height ${height}`,
    );
  }
  if (!signers.has(consAddress)) {
    throw new EngineError(`no key of validator ${toHexUpper(consAddress)} on this node`);
  }
}

function forgedBlockId(label: Bytes, header: Header): BlockId {
  const hash = sha256(concatBytes(label, uint64BE(header.height), hashHeader(header)));
  return { hash, partSetHeader: { total: 1, hash: sha256(hash) } };
}
