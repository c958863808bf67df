import { consAddress } from "@testudo/base";
import { Params, ValidatorSigningInfo } from "@testudo/proto/cosmos/slashing/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { defineState, item, key, map, proto, value } from "@testudo/store";

const consKey = key.branded(key.lpBytes, consAddress);

/** Prefix of all signing infos, for pages over them. */
export const SIGNING_INFOS_PREFIX = Uint8Array.of(0x01);

/** Everything under the `slashing` store. Keys of the last three begin with the consensus address. */
export const state = defineState("slashing", {
  params: item(0x00, proto(Params)),
  signingInfos: map(SIGNING_INFOS_PREFIX, consKey, proto(ValidatorSigningInfo)),
  /** One chunk of 1024 missed-block bits; the chunk number is little endian. */
  missedBlocks: map(0x02, key.tuple(consKey, key.uint64LE), value.bytes),
  pubKeys: map(0x03, consKey, proto(Any)),
});
