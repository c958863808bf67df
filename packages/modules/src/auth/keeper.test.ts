import { accAddress, equalBytes, fromHex, toHex } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import { Panic } from "@testudo/runtime";
import { createStakeChain, testAccount } from "@testudo/testkit/stake-chain";
import { type Account, accountFromAny, accountToAny, newBaseAccount } from "./accounts.ts";

const alice = testAccount("alice");
const bob = testAccount("bob");

describe("account numbers", () => {
  it("are handed out once and lead back to the address", () => {
    const { ctx, auth } = createStakeChain();
    for (const address of [alice, bob]) {
      auth.setAccount(ctx, auth.newAccountWithAddress(ctx, address));
    }

    expect(auth.getAccount(ctx, bob)?.accountNumber).toBe(1n);
    expect(toHex(auth.addressByNumber(ctx, 1n) ?? new Uint8Array())).toBe(toHex(bob));
  });

  it("move with an account that gets another one", () => {
    const { ctx, auth } = createStakeChain();
    const account = auth.newAccountWithAddress(ctx, alice);
    auth.setAccount(ctx, account);

    auth.setAccount(ctx, { ...account, accountNumber: 9n });

    expect(auth.addressByNumber(ctx, 0n)).toBeUndefined();
    expect(auth.addressByNumber(ctx, 9n)).toEqual(alice);
  });

  it("cannot be shared", () => {
    const { ctx, auth, addresses } = createStakeChain();
    auth.setAccount(ctx, newBaseAccount(addresses.acc.toText(alice)));

    expect(() => auth.setAccount(ctx, newBaseAccount(addresses.acc.toText(bob)))).toThrow(Panic);
  });
});

describe("module accounts", () => {
  it("come into being on first touch, with the permissions of the chain", () => {
    const { ctx, auth } = createStakeChain();
    const address = accAddress(moduleAddress("mint"));
    expect(auth.hasAccount(ctx, address)).toBe(false);

    const account = auth.getModuleAccount(ctx, "mint");

    expect(account?.permissions).toEqual(["minter"]);
    expect(auth.getAccount(ctx, address)).toEqual(account);
    expect(auth.getModuleAccount(ctx, "mint")).toEqual(account);
  });

  it("do not exist for a module that the chain does not list", () => {
    const { ctx, auth } = createStakeChain();

    expect(auth.getModuleAccount(ctx, "transfer")).toBeUndefined();
    expect(auth.moduleAddress("transfer")).toBeUndefined();
  });

  it("are not made over an account of a person", () => {
    const { ctx, auth } = createStakeChain();
    const taken = accAddress(moduleAddress("mint"));
    auth.setAccount(ctx, auth.newAccountWithAddress(ctx, taken));

    expect(() => auth.getModuleAccount(ctx, "mint")).toThrow(Panic);
  });
});

describe("stored accounts", () => {
  const fields = {
    address: "cosmos17xpfvakm2amg962yls6f84z3kell8c5lserqta",
    pubKey: undefined,
    accountNumber: 7n,
    sequence: 3n,
  };
  const vesting = {
    ...fields,
    originalVesting: [{ denom: "stake", amount: 100n }],
    delegatedFree: [],
    delegatedVesting: [{ denom: "stake", amount: 40n }],
    endTime: 200n,
  };
  const accounts: readonly Account[] = [
    { kind: "base", ...fields },
    { kind: "module", ...fields, name: "fee_collector", permissions: [] },
    { kind: "continuous", ...vesting, startTime: 100n },
    { kind: "delayed", ...vesting },
    {
      kind: "periodic",
      ...vesting,
      startTime: 100n,
      periods: [{ length: 100n, amount: [{ denom: "stake", amount: 100n }] }],
    },
    { kind: "permanent", ...vesting, endTime: 0n },
    { kind: "bare-vesting", ...vesting },
  ];

  it.each(accounts)("of kind $kind come back as they went", (account) => {
    expect(accountFromAny(accountToAny(account))).toEqual(account);
  });

  it("write a base account as the reference does", () => {
    const any = accountToAny({ kind: "base", ...fields, accountNumber: 0n, sequence: 0n });
    const address = fromHex(
      "0a2d636f736d6f73313778706676616b6d32616d67393632796c73366638347a336b656c6c3863356c736572717461",
    );

    expect(any.typeUrl).toBe("/cosmos.auth.v1beta1.BaseAccount");
    expect(equalBytes(any.value, address)).toBe(true);
  });

  it("of a type that is no account are refused", () => {
    const any = { typeUrl: "/cosmos.bank.v1beta1.MsgSend", value: new Uint8Array() };

    expect(() => accountFromAny(any)).toThrow(Panic);
  });
});
