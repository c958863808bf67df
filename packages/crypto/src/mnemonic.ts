import { entropyToMnemonic, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { concatBytes, fromHex, toHex, uint32BE, utf8 } from "@testudo/base";
import { hmacSha512, pbkdf2Sha512 } from "./hashes.ts";
import { InvalidKey } from "./invalid-key.ts";
import { secp256k1PubKey } from "./secp256k1.ts";

/** The path of the first account of Cosmos chains (BIP-44, coin type 118). */
export const COSMOS_HD_PATH = "m/44'/118'/0'/0/0";

const SEED_ROUNDS = 2048;
const HARDENED = 0x80000000;
const GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A node of the BIP-32 tree. */
interface ExtendedKey {
  readonly privateKey: Uint8Array;
  readonly chainCode: Uint8Array;
}

/** English BIP-39 words of 16, 20, 24, 28 or 32 bytes of entropy. */
export function mnemonicFromEntropy(entropy: Uint8Array): string {
  return entropyToMnemonic(entropy, wordlist);
}

/** Whether these are English BIP-39 words with the right checksum. */
export function isMnemonic(mnemonic: string): boolean {
  return validateMnemonic(mnemonic, wordlist);
}

/**
 * The secp256k1 private key of a mnemonic at a path (BIP-39, BIP-32); of an empty path the master key.
 *
 * As in the Go programs, the passphrase is taken as it is: BIP-39 asks for NFKD, so `ä` gives other keys in a wallet
 * that follows it.
 *
 * @throws InvalidKey on unknown words, a wrong checksum or a malformed path
 */
export function privKeyFromMnemonic(
  mnemonic: string,
  path: string = COSMOS_HD_PATH,
  passphrase = "",
): Uint8Array {
  if (!isMnemonic(mnemonic)) throw new InvalidKey("not a BIP-39 mnemonic");
  const password = utf8(mnemonic);
  const salt = utf8(`mnemonic${passphrase}`);
  const root = split(hmacSha512(utf8("Bitcoin seed"), pbkdf2Sha512(password, salt, SEED_ROUNDS)));
  return indexesOf(path).reduce(childOf, root).privateKey;
}

/** BIP-32, private parent key to private child key. */
function childOf(parent: ExtendedKey, index: number): ExtendedKey {
  const head =
    index >= HARDENED
      ? concatBytes(Uint8Array.of(0), parent.privateKey)
      : secp256k1PubKey(parent.privateKey);
  const { privateKey: tweak, chainCode } = split(
    hmacSha512(parent.chainCode, concatBytes(head, uint32BE(index))),
  );
  const sum = (scalar(tweak) + scalar(parent.privateKey)) % GROUP_ORDER;
  // Both happen once in 2¹²⁷ keys; BIP-32 asks to skip such an index, which no wallet path can express.
  if (scalar(tweak) >= GROUP_ORDER || sum === 0n) throw new InvalidKey(`no key at index ${index}`);
  return { privateKey: fromHex(sum.toString(16).padStart(64, "0")), chainCode };
}

function split(hash: Uint8Array): ExtendedKey {
  return { privateKey: hash.slice(0, 32), chainCode: hash.slice(32) };
}

function scalar(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

/** The steps of a path; `m/` in front and slashes at the end are optional, a slash between is not. */
function indexesOf(path: string): number[] {
  if (path === "") return [];
  const parts = path.replace(/\/+$/, "").split("/");
  if (parts.length < 2) throw new InvalidKey(`"${path}" is not a derivation path`);
  const steps = parts[0]?.trim() === "m" ? parts.slice(1) : parts;
  return steps.map((step) => {
    const [, digits, mark] = /^(\d+)('?)$/.exec(step) ?? [];
    const index = Number(digits);
    if (!(index < HARDENED)) throw new InvalidKey(`"${path}" is not a derivation path`);
    return mark === "'" ? index + HARDENED : index;
  });
}
