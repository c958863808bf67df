import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { AuthzKeeper } from "./keeper.ts";
import { authzMessages } from "./messages.ts";
import { authzQueries } from "./queries.ts";

export type { Acceptance, AuthorizationKind } from "./authorizations.ts";
export { errors } from "./errors.ts";
export { type AuthzKeeper, createAuthzKeeper, type GrantKey } from "./keeper.ts";
export type { Needs } from "./needs.ts";

/** The authz module over its keeper. */
export function createAuthzModule(authz: AuthzKeeper): AppModule {
  return {
    name: "authz",
    messages: authzMessages(authz),
    queries: authzQueries(authz),
    beginBlock: (ctx) => authz.deleteExpired(ctx),
    initGenesis: (ctx, json) => initGenesis(ctx, authz, json),
    exportGenesis: (ctx) => exportGenesis(ctx, authz),
    validateGenesis,
    defaultGenesis,
  };
}
