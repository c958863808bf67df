import { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import { defineState, item, proto } from "@testudo/store";

/** The `crisis` store: what it costs to have an invariant checked. */
export const state = defineState("crisis", { constantFee: item(0x01, proto(Coin)) });
