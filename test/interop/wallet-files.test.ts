import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "@testudo/proto";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import {
  buildCommand,
  cleanUp,
  temporaryFolder,
  testudo,
  type UpProcess,
  up,
} from "../e2e/command.ts";
import { describeWithNpmPackage } from "./npm-packages.ts";

/** What `testudo export keplr|registry` writes and the control port serves, held against what others publish. */
const KEPLR = { name: "@keplr-wallet/chain-validator", version: "0.13.16" };
const AJV = { name: "ajv", version: "8.20.0" };
/** A checkout of the chain registry, for its schemas. */
const { TESTUDO_CHAIN_REGISTRY: registry = "" } = process.env;
const hasSchemas = existsSync(join(registry, "chain.schema.json"));

let home: string;
let devnet: UpProcess;

beforeAll(async () => {
  buildCommand();
  home = temporaryFolder();
  devnet = await up(home, "--port-offset", String(await freePortOffset()));
}, 120_000);
afterAll(async () => {
  await devnet?.end("SIGTERM");
  cleanUp();
});

async function exported(kind: "keplr" | "registry"): Promise<readonly string[]> {
  const { code, out, err } = await testudo("export", kind, "--home", home, "--json");
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out).files;
}

const contentOf = (file: string): JsonValue => JSON.parse(readFileSync(file, "utf8"));

/** Runs a script where a package is installed, with JSON as its argument; it prints JSON. */
function ask(folder: string, script: string, input: unknown) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["-e", script, JSON.stringify(input), require.resolve("ws")],
    { cwd: folder, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(stderr);
  // The packages print what they think on the lines before.
  return JSON.parse(stdout.split("\n").at(-1) ?? "");
}

it.each(["keplr", "registry"] as const)(
  "the control port serves what export %s writes",
  async (kind) => {
    for (const file of await exported(kind)) {
      const path = file.slice(join(home, kind).length);
      const response = await fetch(`${devnet.file.control}/${kind}${path}`);
      expect(JSON.parse(await response.text())).toEqual(contentOf(file));
    }
  },
);

describeWithNpmPackage("Keplr's own check of a suggestion", KEPLR, (folder) => {
  it("takes every chain, and finds every feature that is claimed", async () => {
    const files = await exported("keplr");
    expect(files).toHaveLength(2);
    for (const file of files) {
      const info = contentOf(file) as { readonly features: readonly string[] };
      const { checked, features } = ask(
        folder,
        `const v = require("@keplr-wallet/chain-validator");
         const info = JSON.parse(process.argv[1]);
         (async () => {
           const checked = await v.validateBasicChainInfoType(info);
           await v.checkRPCConnectivity(info.chainId, info.rpc, (url) => new (require(process.argv[2]))(url));
           await v.checkRestConnectivity(info.chainId, info.rest);
           const features = await v.checkChainFeatures({ ...info, features: [] });
           process.stdout.write("\\n" + JSON.stringify({ checked, features }), () => process.exit(0));
         })().catch((error) => { process.stderr.write(String(error?.stack ?? error)); process.exit(1); });`,
        info,
      );
      expect(checked).toMatchObject(info);
      expect(info.features).toEqual(expect.arrayContaining(features));
    }
  });

  it("refuses a suggestion with a part missing", () => {
    const script = `const v = require("@keplr-wallet/chain-validator");
      v.validateBasicChainInfoType(JSON.parse(process.argv[1])).then(
        () => process.stdout.write("true"), () => process.stdout.write("false"));`;
    expect(ask(folder, script, { chainId: "hub-1" })).toBe(false);
  });
});

const withSchemas = hasSchemas
  ? describeWithNpmPackage
  : (name: string, _wanted: object, body: (folder: string) => void) =>
      describe.skip(`${name} (skipped: TESTUDO_CHAIN_REGISTRY names no checkout of it)`, () =>
        body(""));

withSchemas("the schemas of the chain registry", AJV, (folder) => {
  it("take chain.json and assetlist.json of every chain", async () => {
    const files = await exported("registry");
    expect(files).toHaveLength(4);
    for (const file of files) {
      const kind = file.endsWith("chain.json") ? "chain" : "assetlist";
      const schema = contentOf(join(registry, `${kind}.schema.json`));
      const script = `const Ajv = require("ajv").default;
        const { schema: { $schema, ...schema }, data, spoilt } = JSON.parse(process.argv[1]);
        const check = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
        const errors = check(data) ? [] : check.errors;
        process.stdout.write(JSON.stringify({ errors, takesAnything: check(spoilt) }));`;
      const data = contentOf(file);
      const answer = ask(folder, script, {
        schema,
        data,
        spoilt: { ...Object(data), nonsense: 1 },
      });
      expect([file, answer]).toEqual([file, { errors: [], takesAnything: false }]);
    }
  });
});
