// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../descriptor.ts";
import { describeMessage } from "../../../message.ts";

export interface PubKey {
  key: Uint8Array;
}
export const PubKey: MessageType<PubKey> = describeMessage("cosmos.crypto.secp256r1.PubKey", [
  [1, "key", "bytes"],
]);
