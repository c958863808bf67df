import { sdkErrors } from "@testudo/base";
import { type MessageType, messageByTypeUrl, packAny, toTimestamp } from "@testudo/proto";
import {
  GenericAuthorization,
  MsgExec,
  MsgGrant,
  MsgRevoke,
} from "@testudo/proto/cosmos/authz/v1beta1";
import { MsgSend, SendAuthorization } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  AuthorizationType,
  MsgDelegate,
  StakeAuthorization,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { createMessageRouter, messageSigners, onBranch } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { authorizationTable } from "./authorizations.ts";
import { errors } from "./errors.ts";
import { createAuthzKeeper, createAuthzModule } from "./index.ts";
import { state } from "./state.ts";

const granter = testAccount("granter");
const grantee = testAccount("grantee");
const other = testAccount("other");
const text = (address: Uint8Array) => testAddresses.acc.toText(address);
const pair = { granter: text(granter), grantee: text(grantee) };
const coins = (amount: bigint) => [{ denom: "stake", amount: amount.toString() }];

const payment = (amount: bigint, from = granter) => ({
  fromAddress: text(from),
  toAddress: text(other),
  amount: coins(amount),
});
const generic = packAny(GenericAuthorization, { msg: MsgSend.typeUrl });
const sending = (limit: bigint, allowList: string[] = []) =>
  packAny(SendAuthorization, { spendLimit: coins(limit), allowList });

function setUp() {
  const chain = createStakeChain({
    time: 1000n,
    accounts: [granter, grantee].map((address) => ({
      address,
      coins: [{ denom: "stake", amount: 100n }],
    })),
  });
  let { ctx } = chain;
  const authz = createAuthzKeeper({
    addresses: testAddresses,
    auth: chain.auth,
    bank: chain.bank,
    router: () => router,
    signers(message) {
      const type = messageByTypeUrl(message.typeUrl);
      return type ? messageSigners(testAddresses, type, type.decode(message.value)) : [];
    },
    authorizations: [],
  });
  const router = createMessageRouter([createAuthzModule(authz), chain.bankModule]);
  const send = <T>(type: MessageType<T>, message: T) => {
    const { value, keep } = onBranch(ctx, (on) => router.handle(on, packAny(type, message)));
    keep();
    return value;
  };
  return {
    authz,
    get ctx() {
      return ctx;
    },
    at(time: bigint) {
      ctx = ctx.with({ time });
      return ctx;
    },
    send,
    grant: (authorization: Any, expiration?: bigint) =>
      send(MsgGrant, {
        ...pair,
        grant: {
          authorization,
          expiration: expiration === undefined ? undefined : toTimestamp(expiration),
        },
      }),
    pay: (...amounts: bigint[]) =>
      send(MsgExec, {
        grantee: pair.grantee,
        msgs: amounts.map((amount) => packAny(MsgSend, payment(amount))),
      }),
    stored: () => authz.grant(ctx, { granter, grantee, msgTypeUrl: MsgSend.typeUrl }),
    received: () => chain.bank.balance(ctx, other, "stake"),
  };
}

describe("MsgExec", () => {
  it("runs the message, marks its events, and gives back its response", () => {
    const world = setUp();
    world.grant(generic);

    const { events } = world.pay(1n, 2n);

    expect(world.received()).toBe(3n);
    const marks = events.map(({ attributes }) => attributes.at(-1));
    expect(new Set(marks.map((mark) => `${mark?.key}=${mark?.value}`))).toEqual(
      new Set(["authz_msg_index=0", "authz_msg_index=1"]),
    );
  });

  it("needs no grant for one's own messages", () => {
    const world = setUp();

    world.send(MsgExec, { grantee: pair.grantee, msgs: [packAny(MsgSend, payment(5n, grantee))] });

    expect(world.received()).toBe(5n);
  });

  it("spends a limit and takes the grant away with the last coin", () => {
    const world = setUp();
    world.grant(sending(10n));

    world.pay(4n);
    expect(() => world.pay(7n)).toThrow(matching(sdkErrors.insufficientFunds));
    world.pay(6n);

    expect(world.stored()).toBeUndefined();
    expect(() => world.pay(1n)).toThrow(matching(errors.noAuthorizationFound));
  });

  it("works until the very time of the grant, and not after", () => {
    const world = setUp();
    world.grant(generic, 2000n);

    world.at(2000n);
    world.pay(1n);
    world.at(2001n);

    expect(() => world.pay(1n)).toThrow(matching(errors.authorizationExpired));
  });

  it("pays only to whom the list names", () => {
    const world = setUp();
    world.grant(sending(10n, [text(grantee)]));

    expect(() => world.pay(1n)).toThrow(matching(sdkErrors.unauthorized));
  });

  it("fails as a whole with the code of the inner message", () => {
    const world = setUp();
    world.grant(generic);

    expect(() => world.pay(1n, 1000n)).toThrow(matching(sdkErrors.insufficientFunds));
    expect(world.received()).toBe(0n);
  });
});

describe("MsgGrant", () => {
  it.each([
    {
      why: "to oneself",
      change: { grantee: pair.granter.toUpperCase() },
      error: errors.granteeIsGranter,
    },
    {
      why: "of nothing",
      change: { grant: { authorization: undefined, expiration: undefined } },
      error: sdkErrors.invalidType,
    },
    {
      why: "for a message nobody handles",
      change: {
        grant: {
          authorization: packAny(GenericAuthorization, { msg: "/x" }),
          expiration: undefined,
        },
      },
      error: sdkErrors.invalidType,
    },
    {
      why: "that ends now",
      change: { grant: { authorization: generic, expiration: toTimestamp(1000n) } },
      error: errors.invalidExpirationTime,
    },
  ])("is refused $why", ({ change, error }) => {
    const world = setUp();
    const message = { ...pair, grant: { authorization: generic, expiration: undefined } };

    expect(() => world.send(MsgGrant, { ...message, ...change })).toThrow(matching(error));
  });

  it("moves a grant in the queue and leaves an emptied item behind", () => {
    const world = setUp();
    world.grant(generic, 2000n);
    world.grant(generic, 3000n);

    expect([...state.queue.entries(world.ctx)].map(([[time], item]) => [time, item])).toEqual([
      [2000n, { msgTypeUrls: [] }],
      [3000n, { msgTypeUrls: [MsgSend.typeUrl] }],
    ]);
  });
});

describe("the end of a grant", () => {
  it("comes by revoking, once", () => {
    const world = setUp();
    world.grant(generic);
    const message = { ...pair, msgTypeUrl: MsgSend.typeUrl };

    const { events } = world.send(MsgRevoke, message);

    expect(events).toEqual([
      {
        type: "cosmos.authz.v1beta1.EventRevoke",
        attributes: [
          { key: "grantee", value: `"${pair.grantee}"` },
          { key: "granter", value: `"${pair.granter}"` },
          { key: "msg_type_url", value: `"${MsgSend.typeUrl}"` },
        ],
      },
    ]);
    expect(() => world.send(MsgRevoke, message)).toThrow(matching(errors.noAuthorizationFound));
  });

  it("comes with the first block after its time", () => {
    const world = setUp();
    world.grant(generic, 2000n);

    world.authz.deleteExpired(world.at(2000n));
    expect(world.stored()).toBeDefined();
    world.authz.deleteExpired(world.at(2001n));

    expect(world.stored()).toBeUndefined();
    expect([...state.queue.keys(world.ctx)]).toEqual([]);
  });
});

describe("a stake authorization", () => {
  const kind = authorizationTable([])(StakeAuthorization.typeUrl)!;
  const delegating = (validatorAddress: string, amount: bigint) =>
    packAny(MsgDelegate, {
      delegatorAddress: "",
      validatorAddress,
      amount: { denom: "stake", amount: amount.toString() },
    });
  const value = (change: Partial<StakeAuthorization>) =>
    StakeAuthorization.encode({
      maxTokens: undefined,
      allowList: { address: ["good"] },
      denyList: undefined,
      authorizationType: AuthorizationType.AUTHORIZATION_TYPE_DELEGATE,
      ...change,
    });

  it("is written back unchanged when it has no limit", () => {
    const { ctx } = setUp();
    const unlimited = value({});

    expect(kind.accept(ctx, unlimited, delegating("good", 5n))).toEqual({
      becomes: "changed",
      value: unlimited,
    });
  });

  it.each([
    { why: "not on the list", change: {}, validator: "bad" },
    {
      why: "on the black list",
      change: { allowList: undefined, denyList: { address: ["bad"] } },
      validator: "bad",
    },
  ])("refuses a validator that is $why", ({ change, validator }) => {
    const { ctx } = setUp();

    expect(() => kind.accept(ctx, value(change), delegating(validator, 5n))).toThrow(
      matching(sdkErrors.unauthorized),
    );
  });

  it("is used up by its last token", () => {
    const { ctx } = setUp();
    const limited = value({ maxTokens: { denom: "stake", amount: "5" } });

    expect(kind.accept(ctx, limited, delegating("good", 5n))).toEqual({ becomes: "used up" });
    expect(() => kind.accept(ctx, limited, delegating("good", 6n))).toThrow(
      "negative coin amount: -1stake",
    );
  });
});
