import { p256 } from "@noble/curves/nist.js";

const KEY_LENGTH = 33;
const SIGNATURE_LENGTH = 64;

/** Whether `r ‖ s` signs the SHA-256 of the message on NIST P-256; a high `s` is refused, as in the SDK. */
export function secp256r1Verify(
  pub: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (pub.length !== KEY_LENGTH || signature.length !== SIGNATURE_LENGTH) return false;
  try {
    return p256.verify(signature, message, pub, { prehash: true, lowS: true });
  } catch {
    return false; // not a point, or a scalar out of range
  }
}

/** Whether bytes are a compressed point of NIST P-256, 33 of them. */
export function isSecp256r1Point(bytes: Uint8Array): boolean {
  if (bytes.length !== KEY_LENGTH) return false;
  try {
    p256.Point.fromBytes(bytes).assertValidity();
    return true;
  } catch {
    return false;
  }
}
