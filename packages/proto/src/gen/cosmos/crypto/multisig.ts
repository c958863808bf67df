// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";
import { Any } from "../../google/protobuf.ts";

export interface LegacyAminoPubKey {
  threshold: number;
  publicKeys: readonly Any[];
}
export const LegacyAminoPubKey: MessageType<LegacyAminoPubKey> = describeMessage("cosmos.crypto.multisig.LegacyAminoPubKey", [
  [1, "threshold", "uint32"],
  [2, "public_keys", () => Any, { repeated: true, aminoName: "pubkeys" }],
], { amino: "tendermint/PubKeyMultisigThreshold", aminoEncoding: "threshold_string" });
