import {
  accAddress,
  createAddressCodec,
  Dec,
  plainError,
  providerConsAddress,
} from "@testudo/base";
import { ed25519Key } from "@testudo/crypto";
import {
  BondStatus,
  Redelegation,
  UnbondingDelegation,
  Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { SlashJailParameters } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { createCtx, Panic } from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import { createPunishment } from "./punishment.ts";

const addresses = createAddressCodec("cosmos");
const key = ed25519Key(new Uint8Array(32).fill(3));
const validator = Validator.create({
  operatorAddress: addresses.val.toText(accAddress(key.address())),
  consensusPubkey: key.any(),
  status: BondStatus.BOND_STATUS_BONDED,
});

/** A validator of power 10 with 5 units unbonding, and one redelegation whose trial does as told. */
function setUp(slashRedelegation: () => bigint) {
  const slashed: bigint[] = [];
  const staking = {
    powerReduction: 1_000_000n,
    validatorByConsAddr: () => validator,
    lastValidatorPower: () => 10n,
    getUnbondingDelegationsFromValidator: () => [UnbondingDelegation.create()],
    getRedelegationsFromSrcValidator: () => [Redelegation.create()],
    slashUnbondingDelegation: () => 5_000_000n,
    slashRedelegation,
    slashWithInfractionReason: (...[, , , power]: [unknown, unknown, unknown, bigint]) => {
      slashed.push(power);
    },
  };
  const needs = { addresses, staking, slashing: { isTombstoned: () => false } };
  const { slash } = createPunishment(needs as unknown as Parameters<typeof createPunishment>[0]);
  const ctx = createCtx({ state: createMemoryMultiStore(["provider"]).branch(), height: 1n });
  const fine = SlashJailParameters.create({
    slashFraction: new TextEncoder().encode(Dec.one.toAtomicsText()),
  });
  return { slashed, slash: () => slash(ctx, providerConsAddress(key.address()), fine) };
}

describe("slashing for equivocation on a consumer", () => {
  it("counts what is leaving the validator", () => {
    const { slash, slashed } = setUp(() => 2_000_000n);
    slash();
    expect(slashed).toEqual([17n]);
  });

  it("passes over what cannot be measured", () => {
    const { slash, slashed } = setUp(() => {
      throw plainError("validator does not exist");
    });
    slash();
    expect(slashed).toEqual([15n]);
  });

  it("does not pass over a program that contradicts itself", () => {
    const { slash, slashed } = setUp(() => {
      throw new Panic("negative coins");
    });
    expect(slash).toThrow(Panic);
    expect(slashed).toEqual([]);
  });
});
