import { GenesisState } from "@testudo/proto/interchain_security/ccv/consumer/v1";
import type { AppModule } from "@testudo/runtime";
import { CONSUMER_MODULE } from "../wire/names.ts";
import { beginBlock, endBlock } from "./blockers.ts";
import { defaultGenesis, exportGenesis, initGenesis } from "./genesis.ts";
import { validateGenesisState } from "./genesis-validation.ts";
import type { ConsumerKeeper } from "./keeper.ts";
import { consumerMessages } from "./messages.ts";
import { consumerQueries } from "./queries.ts";

export { errors as consumerErrors } from "./errors.ts";
export { validateGenesisState } from "./genesis-validation.ts";
export { createConsumerIbcModule } from "./ibc-module.ts";
export { type ConsumerKeeper, createConsumerKeeper } from "./keeper.ts";
export { consumerMessageFilters } from "./message-filters.ts";
export type { Needs as ConsumerNeeds, StandaloneStaking, StandInNeeds } from "./needs.ts";
export { stakingParamsQuery } from "./queries.ts";
export { type ConsumerStaking, createConsumerStaking } from "./staking-stand-in.ts";
export { state as consumerState } from "./state.ts";

/** The consumer module over its keeper. It is the only one of its application that returns validator updates. */
export function createConsumerModule({ needs }: ConsumerKeeper): AppModule {
  return {
    name: CONSUMER_MODULE,
    messages: consumerMessages(needs),
    queries: consumerQueries(needs),
    beginBlock: (ctx) => beginBlock(ctx, needs),
    endBlock: (ctx) => endBlock(ctx, needs),
    initGenesis: (ctx, json) => initGenesis(ctx, needs, json),
    exportGenesis: (ctx) => exportGenesis(ctx, needs),
    validateGenesis: (json) => validateGenesisState(GenesisState.fromJSON(json)),
    defaultGenesis,
  };
}
