import { concatBytes, fromHex, uvarint } from "@testudo/base";
import { PubKey as Ed25519PubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import { LegacyAminoPubKey } from "@testudo/proto/cosmos/crypto/multisig";
import { PubKey as Secp256k1PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import { PubKey as Secp256r1PubKey } from "@testudo/proto/cosmos/crypto/secp256r1";
import type { Any } from "@testudo/proto/google/protobuf";
import { ed25519Address, secp256k1Address, truncatedHash, typedAddress } from "./addresses.ts";
import { ed25519Verify } from "./ed25519.ts";
import { InvalidKey } from "./invalid-key.ts";
import { secp256k1Verify } from "./secp256k1.ts";
import { secp256r1Verify } from "./secp256r1.ts";

/** A key that checks one signature by itself. */
export interface SingleKey {
  readonly kind: "secp256k1" | "ed25519" | "secp256r1";
  readonly bytes: Uint8Array;
  /** @throws InvalidKey when the length is wrong */
  address(): Uint8Array;
  any(): Any;
  /** Legacy amino binary: prefix, length, key. @throws InvalidKey for a kind that amino does not know */
  amino(): Uint8Array;
  /** Whether the signature is of the message (which is hashed inside, as the scheme asks). */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/** Some of several keys: `LegacyAminoPubKey` of the SDK. `verifyMultisignature` checks its signatures. */
export interface MultisigKey {
  readonly kind: "multisig";
  readonly threshold: number;
  readonly keys: readonly PublicKey[];
  address(): Uint8Array;
  any(): Any;
  amino(): Uint8Array;
}

/** A public key as accounts and validators have it. */
export type PublicKey = SingleKey | MultisigKey;

const AMINO_PREFIXES = {
  secp256k1: fromHex("eb5ae987"),
  ed25519: fromHex("1624de64"),
  multisig: fromHex("22c1f7e2"),
};
/** Multisigs inside multisigs; the SDK bounds the depth of packed messages likewise. */
const NESTING_MAX = 10;

/** The key of a compressed secp256k1 point, 33 bytes. */
export function secp256k1Key(bytes: Uint8Array): SingleKey {
  let address: Uint8Array | undefined;
  return {
    kind: "secp256k1",
    bytes,
    address() {
      address ??= secp256k1Address(bytes);
      return address;
    },
    any: () => ({
      typeUrl: Secp256k1PubKey.typeUrl,
      value: Secp256k1PubKey.encode({ key: bytes }),
    }),
    amino: () => concatBytes(AMINO_PREFIXES.secp256k1, uvarint(bytes.length), bytes),
    verify: (message, signature) => secp256k1Verify(bytes, message, signature),
  };
}

/** The key of an ed25519 point, 32 bytes. */
export function ed25519Key(bytes: Uint8Array): SingleKey {
  return {
    kind: "ed25519",
    bytes,
    address: () => ed25519Address(bytes),
    any: () => ({ typeUrl: Ed25519PubKey.typeUrl, value: Ed25519PubKey.encode({ key: bytes }) }),
    amino: () => concatBytes(AMINO_PREFIXES.ed25519, uvarint(bytes.length), bytes),
    verify: (message, signature) => ed25519Verify(bytes, message, signature),
  };
}

/** The key of a compressed NIST P-256 point, 33 bytes. Its address is ADR-028's, 32 bytes. */
export function secp256r1Key(bytes: Uint8Array): SingleKey {
  return {
    kind: "secp256r1",
    bytes,
    address: () => typedAddress(Secp256r1PubKey.typeName, bytes),
    any: () => ({
      typeUrl: Secp256r1PubKey.typeUrl,
      value: Secp256r1PubKey.encode({ key: bytes }),
    }),
    amino: () => {
      throw new InvalidKey("secp256r1 keys have no amino form");
    },
    verify: (message, signature) => secp256r1Verify(bytes, message, signature),
  };
}

/** The key of `threshold` out of the given keys, in this order. */
export function multisigKey(threshold: number, keys: readonly PublicKey[]): MultisigKey {
  const amino = () => multisigAmino(threshold, keys);
  return {
    kind: "multisig",
    threshold,
    keys,
    address: () => truncatedHash(amino()),
    any: () => ({
      typeUrl: LegacyAminoPubKey.typeUrl,
      value: LegacyAminoPubKey.encode({ threshold, publicKeys: keys.map((key) => key.any()) }),
    }),
    amino,
  };
}

/** The address of a multisig of these keys. */
export function multisigAddress(threshold: number, keys: readonly PublicKey[]): Uint8Array {
  return multisigKey(threshold, keys).address();
}

/**
 * The key packed in an Any.
 *
 * @throws InvalidKey for a type that is no public key; what the decoder throws for broken bytes
 */
export function pubKeyFromAny(any: Any): PublicKey {
  return unpack(any, NESTING_MAX);
}

function unpack({ typeUrl, value }: Any, nesting: number): PublicKey {
  switch (typeUrl) {
    case Secp256k1PubKey.typeUrl:
      return secp256k1Key(Secp256k1PubKey.decode(value).key);
    case Ed25519PubKey.typeUrl:
      return ed25519Key(Ed25519PubKey.decode(value).key);
    case Secp256r1PubKey.typeUrl:
      return secp256r1Key(Secp256r1PubKey.decode(value).key);
    case LegacyAminoPubKey.typeUrl: {
      if (nesting === 0) throw new InvalidKey("multisig keys are nested too deeply");
      const { threshold, publicKeys } = LegacyAminoPubKey.decode(value);
      return multisigKey(
        threshold,
        publicKeys.map((key) => unpack(key, nesting - 1)),
      );
    }
    default:
      throw new InvalidKey(`"${typeUrl}" is not a public key`);
  }
}

/** Amino of a struct: field 1 the threshold, field 2 each key behind its own prefix. */
function multisigAmino(threshold: number, keys: readonly PublicKey[]): Uint8Array {
  const head = threshold === 0 ? [] : [Uint8Array.of(0x08), uvarint(threshold)];
  const members = keys.flatMap((key) => {
    const amino = key.amino();
    return [Uint8Array.of(0x12), uvarint(amino.length), amino];
  });
  return concatBytes(AMINO_PREFIXES.multisig, ...head, ...members);
}
