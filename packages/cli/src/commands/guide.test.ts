import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@testudo/base";
import { prepareState, type ServedDevnet, serveDevnet } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { runCommand } from "../run.fixture.ts";

const guide = readFileSync(
  join(__dirname, "..", "..", "..", "..", "docs", "consumer-life.md"),
  "utf8",
);

/** Lines of the guide that a reader types. */
const commands = [...guide.matchAll(/^npx testudo (.*)$/gm)].map(([, line = ""]) => ({
  line: line.replace(/ +#.*$/, ""),
  isRefused: /# refused/.test(line),
}));

describe("the guide to the life of a consumer", () => {
  const home = mkdtempSync(join(tmpdir(), "testudo-guide-"));
  let served: ServedDevnet;

  beforeAll(async () => {
    const overrides = { portOffset: await freePortOffset(), validators: 4, consumers: 1 };
    const state = await prepareState(home, { overrides });
    served = await serveDevnet({ home, state, logger: silentLogger });
  }, 180_000);
  afterAll(async () => {
    await served?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it("has commands", () => expect(commands.length).toBeGreaterThan(40));

  it.each(commands)(
    "testudo $line",
    async ({ line, isRefused }) => {
      const { code, err } = await runCommand([...wordsOf(line), "--home", home]);
      expect({ code, err }).toEqual(
        isRefused
          ? { code: 1, err: expect.stringMatching(/^testudo: [^\n]+\n$/) }
          : { code: 0, err: "" },
      );
    },
    180_000,
  );
});

/** A line's words as a shell sees them, single quotes taken off. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}
