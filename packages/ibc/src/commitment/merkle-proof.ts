import {
  IAVL_SPEC,
  InvalidProof,
  MalformedProof,
  TENDERMINT_SPEC,
  verifyChainedMembership,
  verifyChainedNonMembership,
} from "@testudo/crypto";
import { WireError } from "@testudo/proto";
import type { ProofSpec } from "@testudo/proto/cosmos/ics23/v1";
import { MerkleProof } from "@testudo/proto/ibc/core/commitment/v1";
import { commitmentErrors } from "./errors.ts";

/** Trees of a Cosmos SDK chain, innermost first: IAVL, then the simple map of the multistore. */
export const SDK_PROOF_SPECS: readonly ProofSpec[] = [IAVL_SPEC, TENDERMINT_SPEC];

/** What a proof is held against. */
export interface MerkleContext {
  /** Innermost tree first. */
  readonly specs: readonly ProofSpec[];
  readonly root: Uint8Array;
  /** Outermost key first: the store's name, then the key in it. */
  readonly path: readonly Uint8Array[];
}

/** @throws commitment/2 when the bytes are no proof */
export function decodeMerkleProof(bytes: Uint8Array): MerkleProof {
  try {
    return MerkleProof.decode(bytes);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw commitmentErrors.invalidProof(
      "failed to unmarshal proof into ICS 23 commitment merkle proof",
      error,
    );
  }
}

/** @throws commitment/2 unless the proof shows the value; commitment/4 when it does not fit specs or root */
export function verifyMerkleMembership(
  { proofs }: MerkleProof,
  context: MerkleContext & { readonly value: Uint8Array },
): void {
  recoded(() => verifyChainedMembership({ ...context, proofs }, context.value));
}

/** @throws commitment/2 unless the proof shows absence; commitment/4 when it does not fit specs or root */
export function verifyMerkleNonMembership({ proofs }: MerkleProof, context: MerkleContext): void {
  recoded(() => verifyChainedNonMembership({ ...context, proofs }));
}

/** Gives the verifier's refusals their numbers. What else it throws is a panic of the reference. */
function recoded(verify: () => void): void {
  try {
    verify();
  } catch (error) {
    if (error instanceof MalformedProof) {
      throw commitmentErrors.invalidMerkleProof(error.message, error);
    }
    if (error instanceof InvalidProof) throw commitmentErrors.invalidProof(error.message, error);
    throw error;
  }
}
