import { type AccAddress, accAddress } from "@testudo/base";
import { Grant } from "@testudo/proto/cosmos/feegrant/v1beta1";
import { defineState, key, map, proto, set } from "@testudo/store";

const accountKey = key.branded(key.lpBytes, accAddress);

/** Prefix of all allowances, for pages over them. */
export const ALLOWANCES_PREFIX = Uint8Array.of(0x00);

/** Everything under the `feegrant` store. */
export const state = defineState("feegrant", {
  /** Grantee, granter. */
  allowances: map(ALLOWANCES_PREFIX, key.tuple(accountKey, accountKey), proto(Grant)),
  /** Expiration, grantee, granter. */
  queue: set(0x01, key.tuple(key.time29, accountKey, accountKey)),
});

const pairKey = key.tuple(accountKey, accountKey);

/** The granter from a key of an allowance without its prefix. */
export function granterOfAllowanceKey(bytes: Uint8Array): AccAddress {
  const [, granter] = pairKey.decode(bytes, 0).value;
  return granter;
}
