import { defineErrors } from "@testudo/base";

/** Error codes of the `upgrade` codespace; numbers are wire format. */
export const errors = defineErrors("upgrade", {
  noModuleVersionFound: [2, "module version not found"],
  noUpgradePlanFound: [3, "upgrade plan not found"],
  noUpgradedClientFound: [4, "upgraded client not found"],
  noUpgradedConsensusStateFound: [5, "upgraded consensus state not found"],
  invalidSigner: [6, "expected authority account as only signer for proposal message"],
});
