import { Metadata, Params } from "@testudo/proto/cosmos/bank/v1beta1";
import { BoolValue } from "@testudo/proto/google/protobuf";
import { defineState, item, key, map, proto, remembered, set, value } from "@testudo/store";

/** Name of the store. */
export const STORE = "bank";

/** Bytes in front of the keys of collections that are paged over in the raw store. */
export const prefixes = {
  supply: Uint8Array.of(0x00),
  metadata: Uint8Array.of(0x01),
  sendEnabled: Uint8Array.of(0x04),
};

/** Everything under the `bank` store. Zero balances and supplies are absent, never stored. */
export const state = defineState(STORE, {
  supply: map(prefixes.supply, key.text, value.int),
  metadata: map(prefixes.metadata, key.text, proto(Metadata)),
  /** Address, denom. */
  balances: map(0x02, key.tuple(key.lpBytes, key.text), value.int),
  /** Denom, address: who holds a denom. */
  holders: set(0x03, key.tuple(key.textTerminated, key.lpBytes)),
  sendEnabled: map(prefixes.sendEnabled, key.text, proto(BoolValue)),
  params: item(0x05, remembered(proto(Params))),
});
