import type { KeyObject } from "node:crypto";
import { ed25519 as pure } from "@noble/curves/ed25519.js";
import { concatBytes, fromHex, toBase64 } from "@testudo/base";
import { sha256 } from "./hashes.ts";
import { InvalidKey } from "./invalid-key.ts";
import { nodeCrypto } from "./native.ts";
import { createProvenSignatures } from "./proven-signatures.ts";

export const ED25519_KEY_LENGTH = 32;
export const ED25519_SIGNATURE_LENGTH = 64;

/** Parsed keys of more validators than any chain has; a full cache starts again. */
const CACHED_KEYS_MAX = 4096;
/** DER head of a PKCS #8 ed25519 private key (RFC 8410); the seed follows. */
const PKCS8_HEAD = fromHex("302e020100300506032b657004220420");

/** The commits of a hundred validators over some dozens of blocks. */
const PROVEN_MAX = 4096;

const proven = createProvenSignatures(PROVEN_MAX);
const publicKeys = new Map<string, KeyObject>();
const privateKeys = new Map<string, KeyObject>();

/** One signature to check. */
export interface Ed25519Item {
  readonly pub: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * The key pair of an RFC 8032 seed.
 *
 * @throws InvalidKey unless the seed has 32 bytes
 */
export function ed25519KeyFromSeed(seed: Uint8Array): { pub: Uint8Array; seed: Uint8Array } {
  requireLength(seed);
  if (nodeCrypto === undefined) return { pub: pure.getPublicKey(seed), seed };
  const key = nodeCrypto.createPublicKey(privateKeyObject(seed, nodeCrypto));
  const der = key.export({ format: "der", type: "spki" });
  return { pub: new Uint8Array(der.subarray(-ED25519_KEY_LENGTH)), seed };
}

/**
 * The RFC 8032 signature of a message.
 *
 * @throws InvalidKey unless the seed has 32 bytes
 */
export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  requireLength(seed);
  if (nodeCrypto === undefined) return pure.sign(message, seed);
  const signature = nodeCrypto.sign(null, message, privateKeyObject(seed, nodeCrypto));
  return new Uint8Array(signature.buffer, signature.byteOffset, signature.length);
}

/**
 * Whether the signature holds by the rules of ZIP-215, CometBFT's.
 *
 * The native check is stricter (no cofactor, canonical points), so what it accepts is valid and what it refuses
 * is asked again.
 */
export function ed25519Verify(
  pub: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (pub.length !== ED25519_KEY_LENGTH || signature.length !== ED25519_SIGNATURE_LENGTH) {
    return false;
  }
  const hash = sha256(message);
  if (proven.has(pub, hash, signature)) return true;
  const valid = verifyNative(pub, message, signature) || verifyZip215(pub, message, signature);
  if (valid) proven.add(pub, hash, signature);
  return valid;
}

/** The verdict on each item, in order. */
export function ed25519VerifyBatch(items: readonly Ed25519Item[]): boolean[] {
  return items.map(({ pub, message, signature }) => ed25519Verify(pub, message, signature));
}

/** The check of Node's OpenSSL: RFC 8032 without cofactor. False where there is no Node. */
export function verifyNative(pub: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (nodeCrypto === undefined) return false;
  return nodeCrypto.verify(null, message, publicKeyObject(pub, nodeCrypto), signature);
}

/** The ZIP-215 check in plain code. */
export function verifyZip215(pub: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return pure.verify(signature, message, pub, { zip215: true });
  } catch {
    return false; // a point or a scalar that cannot be decoded
  }
}

function publicKeyObject(pub: Uint8Array, crypto: NonNullable<typeof nodeCrypto>): KeyObject {
  return cached(publicKeys, toBase64(pub), (text) => {
    const x = text.slice(0, 43).replaceAll("+", "-").replaceAll("/", "_"); // base64url, no padding
    return crypto.createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  });
}

function privateKeyObject(seed: Uint8Array, crypto: NonNullable<typeof nodeCrypto>): KeyObject {
  return cached(privateKeys, toBase64(seed), () => {
    // Only `Buffer` is accepted for DER.
    const der = Buffer.from(concatBytes(PKCS8_HEAD, seed));
    return crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  });
}

function cached(
  keys: Map<string, KeyObject>,
  name: string,
  make: (name: string) => KeyObject,
): KeyObject {
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= CACHED_KEYS_MAX) keys.clear();
  const key = make(name);
  keys.set(name, key);
  return key;
}

function requireLength(seed: Uint8Array): void {
  if (seed.length !== ED25519_KEY_LENGTH) {
    throw new InvalidKey(`an ed25519 seed has ${ED25519_KEY_LENGTH} bytes, not ${seed.length}`);
  }
}
