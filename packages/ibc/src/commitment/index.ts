export { commitmentErrors } from "./errors.ts";
export {
  decodeMerkleProof,
  SDK_PROOF_SPECS,
  verifyMerkleMembership,
  verifyMerkleNonMembership,
} from "./merkle-proof.ts";
export { applyPrefix } from "./path.ts";
