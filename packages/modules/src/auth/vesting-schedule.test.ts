import { SECOND } from "@testudo/base";
import { Panic } from "@testudo/runtime";
import type { VestingAccount } from "./accounts.ts";
import {
  lockedCoins,
  trackDelegation,
  trackUndelegation,
  vestedCoins,
} from "./vesting-schedule.ts";

const fields = {
  address: "",
  pubKey: undefined,
  accountNumber: 0n,
  sequence: 0n,
  originalVesting: [{ denom: "stake", amount: 100n }],
  delegatedFree: [],
  delegatedVesting: [],
  endTime: 200n,
};
const continuous: VestingAccount = { ...fields, kind: "continuous", startTime: 100n };
const stake = (amount: bigint) => (amount === 0n ? [] : [{ denom: "stake", amount }]);

describe("schedules", () => {
  it.each([
    { account: continuous, at: 100n, vested: 0n },
    { account: continuous, at: 101n, vested: 1n },
    { account: continuous, at: 199n, vested: 99n },
    { account: continuous, at: 200n, vested: 100n },
    { account: { ...fields, kind: "delayed" } as VestingAccount, at: 199n, vested: 0n },
    { account: { ...fields, kind: "delayed" } as VestingAccount, at: 200n, vested: 100n },
    {
      account: { ...fields, kind: "permanent", endTime: 0n } as VestingAccount,
      at: 9n,
      vested: 0n,
    },
  ])("$account.kind has vested $vested at $at", ({ account, at, vested }) => {
    expect(vestedCoins(account, at * SECOND)).toEqual(stake(vested));
    expect(lockedCoins(account, at * SECOND)).toEqual(stake(100n - vested));
  });

  it("round a share to the nearest even coin", () => {
    const account = { ...continuous, originalVesting: stake(5n), startTime: 0n, endTime: 2n };

    // 2.5 becomes 2.
    expect(vestedCoins(account, SECOND)).toEqual(stake(2n));
  });

  it("vest a period only when it is over", () => {
    const account: VestingAccount = {
      ...fields,
      kind: "periodic",
      startTime: 100n,
      periods: [
        { length: 40n, amount: stake(30n) },
        { length: 60n, amount: stake(70n) },
      ],
    };

    expect(vestedCoins(account, 139n * SECOND)).toEqual([]);
    expect(vestedCoins(account, 140n * SECOND)).toEqual(stake(30n));
    expect(vestedCoins(account, 199n * SECOND)).toEqual(stake(30n));
    expect(vestedCoins(account, 200n * SECOND)).toEqual(stake(100n));
  });

  it("do not count fractions of a second", () => {
    expect(vestedCoins(continuous, 101n * SECOND - 1n)).toEqual([]);
  });
});

describe("delegating locked coins", () => {
  const half = 150n * SECOND;

  it("takes vesting coins first and leaves less locked", () => {
    const tracked = trackDelegation(continuous, {
      time: half,
      balance: stake(100n),
      amount: stake(60n),
    });

    expect(tracked.delegatedVesting).toEqual(stake(50n));
    expect(tracked.delegatedFree).toEqual(stake(10n));
    expect(lockedCoins(tracked, half)).toEqual([]);
  });

  it("gives free coins back first, and forgets what exceeds the books", () => {
    const tracked = { ...continuous, delegatedVesting: stake(50n), delegatedFree: stake(10n) };

    const returned = trackUndelegation(tracked, stake(30n));
    expect(returned.delegatedFree).toEqual([]);
    expect(returned.delegatedVesting).toEqual(stake(30n));

    expect(trackUndelegation(returned, stake(31n)).delegatedVesting).toEqual([]);
  });

  it("panics on nothing, and on more than there is", () => {
    const delegate = (balance: bigint, amount: bigint) => () =>
      trackDelegation(continuous, {
        time: half,
        balance: stake(balance),
        amount: [{ denom: "stake", amount }],
      });

    expect(delegate(100n, 0n)).toThrow(Panic);
    expect(delegate(9n, 10n)).toThrow(Panic);
    expect(() => trackUndelegation(continuous, [{ denom: "stake", amount: 0n }])).toThrow(Panic);
  });
});
