import { secp256k1 as pure } from "@noble/curves/secp256k1.js";
import { sha256 } from "./hashes.ts";
import { InvalidKey } from "./invalid-key.ts";
import { loadAddon } from "./native.ts";
import { createProvenSignatures } from "./proven-signatures.ts";

export const SECP256K1_KEY_LENGTH = 33;
export const SECP256K1_SIGNATURE_LENGTH = 64;

/** The transactions of a full mempool. */
const PROVEN_MAX = 8192;

const proven = createProvenSignatures(PROVEN_MAX);

/** What is used of the `secp256k1` package, bindings to Bitcoin Core's library. */
interface Addon {
  publicKeyCreate(privateKey: Uint8Array, compressed: boolean): Uint8Array;
  ecdsaSign(hash: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array };
  ecdsaVerify(signature: Uint8Array, hash: Uint8Array, publicKey: Uint8Array): boolean;
}

const addon = loadAddon("secp256k1/bindings.js") as Addon | undefined;

/**
 * The compressed public key, 33 bytes.
 *
 * @throws InvalidKey unless the private key is a scalar between 1 and the group order
 */
export function secp256k1PubKey(privateKey: Uint8Array): Uint8Array {
  return withKey(privateKey, () =>
    addon === undefined
      ? pure.getPublicKey(privateKey, true)
      : addon.publicKeyCreate(privateKey, true),
  );
}

/**
 * Signs the SHA-256 of a message: `r ‖ s` with low `s` and the nonce of RFC 6979.
 *
 * @throws InvalidKey unless the private key is a scalar between 1 and the group order
 */
export function secp256k1Sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  const hash = sha256(message);
  return withKey(privateKey, () =>
    addon === undefined
      ? pure.sign(hash, privateKey, { prehash: false, lowS: true })
      : addon.ecdsaSign(hash, privateKey).signature,
  );
}

/** Whether `r ‖ s` signs the SHA-256 of the message; a high `s` is refused, as in the SDK. */
export function secp256k1Verify(
  pub: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (pub.length !== SECP256K1_KEY_LENGTH || signature.length !== SECP256K1_SIGNATURE_LENGTH) {
    return false;
  }
  const hash = sha256(message);
  if (proven.has(pub, hash, signature)) return true;
  const verify = addon === undefined ? verifyPure : verifyAddon;
  const valid = verify(pub, hash, signature);
  if (valid) proven.add(pub, hash, signature);
  return valid;
}

/** The check in plain code, of a hash. */
export function verifyPure(pub: Uint8Array, hash: Uint8Array, signature: Uint8Array): boolean {
  try {
    return pure.verify(signature, hash, pub, { prehash: false, lowS: true });
  } catch {
    return false; // not a point, or a scalar out of range
  }
}

function verifyAddon(pub: Uint8Array, hash: Uint8Array, signature: Uint8Array): boolean {
  try {
    return addon?.ecdsaVerify(signature, hash, pub) ?? false;
  } catch {
    return false; // not a point, or a scalar out of range
  }
}

function withKey<T>(privateKey: Uint8Array, use: () => T): T {
  if (!pure.utils.isValidSecretKey(privateKey)) {
    throw new InvalidKey("not a secp256k1 private key");
  }
  return use();
}
