import type { AppModule } from "@testudo/runtime";
import { beginBlock } from "./blockers.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { SlashingKeeper } from "./keeper.ts";
import { slashingMessages } from "./messages.ts";
import type { StakingNeeds } from "./needs.ts";
import { slashingQueries } from "./queries.ts";

export { createSlashingHooks } from "./blockers.ts";
export { errors } from "./errors.ts";
export { createSlashingKeeper, type SlashingKeeper } from "./keeper.ts";
export { isBlockMissed, missedBlockPositions } from "./missed-blocks.ts";
export type { Needs, SlashableValidator, StakingNeeds } from "./needs.ts";
export { defaultParams, validateParams } from "./params.ts";

/** The slashing module over its keeper. */
export function createSlashingModule(slashing: SlashingKeeper, staking: StakingNeeds): AppModule {
  return {
    name: "slashing",
    messages: slashingMessages(slashing),
    queries: slashingQueries(slashing),
    beginBlock: (ctx) => beginBlock(ctx, slashing),
    initGenesis: (ctx, json) => initGenesis(ctx, slashing, staking, json),
    exportGenesis: (ctx) => exportGenesis(ctx, slashing),
    validateGenesis,
    defaultGenesis,
  };
}
