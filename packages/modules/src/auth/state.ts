import { Params } from "@testudo/proto/cosmos/auth/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { defineState, item, key, map, proto, remembered, value } from "@testudo/store";
import { type Account, accountFromAny, accountToAny } from "./accounts.ts";

/** Name of the store. */
export const STORE = "acc";

/** The bytes in front of every account's key, for paging over the raw store. */
export const ACCOUNTS_PREFIX = Uint8Array.of(0x01);

const account = remembered({
  encode: (stored: Account): Uint8Array => Any.encode(accountToAny(stored)),
  decode: (bytes: Uint8Array): Account => accountFromAny(Any.decode(bytes)),
});

/** Everything under the `acc` store. */
export const state = defineState(STORE, {
  params: item(0x00, remembered(proto(Params))),
  /** Keyed by the bare address, without a length. */
  accounts: map(ACCOUNTS_PREFIX, key.bytes, account),
  nextNumber: item(0x02, value.uint64BE),
  /** Account number to address. Every account has exactly one entry. */
  numbers: map("accountNumber", key.uint64, value.bytes),
});
