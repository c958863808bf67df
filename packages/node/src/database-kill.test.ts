import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromHex, toHex } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { type CommitMultiStore, createMemoryMultiStore, openMultiStore } from "@testudo/store";
import { buildSync } from "esbuild";
import { openDatabase } from "./database.ts";

const NAMES = ["acc", "bank"];
const KILLS = 6;

/** What block `height` writes: the same in the child, in the model and after a restart. */
const WRITE_BLOCK = `
  function writeBlock(stores, height, sha256, fromHex) {
    const branch = stores.branch();
    for (let i = 0; i < 150; i++) {
      const bytes = sha256(fromHex((height * 1000 + i).toString(16).padStart(16, "0")));
      const store = branch.store(i % 3 === 0 ? "acc" : "bank");
      if (bytes[0] < 60) store.delete(bytes.slice(1, 3));
      else store.set(bytes.slice(1, 3), bytes.slice(0, bytes[0] % 30));
    }
    branch.write();
  }`;
const writeBlock = new Function(`${WRITE_BLOCK}; return writeBlock;`)() as (
  stores: CommitMultiStore,
  height: number,
  hash: typeof sha256,
  hex: typeof fromHex,
) => void;

const CHILD = `
  import { fromHex } from "@testudo/base";
  import { sha256 } from "@testudo/crypto";
  import { openMultiStore } from "@testudo/store";
  import { openDatabase } from "./database.ts";
  ${WRITE_BLOCK}
  async function main() {
    const db = await openDatabase(process.argv[2]);
    const stores = await openMultiStore({ names: ${JSON.stringify(NAMES)}, db, keepVersions: 5 });
    for (;;) {
      writeBlock(stores, Number(stores.version) + 1, sha256, fromHex);
      stores.commit();
      if (stores.version % 3n === 0n) {
        await stores.flush();
        console.log(String(stores.version));
      } else await stores.drain(3);
    }
  }
  main();`;

it("faults 106, 107: loses nothing acknowledged and tears nothing when killed at any moment", async () => {
  const folder = await mkdtemp(join(tmpdir(), "testudo-kill-"));
  // LevelDB is found from where the script lies.
  const modules = join(__dirname, "..", "..", "..", "node_modules", ".cache");
  await mkdir(modules, { recursive: true });
  const scripts = await mkdtemp(join(modules, "kill-"));
  const script = join(scripts, "child.cjs");
  const built = buildSync({
    stdin: { contents: CHILD, resolveDir: __dirname, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["classic-level", "secp256k1", "tiny-secp256k1"],
    write: false,
    logLevel: "error",
  });
  await writeFile(script, built.outputFiles[0]!.contents);

  const model = createMemoryMultiStore(NAMES);
  for (let round = 0; round < KILLS; round++) {
    const acknowledged = await runAndKill(script, join(folder, "state"), 3 + 4 * round);

    const db = await openDatabase(join(folder, "state"));
    const stores = await openMultiStore({ names: NAMES, db, keepVersions: 5 });
    expect(stores.version).toBeGreaterThanOrEqual(acknowledged);
    while (model.version < stores.version) {
      writeBlock(model, Number(model.version) + 1, sha256, fromHex);
      model.commit();
    }
    expect(toHex(stores.appHash)).toBe(toHex(model.appHash));
    for (let v = stores.oldestVersion; v > 0n && v <= stores.version; v++) {
      for (const name of NAMES) {
        expect(contents(stores, name, v)).toBe(contents(model, name, v));
      }
    }
    await stores.close();
    await db.close();
  }
  expect(model.version).toBeGreaterThan(0n);
  for (const one of [folder, scripts]) await rm(one, { recursive: true });
});

/**
 * Kills the child, which goes on committing meanwhile, when it has acknowledged some times.
 *
 * @returns the last version that it said was on the disk
 */
async function runAndKill(script: string, state: string, times: number): Promise<bigint> {
  const child = spawn(process.execPath, [script, state], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
    if (said.split("\n").length > times) child.kill("SIGKILL");
  });
  await new Promise((done) => child.once("close", done));
  // A line that was cut is not an acknowledgement.
  return BigInt(said.split("\n").slice(0, -1).at(-1) ?? 0);
}

function contents(stores: CommitMultiStore, name: string, version: bigint): string {
  return [...stores.at(version).store(name).iterate()]
    .map(([key, value]) => `${toHex(key)}=${toHex(value)}`)
    .join();
}
