import type { AppModule } from "@testudo/runtime";
import { endBlock } from "./blockers.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { GovKeeper } from "./keeper.ts";
import { govLegacyQueries } from "./legacy-queries.ts";
import { govMessages } from "./messages.ts";
import { govQueries } from "./queries.ts";

export { GOV } from "./deposits.ts";
export { errors, requireAuthority } from "./errors.ts";
export { govInvariants } from "./invariants.ts";
export { createGovKeeper, type GovKeeper } from "./keeper.ts";
export { type LegacyContent, type LegacyContentKind, validateAbstract } from "./legacy-content.ts";
export type { Needs } from "./needs.ts";
export { defaultParams, validateParams } from "./params.ts";

/** The governance module over its keeper. */
export function createGovModule(gov: GovKeeper): AppModule {
  return {
    name: "gov",
    messages: govMessages(gov),
    queries: [...govQueries(gov), ...govLegacyQueries(gov)],
    endBlock: (ctx) => endBlock(ctx, gov),
    initGenesis: (ctx, json) => initGenesis(ctx, gov, json),
    exportGenesis: (ctx) => exportGenesis(ctx, gov),
    validateGenesis: (json) => validateGenesis(json, gov),
    defaultGenesis,
  };
}
