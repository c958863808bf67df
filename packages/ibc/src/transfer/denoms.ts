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
    symbol: denom.base.toUpperCase(),
    uri: "",
    uriHash: "",
  };
}
