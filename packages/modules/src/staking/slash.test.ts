import { AppError, consAddress, Dec, plainError, sdkErrors } from "@testudo/base";
import {
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { bankInvariants } from "../bank/invariants.ts";
import { errors } from "./errors.ts";
import { stakingInvariants } from "./invariants.ts";
import { consAddressOf, tokensOf } from "./validator.ts";

const [alice, bob, carol] = ["alice", "bob", "carol"].map(testAccount);
const coins = [{ denom: "stake", amount: 10_000_000_000n }];
const tenth = Dec.fromText("0.1");

/** Two bonded validators, alice with 100 power and bob with 50; carol delegates. */
function setUp() {
  const chain = createStakeChain({
    accounts: [alice!, bob!, carol!].map((address) => ({ address, coins })),
  });
  const operators = {
    alice: chain.createValidator(alice!, 100_000_000n),
    bob: chain.createValidator(bob!, 50_000_000n),
  };
  chain.nextBlock({ height: 2n });
  const text = {
    alice: testAddresses.val.toText(operators.alice),
    bob: testAddresses.val.toText(operators.bob),
    carol: testAddresses.acc.toText(carol!),
  };
  const coin = (amount: bigint) => ({ denom: "stake", amount: amount.toString() });
  const tokens = (who: "alice" | "bob") =>
    tokensOf(chain.staking.requireValidator(chain.ctx, operators[who]));
  const cons = (who: "alice" | "bob") =>
    consAddressOf(chain.staking.requireValidator(chain.ctx, operators[who]));
  return {
    ...chain,
    now: () => chain.ctx,
    operators,
    tokens,
    cons,
    delegate: (who: "alice" | "bob", amount: bigint) =>
      chain.send(MsgDelegate, MsgDelegateResponse, {
        delegatorAddress: text.carol,
        validatorAddress: text[who],
        amount: coin(amount),
      }),
    undelegate: (who: "alice" | "bob", amount: bigint) =>
      chain.send(MsgUndelegate, MsgUndelegateResponse, {
        delegatorAddress: text.carol,
        validatorAddress: text[who],
        amount: coin(amount),
      }),
    redelegate: (amount: bigint) =>
      chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
        delegatorAddress: text.carol,
        validatorSrcAddress: text.alice,
        validatorDstAddress: text.bob,
        amount: coin(amount),
      }),
    broken: () =>
      [...bankInvariants(chain.bank), ...stakingInvariants(chain.staking)]
        .map(({ check }) => check(chain.ctx))
        .filter(({ broken }) => broken),
  };
}

describe("slash", () => {
  it("burns a share of the power at the infraction, rounded down", () => {
    const { now, staking, bank, cons, tokens, broken } = setUp();
    const supply = bank.supply(now(), "stake");

    const burned = staking.slash(now(), cons("alice"), 2n, 33n, Dec.fromText("0.0000001"));

    expect(burned).toBe(3n);
    expect(tokens("alice")).toBe(100_000_000n - 3n);
    expect(bank.supply(now(), "stake")).toBe(supply - 3n);
    expect(broken()).toEqual([]);
  });

  it("never takes more than there is", () => {
    const { now, staking, cons, tokens, broken } = setUp();

    expect(staking.slash(now(), cons("bob"), 2n, 1_000n, Dec.one)).toBe(50_000_000n);

    expect(tokens("bob")).toBe(0n);
    expect(broken()).toEqual([]);
  });

  it("passes over a validator that nobody knows", () => {
    const { now, staking } = setUp();

    expect(staking.slash(now(), consAddress(carol!), 1n, 10n, tenth)).toBe(0n);
  });

  it.each([
    { why: "the infraction is yet to come", height: 3n, fraction: tenth },
    { why: "the fraction is negative", height: 1n, fraction: tenth.neg() },
  ])("refuses when $why", ({ height, fraction }) => {
    const { now, staking, cons, tokens } = setUp();

    expect(() => staking.slash(now(), cons("alice"), height, 100n, fraction)).toThrow(AppError);
    expect(tokens("alice")).toBe(100_000_000n);
  });

  it("refuses an unbonded validator", () => {
    const { now, staking, cons, nextBlock } = setUp();
    const accused = cons("bob");
    staking.jail(now(), accused);
    nextBlock({ height: 3n });
    nextBlock({ height: 4n, time: 100_000_000_000n });
    nextBlock({ height: 5n });

    expect(() => staking.slash(now(), accused, 1n, 50n, tenth)).toThrow(AppError);
  });

  it("tells the hooks what share of the validator goes, rounded up", () => {
    const { now, staking, cons, hooks } = setUp();
    const fractions: string[] = [];
    hooks.push({ beforeValidatorSlashed: (_ctx, _op, share) => fractions.push(share.toString()) });

    staking.slash(now(), cons("bob"), 2n, 25n, Dec.fromText("0.0000001"));

    // 2 of 50,000,000 tokens.
    expect(fractions).toEqual(["0.000000040000000000"]);
  });

  it("goes on when such a hook refuses", () => {
    const { now, staking, cons, hooks } = setUp();
    hooks.push({
      beforeValidatorModified: () => {
        throw plainError("no");
      },
      beforeValidatorSlashed: () => {
        throw sdkErrors.logic("no");
      },
    });

    expect(staking.slash(now(), cons("bob"), 2n, 50n, tenth)).toBe(5_000_000n);
  });
});

describe("stake that left since the infraction", () => {
  it("pays with its own share, and the validator with the rest", () => {
    const { now, staking, delegate, undelegate, nextBlock, cons, tokens, broken } = setUp();
    delegate("alice", 20_000_000n);
    nextBlock({ height: 3n });
    undelegate("alice", 20_000_000n);
    nextBlock({ height: 4n });

    const burned = staking.slash(now(), cons("alice"), 3n, 120n, tenth);

    expect(burned).toBe(10_000_000n);
    expect(tokens("alice")).toBe(90_000_000n);
    const [unbonding] = [...staking.unbondingDelegationsOf(now(), carol!)];
    expect(unbonding?.entries[0]?.balance).toBe("18000000");
    expect(broken()).toEqual([]);
  });

  it("is left alone when it went before the infraction", () => {
    const { now, staking, delegate, undelegate, nextBlock, cons } = setUp();
    delegate("alice", 20_000_000n);
    undelegate("alice", 20_000_000n);
    nextBlock({ height: 4n });

    staking.slash(now(), cons("alice"), 3n, 100n, tenth);

    const [unbonding] = [...staking.unbondingDelegationsOf(now(), carol!)];
    expect(unbonding?.entries[0]?.balance).toBe("20000000");
  });

  it("is followed to the validator it moved to", () => {
    const { now, staking, delegate, redelegate, nextBlock, cons, tokens, broken } = setUp();
    delegate("alice", 20_000_000n);
    nextBlock({ height: 3n });
    redelegate(20_000_000n);
    nextBlock({ height: 4n });

    const burned = staking.slash(now(), cons("alice"), 3n, 120n, tenth);

    expect(burned).toBe(10_000_000n);
    expect(tokens("bob")).toBe(68_000_000n);
    expect(broken()).toEqual([]);
  });

  it("is followed into its unbonding at the validator it moved to", () => {
    const { now, staking, delegate, redelegate, undelegate, nextBlock, cons, tokens, broken } =
      setUp();
    delegate("alice", 20_000_000n);
    nextBlock({ height: 3n });
    redelegate(20_000_000n);
    undelegate("bob", 20_000_000n);
    nextBlock({ height: 4n });

    staking.slash(now(), cons("alice"), 3n, 120n, tenth);

    const [unbonding] = [...staking.unbondingDelegationsOf(now(), carol!)];
    expect(unbonding?.entries[0]?.balance).toBe("18000000");
    expect(tokens("bob")).toBe(50_000_000n);
    expect(broken()).toEqual([]);
  });

  it("faults 40: adds up to the unit over 10,000 random slashes", () => {
    const { now, staking, bank, delegate, undelegate, redelegate, nextBlock, cons, broken } =
      setUp();
    const random = sequence(20n);
    const start = bank.supply(now(), "stake");
    let burned = 0n;
    for (let round = 0; round < 300; round += 1) {
      const amount = 1n + (random() % 900_000n);
      const act = [
        () => delegate("alice", amount),
        () => undelegate("alice", amount),
        () => redelegate(amount),
      ];
      try {
        act[Number(random() % 3n)]?.();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
      const before = bank.supply(now(), "stake");
      // One coarse slash and many fine ones, whose fractions never come out even.
      for (let slashes = 0; slashes < 34; slashes += 1) {
        const most = slashes === 0 ? 10_000_000_000_000_000n : 50_000_000_000_000n;
        staking.slash(
          now(),
          cons(random() % 2n === 0n ? "alice" : "bob"),
          now().height - (random() % 3n),
          1n + (random() % 100n),
          Dec.fromAtomics(random() % most),
        );
      }
      burned += before - bank.supply(now(), "stake");
      nextBlock({ time: now().time + 10_000_000_000n });
    }

    expect(bank.supply(now(), "stake") + burned).toBe(start);
    expect(broken()).toEqual([]);
  });
});

describe("jail", () => {
  it("is entered once and left once", () => {
    const { now, staking, cons } = setUp();
    const accused = cons("bob");

    staking.jail(now(), accused);
    expect(() => staking.jail(now(), accused)).toThrow(matching(errors.validatorJailed));

    staking.unjail(now(), accused);
    expect(() => staking.unjail(now(), accused)).toThrow(AppError);
    expect(staking.isValidatorJailed(now(), accused)).toBe(false);
  });

  it("takes a validator out of the set at the end of the block, and lets it back in", () => {
    const { now, staking, cons, nextBlock } = setUp();
    const accused = cons("bob");

    staking.jail(now(), accused);
    expect(nextBlock({ height: 3n }).map(({ power }) => power)).toEqual([0n]);
    staking.unjail(now(), accused);
    expect(nextBlock({ height: 4n }).map(({ power }) => power)).toEqual([50n]);
  });

  it("panics for a validator that nobody knows", () => {
    const { now, staking } = setUp();

    expect(() => staking.jail(now(), consAddress(carol!))).toThrow(Panic);
  });
});

/** A fixed sequence of numbers that look random. */
function sequence(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return state >> 20n;
  };
}
