export { creationTerms, type Speaker, updateTerms } from "./consumer-terms.ts";
export { perform } from "./perform.ts";
export {
  type Failure,
  failureText,
  RANDOM_SETUP,
  type RunReport,
  randomRun,
  replay,
  shrink,
} from "./random-run.ts";
export { createStage } from "./stage.ts";
export {
  createWorld,
  type Outcome,
  type World,
  type WorldConsumer,
  type WorldSetup,
} from "./world.ts";
