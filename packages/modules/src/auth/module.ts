import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { AccountKeeper } from "./keeper.ts";
import { messages } from "./messages.ts";
import { queries } from "./queries.ts";

/** Auth as a part of an application. */
export function createAuthModule(keeper: AccountKeeper): AppModule {
  return {
    name: "auth",
    messages: messages(keeper),
    queries: queries(keeper),
    defaultGenesis,
    validateGenesis: (json) => validateGenesis(keeper, json),
    initGenesis(ctx, json) {
      initGenesis(keeper, ctx, json);
    },
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
  };
}
