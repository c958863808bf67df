import { plainError } from "@testudo/base";
import { fromTimestamp, type JsonValue } from "@testudo/proto";
import { GenesisState } from "@testudo/proto/cosmos/authz/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import type { AuthzKeeper } from "./keeper.ts";
import { state } from "./state.ts";

/** No grants. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({ authorization: [] });
}

/** Refuses grants without two ends. */
export function validateGenesis(json: JsonValue): void {
  GenesisState.fromJSON(json).authorization.forEach(({ granter, grantee }, index) => {
    if (grantee === "") throw plainError(`authorization: ${index}, missing grantee`);
    if (granter === "") throw plainError(`authorization: ${index},missing granter`);
  });
}

/** Stores the grants that have not expired, as if they were given now. */
export function initGenesis(ctx: Ctx, authz: AuthzKeeper, json: JsonValue): void {
  for (const entry of GenesisState.fromJSON(json).authorization) {
    const expiration = entry.expiration === undefined ? undefined : fromTimestamp(entry.expiration);
    if (expiration !== undefined && expiration < ctx.time) continue;
    const grantee = authz.addresses.acc.fromText(entry.grantee);
    const granter = authz.addresses.acc.fromText(entry.granter);
    const authorization = entry.authorization ?? panic("expected authorization");
    authz.saveGrant(ctx, { granter, grantee }, authorization, expiration);
  }
}

/** All grants, by granter, grantee and message. */
export function exportGenesis(ctx: Ctx, authz: AuthzKeeper): JsonValue {
  const { acc } = authz.addresses;
  return GenesisState.toJSON({
    authorization: Array.from(state.grants.entries(ctx), ([[granter, grantee], grant]) => ({
      granter: acc.toText(granter),
      grantee: acc.toText(grantee),
      ...grant,
    })),
  });
}
