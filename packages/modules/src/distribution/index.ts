import type { AppModule } from "@testudo/runtime";
import { beginBlock } from "./blockers.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { DistributionKeeper } from "./keeper.ts";
import { distributionMessages } from "./messages.ts";
import { distributionQueries } from "./queries.ts";

export { createDistributionHooks } from "./blockers.ts";
export type { DelegationKey } from "./delegation-rewards.ts";
export { errors } from "./errors.ts";
export { distributionInvariants } from "./invariants.ts";
export { createDistributionKeeper, DISTRIBUTION, type DistributionKeeper } from "./keeper.ts";
export { communityPoolSpendContent } from "./legacy-content.ts";
export type { Needs } from "./needs.ts";
export { defaultParams, validateParams } from "./params.ts";

/** The distribution module over its keeper. */
export function createDistributionModule(distribution: DistributionKeeper): AppModule {
  return {
    name: "distribution",
    messages: distributionMessages(distribution),
    queries: distributionQueries(distribution),
    beginBlock: (ctx) => beginBlock(ctx, distribution),
    initGenesis: (ctx, json) => initGenesis(ctx, distribution, json),
    exportGenesis: (ctx) => exportGenesis(ctx, distribution),
    validateGenesis,
    defaultGenesis,
  };
}
