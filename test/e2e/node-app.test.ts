import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AbciClient, connectSocketClient } from "@testudo/abci";
import { loadRecordedChain, replayChain } from "@testudo/testkit/replay";

const root = join(__dirname, "..", "..");
const command = join(root, "dist", "testudo.mjs");
const running: ChildProcess[] = [];
const folders: string[] = [];

beforeAll(() => {
  execFileSync("node", [join(root, "scripts", "build.mjs")], { cwd: root });
});

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts `testudo node app` and connects to the address that it prints. */
async function startApp(role: string, home?: string) {
  const args = ["node", "app", "--role", role, "--listen", "tcp://127.0.0.1:0"];
  const child = spawn("node", [command, ...args, ...(home === undefined ? [] : ["--home", home])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /tcp:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address !== undefined) return { child, client: await connectSocketClient({ address }) };
  }
  throw new Error("the application ended before it listened");
}

async function stop(child: ChildProcess, client: AbciClient, signal: NodeJS.Signals) {
  await client.close();
  const ended = once(child, "exit");
  child.kill(signal);
  return ended;
}

describe("testudo node app", () => {
  it.each(["consumer_alone", "provider_slashing_evidence"])(
    "answers the recorded chain %s over the socket as the Go application did",
    async (name) => {
      const chain = loadRecordedChain(name);
      const { child, client } = await startApp(chain.role);
      expect(await replayChain({ chain, app: client })).toEqual([]);
      expect(await stop(child, client, "SIGTERM")).toEqual([0, null]);
    },
  );

  it("goes on after kill -9 where it was, and is asked for nothing that it has committed", async () => {
    const home = mkdtempSync(join(tmpdir(), "testudo-app-"));
    folders.push(home);
    const chain = loadRecordedChain("provider_bank_staking");
    const half = Math.floor(chain.blocks.length / 2);
    const recorded = chain.blocks[half - 1];

    const first = await startApp(chain.role, home);
    const before = { ...chain, blocks: chain.blocks.slice(0, half) };
    const differences = await replayChain({ chain: before, app: first.client });
    // Only the closing Info differs, since the recording's is of the last block.
    expect(differences.filter(({ what }) => !what.startsWith("info"))).toEqual([]);
    await stop(first.child, first.client, "SIGKILL");

    const second = await startApp(chain.role, home);
    const info = await second.client.info({
      version: "",
      blockVersion: 0n,
      p2pVersion: 0n,
      abciVersion: "",
    });
    expect(info.lastBlockHeight).toBeLessThanOrEqual(BigInt(recorded?.height ?? 0));
    const rest = chain.blocks.filter(({ height }) => BigInt(height) > info.lastBlockHeight);
    const after = { ...chain, blocks: rest };
    expect(await replayChain({ chain: after, app: second.client, isContinued: true })).toEqual([]);
    await stop(second.child, second.client, "SIGTERM");
  });
});
