export {
  ACTION_KINDS,
  type Action,
  type ActionKind,
  type ConsumerTerms,
  durationOf,
  type Government,
  readAction,
} from "./actions.ts";
export {
  type ActionOutcome,
  runScenario,
  type ScenarioStage,
  type StepReport,
  stepText,
} from "./run-scenario.ts";
export { type Expectations, readScenario, type Scenario, type ScenarioStep } from "./scenario.ts";
