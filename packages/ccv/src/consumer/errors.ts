import { defineErrors } from "@testudo/base";

/** Codespace `ccvconsumer`. */
export const errors = defineErrors("ccvconsumer", {
  noEstablishedChannel: [1, "no established CCV channel"],
  rewardDenomAlreadyRegistered: [2, "consumer reward denom already registered"],
});
