import type { AppModule } from "@testudo/runtime";
import { PROVIDER_MODULE } from "../wire/names.ts";
import { beginBlock } from "./blockers.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { ProviderKeeper } from "./keeper.ts";
import { providerMessages } from "./messages.ts";
import { providerQueries } from "./queries.ts";

/**
 * The provider as a part of an application: the only one that hands validator updates to the engine. It comes after
 * staking in genesis, in the beginning and at the end of blocks.
 */
export function createProviderModule(keeper: ProviderKeeper): AppModule {
  return {
    name: PROVIDER_MODULE,
    messages: providerMessages(keeper),
    queries: providerQueries(keeper),
    beginBlock: (ctx) => beginBlock(ctx, keeper),
    endBlock: (ctx) => keeper.vscPackets.endBlock(ctx),
    defaultGenesis,
    validateGenesis: (json) => validateGenesis(keeper.needs.addresses, json),
    initGenesis: (ctx, json) => initGenesis(ctx, json, keeper.slashMeter, keeper.validatorSets),
    exportGenesis,
  };
}
