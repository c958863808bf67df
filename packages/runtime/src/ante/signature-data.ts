import { plainError } from "@testudo/base";
import { MultiSignature } from "@testudo/proto/cosmos/crypto/multisig/v1beta1";
import type { ModeInfo } from "@testudo/proto/cosmos/tx/v1beta1";
import { panic } from "../panic.ts";
import type { DecodedTx } from "../tx/decoded-tx.ts";
import { hasUnknownFields } from "../tx/wire-check.ts";

/** A signature with how it was made; nested for a multisig. */
export type SignatureData =
  | { readonly kind: "single"; readonly mode: number; readonly signature: Uint8Array }
  | {
      readonly kind: "multi";
      readonly present: BitArray | undefined;
      readonly parts: readonly (SignatureData | undefined)[];
    };

/** Which members of a multisig signed. */
export interface BitArray {
  readonly extraBitsStored: number;
  readonly elems: Uint8Array;
}

/** One signer's part of the transaction. Without mode info (in simulations) there is no data and sequence 0. */
export interface TxSignature {
  readonly data: SignatureData | undefined;
  readonly sequence: bigint;
}

/**
 * The signatures of a transaction, one per signer info. Where the reference indexes past the end or meets an empty mode
 * it panics, and so does this.
 *
 * @throws undefined/1 on a multisig signature that is none
 */
export function signaturesOf(tx: DecodedTx): readonly TxSignature[] {
  return tx.authInfo.signerInfos.map(({ modeInfo, sequence }, index) =>
    modeInfo === undefined
      ? { data: undefined, sequence: 0n }
      : { data: signatureData(modeInfo, at(tx.signatures, index)), sequence },
  );
}

function signatureData(mode: ModeInfo, signature: Uint8Array): SignatureData {
  if (mode.single !== undefined) return { kind: "single", mode: mode.single.mode, signature };
  if (mode.multi === undefined) return panic("unexpected ModeInfo data type <nil>");
  const { bitarray, modeInfos } = mode.multi;
  const signatures = decodeMultiSignature(signature);
  const parts = modeInfos.map((info, index) => signatureData(info, at(signatures, index)));
  const missing = new Array<undefined>(signatures.length - parts.length).fill(undefined);
  return { kind: "multi", present: bitarray, parts: [...parts, ...missing] };
}

/** Unknown fields would make the signature, and so the transaction, malleable. */
function decodeMultiSignature(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    const { signatures } = MultiSignature.decode(bytes);
    if (!hasUnknownFields(MultiSignature, bytes)) return signatures;
  } catch (error) {
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
  throw plainError("rejecting unrecognized fields found in MultiSignature");
}

/** Every signature in it, inner ones first: what is put into events. */
export function signatureBytes(data: SignatureData | undefined): readonly Uint8Array[] {
  if (data === undefined) throw plainError("got empty SignatureData");
  if (data.kind === "single") return [data.signature];
  const inner = data.parts.flatMap((part) => signatureBytes(part));
  return [...inner, MultiSignature.encode({ signatures: [...inner] })];
}

/** Whether a simulation has to make up (part of) the signature. */
export function isIncomplete(data: SignatureData | undefined): boolean {
  if (data === undefined) return true;
  if (data.kind === "single") return data.signature.length === 0;
  return data.parts.length === 0 || data.parts.some(isIncomplete);
}

/** Members that the bit array counts. */
export function bitCount(bits: BitArray | undefined): number {
  if (bits === undefined) return 0;
  if (bits.extraBitsStored === 0) return bits.elems.length * 8;
  return (bits.elems.length - 1) * 8 + bits.extraBitsStored;
}

/** Whether member `index` signed; the first member is the highest bit. */
export function bitAt(bits: BitArray | undefined, index: number): boolean {
  if (bits === undefined || index < 0 || index >= bitCount(bits)) return false;
  const byte = bits.elems[index >> 3] ?? panic("runtime error: index out of range");
  return (byte & (1 << (7 - (index % 8)))) !== 0;
}

/** Indexes of the members that signed, ascending. */
export function membersPresent(bits: BitArray | undefined): number[] {
  const members: number[] = [];
  for (let index = 0; index < bitCount(bits); index++) if (bitAt(bits, index)) members.push(index);
  return members;
}

/** Element `index`, or the panic of an index out of range. */
export function at<T>(list: readonly (T | undefined)[], index: number): T {
  const element = list[index];
  if (element !== undefined) return element;
  return panic(`runtime error: index out of range [${index}] with length ${list.length}`);
}
