import { consAddress, createAddressCodec, Dec, valAddress } from "@testudo/base";
import { ed25519Key, ed25519KeyFromSeed } from "@testudo/crypto";
import { BondStatus, type Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { createCtx } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores } from "@testudo/testkit/stake-chain";
import { decToBytes } from "../dec-bytes.ts";
import { errors as stakingErrors } from "../staking/errors.ts";
import { newValidator } from "../staking/validator.ts";
import { createSlashingHooks } from "./blockers.ts";
import { errors } from "./errors.ts";
import { createSlashingKeeper } from "./keeper.ts";
import { defaultParams } from "./params.ts";

const addresses = createAddressCodec("cosmos");
const key = ed25519Key(ed25519KeyFromSeed(new Uint8Array(32).fill(1)).pub);
const cons = consAddress(key.address());
const operator = valAddress(new Uint8Array(20).fill(9));
const ABSENT = 1;
const COMMIT = 2;

/** One validator over a window of four blocks of which it must sign two. */
function setUp({ height = 10n, time = 0n, record = {} as Partial<Validator> } = {}) {
  const calls: string[] = [];
  let validator: Validator | undefined = {
    ...newValidator({
      operator: addresses.val.toText(operator),
      pubKey: key.any(),
      description: { moniker: "", identity: "", website: "", securityContact: "", details: "" },
      commission: {
        commissionRates: { rate: "0", maxRate: "0", maxChangeRate: "0" },
        updateTime: { seconds: 0n, nanos: 0 },
      },
      minSelfDelegation: "10",
    }),
    status: BondStatus.BOND_STATUS_BONDED,
    tokens: "100",
    delegatorShares: Dec.fromInt(100n).toAtomicsText(),
    ...record,
  };
  let shares: bigint | undefined = 10n;
  const staking = {
    validatorByConsAddr: () => validator,
    isValidatorJailed: () => validator?.jailed ?? false,
    slashWithInfractionReason: (
      _: unknown,
      __: unknown,
      at: bigint,
      power: bigint,
      fraction: Dec,
    ) => {
      calls.push(`slash ${at} ${power} ${fraction}`);
      return 3n;
    },
    jail() {
      calls.push("jail");
      validator = validator && { ...validator, jailed: true };
    },
    unjail: () => void calls.push("unjail"),
    validator: () => validator,
    delegation: () =>
      shares === undefined
        ? undefined
        : {
            delegatorAddress: "",
            validatorAddress: "",
            shares: Dec.fromInt(shares).toAtomicsText(),
          },
    validatorPubKeys: () => [],
  };
  const ctx = createCtx({ state: plainStores(), height, time });
  const slashing = createSlashingKeeper({ addresses, authority: "gov", staking });
  slashing.setParams(ctx, {
    ...defaultParams(),
    signedBlocksWindow: 4n,
    minSignedPerWindow: decToBytes(Dec.fromText("0.5")),
  });
  const hooks = createSlashingHooks(slashing, staking);
  hooks.afterValidatorBonded(ctx.with({ height: 0n }), cons, operator);
  return {
    ctx,
    slashing,
    calls,
    vote: (flag: number, at = height) =>
      slashing.handleVote(ctx.with({ height: at }), { address: cons, power: 7n, flag }),
    delegate: (amount: bigint | undefined) => {
      shares = amount;
    },
    drop: () => {
      validator = undefined;
    },
  };
}

describe("slashing.handleVote", () => {
  it("forgives exactly as many absences as the window allows, and not one more", () => {
    const { ctx, slashing, calls, vote } = setUp();

    vote(ABSENT);
    vote(ABSENT);
    expect(calls).toEqual([]);
    vote(ABSENT);

    // The stake of two blocks ago signed the last commit.
    expect(calls).toEqual(["slash 8 7 0.010000000000000000", "jail"]);
    expect(slashing.signingInfo(ctx, cons)).toMatchObject({
      missedBlocksCounter: 0n,
      indexOffset: 0n,
      jailedUntil: { seconds: 600n, nanos: 0 },
    });
  });

  it.each([
    { height: 4n, punished: false },
    { height: 5n, punished: true },
  ])(
    "punishes only after a whole window since the start (height $height)",
    ({ height, punished }) => {
      const { calls, vote } = setUp({ height });

      for (let i = 0; i < 3; i++) vote(ABSENT);

      expect(calls.length > 0).toBe(punished);
    },
  );

  it("takes an absence off again when its place in the window is signed", () => {
    const { ctx, slashing, vote } = setUp();

    for (const flag of [ABSENT, COMMIT, COMMIT, COMMIT, COMMIT]) vote(flag);

    expect(slashing.signingInfo(ctx, cons)).toMatchObject({
      missedBlocksCounter: 0n,
      indexOffset: 5n,
    });
  });

  it("does not count for a jailed validator", () => {
    const { ctx, slashing, vote } = setUp({ record: { jailed: true } });

    vote(ABSENT);

    expect(slashing.signingInfo(ctx, cons)?.indexOffset).toBe(0n);
  });
});

describe("slashing.unjail", () => {
  const jailed = { jailed: true };

  it.each([
    { why: "nobody is known", time: 0n, error: stakingErrors.noValidatorFound, change: "drop" },
    {
      why: "there is no own delegation",
      time: 0n,
      error: stakingErrors.noDelegation,
      shares: undefined,
    },
    {
      why: "its own stake is too small",
      time: 0n,
      error: errors.selfDelegationTooLowToUnjail,
      shares: 9n,
    },
    { why: "it is a nanosecond early", time: 99n, error: errors.validatorJailed, shares: 10n },
  ])("refuses when $why", ({ time, error, change, shares }) => {
    const { ctx, slashing, calls, drop, delegate } = setUp({ time, record: jailed });
    slashing.jailUntil(ctx, cons, 100n);
    if (change === "drop") drop();
    delegate(shares);

    expect(() => slashing.unjail(ctx, operator)).toThrow(matching(error));
    expect(calls).toEqual([]);
  });

  it("lets it back at the very end of its term", () => {
    const { ctx, slashing, calls } = setUp({ time: 100n, record: jailed });
    slashing.jailUntil(ctx, cons, 100n);

    slashing.unjail(ctx, operator);

    expect(calls).toEqual(["unjail"]);
  });

  it("never lets a tombstoned validator back", () => {
    const { ctx, slashing } = setUp({ time: 100n, record: jailed });
    slashing.tombstone(ctx, cons);

    expect(() => slashing.unjail(ctx, operator)).toThrow(matching(errors.validatorJailed));
    expect(() => slashing.tombstone(ctx, cons)).toThrow(matching(errors.validatorTombstoned));
  });

  it("refuses a validator that is not jailed", () => {
    const { ctx, slashing } = setUp();

    expect(() => slashing.unjail(ctx, operator)).toThrow(matching(errors.validatorNotJailed));
  });
});
