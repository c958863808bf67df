import { type Bytes, compareBytes, concatBytes, equalBytes, uvarint } from "@testudo/base";
import { type PubKey, pubKeyAddress } from "./keys.ts";

/** A validator at one height; the priority moves with every round and is in no hash. */
export interface Validator {
  readonly address: Bytes;
  readonly pubKey: PubKey;
  readonly power: bigint;
  readonly proposerPriority: bigint;
}

/** A validator with the address of its key and priority 0. */
export function newValidator(key: PubKey, power: bigint): Validator {
  return { address: pubKeyAddress(key), pubKey: key, power, proposerPriority: 0n };
}

/** What is wrong with a validator by itself. */
export function validatorFault(validator: Validator): string | undefined {
  if (validator.power < 0n) return "validator has negative voting power";
  if (!equalBytes(validator.address, pubKeyAddress(validator.pubKey))) {
    return "validator address is incorrectly derived from pubkey";
  }
  return undefined;
}

/** Order of a set: power descending, then address ascending. */
export function byPower(a: Validator, b: Validator): number {
  if (a.power !== b.power) return a.power > b.power ? -1 : 1;
  return compareBytes(a.address, b.address);
}

/** The one of two that proposes earlier: higher priority, then lower address. */
export function higherPriority(a: Validator, b: Validator): Validator {
  if (a.proposerPriority !== b.proposerPriority) {
    return a.proposerPriority > b.proposerPriority ? a : b;
  }
  return compareBytes(a.address, b.address) <= 0 ? a : b;
}

/**
 * `tendermint.types.SimpleValidator`: the leaf that the set hash covers. A proto key message is never longer than 127
 * bytes, so one length byte is enough.
 */
export function simpleValidatorBytes(validator: Validator): Bytes {
  const key = validator.pubKey;
  const header = Uint8Array.of(
    0x0a,
    key.bytes.length + 2,
    key.type === "ed25519" ? 0x0a : 0x12,
    key.bytes.length,
  );
  if (validator.power === 0n) return concatBytes(header, key.bytes);
  return concatBytes(
    header,
    key.bytes,
    Uint8Array.of(0x10),
    uvarint(BigInt.asUintN(64, validator.power)),
  );
}
