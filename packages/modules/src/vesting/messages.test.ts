import { SECOND, sdkErrors } from "@testudo/base";
import type { MessageType } from "@testudo/proto";
import {
  MsgCreatePeriodicVestingAccount,
  MsgCreatePermanentLockedAccount,
  MsgCreateVestingAccount,
} from "@testudo/proto/cosmos/vesting/v1beta1";
import { onBranch } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { errors as bankErrors } from "../bank/errors.ts";
import { messages } from "./messages.ts";

const [alice, bob, vault] = ["alice", "bob", "vault"].map(testAccount);
const [aliceText, bobText, vaultText] = [alice, bob, vault].map((address) =>
  testAddresses.acc.toText(address!),
);
const coin = (amount: string) => [{ denom: "stake", amount }];

function setUp() {
  const chain = createStakeChain({
    accounts: [{ address: alice!, coins: [{ denom: "stake", amount: 100n }] }],
    blocked: [vault!],
    time: 1_000n * SECOND,
  });
  const routes = messages(chain);
  return {
    ...chain,
    ctx: chain.ctx,
    run<T>(type: MessageType<T>, message: T): void {
      const route = routes.find(({ typeUrl }) => typeUrl === type.typeUrl);
      const { keep } = onBranch(chain.ctx, (on) => route?.handle(on, message));
      keep();
    },
  };
}

const continuous: MsgCreateVestingAccount = {
  fromAddress: aliceText!,
  toAddress: bobText!,
  amount: coin("60"),
  endTime: 1_100n,
  delayed: false,
};

describe("MsgCreateVestingAccount", () => {
  it.each([
    { delayed: false, kind: "continuous" },
    { delayed: true, kind: "delayed" },
  ])("makes a $kind account and fills it", ({ delayed, kind }) => {
    const { ctx, auth, bank, run } = setUp();

    run(MsgCreateVestingAccount, { ...continuous, delayed });

    expect(auth.getAccount(ctx, bob!)).toMatchObject({ kind, endTime: 1_100n, accountNumber: 1n });
    expect(bank.balance(ctx, bob!, "stake")).toBe(60n);
    expect(bank.spendable(ctx, bob!)).toEqual([]);
  });

  it.each([
    {
      why: "the receiver exists",
      fields: { toAddress: aliceText! },
      error: sdkErrors.invalidRequest,
    },
    {
      why: "the receiver is blocked",
      fields: { toAddress: vaultText! },
      error: sdkErrors.unauthorized,
    },
    {
      why: "the receiver is no address",
      fields: { toAddress: "x" },
      error: sdkErrors.invalidAddress,
    },
    { why: "nothing is given", fields: { amount: [] }, error: sdkErrors.invalidCoins },
    { why: "it never ends", fields: { endTime: 0n }, error: sdkErrors.invalidRequest },
    {
      why: "funds are missing",
      fields: { amount: coin("101") },
      error: sdkErrors.insufficientFunds,
    },
  ])("is refused when $why", ({ fields, error }) => {
    const { ctx, auth, run } = setUp();

    expect(() => run(MsgCreateVestingAccount, { ...continuous, ...fields })).toThrow(
      matching(error),
    );
    expect(auth.hasAccount(ctx, bob!)).toBe(false);
  });

  it("is refused while the denom is switched off", () => {
    const { ctx, bank, run } = setUp();
    bank.setAllSendEnabled(ctx, [{ denom: "stake", enabled: false }]);

    expect(() => run(MsgCreateVestingAccount, continuous)).toThrow(
      matching(bankErrors.sendDisabled),
    );
  });
});

describe("the other schedules", () => {
  it("lock for ever", () => {
    const { ctx, bank, run } = setUp();

    run(MsgCreatePermanentLockedAccount, {
      fromAddress: aliceText!,
      toAddress: bobText!,
      amount: coin("60"),
    });

    expect(bank.spendable(ctx.with({ time: 10n ** 18n }), bob!)).toEqual([]);
  });

  const periodic: MsgCreatePeriodicVestingAccount = {
    fromAddress: aliceText!,
    toAddress: bobText!,
    startTime: 1_000n,
    vestingPeriods: [
      { length: 10n, amount: coin("20") },
      { length: 20n, amount: coin("40") },
    ],
  };

  it("free a period at a time", () => {
    const { ctx, bank, run } = setUp();

    run(MsgCreatePeriodicVestingAccount, periodic);

    const spendable = (at: bigint) => bank.spendable(ctx.with({ time: at * SECOND }), bob!);
    expect(spendable(1_009n)).toEqual([]);
    expect(spendable(1_010n)).toEqual([{ denom: "stake", amount: 20n }]);
    expect(spendable(1_030n)).toEqual([{ denom: "stake", amount: 60n }]);
  });

  it.each([
    { why: "it starts before time began", fields: { startTime: 0n } },
    {
      why: "a period has no length",
      fields: { vestingPeriods: [{ length: 0n, amount: coin("1") }] },
    },
    { why: "there is no period", fields: { vestingPeriods: [] } },
    {
      why: "the end does not fit 64 bits",
      fields: { vestingPeriods: [{ length: 2n ** 63n - 1n, amount: coin("1") }] },
    },
  ])("are refused when $why", ({ fields }) => {
    const { run } = setUp();

    expect(() => run(MsgCreatePeriodicVestingAccount, { ...periodic, ...fields })).toThrow(
      matching(sdkErrors.invalidRequest),
    );
  });
});
