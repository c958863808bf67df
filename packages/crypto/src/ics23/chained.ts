import { equalBytes, fromUtf8, toHexUpper } from "@testudo/base";
import type { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { checkAbsence } from "./absence.ts";
import { checkExistence } from "./existence.ts";
import { InvalidProof, MalformedProof } from "./invalid-proof.ts";
import type { TreeSpec } from "./specs.ts";
import { calculateRoot } from "./verify.ts";

/** A proof through trees inside trees: the first proof is of the innermost tree, the last one leads to the root. */
export interface ProofChain {
  readonly specs: readonly TreeSpec[];
  readonly root: Uint8Array;
  readonly proofs: readonly CommitmentProof[];
  /** Keys from the outermost tree (the store's name) to the innermost. */
  readonly path: readonly Uint8Array[];
}

/**
 * Checks that the path holds the value (`MerkleProof.VerifyMembership` of ibc-go v10).
 *
 * @throws InvalidProof, MalformedProof
 */
export function verifyChainedMembership(chain: ProofChain, value: Uint8Array): void {
  checkShape(chain);
  if (value.length === 0) throw new InvalidProof("empty value in membership proof");
  verifyUpward(chain, value, 0);
}

/**
 * Checks that the innermost key of the path is absent and that the trees around it are what they should be
 * (`MerkleProof.VerifyNonMembership` of ibc-go v10).
 *
 * @throws InvalidProof, MalformedProof; RangeError where Go panics (see `checkAbsence`)
 */
export function verifyChainedNonMembership(chain: ProofChain): void {
  checkShape(chain);
  const [proof] = chain.proofs;
  const [spec] = chain.specs;
  const key = chain.path.at(-1);
  if (proof === undefined || spec === undefined || key === undefined) return;
  const subroot = rootAt(proof, 0);
  const { nonexist } = proof;
  if (nonexist === undefined) {
    throw new InvalidProof(
      "commitment proof must be non-existence proof for verifying non-membership",
    );
  }
  explained(`failed to verify non-membership proof with key ${fromUtf8(key)}`, () =>
    checkAbsence(nonexist, spec, { root: subroot, key }),
  );
  verifyUpward(chain, subroot, 1);
}

/** Follows existence proofs from an index up, each root being the value one tree further out. */
function verifyUpward({ specs, root, proofs, path }: ProofChain, value: Uint8Array, from: number) {
  let subroot = value;
  for (const [i, proof] of proofs.entries()) {
    const spec = specs[i];
    const key = path[path.length - 1 - i];
    if (i < from || spec === undefined || key === undefined) continue;
    const inner = subroot;
    subroot = rootAt(proof, i);
    const { exist } = proof;
    if (exist === undefined) {
      throw new InvalidProof(`commitment proof must be existence proof at index ${i}`);
    }
    const claim = { root: subroot, key, value: inner };
    explained(`failed to verify membership proof at index ${i}`, () =>
      checkExistence(exist, spec, claim),
    );
  }
  if (!equalBytes(root, subroot)) {
    throw new InvalidProof(
      `proof did not commit to expected root: ${toHexUpper(root)}, got: ${toHexUpper(subroot)}. ` +
        "Please ensure proof was submitted with correct proofHeight and to the correct chain.",
    );
  }
}

function checkShape({ specs, root, proofs, path }: ProofChain): void {
  if (proofs.length === 0) throw new MalformedProof("proof must not be empty");
  if (root.length === 0) throw new MalformedProof("root cannot be empty");
  if (specs.length !== proofs.length) {
    throw new MalformedProof(
      `length of specs: ${specs.length} not equal to length of proof: ${proofs.length}`,
    );
  }
  if (path.length !== specs.length) {
    throw new InvalidProof(`path length ${path.length} not same as proof ${specs.length}`);
  }
}

function rootAt(proof: CommitmentProof, index: number): Uint8Array {
  return explained(
    `could not calculate proof root at index ${index}, merkle tree may be empty`,
    () => calculateRoot(proof),
  );
}

function explained<T>(context: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof InvalidProof) throw new InvalidProof(`${context}: ${error.message}`);
    throw error;
  }
}
