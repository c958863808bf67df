import type {
  CommitmentProof,
  CompressedExistenceProof,
  ExistenceProof,
  InnerOp,
  NonExistenceProof,
} from "@testudo/proto/cosmos/ics23/v1";
import { InvalidProof } from "./invalid-proof.ts";

/** One proof out of a commitment proof: of presence or of absence. */
export interface SingleProof {
  readonly exist?: ExistenceProof | undefined;
  readonly nonexist?: NonExistenceProof | undefined;
}

/**
 * The proofs that a commitment proof holds: itself, or the entries of a batch with shared inner steps filled in.
 *
 * @throws InvalidProof when an entry names a step that is not there
 */
export function singleProofs(proof: CommitmentProof): readonly SingleProof[] {
  if (proof.batch !== undefined) return proof.batch.entries;
  const { compressed } = proof;
  if (compressed === undefined) return [proof];
  return compressed.entries.map(({ exist, nonexist }) => ({
    exist: unfold(exist, compressed.lookupInners),
    nonexist: nonexist && {
      key: nonexist.key,
      left: unfold(nonexist.left, compressed.lookupInners),
      right: unfold(nonexist.right, compressed.lookupInners),
    },
  }));
}

function unfold(
  proof: CompressedExistenceProof | undefined,
  steps: readonly InnerOp[],
): ExistenceProof | undefined {
  if (proof === undefined) return undefined;
  const path = proof.path.map((index) => {
    const step = steps[index];
    if (step === undefined) throw new InvalidProof(`no inner op ${index} to look up`);
    return step;
  });
  return { key: proof.key, value: proof.value, leaf: proof.leaf, path };
}
