import { type AccAddress, accAddress, amountOf, type Coin, type Coins } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import { isVesting } from "../auth/accounts.ts";
import { lockedCoins as lockedBySchedule } from "../auth/vesting-schedule.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** Reading balances. */
export type BalanceReader = ReturnType<typeof createBalanceReader>;

/** Builds the read-only half of the bank keeper. */
export function createBalanceReader({ auth }: Pick<Needs, "auth">) {
  function balance(ctx: Ctx, address: AccAddress, denom: string): bigint {
    return state.balances.get(ctx, [address, denom]) ?? 0n;
  }

  /** Every coin of an account, sorted by denom. */
  function allBalances(ctx: Ctx, address: AccAddress): Coins {
    const coins: Coin[] = [];
    for (const [[, denom], amount] of state.balances.entries(ctx, { prefix: [address] })) {
      coins.push({ denom, amount });
    }
    return coins;
  }

  /** Coins that a vesting schedule holds back; reads the account. */
  function lockedCoins(ctx: Ctx, address: AccAddress): Coins {
    const account = auth.getAccount(ctx, address);
    if (account === undefined || !isVesting(account)) return [];
    return lockedBySchedule(account, ctx.time);
  }

  /** What an account can spend; nothing at all when more is locked of any denom than it has. */
  function spendable(ctx: Ctx, address: AccAddress): Coins {
    const total = allBalances(ctx, address);
    const locked = lockedCoins(ctx, address);
    if (locked.some(({ denom, amount }) => amountOf(total, denom) < amount)) return [];
    return total
      .map(({ denom, amount }) => ({ denom, amount: amount - amountOf(locked, denom) }))
      .filter(({ amount }) => amount > 0n);
  }

  /** Calls `visit` for every balance of the chain, by address and denom. */
  function* balances(ctx: Ctx): Generator<readonly [AccAddress, Coin]> {
    for (const [[address, denom], amount] of state.balances.entries(ctx)) {
      yield [accAddress(address), { denom, amount }];
    }
  }

  function supply(ctx: Ctx, denom: string): bigint {
    return state.supply.get(ctx, denom) ?? 0n;
  }

  function totalSupply(ctx: Ctx): Coins {
    return Array.from(state.supply.entries(ctx), ([denom, amount]) => ({ denom, amount }));
  }

  return {
    balance,
    allBalances,
    lockedCoins,
    spendable,
    balances,
    supply,
    hasSupply: (ctx: Ctx, denom: string): boolean => state.supply.has(ctx, denom),
    totalSupply,
  };
}
