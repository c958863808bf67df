import type { AppModule } from "@testudo/runtime";
import type { ConsensusKeeper } from "./keeper.ts";
import { consensusMessages } from "./messages.ts";
import { consensusQueries } from "./queries.ts";

export { type ConsensusKeeper, createConsensusKeeper } from "./keeper.ts";
export { validateParams } from "./params.ts";

/** The consensus parameter module over its keeper. It has no genesis: InitChain brings the parameters. */
export function createConsensusModule(consensus: ConsensusKeeper): AppModule {
  return {
    name: "consensus",
    messages: consensusMessages(consensus),
    queries: consensusQueries(consensus),
  };
}
