import { Minter, Params } from "@testudo/proto/cosmos/mint/v1beta1";
import { defineState, item, proto } from "@testudo/store";

/** Everything under the `mint` store. */
export const state = defineState("mint", {
  minter: item(0x00, proto(Minter)),
  params: item(0x01, proto(Params)),
});
