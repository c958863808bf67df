import { type ProviderConsAddress, providerConsAddress, toHex } from "@testudo/base";
import { consAddressOf, consensusKeyOf, isBonded, tokensOf } from "@testudo/modules/staking";
import type { Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import { type Ctx, panic } from "@testudo/runtime";
import type { Needs } from "./needs.ts";

/** A bonded validator with what power shaping asks of it, read once for all consumers of an epoch. */
export interface Candidate {
  readonly address: ProviderConsAddress;
  /** The provider's key of the validator. */
  readonly publicKey: PublicKey;
  readonly bondedTokens: bigint;
  /** Its power in the last bonded set. */
  readonly power: bigint;
}

export function candidateOf(
  ctx: Ctx,
  { addresses, staking }: Pick<Needs, "addresses" | "staking">,
  validator: Validator,
): Candidate {
  const operator = addresses.val.fromText(validator.operatorAddress);
  return {
    address: providerConsAddress(consAddressOf(validator)),
    publicKey: cometKeyOf(validator),
    bondedTokens: bondedTokensOf(validator),
    power: staking.lastValidatorPower(ctx, operator),
  };
}

/** Tokens of a validator while it is bonded, else none. */
export function bondedTokensOf(validator: Validator): bigint {
  return isBonded(validator) ? tokensOf(validator) : 0n;
}

/** Text that tells keys apart. */
export function publicKeyId({ ed25519, secp256k1 }: PublicKey): string {
  return ed25519 === undefined ? `secp256k1:${toHex(secp256k1 ?? NO_KEY)}` : toHex(ed25519);
}

const NO_KEY = new Uint8Array();

function cometKeyOf(validator: Validator): PublicKey {
  const key = consensusKeyOf(validator);
  switch (key.kind) {
    case "ed25519":
      return { ed25519: key.bytes };
    case "secp256k1":
      return { secp256k1: key.bytes };
    default:
      return panic(`cannot convert ${key.kind} to Tendermint public key: invalid type`);
  }
}
