import { defineErrors } from "@testudo/base";

/** Codespace `commitment` (ICS-23). */
export const commitmentErrors = defineErrors("commitment", {
  invalidProof: [2, "invalid proof"],
  invalidPrefix: [3, "invalid prefix"],
  invalidMerkleProof: [4, "invalid merkle proof"],
});
