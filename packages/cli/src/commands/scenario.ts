import {
  readScenario,
  runScenario,
  type Scenario,
  type StepReport,
  stepText,
} from "@testudo/devnet/scenario";
import type { Command } from "commander";
import { readConfig } from "../config-file.ts";
import { EXIT } from "../failures.ts";
import { createOutput } from "../output.ts";

interface ScenarioOptions {
  readonly json?: boolean;
}

export function addScenarioCommands(program: Command): void {
  const scenario = program
    .command("scenario")
    .description("lists of actions with the states that they must lead to");

  scenario
    .command("run <files...>")
    .description(
      "run scenario files on chains of their own, with invariants checked after each block",
    )
    .option("--home <folder>", "ignored: a scenario leaves nothing behind")
    .option("--json", "print JSON")
    .action(run);
}

async function run(files: string[], options: ScenarioOptions): Promise<void> {
  const output = createOutput(options.json === true);
  const scenarios: Scenario[] = [];
  // All are read before the first runs: a typo in the last one should not take minutes to be found.
  for (const file of files) scenarios.push(readScenario((await readConfig(file)).config, file));
  // The chains are loaded for this command alone.
  const { createStage } = await import("@testudo/testkit/world");

  const results: { name: string; ok: boolean; steps: number; faults: readonly string[] }[] = [];
  for (const scenario of scenarios) {
    const reports = await runScenario(createStage(scenario), scenario);
    const faults = reports.filter((report) => report.faults.length > 0);
    results.push({
      name: scenario.name,
      ok: faults.length === 0,
      steps: scenario.steps.length,
      faults: faults.map(stepText),
    });
    if (!output.isJson) process.stdout.write(`${lineOf(scenario, faults)}\n`);
  }
  const failed = results.filter(({ ok }) => !ok);
  output.result(
    { ok: failed.length === 0, scenarios: results },
    () => `${results.length - failed.length} of ${results.length} scenarios went as they say`,
  );
  if (failed.length > 0) process.exitCode = EXIT.failed;
}

function lineOf({ name, steps }: Scenario, faults: readonly StepReport[]): string {
  if (faults.length === 0) return `${name}: all ${steps.length} steps as expected`;
  return `${name}: FAILED at ${faults.map(stepText).join("\n")}`;
}
