import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseUnavailable, openDatabase } from "./database.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("openDatabase", () => {
  let folder: string;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "testudo-db-")), "state");
  });
  afterEach(() => rm(join(folder, ".."), { recursive: true }));

  it("keeps batches in order and gives them back after reopening", async () => {
    const db = await openDatabase(folder);
    const batches = [1, 2, 3].map((value) =>
      db.batch(
        [
          { key: bytes(7), value: bytes(value) },
          { key: bytes(value), value: bytes() },
        ],
        {
          sync: value === 3,
        },
      ),
    );
    await Promise.all([...batches, db.batch([{ key: bytes(1) }], { sync: false })]);
    await db.close();

    const again = await openDatabase(folder);
    expect(again.getSync(bytes(7))).toEqual(bytes(3));
    expect(again.getSync(bytes(1))).toBeUndefined();
    const keys = [];
    for await (const [key] of again.entries({ start: bytes(2), end: bytes(7) }))
      keys.push([...key]);
    expect(keys).toEqual([[2], [3]]);
    const last = [];
    for await (const [key] of again.entries({ reverse: true, limit: 1 })) last.push([...key]);
    expect(last).toEqual([[7]]);
    await again.close();
  });

  it("faults 124: makes the folder for its owner alone", async () => {
    const db = await openDatabase(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await db.close();
  });

  it("faults 110: refuses a folder that another process has open, until that process is gone", async () => {
    const script = `
      import { ClassicLevel } from "classic-level";
      const db = new ClassicLevel(${JSON.stringify(folder)});
      await db.open();
      console.log("open");
      setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ["--input-type=module", "-e", script], {
      cwd: __dirname,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((opened) => other.stdout.once("data", opened));

    const ended = new Promise((done) => other.once("exit", done));
    try {
      await expect(openDatabase(folder)).rejects.toThrow(/in use by another process/);
    } finally {
      other.kill("SIGKILL");
      await ended;
    }
    await (await openDatabase(folder)).close();
  });

  it("faults 131: says what is missing when its add-on does not load", async () => {
    await jest.isolateModulesAsync(async () => {
      jest.doMock("classic-level", () => {
        throw new Error("No native build was found for platform=none");
      });
      const { openDatabase: open }: typeof import("./database.ts") = require("./database.ts");
      await expect(open(folder)).rejects.toThrow(
        /classic-level.*does not load.*No native build was found.*install its binary/,
      );
    });
    jest.dontMock("classic-level");
  });

  it("faults 108: says that a damaged folder is damaged and what helps", async () => {
    await (await openDatabase(folder)).close();
    for (const name of await readdir(folder)) {
      if (name.startsWith("MANIFEST")) await writeFile(join(folder, name), "nonsense");
    }

    const opening = openDatabase(folder);
    await expect(opening).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(opening).rejects.toThrow(/damaged.*backup/);
  });
});
