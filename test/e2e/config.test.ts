import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { buildCommand, cleanUp, temporaryFolder, testudo } from "./command.ts";

const folder = temporaryFolder();
const home = join(folder, "home");
const CONTROL_PORT = 26_600;

beforeAll(buildCommand);
afterAll(cleanUp);

describe("a configuration that is wrong", () => {
  it.each([
    { why: "a typo", text: "validtors: 4", names: /config\.yaml.*validtors/ },
    { why: "a typo further down", text: "hub: { denmo: x }", names: /config\.yaml: hub.*denmo/ },
    { why: "text for a number", text: "consumers: many", names: /config\.yaml: consumers/ },
    {
      why: "a number for text",
      text: "accounts: [7]",
      names: /config\.yaml: accounts\[0\].*7/,
    },
    { why: "an unknown preset", text: "preset: fast", names: /config\.yaml: preset.*"fast".*dev/ },
    { why: "broken YAML", text: "hub: [", names: /config\.yaml is neither YAML nor JSON/ },
    {
      why: "a public address (faults 128)",
      text: "host: 0.0.0.0",
      names: /config\.yaml.*host/,
    },
    {
      why: "a key that would reach the prototype",
      text: '{"__proto__": {"validators": 9}}',
      names: /config\.yaml.*__proto__/,
    },
  ])(
    "faults 127: with $why is refused in one line, and nothing has begun",
    async ({ text, names }) => {
      const file = join(folder, "config.yaml");
      writeFileSync(file, text);
      const { code, out, err } = await testudo("up", file, "--home", home);
      expect(err).toMatch(/^testudo: [^\n]+\n$/);
      expect(err).toMatch(names);
      expect({ code, out, isBegun: existsSync(home) }).toEqual({
        code: 2,
        out: "",
        isBegun: false,
      });
    },
  );

  it("faults 127: a file that is not there is named", async () => {
    const { code, err } = await testudo("up", join(folder, "none.yaml"), "--home", home);
    expect([code, err]).toEqual([2, expect.stringMatching(/^testudo: cannot read .*none\.yaml/)]);
  });
});

it("faults 127: a port that is taken is named with the way out, and no chain is left running", async () => {
  const offset = await freePortOffset();
  const port = CONTROL_PORT + offset;
  const other = createServer().listen(port, "127.0.0.1");
  const { code, err } = await testudo("up", "--home", home, "--port-offset", String(offset));
  other.close();
  expect(code).toBe(2);
  expect(err).toMatch(new RegExp(`^testudo: port ${port} on 127.0.0.1.*--port-offset[^\\n]*\\n$`));
  expect(existsSync(join(home, "chains"))).toBe(false);
});
