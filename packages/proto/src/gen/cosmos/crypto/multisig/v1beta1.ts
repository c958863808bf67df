// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";

export interface MultiSignature {
  signatures: readonly Uint8Array[];
}
export const MultiSignature: MessageType<MultiSignature> = describeMessage("cosmos.crypto.multisig.v1beta1.MultiSignature", [
  [1, "signatures", "bytes", { repeated: true }],
]);

export interface CompactBitArray {
  extraBitsStored: number;
  elems: Uint8Array;
}
export const CompactBitArray: MessageType<CompactBitArray> = describeMessage("cosmos.crypto.multisig.v1beta1.CompactBitArray", [
  [1, "extra_bits_stored", "uint32"],
  [2, "elems", "bytes"],
]);
