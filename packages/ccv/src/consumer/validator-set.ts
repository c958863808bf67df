import { type ConsAddress, consAddress, valAddress } from "@testudo/base";
import { ed25519Key, pubKeyFromAny, secp256k1Key } from "@testudo/crypto";
import type { Any } from "@testudo/proto/google/protobuf";
import type { CrossChainValidator } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import { type Ctx, panic } from "@testudo/runtime";
import { consAddressOf, InvalidConsensusKey } from "../wire/public-keys.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Slashing's hook leaves the operator out, since a consumer has none. */
const NO_OPERATOR = valAddress(new Uint8Array());

/**
 * Applies changes to the cross-chain validators and returns what the engine has to hear of them: a removal of somebody
 * unknown is left out. Halts on a key that is none, since the provider cannot be refused any more.
 */
export function applyChanges(
  ctx: Ctx,
  hooks: Needs["hooks"],
  changes: readonly ValidatorUpdate[],
): readonly ValidatorUpdate[] {
  return changes.filter((change) => applyChange(ctx, hooks, change));
}

function applyChange(ctx: Ctx, hooks: Needs["hooks"], { pubKey, power }: ValidatorUpdate): boolean {
  const address = consAddressOf(pubKey);
  const known = state.validators.get(ctx, address);
  if (known !== undefined) {
    if (power < 1n) state.validators.delete(ctx, address);
    else state.validators.set(ctx, address, { ...known, power });
    return true;
  }
  if (power <= 0n) return false;

  const pubkey = sdkKey(pubKey);
  state.validators.set(ctx, address, { address, power, pubkey, optedOut: false });
  hooks.afterValidatorBonded(ctx, address, NO_OPERATOR);
  // Who comes back is not held to what was reported of the last stay.
  state.outstandingDowntimes.delete(ctx, address);
  return true;
}

/** All validators, by ascending address. */
export function crossChainValidators(ctx: Ctx): CrossChainValidator[] {
  return [...state.validators.values(ctx)];
}

/** All validators as the engine is told of them. */
export function currentUpdates(ctx: Ctx): ValidatorUpdate[] {
  return crossChainValidators(ctx).map(({ pubkey, power }) => ({
    pubKey: engineKey(pubkey),
    power,
  }));
}

/** The address of a validator's consensus key. */
export function addressOf(validator: CrossChainValidator): ConsAddress {
  return consAddress(validator.address);
}

/** A consensus key as the SDK stores it. */
function sdkKey({ ed25519, secp256k1 }: PublicKey): Any {
  if (ed25519 !== undefined) return ed25519Key(ed25519).any();
  if (secp256k1 !== undefined) return secp256k1Key(secp256k1).any();
  throw new InvalidConsensusKey("consensus key is of no known kind");
}

/** A consensus key as the engine takes it. */
export function engineKey(key: Any | undefined): PublicKey {
  if (key === undefined) return panic("expecting cryptotypes.PubKey, got <nil>: invalid type");
  const decoded = pubKeyFromAny(key);
  switch (decoded.kind) {
    case "ed25519":
      return { ed25519: decoded.bytes };
    case "secp256k1":
      return { secp256k1: decoded.bytes };
    default:
      return panic(`cannot convert ${decoded.kind} to Tendermint public key: invalid type`);
  }
}
