import { toHex } from "@testudo/base";
import { bank } from "./stored.ts";
import type { StateView } from "./view.ts";

/** Supply: it is the sum of all balances, of every denom, and nobody holds nothing or less. */
export function* supply(view: StateView): Generator<string> {
  const held = new Map<string, bigint>();
  for (const [[address, denom], amount] of bank.balances.entries(view)) {
    if (amount <= 0n) yield `supply: ${toHex(address)} holds ${amount}${denom}`;
    held.set(denom, (held.get(denom) ?? 0n) + amount);
  }
  const supplies = new Map(bank.supply.entries(view));
  for (const denom of new Set([...held.keys(), ...supplies.keys()])) {
    const [total, issued] = [held.get(denom) ?? 0n, supplies.get(denom) ?? 0n];
    if (total !== issued) {
      yield `supply: balances of ${denom} add up to ${total}, its supply is ${issued}`;
    }
  }
}
