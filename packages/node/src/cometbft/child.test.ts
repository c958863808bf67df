import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "./child.ts";
import { NodeEnded } from "./errors.ts";

let logFile: string;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "testudo-child-"));
  logFile = join(folder, "log");
});
afterEach(() => rm(folder, { recursive: true }));

const start = (script: string, tied = false) =>
  startChild({ name: "a child", command: [process.execPath, "-e", script], logFile, tied });

describe("startChild", () => {
  it("reports an end that nobody asked for, with the last complaint in its log", async () => {
    const child = await start(
      "console.log('I[1] fine'); console.log('E[2] disk  is full'); console.log('bye'); process.exit(3)",
    );
    const fault = await child.ended;
    expect(fault).toBeInstanceOf(NodeEnded);
    expect(fault?.message).toBe(
      `a child ended with code 3: E[2] disk is full; its log is ${logFile}`,
    );
    expect(await readFile(logFile, "utf8")).toContain("bye");
  });

  it("stops with a request to end, which is no fault", async () => {
    const child = await start("setInterval(() => {}, 1000)");
    await child.stop();
    expect(await child.ended).toBeUndefined();
    await child.stop();
  });

  it("reports a crash", async () => {
    const child = await start("setInterval(() => {}, 1000)");
    await child.kill();
    expect((await child.ended)?.message).toBe(`a child ended by SIGKILL; its log is ${logFile}`);
  });

  it("gives a tied child a channel that ends with this process", async () => {
    const child = await start(
      "process.on('disconnect', () => process.exit(0)); console.log(process.connected); process.disconnect()",
      true,
    );
    await child.ended;
    expect(await readFile(logFile, "utf8")).toBe("true\n");
  });

  it("says that a program does not start", async () => {
    const started = startChild({ name: "x", command: [join(folder, "nothing")], logFile });
    await expect(started).rejects.toThrow(/^x does not start: .*ENOENT/);
  });
});
