import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { buildCommand, cleanUp, testudo } from "./command.ts";

beforeAll(buildCommand);
afterAll(cleanUp);

/** Folders of demos that have not been removed. */
const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("testudo-demo-"));

describe("testudo demo", () => {
  it("holds in every step, twice beside each other, with one history for one seed", async () => {
    const before = demoFolders();
    const offsets = [await freePortOffset(), await freePortOffset()];
    const runs = await Promise.all(
      offsets.map((offset) => testudo("demo", "--json", "--port-offset", String(offset))),
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
