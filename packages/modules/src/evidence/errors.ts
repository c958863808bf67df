import { defineErrors } from "@testudo/base";

/** Error codes of the `evidence` codespace; numbers are wire format. */
export const errors = defineErrors("evidence", {
  noEvidenceHandlerExists: [2, "unregistered handler for evidence type"],
  invalidEvidence: [3, "invalid evidence"],
  evidenceExists: [5, "evidence already exists"],
});
