import type { AppModule } from "@testudo/runtime";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { MintKeeper } from "./keeper.ts";
import { mintMessages } from "./messages.ts";
import { mintQueries } from "./queries.ts";

export { createMintKeeper, MINT, type MintKeeper, nextInflation } from "./keeper.ts";
export type { Needs } from "./needs.ts";
export { defaultParams, validateParams } from "./params.ts";

/** The mint module over its keeper. */
export function createMintModule(mint: MintKeeper): AppModule {
  return {
    name: "mint",
    messages: mintMessages(mint),
    queries: mintQueries(mint),
    beginBlock: (ctx) => mint.mintBlock(ctx),
    initGenesis: (ctx, json) => initGenesis(ctx, mint, json),
    exportGenesis: (ctx) => exportGenesis(ctx, mint),
    validateGenesis,
    defaultGenesis,
  };
}
