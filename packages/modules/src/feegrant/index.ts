import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { FeegrantKeeper } from "./keeper.ts";
import { feegrantMessages } from "./messages.ts";
import { feegrantQueries } from "./queries.ts";

export { errors } from "./errors.ts";
export { createFeegrantKeeper, type Ends, type FeegrantKeeper } from "./keeper.ts";
export type { Needs } from "./needs.ts";

/** Allowances that the end of a block removes at most. */
const PRUNED_PER_BLOCK_MAX = 200;

/** The fee allowance module over its keeper. */
export function createFeegrantModule(feegrant: FeegrantKeeper): AppModule {
  return {
    name: "feegrant",
    messages: feegrantMessages(feegrant),
    queries: feegrantQueries(feegrant),
    endBlock: (ctx) => feegrant.removeExpired(ctx, PRUNED_PER_BLOCK_MAX),
    initGenesis: (ctx, json) => initGenesis(ctx, feegrant, json),
    exportGenesis,
    validateGenesis,
    defaultGenesis,
  };
}
