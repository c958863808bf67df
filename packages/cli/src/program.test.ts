import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./run.fixture.ts";

const testudo = (...args: readonly string[]) => runCommand(args);

describe("testudo", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "testudo-cli-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    [["dance"], /unknown command 'dance'/],
    [["up", "--dance"], /unknown option '--dance'/],
    [["send", "dora"], /missing required argument 'to'/],
    [["up", "--validators", "many"], /--validators: "many" is not a whole number/],
    [["up", "--validators", "0"], /validators: 0 is not a whole number from 1/],
    [["up", "--consumers", "51"], /--consumers: "51"/],
    [["up", "--preset", "prod"], /preset.*"prod" is not one of dev, hub/],
    [["up", "--mine", "fast"], /mine.*"fast"/],
    [["up", "--relayer", "hermes"], /relayer.*builtin, none/],
    [["up", "--port-offset", "-5"], /port-offset/],
    [["up", "--port-offset", "39999"], /port offset 39999.*--port-offset/],
    [["up", "--log-level", "loud"], /--log-level: "loud"/],
    [["up", "missing.yaml"], /cannot read missing.yaml \(ENOENT\)/],
    [["node", "app", "--role", "king"], /--role: "king"/],
    [["node", "app", "--role", "provider", "--listen", "nowhere"], /--listen: "nowhere"/],
    [["node", "app", "--role", "provider", "--min-gas-prices", "free"], /--min-gas-prices: "free"/],
    [["export", "hermes", "--events", "wait"], /--events: "wait" is not one of push, pull/],
    [["demo", "--port-offset", "x"], /--port-offset: "x"/],
    [["reset"], /there is no devnet in/],
    ...[
      ["status"],
      ["accounts"],
      ["down"],
      ["validator", "list"],
      ["export", "hermes"],
      ["consumer", "list"],
      ["send", "dora", "erin", "5"],
      ["attack", "double-sign", "bob"],
      ["evidence", "list"],
      ["mine"],
      ["time", "+1d"],
    ].map((args) => [args, /no devnet runs on .*; start one with "testudo up"/] as const),
  ] as const)("faults 127: refuses %j in one line with exit code 2", async (args, says) => {
    const home = args[0] === "demo" ? [] : ["--home", folder];
    const { code, out, err } = await testudo(...args, ...home);
    expect(err).toMatch(says);
    expect(err).toMatch(/^testudo: [^\n]+\n$/);
    expect(err).not.toMatch(/\bat .+:\d+:\d+/);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it.each([
    ["a typo", "sed: x\n", /config\.yaml: there is no key "sed"/],
    ["a bad type", "seed: [1]\n", /config\.yaml: seed: \[1\]/],
    ["broken YAML", "seed: [\n", /config\.yaml is neither YAML nor JSON/],
  ])("faults 127: names file and key of a configuration with %s", async (_what, text, says) => {
    const file = join(folder, "config.yaml");
    writeFileSync(file, text);
    const { code, err } = await testudo("up", file, "--home", join(folder, "home"));
    expect(err).toMatch(says);
    expect(err).toMatch(/^testudo: [^\n]+\n$/);
    expect(code).toBe(2);
  });

  it("faults 127: a taken port is named with the option that moves it, and nothing stays behind", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(26600 + 31_000, "127.0.0.1", done));
    try {
      const home = join(folder, "home");
      const { code, err } = await testudo("up", "--port-offset", "31000", "--home", home);
      expect(err).toMatch(/port 57600 on 127\.0\.0\.1 is in use.*--port-offset/);
      expect(err).toMatch(/^testudo: [^\n]+\n$/);
      expect(code).toBe(2);
    } finally {
      server.close();
    }
  });

  it("says what it can do", async () => {
    const { code, out } = await testudo("--help");
    expect(code).toBe(0);
    for (const word of ["up", "status", "consumer", "validator", "stake", "attack", "demo"]) {
      expect(out).toMatch(new RegExp(`^ {2}${word}\\b`, "m"));
    }
  });
});
