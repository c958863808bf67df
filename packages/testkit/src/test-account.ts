import { type AccAddress, accAddress, type Bytes, utf8 } from "@testudo/base";
import {
  ed25519Address,
  ed25519KeyFromSeed,
  secp256k1Address,
  secp256k1PubKey,
  sha256,
} from "@testudo/crypto";

/** Who signs transactions in tests. The same name is the same key everywhere. */
export interface TestAccount {
  readonly name: string;
  /** secp256k1, 32 bytes. */
  readonly key: Bytes;
  readonly pubKey: Bytes;
  readonly address: AccAddress;
}

/** An ed25519 key of consensus. */
export interface TestConsKey {
  readonly seed: Bytes;
  readonly pubKey: Bytes;
  readonly address: Bytes;
}

/** A validator of the hub: an account, and the key that it validates with unless it assigns another. */
export interface TestValidator extends TestAccount {
  readonly consensus: TestConsKey;
}

/** The account of a name. */
export function testAccount(name: string): TestAccount {
  const key = sha256(utf8(`account of ${name}`));
  const pubKey = secp256k1PubKey(key);
  return { name, key, pubKey, address: accAddress(secp256k1Address(pubKey)) };
}

/** The consensus key of a name. */
export function testConsKey(name: string): TestConsKey {
  const seed = sha256(utf8(`consensus key of ${name}`));
  const pubKey = ed25519KeyFromSeed(seed).pub;
  return { seed, pubKey, address: ed25519Address(pubKey) };
}

/** The validator of a name. */
export function testValidator(name: string): TestValidator {
  return { ...testAccount(name), consensus: testConsKey(name) };
}
