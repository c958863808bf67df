export { createConsensusKeeper, type ConsensusKeeper } from "./keeper.ts";
