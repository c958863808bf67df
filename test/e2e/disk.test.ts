import { join } from "node:path";
import { toHex } from "@testudo/base";
import { createChainClient, until } from "@testudo/client";
import type { DevnetFile } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { buildCommand, cleanUp, temporaryFolder, testudo, up, upOnFullDisk } from "./command.ts";

/** Enough for a devnet to start; some hundred blocks fill it. */
const FILE_KIB = 1_200;

beforeAll(buildCommand);
afterAll(cleanUp);

/** Hashes of all blocks of the hub. */
async function blocksOf(file: DevnetFile): Promise<string[]> {
  const client = createChainClient({ rpcUrl: file.chains[0]?.rpc ?? "" });
  const hashes: string[] = [];
  const { latestHeight } = await client.status();
  for (let height = 1n; height <= latestHeight; height += 1n) {
    hashes.push(toHex((await client.block(height)).blockId.hash));
  }
  client.close();
  return hashes;
}

it("faults 109: a chain whose disk is full halts and says why, the devnet stops clean, and goes on when there is space", async () => {
  const home = join(temporaryFolder(), "home");
  const args = ["--port-offset", String(await freePortOffset()), "--consumers", "0"];
  const full = await upOnFullDisk(FILE_KIB, home, ...args);
  const refusal = await until(
    async () => {
      const { code, err } = await testudo("mine", "100", "--home", home);
      return code !== 0 && err;
    },
    { timeoutMs: 120_000, what: "a disk that is full" },
  );
  expect(refusal).toMatch(/^testudo: .*(cannot write|could not be saved)[^\n]*\n$/);
  const status = await testudo("status", "--home", home);
  expect(status.out).toMatch(
    /halted: a signed block could not be saved or executed .*start it again/,
  );
  const before = await blocksOf(full.file);

  const down = await testudo("down", "--home", home);
  expect(down.code).toBe(0);
  await until(() => full.child.exitCode !== null, { timeoutMs: 20_000, what: "the end" });
  expect(full.printed()).toMatch(/testudo: cannot write [^\n]*make space[^\n]*\n$/);

  const again = await up(home, ...args);
  expect((await blocksOf(again.file)).slice(0, before.length)).toEqual(before);
  expect((await testudo("mine", "5", "--home", home)).code).toBe(0);
  expect(await again.end("SIGTERM")).toBe(0);
}, 300_000);
