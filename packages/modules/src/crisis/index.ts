import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { CrisisKeeper } from "./keeper.ts";
import { crisisMessages } from "./messages.ts";

export { errors } from "./errors.ts";
export { type CrisisKeeper, createCrisisKeeper } from "./keeper.ts";
export type { Finding, Invariant, Needs } from "./needs.ts";

/** The crisis module over its keeper. Periodic checks at the end of a block are off, as in the reference's default. */
export function createCrisisModule(crisis: CrisisKeeper): AppModule {
  return {
    name: "crisis",
    messages: crisisMessages(crisis),
    initGenesis: (ctx, json) => initGenesis(ctx, crisis, json),
    exportGenesis: (ctx) => exportGenesis(ctx, crisis),
    validateGenesis,
    defaultGenesis,
  };
}
