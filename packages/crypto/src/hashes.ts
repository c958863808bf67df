import { hmac } from "@noble/hashes/hmac.js";
import { ripemd160 as pureRipemd160 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 as pureSha256, sha512 as pureSha512 } from "@noble/hashes/sha2.js";
import { nodeCrypto } from "./native.ts";

type Hash = (bytes: Uint8Array) => Uint8Array;

/** SHA-256, 32 bytes. */
export const sha256: Hash = nativeHash("sha256") ?? pureSha256;

/** SHA-512, 64 bytes. */
export const sha512: Hash = nativeHash("sha512") ?? pureSha512;

/** RIPEMD-160, 20 bytes; OpenSSL 3 has it only as legacy, so it is always the pure one. */
export const ripemd160: Hash = pureRipemd160;

/** HMAC with SHA-512, 64 bytes. */
export function hmacSha512(key: Uint8Array, message: Uint8Array): Uint8Array {
  if (nodeCrypto === undefined) return hmac(pureSha512, key, message);
  return plain(nodeCrypto.createHmac("sha512", key).update(message).digest());
}

/** PBKDF2 with HMAC-SHA-512, 64 bytes. */
export function pbkdf2Sha512(password: Uint8Array, salt: Uint8Array, rounds: number): Uint8Array {
  if (nodeCrypto === undefined) return pbkdf2(pureSha512, password, salt, { c: rounds, dkLen: 64 });
  return plain(nodeCrypto.pbkdf2Sync(password, salt, rounds, 64, "sha512"));
}

/** One-shot hashing costs half of a hash object on short input, and most input here is short. */
function nativeHash(algorithm: "sha256" | "sha512"): Hash | undefined {
  if (nodeCrypto === undefined) return undefined;
  const { hash, createHash } = nodeCrypto;
  // Latin-1 text is half as dear as a Buffer, whose memory lies outside of the heap.
  if (typeof hash === "function") return (bytes) => fromLatin1(hash(algorithm, bytes, "binary"));
  return (bytes) => plain(createHash(algorithm).update(bytes).digest());
}

function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The same memory without `Buffer`'s extra behaviour. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
