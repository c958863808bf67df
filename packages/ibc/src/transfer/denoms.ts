import type { Metadata } from "@testudo/proto/cosmos/bank/v1beta1";
import type { Denom } from "@testudo/proto/ibc/applications/transfer/v1";
import type { Ctx } from "@testudo/runtime";
import { bankDenom, compareDenoms, denomHash, denomPath } from "./denom.ts";
import { state } from "./state.ts";

/** Remembers a voucher's history under its hash. */
export function setDenom(ctx: Ctx, denom: Denom): void {
  state.denoms.set(ctx, denomHash(denom), denom);
}

/** All vouchers in the order of `compareDenoms`. */
export function allDenoms(ctx: Ctx): readonly Denom[] {
  return [...state.denoms.values(ctx)].sort(compareDenoms);
}

/** How bank describes a voucher to people. */
export function voucherMetadata(denom: Denom): Metadata {
  const path = denomPath(denom);
  return {
    description: `IBC token from ${path}`,
    denomUnits: [{ denom: denom.base, exponent: 0, aliases: [] }],
    base: bankDenom(denom),
    display: path,
    name: `${path} IBC token`,
    symbol: upperCase(denom.base),
    uri: "",
    uriHash: "",
  };
}

/** Upper case as Go makes it: character by character, never one for several (`ß` stays). */
function upperCase(text: string): string {
  return Array.from(text, (character) => {
    const upper = character.toUpperCase();
    return Array.from(upper).length === 1 ? upper : (TITLE_CASE[character] ?? character);
  }).join("");
}

/** Greek letters with an iota below have one upper-case letter that JavaScript spells as two. */
const TITLE_CASE: Readonly<Record<string, string>> = Object.fromEntries(
  [0x1f80, 0x1f90, 0x1fa0]
    .flatMap((first) => Array.from({ length: 8 }, (_, i) => [first + i, first + i + 8] as const))
    .concat([
      [0x1fb3, 0x1fbc],
      [0x1fc3, 0x1fcc],
      [0x1ff3, 0x1ffc],
    ])
    .map(([lower, upper]) => [String.fromCodePoint(lower), String.fromCodePoint(upper)]),
);
