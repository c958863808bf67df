import { Dec, sdkErrors } from "@testudo/base";
import { ed25519Key, ed25519KeyFromSeed, secp256k1Key, secp256k1PubKey } from "@testudo/crypto";
import { fromTimestamp } from "@testudo/proto";
import {
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgCancelUnbondingDelegation,
  MsgCancelUnbondingDelegationResponse,
  MsgCreateValidator,
  MsgCreateValidatorResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgEditValidator,
  MsgEditValidatorResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import {
  createStakeChain,
  testAccount,
  testAddresses,
  testAuthority,
} from "@testudo/testkit/stake-chain";
import { errors as govErrors } from "../gov/errors.ts";
import { errors } from "./errors.ts";
import { consAddressOf, sharesOf, tokensOf } from "./validator.ts";

const [alice, bob, carol] = ["alice", "bob", "carol"].map(testAccount);
const [aliceVal, bobVal, carolVal] = [alice, bob, carol].map((address) =>
  testAddresses.val.toText(address!),
);
const carolAcc = testAddresses.acc.toText(carol!);
const coin = (amount: string, denom = "stake") => ({ denom, amount });
const key = (seed: number) =>
  ed25519Key(ed25519KeyFromSeed(new Uint8Array(32).fill(seed)).pub).any();

/** Alice and bob are bonded validators; carol has coins and delegates 30 to alice. */
function setUp(params = {}) {
  const coins = [{ denom: "stake", amount: 1_000_000_000n }];
  const chain = createStakeChain({
    accounts: [alice!, bob!, carol!].map((address) => ({ address, coins })),
    params,
  });
  chain.createValidator(alice!, 100_000_000n);
  chain.createValidator(bob!, 50_000_000n);
  chain.nextBlock({ height: 2n });
  chain.send(MsgDelegate, MsgDelegateResponse, {
    delegatorAddress: carolAcc,
    validatorAddress: aliceVal!,
    amount: coin("30000000"),
  });
  return chain;
}

const description = { moniker: "m", identity: "", website: "", securityContact: "", details: "" };
const atomics = (text: string) => Dec.fromText(text).toAtomicsText();

describe("MsgCreateValidator", () => {
  const rates = (rate: string, maxRate: string, maxChangeRate: string) => ({
    commission: {
      rate: atomics(rate),
      maxRate: atomics(maxRate),
      maxChangeRate: atomics(maxChangeRate),
    },
  });
  const message: MsgCreateValidator = {
    description,
    ...rates("0.1", "0.2", "0.05"),
    minSelfDelegation: "1",
    delegatorAddress: "",
    validatorAddress: carolVal!,
    pubkey: key(3),
    value: coin("5000000"),
  };
  const create = (fields: Partial<MsgCreateValidator>) => {
    const chain = setUp();
    return () =>
      chain.send(MsgCreateValidator, MsgCreateValidatorResponse, { ...message, ...fields });
  };

  it("makes an unbonded validator that joins at the end of the block", () => {
    const chain = setUp();

    chain.send(MsgCreateValidator, MsgCreateValidatorResponse, message);
    const updates = chain.nextBlock();

    expect(updates.map(({ power }) => power)).toEqual([130n, 5n]);
  });

  it.each([
    {
      why: "the operator is no address",
      fields: { validatorAddress: "x" },
      error: sdkErrors.invalidAddress,
    },
    { why: "there is no key", fields: { pubkey: undefined }, error: errors.emptyValidatorPubKey },
    { why: "nothing is delegated", fields: { value: coin("0") }, error: sdkErrors.invalidRequest },
    {
      why: "the description is empty",
      fields: { description: { ...description, moniker: "" } },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "the moniker is too long",
      fields: { description: { ...description, moniker: "x".repeat(71) } },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "there is no commission",
      fields: { commission: { rate: "", maxRate: "", maxChangeRate: "" } },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "the highest rate is negative",
      fields: rates("0", "-0.1", "0"),
      error: errors.commissionNegative,
    },
    {
      why: "the highest rate is above one",
      fields: rates("0", "1.1", "0"),
      error: errors.commissionHuge,
    },
    {
      why: "the rate is negative",
      fields: rates("-0.1", "0.1", "0"),
      error: errors.commissionNegative,
    },
    {
      why: "the rate is above the highest",
      fields: rates("0.3", "0.2", "0"),
      error: errors.commissionAboveMaxRate,
    },
    {
      why: "the step is negative",
      fields: rates("0", "0.1", "-0.1"),
      error: errors.commissionChangeRateNegative,
    },
    {
      why: "the step is above the highest rate",
      fields: rates("0", "0.1", "0.2"),
      error: errors.commissionChangeRateAboveMaxRate,
    },
    {
      why: "the own minimum is zero",
      fields: { minSelfDelegation: "0" },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "less than the own minimum is delegated",
      fields: { minSelfDelegation: "5000001" },
      error: errors.selfDelegationBelowMinimum,
    },
    {
      why: "the operator has a validator",
      fields: { validatorAddress: bobVal! },
      error: errors.validatorOwnerExists,
    },
    {
      why: "the denom is another",
      fields: { value: coin("5", "atom") },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "funds are missing",
      fields: { value: coin("970000001") },
      error: sdkErrors.insufficientFunds,
    },
  ])("is refused when $why", ({ fields, error }) => {
    expect(create(fields)).toThrow(matching(error));
  });

  it("is refused below the chain's lowest rate", () => {
    const chain = setUp();
    const params = chain.staking.params(chain.ctx);
    chain.staking.setParams(chain.ctx, { ...params, minCommissionRate: atomics("0.11") });

    expect(() => chain.send(MsgCreateValidator, MsgCreateValidatorResponse, message)).toThrow(
      matching(errors.commissionBelowMinRate),
    );
  });

  it("is refused with a key that another validator has", () => {
    const chain = setUp();
    chain.send(MsgCreateValidator, MsgCreateValidatorResponse, message);
    const dave = testAccount("dave");

    expect(() =>
      chain.send(MsgCreateValidator, MsgCreateValidatorResponse, {
        ...message,
        validatorAddress: testAddresses.val.toText(dave),
      }),
    ).toThrow(matching(errors.validatorPubKeyExists));
  });

  it("is refused with a kind of key that the engine does not take", () => {
    const chain = setUp();
    const ctx = chain.ctx.with({
      consensusParams: {
        block: undefined,
        evidence: undefined,
        validator: { pubKeyTypes: ["ed25519"] },
        version: undefined,
        abci: undefined,
      },
    });
    const route = chain.stakingModule.messages?.find(
      ({ typeUrl }) => typeUrl === MsgCreateValidator.typeUrl,
    );
    const pubkey = secp256k1Key(secp256k1PubKey(new Uint8Array(32).fill(7))).any();

    expect(() => route?.handle(ctx, { ...message, pubkey })).toThrow(
      matching(errors.pubKeyTypeNotSupported),
    );
  });

  it("panics without an own minimum, as the reference does", () => {
    expect(create({ minSelfDelegation: "" })).toThrow(Panic);
  });
});

describe("MsgEditValidator", () => {
  const keep = "[do-not-modify]";
  const edit: MsgEditValidator = {
    description: {
      moniker: "new",
      identity: keep,
      website: keep,
      securityContact: keep,
      details: keep,
    },
    validatorAddress: aliceVal!,
    commissionRate: undefined,
    minSelfDelegation: undefined,
  };
  const day = 86_400_000_000_000n;

  it("changes what it names and nothing else", () => {
    const chain = setUp();

    chain.send(MsgEditValidator, MsgEditValidatorResponse, { ...edit, minSelfDelegation: "2" });

    const validator = chain.staking.requireValidator(
      chain.ctx,
      testAddresses.val.fromText(aliceVal!),
    );
    expect(validator.description).toEqual({ ...description, moniker: "new" });
    expect(validator.minSelfDelegation).toBe("2");
    expect(chain.ctx.events().at(-1)?.attributes[0]?.value).toBe(
      'commission_rates:<rate:"0" max_rate:"500000000000000000" max_change_rate:"10000000000000000" > update_time:<> ',
    );
  });

  it.each([
    {
      why: "the validator is unknown",
      fields: { validatorAddress: carolVal! },
      at: day,
      error: errors.noValidatorFound,
    },
    {
      why: "the rate is above one",
      fields: { commissionRate: atomics("1.01") },
      at: day,
      error: sdkErrors.invalidRequest,
    },
    {
      why: "the last change is not a day old",
      fields: { commissionRate: atomics("0.01") },
      at: day - 1n,
      error: errors.commissionUpdateTime,
    },
    {
      why: "the rate is above the highest",
      fields: { commissionRate: atomics("0.51") },
      at: day,
      error: errors.commissionAboveMaxRate,
    },
    {
      why: "the step is too large",
      fields: { commissionRate: atomics("0.011") },
      at: day,
      error: errors.commissionAboveMaxChangeRate,
    },
    {
      why: "the own minimum does not grow",
      fields: { minSelfDelegation: "1" },
      at: day,
      error: errors.minSelfDelegationDecreased,
    },
    {
      why: "the own minimum is above all tokens",
      fields: { minSelfDelegation: "130000001" },
      at: day,
      error: errors.selfDelegationBelowMinimum,
    },
  ])("is refused when $why", ({ fields, at, error }) => {
    const chain = setUp();
    chain.nextBlock({ time: at });

    expect(() =>
      chain.send(MsgEditValidator, MsgEditValidatorResponse, { ...edit, ...fields }),
    ).toThrow(matching(error));
  });

  it("may raise the rate by one step a day after the last change", () => {
    const chain = setUp();
    chain.nextBlock({ time: day });

    expect(() =>
      chain.send(MsgEditValidator, MsgEditValidatorResponse, {
        ...edit,
        commissionRate: atomics("0.01"),
      }),
    ).not.toThrow();
  });
});

describe("moving stake", () => {
  const delegate = {
    delegatorAddress: carolAcc,
    validatorAddress: aliceVal!,
    amount: coin("1000000"),
  };

  it.each([
    {
      why: "the validator is unknown",
      fields: { validatorAddress: carolVal! },
      error: errors.noValidatorFound,
    },
    {
      why: "the denom is another",
      fields: { amount: coin("1", "atom") },
      error: sdkErrors.invalidRequest,
    },
    { why: "the amount is zero", fields: { amount: coin("0") }, error: sdkErrors.invalidRequest },
    {
      why: "funds are missing",
      fields: { amount: coin("970000001") },
      error: sdkErrors.insufficientFunds,
    },
    {
      why: "the delegator is no address",
      fields: { delegatorAddress: "" },
      error: sdkErrors.invalidAddress,
    },
  ])("MsgDelegate is refused when $why", ({ fields, error }) => {
    const chain = setUp();

    expect(() => chain.send(MsgDelegate, MsgDelegateResponse, { ...delegate, ...fields })).toThrow(
      matching(error),
    );
  });

  it("MsgDelegate is refused by a validator whose tokens were all slashed", () => {
    const chain = setUp();
    const operator = testAddresses.val.fromText(bobVal!);
    const record = chain.staking.requireValidator(chain.ctx, operator);
    chain.staking.parts.validators.removeTokens(chain.ctx, record, tokensOf(record));

    expect(() =>
      chain.send(MsgDelegate, MsgDelegateResponse, { ...delegate, validatorAddress: bobVal! }),
    ).toThrow(matching(errors.exchangeRateInvalid));
  });

  it.each([
    {
      why: "there is no delegation",
      fields: { validatorAddress: bobVal! },
      error: errors.noDelegation,
    },
    {
      why: "it is more than was delegated",
      fields: { amount: coin("30000001") },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "the denom is another",
      fields: { amount: coin("1", "atom") },
      error: sdkErrors.invalidRequest,
    },
  ])("MsgUndelegate is refused when $why", ({ fields, error }) => {
    const chain = setUp();

    expect(() =>
      chain.send(MsgUndelegate, MsgUndelegateResponse, { ...delegate, ...fields }),
    ).toThrow(matching(error));
  });

  it("MsgUndelegate is refused beyond the entry limit, but entries of one block are one", () => {
    const chain = setUp({ maxEntries: 1 });
    chain.send(MsgUndelegate, MsgUndelegateResponse, delegate);

    expect(() => chain.send(MsgUndelegate, MsgUndelegateResponse, delegate)).toThrow(
      matching(errors.maxUnbondingDelegationEntries),
    );

    const roomy = setUp({ maxEntries: 2 });
    for (let times = 0; times < 3; times += 1) {
      roomy.send(MsgUndelegate, MsgUndelegateResponse, delegate);
    }
    const [record] = [...roomy.staking.unbondingDelegations(roomy.ctx)];
    expect(record?.entries.map(({ balance, unbondingId }) => [balance, unbondingId])).toEqual([
      ["3000000", 1n],
    ]);
  });

  it("pays unbonded coins out when their time has come, not before", () => {
    const chain = setUp();
    const { completionTime } = chain.send(MsgUndelegate, MsgUndelegateResponse, delegate);
    const due = fromTimestamp(completionTime);
    const purse = () => chain.bank.balance(chain.ctx, carol!, "stake");
    const before = purse();

    chain.nextBlock({ time: due - 1n });
    chain.nextBlock({ time: due });
    expect(purse()).toBe(before);
    chain.nextBlock();

    expect(purse()).toBe(before + 1_000_000n);
    expect([...chain.staking.unbondingDelegations(chain.ctx)]).toEqual([]);
  });

  it("jails an operator that goes below its own minimum, in the same step", () => {
    const chain = setUp();
    const operator = testAddresses.val.fromText(bobVal!);

    chain.send(MsgUndelegate, MsgUndelegateResponse, {
      delegatorAddress: testAddresses.acc.toText(bob!),
      validatorAddress: bobVal!,
      amount: coin("50000000"),
    });

    const validator = chain.staking.requireValidator(chain.ctx, operator);
    expect(validator.jailed).toBe(true);
    expect(sharesOf(validator).isZero()).toBe(true);
  });

  const move = {
    delegatorAddress: carolAcc,
    validatorSrcAddress: aliceVal!,
    validatorDstAddress: bobVal!,
    amount: coin("1000000"),
  };

  it.each([
    {
      why: "both validators are one",
      fields: { validatorDstAddress: aliceVal! },
      error: errors.selfRedelegation,
    },
    {
      why: "the destination is unknown",
      fields: { validatorDstAddress: carolVal! },
      error: errors.badRedelegationDestination,
    },
    {
      why: "the source is unknown",
      fields: { validatorSrcAddress: carolVal! },
      error: errors.noValidatorFound,
    },
    {
      why: "there is no delegation",
      fields: { validatorSrcAddress: bobVal!, validatorDstAddress: aliceVal! },
      error: errors.noDelegation,
    },
  ])("MsgBeginRedelegate is refused when $why", ({ fields, error }) => {
    const chain = setUp();

    expect(() =>
      chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, { ...move, ...fields }),
    ).toThrow(matching(error));
  });

  it("MsgBeginRedelegate reads the unbonding time also of a source that unbonds itself", () => {
    /** Two more bytes of parameters cost six gas at every read of them. */
    const gas = (isJailed: boolean, historicalEntries: number) => {
      const chain = setUp({ historicalEntries });
      const source = chain.staking.requireValidator(
        chain.ctx,
        testAddresses.val.fromText(aliceVal!),
      );
      if (isJailed) chain.staking.jail(chain.ctx, consAddressOf(source));
      chain.nextBlock();
      const before = chain.ctx.gas.consumed;
      chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, move);
      return chain.ctx.gas.consumed - before;
    };
    const reads = (isJailed: boolean) => (gas(isJailed, 1_000_000) - gas(isJailed, 1)) / 6n;

    expect([reads(false), reads(true)]).toEqual([2n, 3n]);
  });

  it("MsgBeginRedelegate is refused for stake that is still arriving", () => {
    const chain = setUp();
    chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, move);

    expect(() =>
      chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
        ...move,
        validatorSrcAddress: bobVal!,
        validatorDstAddress: aliceVal!,
      }),
    ).toThrow(matching(errors.transitiveRedelegation));
  });

  it("MsgBeginRedelegate is refused for the last stake of a validator that never bonded", () => {
    const chain = setUp();
    const operator = chain.createValidator(carol!, 500_000n);

    expect(() =>
      chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
        ...move,
        validatorSrcAddress: carolVal!,
        amount: coin("500000"),
      }),
    ).toThrow(matching(errors.noValidatorFound));
    expect(chain.staking.validator(chain.ctx, operator)?.tokens).toBe("500000");
  });

  it("MsgBeginRedelegate is refused beyond the entry limit", () => {
    const chain = setUp({ maxEntries: 1 });
    chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, move);

    expect(() => chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, move)).toThrow(
      matching(errors.maxRedelegationEntries),
    );
  });
});

describe("MsgCancelUnbondingDelegation", () => {
  const cancel = {
    delegatorAddress: carolAcc,
    validatorAddress: aliceVal!,
    amount: coin("400000"),
    creationHeight: 2n,
  };

  function unbonding() {
    const chain = setUp();
    chain.send(MsgUndelegate, MsgUndelegateResponse, { ...cancel, amount: coin("1000000") });
    return chain;
  }
  const run = (chain: ReturnType<typeof setUp>, fields: Partial<typeof cancel> = {}) =>
    chain.send(MsgCancelUnbondingDelegation, MsgCancelUnbondingDelegationResponse, {
      ...cancel,
      ...fields,
    });

  it("takes part of an entry back, then all of it", () => {
    const chain = unbonding();

    run(chain);
    const [record] = [...chain.staking.unbondingDelegations(chain.ctx)];
    expect(record?.entries.map(({ balance, initialBalance }) => [balance, initialBalance])).toEqual(
      [["600000", "600000"]],
    );

    run(chain, { amount: coin("600000") });
    expect([...chain.staking.unbondingDelegations(chain.ctx)]).toEqual([]);
  });

  it.each([
    {
      why: "it is more than the entry has",
      fields: { amount: coin("1000001") },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "no entry began at the height",
      fields: { creationHeight: 3n },
      error: sdkErrors.notFound,
    },
    { why: "the height is zero", fields: { creationHeight: 0n }, error: sdkErrors.invalidRequest },
    {
      why: "the denom is another",
      fields: { amount: coin("1", "atom") },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "the validator is unknown",
      fields: { validatorAddress: carolVal! },
      error: errors.noValidatorFound,
    },
  ])("is refused when $why", ({ fields, error }) => {
    expect(() => run(unbonding(), fields)).toThrow(matching(error));
  });

  it("is refused at a jailed validator", () => {
    const chain = unbonding();
    const record = chain.staking.requireValidator(chain.ctx, testAddresses.val.fromText(aliceVal!));
    chain.staking.parts.validators.jailValidator(chain.ctx, record);

    expect(() => run(chain)).toThrow(matching(errors.validatorJailed));
  });
});

describe("MsgUpdateParams", () => {
  const update = (authority: string, fields = {}) => {
    const chain = setUp();
    const params = { ...chain.staking.params(chain.ctx), ...fields };
    return () => chain.send(MsgUpdateParams, MsgUpdateParamsResponse, { authority, params });
  };

  it("obeys gov alone", () => {
    expect(update(carolAcc)).toThrow(matching(govErrors.invalidSigner));
    expect(update(testAuthority)).not.toThrow();
  });

  it.each([
    [{ maxValidators: 0 }, "max validators must be positive: 0"],
    [{ maxEntries: 0 }, "max entries must be positive: 0"],
    [{ unbondingTime: { seconds: 0n, nanos: 0 } }, "unbonding time must be positive: 0"],
    [{ bondDenom: " " }, "bond denom cannot be blank"],
    [{ minCommissionRate: atomics("1.5") }, "cannot be greater than 100%"],
  ])("refuses %j", (fields, text) => {
    expect(update(testAuthority, fields)).toThrow(text);
  });
});
