import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(__dirname, "..", "..");

interface Machine {
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: string;
  readonly folder?: string;
}

/** A hub that lives for twelve blocks of sends and delegations, and prints what each block came to. */
const CHAIN = `
  import { toHex } from "@testudo/base";
  import { packAny } from "@testudo/proto";
  import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
  import { MsgDelegate } from "@testudo/proto/cosmos/staking/v1beta1";
  import { startServedHub } from "@testudo/testkit/served-hub";
  async function main() {
    const hub = await startServedHub();
    const { engine, denom, userAddress } = hub;
    const coin = (amount) => ({ denom, amount });
    for (let block = 0n; block < 12n; block += 1n) {
      const messages = [
        packAny(MsgSend, { fromAddress: userAddress, toAddress: userAddress, amount: [coin(String(block + 1n))] }),
        packAny(MsgDelegate, { delegatorAddress: userAddress, validatorAddress: hub.validator, amount: coin("1000001") }),
      ];
      await engine.broadcastTxSync(hub.signed({ messages, sequence: block }));
      await engine.mine(1);
    }
    for (let height = 1n; height <= engine.status().latestHeight; height += 1n) {
      const { appHash, txResults } = engine.blockResults(height);
      const codes = txResults.map(({ code, gasUsed }) => code + "/" + gasUsed);
      console.log(String(height), toHex(engine.block(height).blockId.hash), toHex(appHash), codes.join());
    }
    await hub.stop();
    const { sharedObjects } = process.report.getReport();
    console.log(sharedObjects.some((name) => name.includes("secp256k1")) ? "native" : "plain");
  }
  main();`;

describe("faults 112: the same chain on another machine", () => {
  // Add-ons are found from where the script lies: in a checkout they are, in a folder of its own they are not.
  mkdirSync(join(root, "node_modules", ".cache"), { recursive: true });
  const checkout = mkdtempSync(join(root, "node_modules", ".cache", "same-"));
  const elsewhere = mkdtempSync(join(tmpdir(), "testudo-same-"));
  /** The lines of all heights, and whether signatures were native code. */
  function history({ flags = [], env = {}, node = "node", folder = checkout }: Machine = {}) {
    const script = join(folder, "chain.mjs");
    const lines = execFileSync(node, [...flags, script], {
      env: { ...process.env, ...env },
      encoding: "utf8",
    })
      .trim()
      .split("\n");
    return { heights: lines.slice(0, -1), code: lines.at(-1) };
  }
  let expected: readonly string[];

  beforeAll(() => {
    const built = buildSync({
      stdin: { contents: CHAIN, resolveDir: __dirname, loader: "ts" },
      bundle: true,
      platform: "node",
      format: "esm",
      external: ["classic-level", "secp256k1", "tiny-secp256k1"],
      banner: {
        js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
      },
      write: false,
      logLevel: "error",
    });
    for (const folder of [checkout, elsewhere]) {
      writeFileSync(join(folder, "chain.mjs"), built.outputFiles[0]!.contents);
    }
    const { heights, code } = history();
    expect([heights.length, code]).toEqual([14, "native"]);
    expected = heights;
  });
  afterAll(() => {
    for (const folder of [checkout, elsewhere]) rmSync(folder, { recursive: true });
  });

  it.each<Machine & { where: string; code?: string }>([
    {
      where: "in another place and language",
      env: { TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8" },
    },
    {
      where: "with another hash seed and a small heap",
      flags: ["--hash-seed=77", "--max-semi-space-size=1"],
    },
    { where: "without an optimising compiler", flags: ["--no-opt", "--no-sparkplug"] },
    { where: "without native signatures", folder: elsewhere, code: "plain" },
  ])(
    "$where has the same hashes and gas at every height",
    ({ where: _, code = "native", ...machine }) => {
      expect(history(machine)).toEqual({ heights: expected, code });
    },
  );

  const otherNode = process.env.TESTUDO_OTHER_NODE;
  (otherNode === undefined ? it.skip : it)(
    "under another version of Node (TESTUDO_OTHER_NODE names it) has the same ones",
    () => expect(history({ node: otherNode ?? "" }).heights).toEqual(expected),
  );
});
