import type { Action } from "./actions.ts";
import type { Expectations, Scenario, ScenarioStep } from "./scenario.ts";

/** Something that scenarios run on: chains in one process, or a devnet. */
export interface ScenarioStage {
  /** Does it, and says what refused it, if anything. */
  perform(action: Action): ActionOutcome | Promise<ActionOutcome>;
  /** What is the case, for exactly the names that are expected. */
  observe(expected: Expectations): Expectations | Promise<Expectations>;
}

/** What became of an action. */
export interface ActionOutcome {
  /** Codespace and code, as in `provider/20`, or a word for what is no transaction. */
  readonly refusal?: string;
  readonly log?: string;
}

/** How a step went. */
export interface StepReport {
  /** From 1. */
  readonly number: number;
  readonly step: ScenarioStep;
  /** What was not as expected; none when all was. */
  readonly faults: readonly string[];
}

/** Runs a scenario, up to and including the first step that does not go as expected. */
export async function runScenario(stage: ScenarioStage, scenario: Scenario): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const faults = [...(await outcomeFaults(stage, step)), ...(await stateFaults(stage, step))];
    reports.push({ number: index + 1, step, faults });
    if (faults.length > 0) break;
  }
  return reports;
}

/** A step with its faults, for people. */
export function stepText({ number, step, faults }: StepReport): string {
  const { do: kind, ...fields } = step.action ?? { do: "look" };
  const values = Object.entries(fields).map(([key, value]) => `${key}=${textOf(value)}`);
  return [`step ${number}: ${[kind, ...values].join(" ")}`, ...faults].join("\n  ");
}

async function outcomeFaults(
  stage: ScenarioStage,
  { action, refused }: ScenarioStep,
): Promise<readonly string[]> {
  if (action === undefined) return [];
  const { refusal, log = "" } = await stage.perform(action);
  if (refusal === refused) return [];
  if (refused === undefined) return [`refused with ${refusal}: ${log}`];
  return [
    refusal === undefined
      ? `went through and should be refused with ${refused}`
      : `refused with ${refusal} and should be with ${refused}: ${log}`,
  ];
}

async function stateFaults(
  stage: ScenarioStage,
  { expect }: ScenarioStep,
): Promise<readonly string[]> {
  if (expect === undefined) return [];
  const actual: Readonly<Record<string, unknown>> = { ...(await stage.observe(expect)) };
  return Object.entries(expect).flatMap(([key, wanted]) => {
    const [found, expected] = [textOf(actual[key]), textOf(wanted)];
    return found === expected ? [] : [`${key} is ${found} and should be ${expected}`];
  });
}

/** As JSON with sorted keys, so that equal values have equal texts. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === "bigint") return String(one);
    if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
