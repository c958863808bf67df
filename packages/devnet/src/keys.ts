import { type Bytes, concatBytes, toBase64, utf8 } from "@testudo/base";
import {
  ed25519Address,
  ed25519KeyFromSeed,
  mnemonicFromEntropy,
  privKeyFromMnemonic,
  secp256k1Address,
  secp256k1PubKey,
  sha256,
} from "@testudo/crypto";

/** Separates these keys from every other use of the same seed text. */
const DOMAIN = "testudo devnet key 1";

/** An account of the devnet. */
export interface AccountKey {
  readonly name: string;
  readonly mnemonic: string;
  /** secp256k1, 32 bytes. */
  readonly key: Bytes;
  /** 20 bytes; its text depends on the chain's prefix. */
  readonly address: Bytes;
}

/** A consensus key of one validator on one chain. */
export interface ConsensusKey {
  readonly seed: Bytes;
  /** ed25519, 32 bytes. */
  readonly pubKey: Bytes;
  readonly address: Bytes;
}

/** 32 bytes for a purpose: the same seed and label give the same key on every machine. */
export function deriveKey(seed: string, label: string): Bytes {
  const zero = new Uint8Array(1);
  return sha256(concatBytes(utf8(DOMAIN), zero, utf8(seed), zero, utf8(label)));
}

/** The account of a name: a 24-word mnemonic, first address of the Cosmos path. */
export function deriveAccount(seed: string, name: string): AccountKey {
  const mnemonic = mnemonicFromEntropy(deriveKey(seed, `account/${name}`));
  const key = privKeyFromMnemonic(mnemonic);
  return { name, mnemonic, key, address: secp256k1Address(secp256k1PubKey(key)) };
}

/**
 * The consensus key of a validator on a chain. Chains never share one; `generation` counts up each time the validator
 * gets a new key there.
 */
export function deriveConsensusKey(
  seed: string,
  place: { readonly validator: string; readonly chainId: string; readonly generation?: number },
): ConsensusKey {
  const { validator, chainId, generation = 0 } = place;
  const consensusSeed = deriveKey(seed, `consensus/${chainId}/${validator}/${generation}`);
  const { pub } = ed25519KeyFromSeed(consensusSeed);
  return { seed: consensusSeed, pubKey: pub, address: ed25519Address(pub) };
}

/** A consensus key as `MsgOptIn` and `MsgAssignConsumerKey` take it. */
export function consumerKeyText(pubKey: Bytes): string {
  return JSON.stringify({
    "@type": "/cosmos.crypto.ed25519.PubKey",
    key: toBase64(pubKey),
  });
}
