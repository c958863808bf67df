import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { buildCommand, cleanUp, portOffset, testudo } from "./command.ts";

beforeAll(buildCommand);
afterAll(cleanUp);

/** Folders of demos that have not been removed. */
const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("testudo-demo-"));

describe("testudo demo", () => {
  it("holds in every step, twice beside each other, with one history for one seed", async () => {
    const before = demoFolders();
    const runs = await Promise.all(
      [1, 2].map((place) =>
        testudo("demo", "--json", "--port-offset", String(portOffset(50 + place))),
      ),
    );
    const [first, second] = runs.map(({ code, out, err }) => {
      expect({ code, err }).toEqual({ code: 0, err: "" });
      return JSON.parse(out);
    });
    expect(first).toMatchObject({ ok: true, seed: "testudo" });
    expect(first.steps.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok])).toEqual(
      [
        "hub-and-consumer",
        "register-consumer",
        "delegation",
        "double-vote",
        "light-client-attack",
        "downtime",
        "same-evidence-again",
        "forged-evidence",
      ].map((name) => [name, true]),
    );
    expect(first.chains).toHaveLength(3);
    expect(second.chains).toEqual(first.chains);
    expect(second.steps).toEqual(first.steps);
    expect(demoFolders().filter((name) => !before.includes(name))).toEqual([]);
  }, 600_000);
});
