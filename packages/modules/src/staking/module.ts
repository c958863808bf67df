import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { StakingKeeper } from "./keeper.ts";
import { messages } from "./messages.ts";
import type { Needs } from "./needs.ts";
import { queries } from "./queries.ts";

/**
 * Staking as a part of an application. It returns its validator updates; a chain whose consensus set comes from
 * elsewhere drops them.
 */
export function createStakingModule(
  keeper: StakingKeeper,
  needs: Pick<Needs, "auth" | "bank">,
): AppModule {
  return {
    name: "staking",
    messages: messages(keeper),
    queries: queries(keeper),
    beginBlock: keeper.trackHistoricalInfo,
    endBlock: keeper.blockValidatorUpdates,
    defaultGenesis,
    validateGenesis,
    initGenesis: (ctx, json) => initGenesis(keeper, needs, ctx, json),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
  };
}
