import {
  addCoins,
  type Coins,
  consAddress,
  Dec,
  sdkErrors,
  subCoins,
  toHex,
  valAddress,
} from "@testudo/base";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { createCtx } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { newBaseAccount } from "../auth/accounts.ts";
import { errors as stakingErrors } from "../staking/errors.ts";
import { newValidator } from "../staking/validator.ts";
import { beginBlock, createDistributionHooks } from "./blockers.ts";
import { errors } from "./errors.ts";
import { distributionInvariants } from "./invariants.ts";
import { createDistributionKeeper } from "./keeper.ts";
import { defaultParams } from "./params.ts";
import { state } from "./state.ts";

const operator = valAddress(testAccount("validator"));
const [alice, bob] = [testAccount("alice"), testAccount("bob")];
const consKey = new Uint8Array(20).fill(1);

/** One validator with 10 % commission; alice has 30 of its shares, bob 70. */
function setUp({ rate = "0.1" } = {}) {
  const purse = new Map<string, Coins>();
  const of = (owner: Uint8Array | string) =>
    toHex(typeof owner === "string" ? testAccount(owner) : owner);
  const move = (from: Uint8Array | string, to: Uint8Array | string, coins: Coins) => {
    purse.set(of(from), subCoins(purse.get(of(from)) ?? [], coins));
    purse.set(of(to), addCoins(purse.get(of(to)) ?? [], coins));
  };
  const zero = { seconds: 0n, nanos: 0 };
  let validator: Validator = {
    ...newValidator({
      operator: testAddresses.val.toText(operator),
      pubKey: { typeUrl: "", value: new Uint8Array() },
      description: { moniker: "", identity: "", website: "", securityContact: "", details: "" },
      commission: {
        commissionRates: {
          rate: Dec.fromText(rate).toAtomicsText(),
          maxRate: "0",
          maxChangeRate: "0",
        },
        updateTime: zero,
      },
      minSelfDelegation: "1",
    }),
    tokens: "100",
    delegatorShares: Dec.fromInt(100n).toAtomicsText(),
  };
  const delegation = (owner: typeof alice, shares: bigint): Delegation => ({
    delegatorAddress: testAddresses.acc.toText(owner),
    validatorAddress: validator.operatorAddress,
    shares: Dec.fromInt(shares).toAtomicsText(),
  });
  const delegations = [delegation(alice, 30n), delegation(bob, 70n)];
  const distribution = createDistributionKeeper({
    addresses: testAddresses,
    authority: "gov",
    feeCollector: "fee_collector",
    auth: {
      moduleAddress: testAccount,
      getModuleAccount: (_, name) => ({
        ...newBaseAccount(testAddresses.acc.toText(testAccount(name))),
        kind: "module",
        name,
        permissions: [],
      }),
      setAccount: () => undefined,
    },
    bank: {
      allBalances: (_, address) => purse.get(of(address)) ?? [],
      isBlocked: (address) => of(address) === of("fee_collector"),
      sendCoinsFromModuleToModule: (_, from, to, coins) => move(from, to, coins),
      sendCoinsFromModuleToAccount: (_, from, to, coins) => move(from, to, coins),
      sendCoinsFromAccountToModule: (_, from, to, coins) => move(from, to, coins),
    },
    staking: {
      validator: (_, who) => (of(who) === of(operator) ? validator : undefined),
      validatorByConsAddr: () => validator,
      delegation: (_, who) =>
        delegations.find(
          ({ delegatorAddress }) => delegatorAddress === testAddresses.acc.toText(who),
        ),
      delegationsOf: () => delegations,
      validators: () => [validator],
      delegations: () => delegations,
    },
  });
  const hooks = createDistributionHooks(distribution);
  let ctx = createCtx({ state: plainStores(), height: 1n });
  state.feePool.set(ctx, []);
  distribution.setParams(ctx, defaultParams());
  hooks.afterValidatorCreated(ctx, operator);
  for (const owner of [alice, bob]) {
    hooks.beforeDelegationCreated(ctx, owner, operator);
    hooks.afterDelegationModified(ctx, owner, operator);
  }
  return {
    distribution,
    hooks,
    get ctx() {
      return ctx;
    },
    next() {
      ctx = ctx.with({ height: ctx.height + 1n, eventLog: [] });
      return ctx;
    },
    /** Hands out fees at the beginning of the next block. */
    earn(amount: bigint, votes = [{ address: consKey, power: 1n, flag: 1 }]) {
      ctx = ctx.with({ height: ctx.height + 1n, lastCommitVotes: votes, eventLog: [] });
      purse.set(of("fee_collector"), amount === 0n ? [] : [{ denom: "stake", amount }]);
      beginBlock(ctx, distribution);
    },
    /** Hands out fees to everybody bonded. */
    earnByStake(amount: bigint, total: bigint) {
      ctx = ctx.with({ height: ctx.height + 1n, eventLog: [] });
      purse.set(of("fee_collector"), [{ denom: "stake", amount }]);
      distribution.allocateByStake(ctx, total, total === 0n ? [] : [validator]);
    },
    slash(fraction: string) {
      const share = Dec.fromText(fraction);
      hooks.beforeValidatorSlashed(ctx, operator, share);
      const rest = Dec.one.sub(share).mulInt(BigInt(validator.tokens)).truncateInt();
      validator = { ...validator, tokens: rest.toString() };
    },
    held: (owner: Uint8Array | string) => purse.get(of(owner))?.[0]?.amount ?? 0n,
    withdraw: (delegator: typeof alice) =>
      distribution.withdrawDelegationRewards(ctx, { delegator, operator }),
    /** The purse is no part of the state: what an invariant's trial run moves is put back here. */
    broken: () =>
      distributionInvariants(distribution).filter(({ check }) => {
        const before = [...purse];
        const { broken } = check(ctx);
        purse.clear();
        for (const [owner, coins] of before) purse.set(owner, coins);
        return broken;
      }),
  };
}

const stake = (amount: bigint) => [{ denom: "stake", amount }];
const decimal = (text: string) => [{ denom: "stake", amount: Dec.fromText(text) }];

describe("allocating fees", () => {
  it("splits them into tax, commission and shares, for absent voters too", () => {
    const world = setUp();

    world.earn(1000n);

    // 2 % tax; of the rest 10 % commission; of the rest 30 : 70.
    expect(world.distribution.communityPool(world.ctx)).toEqual(decimal("20"));
    expect(world.distribution.accumulatedCommission(world.ctx, operator)).toEqual(decimal("98"));
    expect(world.withdraw(alice)).toEqual(stake(264n));
    expect(world.withdraw(bob)).toEqual(stake(617n));
    expect(world.broken()).toEqual([]);
  });

  it("gives everything to the pool when nobody voted", () => {
    const world = setUp();

    world.earn(1000n, []);

    expect(world.distribution.communityPool(world.ctx)).toEqual(decimal("1000"));
    expect(state.previousProposer.has(world.ctx)).toBe(true);
  });

  it.each([
    { bonded: 100n, pool: "20", commission: decimal("98") },
    // Somebody has the other 300, and is not among those who are paid.
    { bonded: 400n, pool: "755", commission: decimal("24.5") },
    { bonded: 0n, pool: "1000", commission: [] },
  ])("by stake counts tokens of $bonded, not votes", ({ bonded, pool, commission }) => {
    const world = setUp();

    world.earnByStake(1000n, bonded);

    expect(world.distribution.communityPool(world.ctx)).toEqual(decimal(pool));
    expect(world.distribution.accumulatedCommission(world.ctx, operator)).toEqual(commission);
    expect(world.held("distribution")).toBe(1000n);
    expect(state.previousProposer.has(world.ctx)).toBe(false);
  });

  it("leaves the dust of uneven powers to the pool", () => {
    const world = setUp({ rate: "0" });

    world.earn(
      1000n,
      [1n, 1n, 1n].map((power) => ({ address: consKey, power, flag: 2 })),
    );

    expect(world.distribution.communityPool(world.ctx)).toEqual(decimal("20.000000000000000980"));
    expect(world.broken()).toEqual([]);
  });
});

describe("withdrawing", () => {
  it("pays once, and says a zero coin when there is nothing", () => {
    const world = setUp();
    world.earn(1000n);

    world.withdraw(alice);

    expect(world.withdraw(alice)).toEqual(stake(0n));
    expect(world.held(alice)).toBe(264n);
  });

  it("counts what came before a slash at the old stake and the rest at the new", () => {
    const world = setUp({ rate: "0" });
    world.earn(1000n);
    world.slash("0.5");
    world.earn(1000n);

    expect(world.withdraw(alice)).toEqual(stake(588n));
    expect(world.withdraw(bob)).toEqual(stake(1372n));
    expect(world.broken()).toEqual([]);
  });

  it("goes where the delegator says, but not to a blocked account", () => {
    const world = setUp();
    world.earn(1000n);

    world.distribution.setWithdrawAddress(world.ctx, alice, bob);
    world.withdraw(alice);

    expect([world.held(alice), world.held(bob)]).toEqual([0n, 264n]);
    expect(() =>
      world.distribution.setWithdrawAddress(world.ctx, alice, testAccount("fee_collector")),
    ).toThrow(matching(sdkErrors.unauthorized));
  });

  it("pays whole coins of commission and keeps the fraction", () => {
    const world = setUp();
    world.earn(1001n);

    world.distribution.withdrawValidatorCommission(world.ctx, operator);

    expect(world.held(operator)).toBe(98n);
    expect(world.distribution.accumulatedCommission(world.ctx, operator)).toEqual(decimal("0.098"));
    world.distribution.withdrawValidatorCommission(world.ctx, operator);
    expect(world.held(operator)).toBe(98n);
    expect(world.broken()).toEqual([]);
  });

  it("refuses with the codes of whoever is missing", () => {
    const world = setUp();
    const stranger = testAccount("stranger");
    const key = { delegator: stranger, operator };

    expect(() => world.distribution.withdrawDelegationRewards(world.ctx, key)).toThrow(
      matching(stakingErrors.noDelegation),
    );
    expect(() =>
      world.distribution.withdrawDelegationRewards(world.ctx, {
        ...key,
        operator: valAddress(stranger),
      }),
    ).toThrow(matching(stakingErrors.noValidatorFound));
    expect(() =>
      world.distribution.withdrawValidatorCommission(world.ctx, valAddress(stranger)),
    ).toThrow(matching(errors.noValidatorCommission));
  });
});

describe("the community pool", () => {
  it("takes from anybody and pays no more than it has", () => {
    const world = setUp();
    world.earn(1000n, []);

    world.distribution.distributeFromFeePool(world.ctx, stake(1000n), alice);
    world.distribution.fundCommunityPool(world.ctx, stake(1n), alice);

    expect(world.held(alice)).toBe(999n);
    expect(() => world.distribution.distributeFromFeePool(world.ctx, stake(2n), alice)).toThrow(
      matching(errors.badDistribution),
    );
  });
});

describe("a validator that is gone", () => {
  it("leaves its fractions to the pool and no record behind", () => {
    const world = setUp();
    world.earn(1001n);
    for (const owner of [alice, bob]) {
      world.hooks.beforeDelegationSharesModified(world.ctx, owner, operator);
    }

    world.hooks.afterValidatorRemoved(world.ctx, consAddress(consKey), operator);

    expect(world.held(operator)).toBe(98n);
    expect([...state.historical.keys(world.ctx)]).toEqual([]);
    expect([...state.outstanding.keys(world.ctx)]).toEqual([]);
    expect(world.held("distribution")).toBe(
      world.distribution.communityPool(world.ctx)[0]?.amount.truncateInt(),
    );
  });
});
