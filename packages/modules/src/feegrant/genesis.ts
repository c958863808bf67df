import type { JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/feegrant/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { allowanceOf } from "./allowances.ts";
import type { FeegrantKeeper } from "./keeper.ts";
import { state } from "./state.ts";

/** No allowances. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({ allowances: [] });
}

/** Refuses allowances that no message could give. */
export function validateGenesis(json: JsonValue): void {
  for (const { allowance } of GenesisState.fromJSON(json).allowances) {
    allowanceOf(allowance).validate();
  }
}

/** Gives every allowance as if it were given now. */
export function initGenesis(ctx: Ctx, feegrant: FeegrantKeeper, json: JsonValue): void {
  const { acc } = feegrant.addresses;
  for (const { granter, grantee, allowance } of GenesisState.fromJSON(json).allowances) {
    const ends = { granter: acc.fromText(granter), grantee: acc.fromText(grantee) };
    feegrant.grantAllowance(ctx, ends, allowance ?? panic("failed to get allowance"));
  }
}

/** All allowances, by grantee. */
export function exportGenesis(ctx: Ctx): JsonValue {
  return GenesisState.toJSON({ allowances: [...state.allowances.values(ctx)] });
}
