import { type Bytes, equalBytes, fromBase64 } from "@testudo/base";
import { ed25519KeyFromSeed } from "@testudo/crypto";
import { InputError } from "./errors.ts";

const TYPE = "tendermint/PrivKeyEd25519";
const SEED_BYTES = 32;

/**
 * The ed25519 seed out of a key file of CometBFT, `priv_validator_key.json`: the first half of its private key, whose
 * second half is the public key.
 *
 * @throws InputError; the text stays out of it, as it is a secret
 */
export function readValidatorKey(text: string): Bytes {
  const key = privateKeyOf(text);
  const seed = key.subarray(0, SEED_BYTES);
  if (key.length !== 2 * SEED_BYTES || !isPair(seed, key.subarray(SEED_BYTES))) {
    throw new InputError("--key: the private key in it is no ed25519 key with its public half");
  }
  return seed;
}

function isPair(seed: Bytes, pubKey: Bytes): boolean {
  return equalBytes(ed25519KeyFromSeed(seed).pub, pubKey);
}

function privateKeyOf(text: string): Bytes {
  try {
    const { priv_key: key } = Object(JSON.parse(text));
    if (key?.type !== TYPE || typeof key.value !== "string") throw new Error("another type");
    return fromBase64(key.value);
  } catch {
    throw new InputError(
      `--key: not a priv_validator_key.json of CometBFT with a key of the type ${TYPE}`,
    );
  }
}
