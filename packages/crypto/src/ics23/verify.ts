import { equalBytes } from "@testudo/base";
import type { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { absenceRoot, checkAbsence, compareKeys } from "./absence.ts";
import { singleProofs } from "./batch.ts";
import { checkExistence, existenceRoot } from "./existence.ts";
import { InvalidProof } from "./invalid-proof.ts";
import type { TreeSpec } from "./specs.ts";

/**
 * Whether the proof shows that the tree with this root holds the key with this value (ICS-23, v0.11 of the Go
 * library). Batches and compressed batches count if one entry does.
 */
export function verifyMembership(
  spec: TreeSpec,
  root: Uint8Array,
  proof: CommitmentProof,
  key: Uint8Array,
  value: Uint8Array,
): boolean {
  return holds(() => {
    const exist = singleProofs(proof).find(
      (single) => single.exist !== undefined && equalBytes(single.exist.key, key),
    )?.exist;
    if (exist === undefined) throw new InvalidProof("no existence proof of this key");
    checkExistence(exist, spec, { root, key, value });
  });
}

/**
 * Whether the proof shows that the tree with this root does not hold the key.
 *
 * @throws RangeError where Go's verifier panics (see `checkAbsence`)
 */
export function verifyNonMembership(
  spec: TreeSpec,
  root: Uint8Array,
  proof: CommitmentProof,
  key: Uint8Array,
): boolean {
  return holds(() => {
    const nonexist = singleProofs(proof)
      .map((single) => single.nonexist)
      .find(
        (candidate) =>
          candidate !== undefined &&
          (candidate.left === undefined || compareKeys(spec, candidate.left.key, key) < 0) &&
          (candidate.right === undefined || compareKeys(spec, candidate.right.key, key) > 0),
      );
    if (nonexist === undefined) throw new InvalidProof("no absence proof around this key");
    checkAbsence(nonexist, spec, { root, key });
  });
}

/** The root that the (first) proof leads to, right or wrong. @throws InvalidProof when there is none */
export function calculateRoot(proof: CommitmentProof): Uint8Array {
  const [first] = singleProofs(proof);
  if (first?.exist !== undefined) return existenceRoot(first.exist);
  if (first?.nonexist !== undefined) return absenceRoot(first.nonexist);
  throw new InvalidProof("unrecognized proof type");
}

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof InvalidProof) return false;
    throw error;
  }
}
