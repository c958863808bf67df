import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAddressCodec, silentLogger, toHex } from "@testudo/base";
import { providerGenesis } from "@testudo/chains";
import { createVirtualClock } from "@testudo/engine";
import { testValidator } from "@testudo/testkit/test-account";
import { type RunningApplication, serveApplication } from "./bare-application.ts";
import { type ForeignNode, startForeignNode } from "./foreign-node.ts";

const SECOND = 1_000_000_000n;
const START = 1_700_000_000n * SECOND;
const alice = testValidator("alice");
const coins = [{ denom: "stake", amount: 1_000_000_000n }];
const genesis = providerGenesis({
  chainId: "hub-1",
  genesisTime: START,
  denom: "stake",
  accounts: [{ address: createAddressCodec("cosmos").acc.toText(alice.address), coins }],
  validators: [
    {
      moniker: "alice",
      accountKey: alice.key,
      consPubKey: alice.consensus.pubKey,
      selfDelegation: 100_000_000n,
    },
  ],
});

let folder: string;
let app: RunningApplication | undefined;
let node: ForeignNode | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "testudo-foreign-"));
});
afterEach(async () => {
  await node?.stop();
  await app?.stop();
  app = undefined;
  node = undefined;
  await rm(folder, { recursive: true });
});

/** The application, which loses its state when it ends unless it has a folder. */
async function serve(home?: string): Promise<void> {
  const listen = `unix://${join(folder, "app.sock")}`;
  const role = "provider" as const;
  app = await serveApplication({ role, listen, home, minGasPrices: [], logger: silentLogger });
}

async function drive(changes: { readonly abort?: AbortSignal } = {}): Promise<ForeignNode> {
  node = await startForeignNode({
    application: `unix://${join(folder, "app.sock")}`,
    home: join(folder, "node"),
    genesis,
    signerSeeds: [alice.consensus.seed],
    clock: createVirtualClock({ start: START + SECOND, step: SECOND }),
    mining: { mode: "manual" },
    host: "127.0.0.1",
    port: 0,
    moniker: "alice",
    logger: silentLogger,
    ...changes,
  });
  return node;
}

const appHash = async ({ engine }: ForeignNode) =>
  toHex((await engine.abciInfo()).lastBlockAppHash);

describe("our engine before an application of another process", () => {
  it("waits for it, makes its chain, and serves RPC", async () => {
    const started = drive();
    await serve();
    const { engine, rpcUrl } = await started;
    await engine.mine(3);
    const answer = JSON.parse(await (await fetch(`${rpcUrl}/status`)).text());
    expect(answer.result.sync_info.latest_block_height).toBe("3");
    expect((await engine.abciInfo()).lastBlockHeight).toBe(3n);
  });

  it("ends when the application ends, and says what to do", async () => {
    await serve();
    const { engine, ended } = await drive();
    await engine.mine(2);
    await app?.stop();
    expect((await ended)?.message).toMatch(
      /^the application at unix:\S+ is gone \(.+\); start it again, and then this node/,
    );
    await expect(engine.mine(1)).rejects.toThrow();
  });

  it("has an application that lost everything execute all blocks again", async () => {
    await serve();
    const first = await drive();
    await first.engine.mine(5);
    const before = await appHash(first);
    await app?.stop();
    await first.stop();

    await serve();
    const second = await drive();
    expect(await appHash(second)).toBe(before);
    await second.engine.mine(1);
    expect(second.engine.status().latestHeight).toBe(6n);
  });

  it("goes on with an application that stayed", async () => {
    await serve(join(folder, "app"));
    const first = await drive();
    await first.engine.mine(4);
    await first.stop();
    expect(await first.ended).toBeUndefined();

    const second = await drive();
    await second.engine.mine(1);
    expect(second.engine.status().latestHeight).toBe(5n);
  });

  it("stops waiting when it is told to", async () => {
    const abort = new AbortController();
    const started = drive({ abort: abort.signal });
    abort.abort();
    await expect(started).rejects.toThrow(/^stopped while it waited for unix:/);
  });

  it("refuses an application that is ahead of its blocks", async () => {
    await serve(join(folder, "app"));
    const first = await drive();
    await first.engine.mine(3);
    await first.stop();
    await rm(join(folder, "node"), { recursive: true });
    await expect(drive()).rejects.toThrow("ahead of the block store");
  });
});
