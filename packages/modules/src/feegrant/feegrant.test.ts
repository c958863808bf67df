import { sdkErrors } from "@testudo/base";
import { packAny, toTimestamp } from "@testudo/proto";
import {
  AllowedMsgAllowance,
  BasicAllowance,
  PeriodicAllowance,
} from "@testudo/proto/cosmos/feegrant/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { createCtx } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { allowanceOf } from "./allowances.ts";
import { errors } from "./errors.ts";
import { createFeegrantKeeper } from "./keeper.ts";
import { state } from "./state.ts";

const granter = testAccount("granter");
const grantee = testAccount("grantee");
const blocked = testAccount("blocked");
const ends = { granter, grantee };
const coins = (amount: bigint) => [{ denom: "stake", amount: amount.toString() }];

const basic = (limit: bigint | undefined, expiration?: bigint) =>
  packAny(BasicAllowance, {
    spendLimit: limit === undefined ? [] : coins(limit),
    expiration: expiration === undefined ? undefined : toTimestamp(expiration),
  });

function setUp() {
  const { state: stores, auth, bank } = createStakeChain({ blocked: [blocked] });
  let ctx = createCtx({ state: stores, time: 1000n });
  const feegrant = createFeegrantKeeper({ addresses: testAddresses, auth, bank });
  return {
    feegrant,
    auth,
    get ctx() {
      return ctx;
    },
    at(time: bigint) {
      ctx = ctx.with({ time, eventLog: [] });
      return ctx;
    },
    use: (amount: bigint, messages: Any[] = []) =>
      feegrant.useGrantedFees(ctx, granter, grantee, [{ denom: "stake", amount }], messages),
    limit: () =>
      BasicAllowance.decode(feegrant.grant(ctx, ends)?.allowance?.value ?? new Uint8Array())
        .spendLimit[0]?.amount,
  };
}

describe("granting", () => {
  it("gives the grantee an account, but not a blocked one", () => {
    const world = setUp();

    world.feegrant.grantAllowance(world.ctx, ends, basic(10n));

    expect(world.auth.hasAccount(world.ctx, grantee)).toBe(true);
    expect(() =>
      world.feegrant.grantAllowance(world.ctx, { granter, grantee: blocked }, basic(10n)),
    ).toThrow(matching(sdkErrors.unauthorized));
  });

  it("happens once, and not for the past", () => {
    const world = setUp();

    expect(() => world.feegrant.grantAllowance(world.ctx, ends, basic(1n, 999n))).toThrow(
      matching(sdkErrors.invalidRequest),
    );
    world.feegrant.grantAllowance(world.ctx, ends, basic(1n, 1000n));
    expect(() => world.feegrant.grantAllowance(world.ctx, ends, basic(1n))).toThrow(
      matching(sdkErrors.invalidRequest),
    );
  });

  it.each([
    {
      why: "a limit of nothing",
      allowance: packAny(BasicAllowance, { spendLimit: coins(0n), expiration: undefined }),
      error: sdkErrors.invalidCoins,
    },
    {
      why: "no messages",
      allowance: packAny(AllowedMsgAllowance, { allowance: basic(1n), allowedMessages: [] }),
      error: errors.noMessages,
    },
    {
      why: "no inner allowance",
      allowance: packAny(AllowedMsgAllowance, { allowance: undefined, allowedMessages: ["/m"] }),
      error: errors.noAllowance,
    },
    {
      why: "a time before 1970",
      allowance: basic(1n, -1_000_000_000n),
      error: errors.invalidDuration,
    },
  ])("refuses $why", ({ allowance, error }) => {
    expect(() => allowanceOf(allowance).validate()).toThrow(matching(error));
  });
});

describe("using an allowance", () => {
  it("takes the fee off, and ends with the last coin", () => {
    const world = setUp();
    world.feegrant.grantAllowance(world.at(1000n), ends, basic(10n));

    world.use(4n);
    expect(world.limit()).toBe("6");
    expect(() => world.use(7n)).toThrow(matching(errors.feeLimitExceeded));
    world.at(1001n);
    world.use(6n);

    expect(world.feegrant.grant(world.ctx, ends)).toBeUndefined();
    expect(world.ctx.events().map(({ type }) => type)).toEqual(["revoke_feegrant", "use_feegrant"]);
    expect(() => world.use(1n)).toThrow(matching(sdkErrors.notFound));
  });

  it("never ends without a limit", () => {
    const world = setUp();
    world.feegrant.grantAllowance(world.ctx, ends, basic(undefined));

    world.use(10n ** 30n);

    expect(world.feegrant.grant(world.ctx, ends)).toBeDefined();
  });

  it("works until its very time and not after", () => {
    const world = setUp();
    world.feegrant.grantAllowance(world.ctx, ends, basic(10n, 2000n));

    world.at(2000n);
    world.use(1n);
    world.at(2001n);

    expect(() => world.use(1n)).toThrow(matching(errors.feeLimitExpired));
  });

  it("asks ten gas for every message it compares, and refuses others", () => {
    const world = setUp();
    const allowance = packAny(AllowedMsgAllowance, {
      allowance: basic(undefined),
      allowedMessages: ["/a", "/b"],
    });
    world.feegrant.grantAllowance(world.ctx, ends, allowance);
    const message = (typeUrl: string) => ({ typeUrl, value: new Uint8Array() });

    world.use(1n, [message("/b")]);

    expect(() => world.use(1n, [message("/c")])).toThrow(matching(errors.messageNotAllowed));
  });
});

describe("a periodic allowance", () => {
  const SECOND = 1_000_000_000n;
  const periodic = packAny(PeriodicAllowance, {
    basic: { spendLimit: coins(25n), expiration: undefined },
    period: { seconds: 10n, nanos: 0 },
    periodSpendLimit: coins(10n),
    periodCanSpend: coins(10n),
    periodReset: toTimestamp(10n * SECOND),
  });

  it("limits each period, and begins a new one at its time", () => {
    const world = setUp();
    world.feegrant.grantAllowance(world.ctx, ends, periodic);

    world.use(10n);
    expect(() => world.use(1n)).toThrow(matching(errors.feeLimitExceeded));
    world.at(10n * SECOND - 1n);
    expect(() => world.use(1n)).toThrow(matching(errors.feeLimitExceeded));
    world.at(10n * SECOND);
    world.use(10n);

    // Only five are left of the total, so the next period has no more either.
    world.at(20n * SECOND);
    expect(() => world.use(6n)).toThrow(matching(errors.feeLimitExceeded));
    world.use(5n);
    expect(world.feegrant.grant(world.ctx, ends)).toBeUndefined();
  });

  it("counts a late period from the block that begins it", () => {
    const world = setUp();
    world.feegrant.grantAllowance(world.ctx, ends, periodic);

    world.at(35n * SECOND);
    world.use(1n);

    const { periodReset } = PeriodicAllowance.decode(
      world.feegrant.grant(world.ctx, ends)!.allowance!.value,
    );
    expect(periodReset).toEqual({ seconds: 45n, nanos: 0 });
  });
});

describe("expiry", () => {
  it("removes what is before the block's time, and no more than asked for", () => {
    const world = setUp();
    for (const name of ["a", "b", "c"]) {
      const pair = { granter, grantee: testAccount(name) };
      world.feegrant.grantAllowance(world.ctx, pair, basic(1n, 2000n));
    }

    world.feegrant.removeExpired(world.at(2000n), 200);
    expect([...state.allowances.keys(world.ctx)]).toHaveLength(3);
    world.feegrant.removeExpired(world.at(2001n), 2);

    expect([...state.allowances.keys(world.ctx)]).toHaveLength(1);
  });

  it("of a revoked allowance takes a newer one along, as in the reference", () => {
    const world = setUp();
    world.feegrant.grantAllowance(world.ctx, ends, basic(1n, 2000n));
    world.feegrant.revokeAllowance(world.ctx, ends);
    world.feegrant.grantAllowance(world.ctx, ends, basic(1n));

    world.feegrant.removeExpired(world.at(2001n), 200);

    expect(world.feegrant.grant(world.ctx, ends)).toBeUndefined();
  });
});
