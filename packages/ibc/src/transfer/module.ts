import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { TransferKeeper } from "./keeper.ts";
import { createTransferMessages } from "./messages.ts";
import type { TransferNeeds } from "./needs.ts";
import { createTransferQueries } from "./queries.ts";

/** ICS-20 as a module of an application. */
export function createTransferModule(needs: TransferNeeds, transfer: TransferKeeper): AppModule {
  return {
    name: "transfer",
    messages: createTransferMessages({ ...needs, transfer }),
    queries: createTransferQueries({ ...needs, transfer }),
    initGenesis: (ctx, json) => initGenesis(ctx, { ...needs, transfer }, json),
    exportGenesis: (ctx) => exportGenesis(ctx, transfer),
    validateGenesis,
    defaultGenesis,
  };
}
