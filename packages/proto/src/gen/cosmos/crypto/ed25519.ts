// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface PubKey {
  key: Uint8Array;
}
export const PubKey: MessageType<PubKey> = describeMessage("cosmos.crypto.ed25519.PubKey", [
  [1, "key", "bytes"],
], { amino: "tendermint/PubKeyEd25519", aminoEncoding: "key_field" });

export interface PrivKey {
  key: Uint8Array;
}
export const PrivKey: MessageType<PrivKey> = describeMessage("cosmos.crypto.ed25519.PrivKey", [
  [1, "key", "bytes"],
], { amino: "tendermint/PrivKeyEd25519", aminoEncoding: "key_field" });
