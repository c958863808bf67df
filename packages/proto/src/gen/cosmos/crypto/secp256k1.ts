// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface PubKey {
  key: Uint8Array;
}
export const PubKey: MessageType<PubKey> = describeMessage("cosmos.crypto.secp256k1.PubKey", [
  [1, "key", "bytes"],
], { amino: "tendermint/PubKeySecp256k1", aminoEncoding: "key_field" });

export interface PrivKey {
  key: Uint8Array;
}
export const PrivKey: MessageType<PrivKey> = describeMessage("cosmos.crypto.secp256k1.PrivKey", [
  [1, "key", "bytes"],
], { amino: "tendermint/PrivKeySecp256k1", aminoEncoding: "key_field" });
