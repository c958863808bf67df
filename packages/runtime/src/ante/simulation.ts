import { fromHex } from "@testudo/base";
import { type PublicKey, pubKeyFromAny } from "@testudo/crypto";
import { packAny } from "@testudo/proto";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";

/** The key that stands in where a simulation has none: a real point, so its encoding has the usual size. */
export const SIMULATED_KEY: PublicKey = pubKeyFromAny(
  packAny(PubKey, {
    key: fromHex("035ad6810a47f073553ff30d2fcc7e0d3b1c0b74b61a1aaa2582344037151e143a"),
  }),
);
