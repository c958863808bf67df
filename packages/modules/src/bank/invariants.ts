import { type Coin, coinsAreEqual, coinsToText, coinToText, newCoins } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import type { BankKeeper } from "./keeper.ts";

/** What must always hold of coins: no balance below zero, and a supply that is the sum of all balances. */
export function bankInvariants(keeper: BankKeeper) {
  return [
    {
      module: "bank",
      route: "nonnegative-outstanding",
      check(ctx: Ctx) {
        let negative = "";
        let count = 0;
        for (const [address, coin] of keeper.balances(ctx)) {
          if (coin.amount >= 0n) continue;
          count += 1;
          negative += `\t${keeper.addresses.acc.toText(address)} has a negative balance of ${coinToText(coin)}\n`;
        }
        const found = `amount of negative balances found ${count}\n${negative}`;
        return {
          broken: count > 0,
          report: `bank: nonnegative-outstanding invariant\n${found}\n`,
        };
      },
    },
    {
      module: "bank",
      route: "total-supply",
      check(ctx: Ctx) {
        const supply = keeper.totalSupply(ctx);
        const sums = new Map<string, bigint>();
        for (const [, { denom, amount }] of keeper.balances(ctx)) {
          sums.set(denom, (sums.get(denom) ?? 0n) + amount);
        }
        const held = newCoins(Array.from(sums, ([denom, amount]): Coin => ({ denom, amount })));
        const compared = `\tsum of accounts coins: ${coinsToText(held)}\n\tsupply.Total:          ${coinsToText(supply)}\n`;
        return {
          broken: !coinsAreEqual(held, supply),
          report: `bank: total supply invariant\n${compared}\n`,
        };
      },
    },
  ];
}
