import { concatBytes, utf8 } from "@testudo/base";
import { ED25519_KEY_LENGTH } from "./ed25519.ts";
import { ripemd160, sha256 } from "./hashes.ts";
import { InvalidKey } from "./invalid-key.ts";
import { SECP256K1_KEY_LENGTH } from "./secp256k1.ts";

const ADDRESS_LENGTH = 20;

/**
 * RIPEMD-160 of SHA-256 of the compressed key, 20 bytes.
 *
 * @throws InvalidKey unless the key has 33 bytes
 */
export function secp256k1Address(pub: Uint8Array): Uint8Array {
  requireLength(pub, SECP256K1_KEY_LENGTH);
  return ripemd160(sha256(pub));
}

/**
 * First 20 bytes of SHA-256 of the key: the address of a consensus key.
 *
 * @throws InvalidKey unless the key has 32 bytes
 */
export function ed25519Address(pub: Uint8Array): Uint8Array {
  requireLength(pub, ED25519_KEY_LENGTH);
  return truncatedHash(pub);
}

/** First 20 bytes of SHA-256. */
export function truncatedHash(bytes: Uint8Array): Uint8Array {
  return sha256(bytes).slice(0, ADDRESS_LENGTH);
}

/** The address of a module's account: the truncated hash of its name. */
export function moduleAddress(name: string): Uint8Array {
  return truncatedHash(utf8(name));
}

/** ADR-028 `Hash`: 32 bytes from a type name and a key. */
export function typedAddress(type: string | Uint8Array, key: Uint8Array): Uint8Array {
  return sha256(concatBytes(sha256(typeof type === "string" ? utf8(type) : type), key));
}

/** ADR-028 `Module`: the account of a module for a list of derivation keys; the plain account for none. */
export function derivedAddress(module: string, ...keys: readonly Uint8Array[]): Uint8Array {
  const [first, ...more] = keys;
  if (first === undefined) return moduleAddress(module);
  const start = typedAddress("module", concatBytes(utf8(module), Uint8Array.of(0), first));
  return more.reduce<Uint8Array>(typedAddress, start);
}

function requireLength(pub: Uint8Array, length: number): void {
  if (pub.length !== length) {
    throw new InvalidKey(`length of pubkey is incorrect: ${pub.length}, not ${length}`);
  }
}
