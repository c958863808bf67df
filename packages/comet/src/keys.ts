import type { Bytes } from "@testudo/base";
import { ed25519Address, ed25519Verify, secp256k1Address, secp256k1Verify } from "@testudo/crypto";
import { cometError } from "./errors.ts";

/** Key kinds that CometBFT v0.38 accepts for validators. */
export type PubKeyType = "ed25519" | "secp256k1";

/** A validator's public key: 32 bytes for ed25519, 33 for secp256k1. */
export interface PubKey {
  readonly type: PubKeyType;
  readonly bytes: Bytes;
}

const KEY_SIZES: Readonly<Record<PubKeyType, number>> = { ed25519: 32, secp256k1: 33 };

/**
 * Makes a key after checking its length.
 *
 * @throws CometError "invalid" when the length does not fit the type
 */
export function pubKey(type: PubKeyType, bytes: Bytes): PubKey {
  if (bytes.length !== KEY_SIZES[type]) {
    throw cometError(
      "invalid",
      `invalid size for PubKey${type}. Got ${bytes.length}, expected ${KEY_SIZES[type]}`,
    );
  }
  return { type, bytes };
}

/** An ed25519 key; throws like `pubKey`. */
export function ed25519PubKey(bytes: Bytes): PubKey {
  return pubKey("ed25519", bytes);
}

/** The 20-byte address of a key. */
export function pubKeyAddress(key: PubKey): Bytes {
  return key.type === "ed25519" ? ed25519Address(key.bytes) : secp256k1Address(key.bytes);
}

/** Whether `signature` signs `message` under `key` (ZIP-215 for ed25519, low S for secp256k1). */
export function verifySignature(key: PubKey, message: Bytes, signature: Bytes): boolean {
  return key.type === "ed25519"
    ? ed25519Verify(key.bytes, message, signature)
    : secp256k1Verify(key.bytes, message, signature);
}
