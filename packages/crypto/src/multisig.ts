import { CompactBitArray, MultiSignature } from "@testudo/proto/cosmos/crypto/multisig/v1beta1";
import type { ModeInfo } from "@testudo/proto/cosmos/tx/v1beta1";
import type { MultisigKey } from "./keys.ts";

/** A signature together with how it was made: of one key, or of some members of a multisig. */
export type SignatureData =
  | { readonly kind: "single"; readonly mode: number; readonly signature: Uint8Array }
  | {
      readonly kind: "multi";
      readonly bitArray: CompactBitArray;
      /** Of the members whose bit is set, in order. */
      readonly signatures: readonly SignatureData[];
    };

/** A multisignature does not satisfy its key; the message is Go's. */
export class InvalidMultisignature extends Error {
  override readonly name = "InvalidMultisignature";
}

/**
 * Pairs a signer's mode info with its raw signature, as `ModeInfoAndSigToSignatureData` of the SDK.
 *
 * @throws InvalidMultisignature when they do not fit; what the decoder throws for broken bytes
 */
export function signatureData(modeInfo: ModeInfo, raw: Uint8Array): SignatureData {
  const { single, multi } = modeInfo;
  if (single !== undefined) return { kind: "single", mode: single.mode, signature: raw };
  if (multi === undefined) throw new InvalidMultisignature("unexpected ModeInfo data type");
  const { signatures } = MultiSignature.decode(raw);
  if (signatures.length !== multi.modeInfos.length) {
    throw new InvalidMultisignature(
      `${multi.modeInfos.length} mode infos do not fit ${signatures.length} signatures`,
    );
  }
  return {
    kind: "multi",
    bitArray: multi.bitarray ?? CompactBitArray.create(),
    signatures: multi.modeInfos.map((info, i) =>
      signatureData(info, signatures[i] ?? new Uint8Array()),
    ),
  };
}

/**
 * Checks the signatures of a multisig against the bytes that each sign mode signs.
 *
 * @throws InvalidMultisignature; RangeError where Go panics: more bits set than signatures given
 */
export function verifyMultisignature(
  { threshold, keys }: MultisigKey,
  { bitArray, signatures }: Extract<SignatureData, { kind: "multi" }>,
  signBytes: (mode: number) => Uint8Array,
): void {
  const size = bitCount(bitArray);
  if (keys.length !== size) {
    throw new InvalidMultisignature(`bit array size is incorrect, expecting: ${keys.length}`);
  }
  if (signatures.length < threshold || signatures.length > size) {
    throw new InvalidMultisignature(`signature size is incorrect ${signatures.length}`);
  }
  const signers = keys.filter((_, i) => bitAt(bitArray, i));
  if (signers.length < threshold) {
    throw new InvalidMultisignature(
      `not enough signatures set, have ${signers.length}, expected ${threshold}`,
    );
  }
  for (const [i, key] of signers.entries()) {
    const data = signatures[i];
    if (data === undefined) throw new RangeError(`index out of range [${i}]`);
    if (data.kind === "multi") {
      if (key.kind !== "multisig") {
        throw new InvalidMultisignature(`unable to parse pubkey of index ${keys.indexOf(key)}`);
      }
      verifyMultisignature(key, data, signBytes);
    } else if (key.kind === "multisig" || !key.verify(signBytes(data.mode), data.signature)) {
      throw new InvalidMultisignature(`unable to verify signature at index ${keys.indexOf(key)}`);
    }
  }
}

/** A bit array with the given bits set. */
export function compactBitArray(size: number, set: readonly number[]): CompactBitArray {
  const elems = new Uint8Array(Math.ceil(size / 8));
  for (const index of set) elems[index >> 3] = (elems[index >> 3] ?? 0) | bitMask(index);
  return { extraBitsStored: size % 8, elems };
}

function bitCount({ extraBitsStored, elems }: CompactBitArray): number {
  return extraBitsStored === 0 ? elems.length * 8 : (elems.length - 1) * 8 + extraBitsStored;
}

function bitAt({ elems }: CompactBitArray, index: number): boolean {
  return ((elems[index >> 3] ?? 0) & bitMask(index)) !== 0;
}

function bitMask(index: number): number {
  return 0x80 >> (index % 8);
}
