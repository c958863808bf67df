import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../run.fixture.ts";

const scenario = (...args: readonly string[]) => runCommand(["scenario", "run", ...args]);

describe("testudo scenario run", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "testudo-scenario-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function file(...steps: readonly string[]): string {
    const path = join(folder, "one.yaml");
    const head = "name: one\nabout: a hub\npowers: { alice: 100, bob: 50 }\nsteps:\n";
    writeFileSync(path, head + steps.map((step) => `  - ${step}\n`).join(""));
    return path;
  }

  it("says that all went as expected", async () => {
    const path = file(
      "{ do: delegate, from: dora, validator: bob, amount: 1000000 }",
      "{ do: unjail, validator: bob, refused: slashing/5 }",
      "{ do: blocks, count: 1, expect: { powers: { hub: { alice: 100, bob: 51 } } } }",
    );
    const { code, out } = await scenario(path);
    expect(out).toBe("one: all 3 steps as expected\n1 of 1 scenarios went as they say\n");
    expect(code).toBe(0);
  });

  it("names the step that did not, and fails", async () => {
    const { code, out } = await scenario(file("{ expect: { jailed: { bob: true } } }"), "--json");
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      scenarios: [{ name: "one", ok: false, faults: [expect.stringMatching(/^step 1: look/)] }],
    });
    expect(code).toBe(1);
  });

  it.each([
    ["{ do: opt-im }", /step 1\.do: "opt-im" is not one of/],
    ["{ do: unjail, validator: bob, amount: 1 }", /step 1: there is no key "amount"/],
    ["{ do: unjail }", /step 1: "validator" is missing/],
    ["{ expect: { jail: {} } }", /step 1\.expect: there is no key "jail"/],
    ["{ do: wait, span: soon }", /step 1\.span: "soon" is no span/],
  ])("refuses %s before anything runs", async (step, message) => {
    const { code, err } = await scenario(file(step));
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});
