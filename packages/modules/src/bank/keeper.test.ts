import { type Coins, MAX_INT256, sdkErrors, toHex } from "@testudo/base";
import { Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { createStakeChain, testAccount } from "@testudo/testkit/stake-chain";
import { bankInvariants } from "./invariants.ts";

const alice = testAccount("alice");
const bob = testAccount("bob");
const stake = (amount: bigint): Coins => [{ denom: "stake", amount }];

function setUp(amount = 100n) {
  const chain = createStakeChain({ accounts: [{ address: alice, coins: stake(amount) }] });
  return { ...chain, ctx: chain.ctx };
}

describe("sendCoins", () => {
  it("moves coins, makes the receiver's account and tells who, whom and how much", () => {
    const { ctx, bank, auth, addresses } = setUp();

    bank.sendCoins(ctx, alice, bob, stake(30n));

    expect(bank.balance(ctx, alice, "stake")).toBe(70n);
    expect(bank.balance(ctx, bob, "stake")).toBe(30n);
    expect(auth.hasAccount(ctx, bob)).toBe(true);
    const [from, to] = [alice, bob].map((address) => addresses.acc.toText(address));
    expect(
      ctx.events().map(({ type, attributes }) => [type, ...attributes.map(({ value }) => value)]),
    ).toEqual([
      ["coin_spent", from, "30stake"],
      ["coin_received", to, "30stake"],
      ["transfer", to, from, "30stake"],
      ["message", from],
    ]);
  });

  it("leaves no trace of a balance that became zero", () => {
    const { ctx, bank, state } = setUp();

    bank.sendCoins(ctx, alice, bob, stake(100n));

    const keys = Array.from(state.store("bank").iterate(), ([key]) => toHex(key));
    expect(keys.filter((key) => key.includes(toHex(alice)))).toEqual([]);
  });

  it("keeps the sum when someone pays himself", () => {
    const { ctx, bank } = setUp();

    bank.sendCoins(ctx, alice, alice, stake(100n));

    expect(bank.balance(ctx, alice, "stake")).toBe(100n);
  });

  it.each([
    {
      why: "one coin too many is asked for",
      coins: stake(101n),
      error: sdkErrors.insufficientFunds,
    },
    {
      why: "the amount is the largest there is",
      coins: stake(MAX_INT256),
      error: sdkErrors.insufficientFunds,
    },
    {
      why: "the denom is unknown",
      coins: [{ denom: "atom", amount: 1n }],
      error: sdkErrors.insufficientFunds,
    },
    { why: "the amount is zero", coins: stake(0n), error: sdkErrors.invalidCoins },
    { why: "the amount is negative", coins: stake(-1n), error: sdkErrors.invalidCoins },
    {
      why: "a denom stands twice",
      coins: [...stake(1n), ...stake(1n)],
      error: sdkErrors.invalidCoins,
    },
    {
      why: "denoms are out of order",
      coins: [...stake(1n), { denom: "atom", amount: 1n }],
      error: sdkErrors.invalidCoins,
    },
    {
      why: "a denom is no denom",
      coins: [{ denom: "1", amount: 1n }],
      error: sdkErrors.invalidCoins,
    },
  ])("refuses when $why", ({ coins, error }) => {
    const { ctx, bank } = setUp();

    expect(() => bank.sendCoins(ctx, alice, bob, coins)).toThrow(matching(error));
    expect(bank.balance(ctx, bob, "stake")).toBe(0n);
  });

  it("counts exactly above 2^53", () => {
    const { ctx, bank } = setUp(2n ** 200n + 1n);

    bank.sendCoins(ctx, alice, bob, stake(2n ** 200n));

    expect(bank.balance(ctx, alice, "stake")).toBe(1n);
    expect(bank.balance(ctx, bob, "stake")).toBe(2n ** 200n);
  });

  it("respects a lock, but lets locked coins be delegated", () => {
    const { ctx, bank, auth, addresses } = setUp();
    auth.setAccount(ctx, {
      kind: "permanent",
      address: addresses.acc.toText(alice),
      pubKey: undefined,
      accountNumber: 0n,
      sequence: 0n,
      originalVesting: stake(60n),
      delegatedFree: [],
      delegatedVesting: [],
      endTime: 0n,
    });

    expect(() => bank.sendCoins(ctx, alice, bob, stake(41n))).toThrow(
      matching(sdkErrors.insufficientFunds),
    );
    expect(bank.spendable(ctx, alice)).toEqual(stake(40n));
    bank.delegateCoinsFromAccountToModule(ctx, alice, "bonded_tokens_pool", stake(100n));
    expect(auth.getAccount(ctx, alice)).toMatchObject({
      delegatedVesting: stake(60n),
      delegatedFree: stake(40n),
    });

    bank.undelegateCoinsFromModuleToAccount(ctx, "bonded_tokens_pool", alice, stake(100n));
    expect(auth.getAccount(ctx, alice)).toMatchObject({ delegatedVesting: [], delegatedFree: [] });
  });
});

describe("modules and supply", () => {
  it("grow and shrink the supply by what is minted and burnt", () => {
    const { ctx, bank } = setUp();
    const pool = "bonded_tokens_pool";

    bank.mintCoins(ctx, "mint", stake(50n));
    bank.sendCoinsFromModuleToModule(ctx, "mint", pool, stake(50n));
    bank.burnCoins(ctx, pool, stake(20n));

    expect(bank.supply(ctx, "stake")).toBe(130n);
    expect(bankInvariants(bank).map(({ check }) => check(ctx).broken)).toEqual([false, false]);
  });

  it.each([
    ["mint without permission", "fee_collector", "mintCoins"],
    ["burn without permission", "mint", "burnCoins"],
    ["mint for a module that has no account", "nobody", "mintCoins"],
  ] as const)("panic when they %s", (_, module, act) => {
    const { ctx, bank } = setUp();

    expect(() => bank[act](ctx, module, stake(1n))).toThrow(Panic);
  });

  it("do not pay to blocked accounts", () => {
    const chain = createStakeChain({ blocked: [bob] });
    chain.bank.mintCoins(chain.ctx, "mint", stake(5n));

    expect(() =>
      chain.bank.sendCoinsFromModuleToAccount(chain.ctx, "mint", bob, stake(1n)),
    ).toThrow(matching(sdkErrors.unauthorized));
  });

  it("notice a supply that is not the sum of balances", () => {
    const { ctx, bank } = setUp();
    bank.setSupply(ctx, { denom: "stake", amount: 99n });

    const [, supply] = bankInvariants(bank).map(({ check }) => check(ctx));

    expect(supply?.broken).toBe(true);
    expect(supply?.report).toContain("100stake");
  });
});
