import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY } from "@testudo/base";
import { openNodeClock } from "./node-clock.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "testudo-clock-"));
});
afterEach(() => rm(home, { recursive: true }));

describe("the clock of a single node", () => {
  it("keeps what it was moved by", async () => {
    const clock = await openNodeClock(home);
    await clock.advanceForGood(3n * DAY);
    const moved = await clock.advanceForGood(2n * DAY);
    expect(clock.now()).toBeGreaterThanOrEqual(moved);
    const again = await openNodeClock(home);
    expect(again.now()).toBeGreaterThanOrEqual(moved);
  });

  it("says which file is damaged", async () => {
    await writeFile(join(home, "clock.json"), "{");
    await expect(openNodeClock(home)).rejects.toThrow(/clock\.json is damaged/);
  });
});
