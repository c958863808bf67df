// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface MerklePath {
  keyPath: readonly Uint8Array[];
}
export const MerklePath: MessageType<MerklePath> = describeMessage("ibc.core.commitment.v2.MerklePath", [
  [1, "key_path", "bytes", { repeated: true }],
]);
