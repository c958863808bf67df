import { p256 } from "@noble/curves/nist.js";
import { accAddress, type Bytes } from "@testudo/base";
import {
  multisigKey,
  type PublicKey,
  secp256k1Key,
  secp256k1Sign,
  secp256r1Key,
} from "@testudo/crypto";
import { MultiSignature } from "@testudo/proto/cosmos/crypto/multisig/v1beta1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import type { ModeInfo } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type TestAccount, testAccount } from "@testudo/testkit/test-account";
import type { Random } from "./random.ts";

/** An account that signs otherwise than with one secp256k1 key; `key` and `pubKey` are not its own. */
export interface SpecialAccount extends TestAccount {
  readonly publicKey: Any;
  plan(random: Random, faults: number): SigningPlan;
}

/** How a transaction is going to be signed, decided before the bytes are known that are signed. */
export interface SigningPlan {
  readonly modeInfo: ModeInfo;
  sign(bytesOf: (mode: number) => Bytes): Bytes;
}

/** Accounts with keys of all kinds that may sign. They have to be paid something before they exist. */
export const SPECIAL_ACCOUNTS: readonly SpecialAccount[] = [
  multisigAccount("two-of-three", 2, ["m1", "m2", "m3"]),
  multisigAccount("one-of-nine", 1, ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"]),
  p256Account("p256"),
];

export function isSpecial(account: TestAccount): account is SpecialAccount {
  return "plan" in account;
}

/** How an account signs in a mode. */
export function planOf(account: TestAccount, mode: number): SigningPlan {
  return {
    modeInfo: { single: { mode } },
    sign: (bytesOf) => secp256k1Sign(account.key, bytesOf(mode)),
  };
}

function special(name: string, key: PublicKey, plan: SpecialAccount["plan"]): SpecialAccount {
  return { ...testAccount(name), address: accAddress(key.address()), publicKey: key.any(), plan };
}

function p256Account(name: string): SpecialAccount {
  const { key } = testAccount(name);
  return special(name, secp256r1Key(p256.getPublicKey(key)), (random) => {
    const mode = random.pick([
      SignMode.SIGN_MODE_DIRECT,
      SignMode.SIGN_MODE_DIRECT,
      SignMode.SIGN_MODE_LEGACY_AMINO_JSON,
    ]);
    return {
      modeInfo: { single: { mode } },
      sign: (bytesOf) => p256.sign(bytesOf(mode), key, { lowS: true }),
    };
  });
}

function multisigAccount(
  name: string,
  threshold: number,
  names: readonly string[],
): SpecialAccount {
  const members = names.map(testAccount);
  const key = multisigKey(
    threshold,
    members.map(({ pubKey }) => secp256k1Key(pubKey)),
  );
  return special(name, key, (random, faults) => {
    const count = random.chance(0.1 * faults)
      ? random.below(members.length + 1)
      : random.between(threshold, members.length);
    const left = [...members.keys()];
    while (left.length > count) left.splice(random.below(left.length), 1);
    const chosen = left;
    const modes = chosen.map(() =>
      random.chance(0.8) ? SignMode.SIGN_MODE_LEGACY_AMINO_JSON : SignMode.SIGN_MODE_DIRECT,
    );
    const size = random.chance(0.03 * faults) ? members.length + 1 : members.length;
    const bits = bitArray(size, random.chance(0.03 * faults) ? chosen.slice(1) : chosen);
    return {
      modeInfo: {
        multi: { bitarray: bits, modeInfos: modes.map((mode) => ({ single: { mode } })) },
      },
      sign: (bytesOf) =>
        MultiSignature.encode({
          signatures: chosen.map((i, at) => secp256k1Sign(members[i]!.key, bytesOf(modes[at]!))),
        }),
    };
  });
}

/** Which of so many members sign. */
function bitArray(size: number, set: readonly number[]) {
  const elems = new Uint8Array(Math.ceil(size / 8));
  for (const i of set) elems[i >> 3]! |= 1 << (7 - (i % 8));
  return { extraBitsStored: size % 8, elems };
}
