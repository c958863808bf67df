import { equalBytes, MAX_INT64, toHexUpper } from "@testudo/base";
import { type Ed25519Item, ed25519VerifyBatch } from "@testudo/crypto";
import { blockIdText, equalBlockIds } from "./block-id.ts";
import { commitSignBytes } from "./canonical.ts";
import { commitSigFault } from "./commit.ts";
import { type Fault, throwIfFaulty } from "./errors.ts";
import { verifySignature } from "./keys.ts";
import { type BlockId, BlockIdFlag, type Commit, type CommitSig, type Fraction } from "./types.ts";
import type { Validator } from "./validator.ts";
import type { ValidatorSet } from "./validator-set.ts";

/** CometBFT verifies fewer signatures than this one by one. */
const BATCH_THRESHOLD = 2;

/** A commit to be held against the validator set that should have signed it. */
export interface CommitCheck {
  readonly chainId: string;
  readonly validators: ValidatorSet;
  readonly blockId: BlockId;
  readonly height: bigint;
  readonly commit: Commit;
}

/** A commit to be held against a set that shares only some validators with the signers. */
export interface TrustingCheck {
  readonly chainId: string;
  readonly validators: ValidatorSet;
  readonly commit: Commit;
  readonly trustLevel: Fraction;
}

/**
 * Checks that more than 2/3 of the power signed the block and that **every** signature in the commit is good, nil votes
 * included: whoever is paid for signing must have signed.
 *
 * A signature under another validator's address is refused, which v0.38.17 does not do (GHSA-c32p-wcqj-j677).
 *
 * @throws CometError
 */
export function verifyCommit(check: CommitCheck): void {
  throwIfFaulty(
    commitCheckFault(check, {
      counts: (signature) => signature.blockIdFlag === BlockIdFlag.commit,
      ignores: (signature) => signature.blockIdFlag === BlockIdFlag.absent,
      checkAll: true,
    }),
  );
}

/**
 * Checks that more than 2/3 of the power signed the block. Votes for nil are passed over, and so is whatever follows
 * once the power is reached.
 *
 * @throws CometError
 */
export function verifyCommitLight(check: CommitCheck): void {
  throwIfFaulty(commitLightFault(check));
}

/** Like `verifyCommitLight` over all signatures for the block: evidence must not carry a bad one. */
export function verifyCommitLightAllSignatures(check: CommitCheck): void {
  throwIfFaulty(commitCheckFault(check, { ...FOR_THE_BLOCK, checkAll: true }));
}

/**
 * Checks that more than `trustLevel` of the power of a set, known from another height, signed the commit.
 *
 * @throws CometError "notEnoughPower" if too few did; "invalid" when a validator signed twice
 */
export function verifyCommitLightTrusting(check: TrustingCheck): void {
  throwIfFaulty(commitLightTrustingFault(check));
}

/** Like `verifyCommitLightTrusting` over all signatures of known validators for the block. */
export function verifyCommitLightTrustingAllSignatures(check: TrustingCheck): void {
  throwIfFaulty(trustingFault(check, true));
}

/** What `verifyCommitLight` would throw. */
export function commitLightFault(check: CommitCheck): Fault | undefined {
  return commitCheckFault(check, { ...FOR_THE_BLOCK, checkAll: false });
}

/** What `verifyCommitLightTrusting` would throw. */
export function commitLightTrustingFault(check: TrustingCheck): Fault | undefined {
  return trustingFault(check, false);
}

/** Which signatures are looked at, which count, and whether to go on once enough power is there. */
interface Selection {
  readonly ignores: (signature: CommitSig) => boolean;
  readonly counts: (signature: CommitSig) => boolean;
  readonly checkAll: boolean;
}

const FOR_THE_BLOCK = {
  ignores: (signature: CommitSig) => signature.blockIdFlag !== BlockIdFlag.commit,
  counts: () => true,
};

/** Who should have made the signature at a position: a validator, nobody known, or a fault. */
type Signer = (index: number, signature: CommitSig) => Validator | undefined | Fault;

function commitCheckFault(check: CommitCheck, selection: Selection): Fault | undefined {
  const { validators, commit } = check;
  if (validators.size !== commit.signatures.length) {
    return invalid(
      `Invalid commit -- wrong set size: ${validators.size} vs ${commit.signatures.length}`,
    );
  }
  if (check.height !== commit.height) {
    return invalid(`Invalid commit -- wrong height: ${check.height} vs ${commit.height}`);
  }
  if (!equalBlockIds(check.blockId, commit.blockId)) {
    return invalid(
      `invalid commit -- wrong block ID: want ${blockIdText(check.blockId)}, got ${blockIdText(commit.blockId)}`,
    );
  }
  return signaturesFault({
    ...check,
    ...selection,
    powerNeeded: (validators.totalPower * 2n) / 3n,
    signer: signerByIndex(validators, selection.checkAll),
  });
}

function trustingFault(check: TrustingCheck, checkAll: boolean): Fault | undefined {
  const { validators, trustLevel } = check;
  if (trustLevel.denominator === 0n) return invalid("trustLevel has zero Denominator");
  const product = validators.totalPower * trustLevel.numerator;
  if (product > MAX_INT64) {
    return invalid(
      "int64 overflow while calculating voting power needed. please provide smaller trustLevel numerator",
    );
  }
  return signaturesFault({
    ...check,
    ...FOR_THE_BLOCK,
    checkAll,
    powerNeeded: product / trustLevel.denominator,
    signer: signerByAddress(validators),
  });
}

/**
 * The set belongs to the commit, so positions correspond. Where every signature is looked at, the address in the commit
 * must say the same; light clients follow the reference, which goes by position alone, or they would part from its
 * chains.
 */
function signerByIndex(validators: ValidatorSet, matchAddresses: boolean): Signer {
  return (index, signature) => {
    const validator = validators.validators[index];
    if (validator === undefined) return invalid(`no validator at index ${index}`);
    if (matchAddresses && !equalBytes(validator.address, signature.validatorAddress)) {
      return invalid(
        `validator address mismatch at index ${index}: got ${toHexUpper(signature.validatorAddress)}, expected ${toHexUpper(validator.address)}`,
      );
    }
    return validator;
  };
}

/** Strangers are passed over; a known validator may appear once. */
function signerByAddress(validators: ValidatorSet): Signer {
  const seen = new Map<number, number>();
  return (index, signature) => {
    const position = validators.indexOf(signature.validatorAddress);
    const validator = validators.validators[position];
    if (validator === undefined) return undefined;
    const first = seen.get(position);
    if (first !== undefined) {
      return invalid(`double vote from ${toHexUpper(validator.address)} (${first} and ${index})`);
    }
    seen.set(position, index);
    return validator;
  };
}

/**
 * Tallies first and verifies afterwards where CometBFT does (all keys ed25519), and one by one elsewhere: the verdict
 * is the same, but of two faults the one reported differs.
 */
function signaturesFault(
  options: Selection & {
    readonly chainId: string;
    readonly validators: ValidatorSet;
    readonly commit: Commit;
    readonly powerNeeded: bigint;
    readonly signer: Signer;
  },
): Fault | undefined {
  const { validators, commit, powerNeeded } = options;
  const batched = isBatchable(validators, commit);
  const signBytes = commitSignBytes(options.chainId, commit);
  const batch: (Ed25519Item & { readonly index: number })[] = [];
  let power = 0n;
  for (const [index, signature] of commit.signatures.entries()) {
    if (options.ignores(signature)) continue;
    const malformed = commitSigFault(signature);
    if (malformed !== undefined)
      return invalid(`invalid signature at index ${index}: ${malformed}`);
    const signer = options.signer(index, signature);
    if (signer === undefined) continue;
    if ("reason" in signer) return signer;

    const message = signBytes(index);
    if (batched) {
      batch.push({
        index,
        pub: signer.pubKey.bytes,
        message,
        signature: signature.signature,
      });
    } else if (!verifySignature(signer.pubKey, message, signature.signature)) {
      return wrongSignature(index, signature.signature);
    }
    if (options.counts(signature)) power += signer.power;
    if (!options.checkAll && power > powerNeeded) break;
  }
  if (power <= powerNeeded) {
    return {
      reason: "notEnoughPower",
      text: `invalid commit -- insufficient voting power: got ${power}, needed more than ${powerNeeded}`,
    };
  }
  const bad = batch[ed25519VerifyBatch(batch).indexOf(false)];
  return bad === undefined ? undefined : wrongSignature(bad.index, bad.signature);
}

function isBatchable(validators: ValidatorSet, commit: Commit): boolean {
  return (
    commit.signatures.length >= BATCH_THRESHOLD &&
    validators.proposer?.pubKey.type === "ed25519" &&
    validators.allKeysHaveSameType()
  );
}

function invalid(text: string): Fault {
  return { reason: "invalid", text };
}

function wrongSignature(index: number, signature: Uint8Array): Fault {
  return {
    reason: "wrongSignature",
    text: `wrong signature (#${index}): ${toHexUpper(signature)}`,
  };
}
