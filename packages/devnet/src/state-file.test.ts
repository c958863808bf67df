import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newState } from "./devnet.ts";
import { devnetFilePath, readDevnetFile } from "./devnet-file.ts";
import { InputError } from "./errors.ts";
import { prepareState } from "./prepare-state.ts";
import { readState, removeHome, statePath, writeState } from "./state-file.ts";
import { readTopology } from "./topology.ts";

describe("files of a devnet", () => {
  let home: string;

  beforeEach(async () => {
    home = join(await mkdtemp(join(tmpdir(), "testudo-home-")), "home");
  });
  afterEach(() => rm(join(home, ".."), { recursive: true, force: true }));

  const state = {
    ...newState(readTopology({ consumers: 2, mine: "interval:500ms" })),
    clockOffset: 10n ** 18n,
    keyGenerations: { "consumer-1/alice": 2 },
  };

  it("come back as they were written", async () => {
    await writeState(home, state);
    expect(await readState(home)).toEqual(state);
  });

  it("faults 124: are for their owner alone", async () => {
    await writeState(home, state);
    expect((await stat(statePath(home))).mode & 0o777).toBe(0o600);
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  });

  it.each([
    ["no JSON", "{"],
    ["another version", '{"version":9}'],
    ["a missing part", '{"version":1,"topology":{}}'],
    ["a foreign key", '{"version":1,"topology":{"x":1},"consumers":[],"clockOffset":"0"}'],
  ])("faults 108: with %s are refused with a remedy", async (_what, text) => {
    await writeState(home, state);
    await writeFile(statePath(home), text);
    await expect(readState(home)).rejects.toThrow(InputError);
    await expect(readState(home)).rejects.toThrow(/is damaged .*testudo reset/);
  });

  it("name what helps when no devnet runs, or its file is damaged", async () => {
    await expect(readDevnetFile(home)).rejects.toThrow(/testudo up/);
    await writeState(home, state);
    await writeFile(devnetFilePath(home), "[]");
    await expect(readDevnetFile(home)).rejects.toThrow(/damaged/);
  });

  it("go with reset, and nothing else does", async () => {
    expect(await removeHome(home)).toBe(false);
    await writeState(home, state);
    await writeFile(join(home, "mine.txt"), "");
    expect(await removeHome(home)).toBe(true);
    expect(await readdir(home)).toEqual(["mine.txt"]);
  });

  it("let a start change ports and mining, and nothing that is in the chains", async () => {
    await writeState(home, state);
    const moved = await prepareState(home, { overrides: { portOffset: 7, mine: "auto" } });
    expect(moved.topology).toMatchObject({ portOffset: 7, mine: { mode: "auto" } });
    expect(moved.clockOffset).toBe(state.clockOffset);
    await expect(prepareState(home, { overrides: { seed: "other" } })).rejects.toThrow(
      /another seed.*testudo reset/,
    );
    // The same value again contradicts nothing.
    await expect(prepareState(home, { overrides: { seed: "testudo" } })).resolves.toBeDefined();
  });
});
