import { defineErrors } from "@testudo/base";

/** Error codes of the `crisis` codespace; numbers are wire format. */
export const errors = defineErrors("crisis", {
  noSender: [2, "sender address is empty"],
  unknownInvariant: [3, "unknown invariant"],
});
