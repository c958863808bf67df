import { readFileSync } from "node:fs";
import { readScenario, runScenario } from "@testudo/devnet/scenario";
import { createStage, randomRun } from "@testudo/testkit/world";
import { parse } from "yaml";

/*
 * Looks for a broken invariant and prints what it found as JSON: what `scripts/mutants.mjs` bundles with a mutated source
 * and runs. Arguments: a scenario file, or steps per random run and the seeds.
 */
interface Found {
  readonly reason: string;
  readonly where: string;
}

async function inScenario(file: string): Promise<Found | undefined> {
  const scenario = readScenario(parse(readFileSync(file, "utf8")), file);
  const where = `scenario ${scenario.name}`;
  try {
    const faults = (await runScenario(createStage(scenario), scenario)).flatMap(
      (report) => report.faults,
    );
    return faults[0] === undefined ? undefined : { reason: faults[0].slice(0, 100), where };
  } catch (error) {
    return { reason: reasonOf(error), where };
  }
}

function inRandomRuns(steps: number, seeds: readonly number[]): Found | undefined {
  for (const seed of seeds) {
    const { failure, steps: done } = randomRun({ seed, steps });
    if (failure === undefined) continue;
    return { reason: failure.reason, where: `seed ${seed} after ${done} steps` };
  }
  return undefined;
}

/** The first rule that broke, or what the chain said. */
function reasonOf(error: unknown): string {
  const faults = Object(error).faults;
  if (Array.isArray(faults)) return String(faults[0]).split(":")[0] ?? "";
  return error instanceof Error ? error.message.slice(0, 100) : String(error);
}

async function main(): Promise<void> {
  const [first = "", ...seeds] = process.argv.slice(2);
  const found = /^\d+$/.test(first)
    ? inRandomRuns(Number(first), seeds.map(Number))
    : await inScenario(first);
  process.stdout.write(`${JSON.stringify({ found })}\n`);
}

void main();
