import {
  addCoins,
  amountOf,
  type Coin,
  type Coins,
  Dec,
  maxBigint,
  minBigint,
  SECOND,
  subCoins,
  type Time,
} from "@testudo/base";
import { panic } from "@testudo/runtime";
import type { VestingAccount } from "./accounts.ts";

/** Coins of the account that cannot be spent at `time`: what still vests and is not delegated. */
export function lockedCoins(account: VestingAccount, time: Time): Coins {
  return positive(
    vestingCoins(account, time).map(({ denom, amount }) => ({
      denom,
      amount: maxBigint(amount - amountOf(account.delegatedVesting, denom), 0n),
    })),
  );
}

/** Coins that still vest at `time`. */
export function vestingCoins(account: VestingAccount, time: Time): Coins {
  const vested = vestedCoins(account, time);
  return positive(
    account.originalVesting.map(({ denom, amount }) => ({
      denom,
      amount: amount - amountOf(vested, denom),
    })),
  );
}

/** Coins that have vested by `time`. Schedules count in whole seconds. */
export function vestedCoins(account: VestingAccount, time: Time): Coins {
  const now = time / SECOND;
  switch (account.kind) {
    case "permanent":
      return [];
    case "delayed":
      return now >= account.endTime ? account.originalVesting : [];
    case "continuous": {
      const { startTime, endTime, originalVesting } = account;
      if (now <= startTime) return [];
      if (now >= endTime) return originalVesting;
      const share = Dec.fromInt(now - startTime).quo(Dec.fromInt(endTime - startTime));
      return originalVesting.map(({ denom, amount }) => ({
        denom,
        amount: Dec.fromInt(amount).mul(share).roundInt(),
      }));
    }
    case "periodic": {
      if (now <= account.startTime) return [];
      if (now >= account.endTime) return account.originalVesting;
      let vested: Coins = [];
      let periodStart = account.startTime;
      for (const { length, amount } of account.periods) {
        if (now - periodStart < length) break;
        vested = addCoins(vested, amount);
        periodStart += length;
      }
      return vested;
    }
  }
}

/**
 * Books a delegation of `amount`: vesting coins are delegated first, free ones after. Panics on a zero amount and on one
 * above `balance`.
 */
export function trackDelegation(
  account: VestingAccount,
  { time, balance, amount }: { time: Time; balance: Coins; amount: Coins },
): VestingAccount {
  const vesting = vestingCoins(account, time);
  let { delegatedVesting, delegatedFree } = account;
  for (const { denom, amount: delegated } of amount) {
    if (delegated === 0n || amountOf(balance, denom) < delegated) {
      panic("delegation attempt with zero coins or insufficient funds");
    }
    const free = maxBigint(amountOf(vesting, denom) - amountOf(delegatedVesting, denom), 0n);
    const fromVesting = minBigint(free, delegated);
    delegatedVesting = addCoins(delegatedVesting, positive([{ denom, amount: fromVesting }]));
    delegatedFree = addCoins(delegatedFree, positive([{ denom, amount: delegated - fromVesting }]));
  }
  return { ...account, delegatedVesting, delegatedFree };
}

/**
 * Books the return of `amount`: free coins come back first. More may return than was booked, because unbonding rounds;
 * the excess is not booked. Panics on a zero amount.
 */
export function trackUndelegation(account: VestingAccount, amount: Coins): VestingAccount {
  let { delegatedVesting, delegatedFree } = account;
  for (const { denom, amount: returned } of amount) {
    if (returned === 0n) panic("undelegation attempt with zero coins");
    const toFree = minBigint(amountOf(delegatedFree, denom), returned);
    const toVesting = minBigint(amountOf(delegatedVesting, denom), returned - toFree);
    delegatedFree = subtract(delegatedFree, { denom, amount: toFree });
    delegatedVesting = subtract(delegatedVesting, { denom, amount: toVesting });
  }
  return { ...account, delegatedVesting, delegatedFree };
}

function subtract(from: Coins, coin: Coin): Coins {
  return coin.amount === 0n ? from : subCoins(from, [coin]);
}

function positive(coins: Coins): Coins {
  for (const { denom, amount } of coins) {
    if (amount < 0n) panic(`negative coin amount: ${amount}${denom}`);
  }
  return coins.filter(({ amount }) => amount !== 0n);
}
