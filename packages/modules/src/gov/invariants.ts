import { addCoins, type Coins, coinsToText, isAllGTE } from "@testudo/base";
import { type Ctx, panic } from "@testudo/runtime";
import type { Finding, Invariant } from "../crisis/needs.ts";
import { coinsFromWire } from "../wire.ts";
import { GOV } from "./deposits.ts";
import type { GovKeeper } from "./keeper.ts";
import { state } from "./state.ts";

/** The module account holds at least all deposits. */
export function govInvariants(gov: GovKeeper): readonly Invariant[] {
  return [{ module: GOV, route: "module-account", check: (ctx) => moduleAccount(ctx, gov) }];
}

function moduleAccount(ctx: Ctx, { addresses, needs }: GovKeeper): Finding {
  let deposits: Coins = [];
  for (const { amount } of state.deposits.values(ctx)) {
    deposits = addCoins(deposits, coinsFromWire(amount));
  }
  const account =
    needs.auth.getModuleAccount(ctx, GOV) ?? panic("gov module account has not been set");
  const balance = needs.bank.allBalances(ctx, addresses.acc.fromText(account.address));
  return {
    broken: !isAllGTE(balance, deposits),
    report: `gov: deposits invariant\n\tgov ModuleAccount coins: ${coinsToText(balance)}\n\tsum of deposit amounts:  ${coinsToText(deposits)}\n\n`,
  };
}
