import { IntProto } from "@testudo/proto/cosmos/base/v1beta1";
import { Denom, Params } from "@testudo/proto/ibc/applications/transfer/v1";
import { defineState, item, key, map, proto, value } from "@testudo/store";

/** The records of ICS-20. */
export const state = defineState("transfer", {
  port: item(0x01, value.text),
  params: item("params", proto(Params)),
  /** By hash of the path. */
  denoms: map(0x03, key.bytes, proto(Denom)),
  /** By bank denom, over all channels; absent when nothing is escrowed. */
  totalEscrow: map("totalEscrowForDenom/", key.text, proto(IntProto)),
});
