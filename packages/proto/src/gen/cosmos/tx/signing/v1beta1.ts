// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeEnum, describeMessage } from "../../../../message.ts";
import { CompactBitArray } from "../../../cosmos/crypto/multisig/v1beta1.ts";
import { Any } from "../../../google/protobuf.ts";

export const SignMode = {
  SIGN_MODE_UNSPECIFIED: 0,
  SIGN_MODE_DIRECT: 1,
  SIGN_MODE_TEXTUAL: 2,
  SIGN_MODE_DIRECT_AUX: 3,
  SIGN_MODE_LEGACY_AMINO_JSON: 127,
  SIGN_MODE_EIP_191: 191,
} as const;
export type SignMode = number;
export const SignModeEnum = describeEnum("cosmos.tx.signing.v1beta1.SignMode", SignMode);

export interface SignatureDescriptors {
  signatures: readonly SignatureDescriptor[];
}
export const SignatureDescriptors: MessageType<SignatureDescriptors> = describeMessage("cosmos.tx.signing.v1beta1.SignatureDescriptors", [
  [1, "signatures", () => SignatureDescriptor, { repeated: true }],
]);

export interface SignatureDescriptor {
  publicKey?: Any | undefined;
  data?: SignatureDescriptor_Data | undefined;
  sequence: bigint;
}
export const SignatureDescriptor: MessageType<SignatureDescriptor> = describeMessage("cosmos.tx.signing.v1beta1.SignatureDescriptor", [
  [1, "public_key", () => Any],
  [2, "data", () => SignatureDescriptor_Data],
  [3, "sequence", "uint64"],
]);

export interface SignatureDescriptor_Data {
  single?: SignatureDescriptor_Data_Single | undefined;
  multi?: SignatureDescriptor_Data_Multi | undefined;
}
export const SignatureDescriptor_Data: MessageType<SignatureDescriptor_Data> = describeMessage("cosmos.tx.signing.v1beta1.SignatureDescriptor.Data", [
  [1, "single", () => SignatureDescriptor_Data_Single, { oneof: "sum" }],
  [2, "multi", () => SignatureDescriptor_Data_Multi, { oneof: "sum" }],
]);

export interface SignatureDescriptor_Data_Single {
  mode: SignMode;
  signature: Uint8Array;
}
export const SignatureDescriptor_Data_Single: MessageType<SignatureDescriptor_Data_Single> = describeMessage("cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Single", [
  [1, "mode", () => SignModeEnum],
  [2, "signature", "bytes"],
]);

export interface SignatureDescriptor_Data_Multi {
  bitarray?: CompactBitArray | undefined;
  signatures: readonly SignatureDescriptor_Data[];
}
export const SignatureDescriptor_Data_Multi: MessageType<SignatureDescriptor_Data_Multi> = describeMessage("cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Multi", [
  [1, "bitarray", () => CompactBitArray],
  [2, "signatures", () => SignatureDescriptor_Data, { repeated: true }],
]);
