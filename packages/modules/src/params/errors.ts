import { defineErrors } from "@testudo/base";

/** Error codes of the `params` codespace; numbers are wire format. */
export const errors = defineErrors("params", {
  unknownSubspace: [2, "unknown subspace"],
  settingParameter: [3, "failed to set parameter"],
  emptyChanges: [4, "submitted parameter changes are empty"],
  emptySubspace: [5, "parameter subspace is empty"],
  emptyKey: [6, "parameter key is empty"],
  emptyValue: [7, "parameter value is empty"],
});
