import { createCtx, Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { errors } from "./errors.ts";
import { createCrisisKeeper } from "./keeper.ts";

const alice = testAccount("alice");

function setUp({ broken = false } = {}) {
  const paid: string[] = [];
  const ctx = createCtx({ state: plainStores() });
  const crisis = createCrisisKeeper({
    addresses: testAddresses,
    authority: "gov",
    feeCollector: "fee_collector",
    bank: {
      sendCoinsFromAccountToModule: (_, __, to, coins) =>
        void paid.push(`${to} ${coins[0]?.amount}`),
    },
    invariants: [
      {
        module: "bank",
        route: "sum",
        check(trial) {
          trial.store("bank").set(Uint8Array.of(1), Uint8Array.of(1));
          return { broken, report: "sums differ" };
        },
      },
    ],
  });
  crisis.setConstantFee(ctx, { denom: "stake", amount: "1000" });
  return { ctx, crisis, paid };
}

describe("crisis.verifyInvariant", () => {
  it("takes the fee, pays gas for the check, and keeps none of its writes", () => {
    const { ctx, crisis, paid } = setUp();
    const before = ctx.gas.consumed;

    crisis.verifyInvariant(ctx, alice, "bank", "sum");

    expect(paid).toEqual(["fee_collector 1000"]);
    expect(ctx.gas.consumed - before).toBeGreaterThan(2000n);
    expect(ctx.store("bank").has(Uint8Array.of(1))).toBe(false);
    expect(ctx.events()).toEqual([
      { type: "invariant", attributes: [{ key: "route", value: "sum" }] },
    ]);
  });

  it("refuses what it does not know, and panics on what is broken", () => {
    const { ctx, crisis } = setUp({ broken: true });

    expect(() => crisis.verifyInvariant(ctx, alice, "bank", "other")).toThrow(
      matching(errors.unknownInvariant),
    );
    expect(() => crisis.verifyInvariant(ctx, alice, "bank", "sum")).toThrow(Panic);
    expect(() => crisis.assertInvariants(ctx)).toThrow(Panic);
  });
});
