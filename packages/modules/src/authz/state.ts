import { type AccAddress, accAddress } from "@testudo/base";
import { Grant, GrantQueueItem } from "@testudo/proto/cosmos/authz/v1beta1";
import { defineState, key, map, proto } from "@testudo/store";

const accountKey = key.branded(key.lpBytes, accAddress);

/** Prefix of all grants, for pages over them. */
export const GRANTS_PREFIX = Uint8Array.of(0x01);

/** Everything under the `authz` store. */
export const state = defineState("authz", {
  /** Granter, grantee, message type URL. */
  grants: map(GRANTS_PREFIX, key.tuple(accountKey, accountKey, key.text), proto(Grant)),
  /** Expiration, granter, grantee. An emptied item stays. */
  queue: map(0x02, key.tuple(key.time29, accountKey, accountKey), proto(GrantQueueItem)),
});

const endsKey = key.tuple(accountKey, accountKey);

/** Both ends from a key of a grant without its prefix. */
export function endsOfGrantKey(bytes: Uint8Array): {
  readonly granter: AccAddress;
  readonly grantee: AccAddress;
} {
  const [granter, grantee] = endsKey.decode(bytes, 0).value;
  return { granter, grantee };
}

/** The grantee from a key of a grant without its prefix and granter. */
export function granteeOfGrantKey(bytes: Uint8Array): AccAddress {
  return accountKey.decode(bytes, 0).value;
}
