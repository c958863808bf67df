import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { BankKeeper } from "./keeper.ts";
import { messages } from "./messages.ts";
import { queries } from "./queries.ts";

/** Bank as a part of an application. */
export function createBankModule(keeper: BankKeeper): AppModule {
  return {
    name: "bank",
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
