import { defineErrors } from "@testudo/base";

/** Error codes of the `authz` codespace; numbers are wire format. */
export const errors = defineErrors("authz", {
  noAuthorizationFound: [2, "authorization not found"],
  invalidExpirationTime: [3, "expiration time of authorization should be more than current time"],
  unknownAuthorizationType: [4, "unknown authorization type"],
  noGrantKeyFound: [5, "grant key not found"],
  authorizationExpired: [6, "authorization expired"],
  granteeIsGranter: [7, "grantee and granter should be different"],
  authorizationNumOfSigners: [9, "authorization can be given to msg with only one signer"],
  negativeMaxTokens: [12, "max tokens should be positive"],
});
