import { type ConsAddress, consAddress } from "@testudo/base";
import { ed25519Address, secp256k1Address } from "@testudo/crypto";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";

/** A consensus key that names no kind of key, or has the wrong length. */
export class InvalidConsensusKey extends Error {
  override readonly name = "InvalidConsensusKey";
}

/** The address of a consensus key. @throws InvalidConsensusKey */
export function consAddressOf({ ed25519, secp256k1 }: PublicKey): ConsAddress {
  if (ed25519 !== undefined) return consAddress(addressOf(ed25519Address, ed25519, 32));
  if (secp256k1 !== undefined) return consAddress(addressOf(secp256k1Address, secp256k1, 33));
  throw new InvalidConsensusKey("consensus key is of no known kind");
}

function addressOf(derive: (key: Uint8Array) => Uint8Array, key: Uint8Array, length: number) {
  if (key.length !== length) throw new InvalidConsensusKey(`pubkey is incorrect size`);
  return derive(key);
}
