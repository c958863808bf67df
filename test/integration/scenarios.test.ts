import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readScenario, runScenario, stepText } from "@testudo/devnet/scenario";
import { createStage } from "@testudo/testkit/world";
import { parse } from "yaml";

/*
 * The files of devnet/scenarios, one for each scenario that the Go project runs against nodes, on chains in this
 * process. Invariants are checked after every block of every chain.
 */
const folder = join(__dirname, "..", "..", "devnet", "scenarios");
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

describe("scenario", () => {
  it.each(files)("%s goes as it says", async (file) => {
    const scenario = readScenario(parse(readFileSync(join(folder, file), "utf8")), file);
    expect(`${scenario.name}.yaml`).toBe(file);

    const reports = await runScenario(createStage(scenario), scenario);

    const faults = reports.filter((report) => report.faults.length > 0).map(stepText);
    expect(faults).toEqual([]);
    expect(reports).toHaveLength(scenario.steps.length);
  });
});
