import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger, toBase64, toHexUpper, utf8 } from "@testudo/base";
import { hashTx } from "@testudo/comet";
import { createMemoryDatabase, createWallClock, type Database } from "@testudo/engine";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { type RpcServer, startChainServer, startRpcServer } from "@testudo/rpc";
import { freePort } from "@testudo/testkit/free-ports";
import { emptyKvState } from "@testudo/testkit/kv-app";
import { kvAddress, kvGenesis, startKvChain } from "@testudo/testkit/kv-chain";
import { startServedHub } from "@testudo/testkit/served-hub";
import { message } from "@testudo/testkit/test-tx";
import { COMETBFT, installGoProgram, named, whyMissing } from "./go-programs.ts";

type Chain = Awaited<ReturnType<typeof startKvChain>>;

const reason = whyMissing(COMETBFT);
const closers: (() => Promise<void> | void)[] = [];

/** The program's path. */
async function cometBft(): Promise<string> {
  const program = await installGoProgram(COMETBFT);
  if ("missing" in program) throw new Error(program.missing);
  return program.path;
}

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A minute ago in nanoseconds: a light client believes no header from its future, and none that is too old. */
function genesisTimeOfNow(): bigint {
  return (BigInt(Date.now()) - 60_000n) * 1_000_000n;
}

/** A chain with the machine's time, as the light client looks at its own clock. */
async function startChain(): Promise<{
  chain: Chain;
  database: CopyableDatabase;
  genesisTime: bigint;
}> {
  const genesisTime = genesisTimeOfNow();
  const database = copyableDatabase();
  const chain = await startKvChain({
    genesis: kvGenesis({ genesisTime }),
    clock: createWallClock(),
    database,
  });
  closers.push(() => chain.engine.stop());
  return { chain, database, genesisTime };
}

interface CopyableDatabase extends Database {
  copy(): Promise<Database>;
}

function copyableDatabase(): CopyableDatabase {
  const inner = createMemoryDatabase();
  const batches: Parameters<Database["batch"]>[0][] = [];
  return {
    ...inner,
    batch(writes, options) {
      batches.push(writes);
      return inner.batch(writes, options);
    },
    async copy() {
      const twin = createMemoryDatabase();
      for (const writes of batches) await twin.batch(writes, { sync: false });
      return twin;
    },
  };
}

async function serve(chain: Chain): Promise<RpcServer> {
  const server = await startRpcServer({
    node: chain.engine,
    identity: { nodeId: "00".repeat(20), moniker: "primary" },
    host: "127.0.0.1",
    port: 0,
    logger: silentLogger,
  });
  closers.push(() => server.close());
  return server;
}

async function serveWitness(chain: Parameters<typeof startChainServer>[0]["chain"]) {
  const server = await startChainServer({
    chain,
    identity: { nodeId: "11".repeat(20), moniker: "witness" },
    host: "127.0.0.1",
    port: 0,
    logger: silentLogger,
  });
  closers.push(() => server.close());
  return server;
}

/** Starts `cometbft light`, trusting block 1, and waits until its proxy answers. */
async function startLightClient(options: {
  readonly binary: string;
  readonly chainId?: string;
  readonly primary: string;
  readonly witness: string;
  readonly trustedHash: Uint8Array;
}) {
  const home = await mkdtemp(join(tmpdir(), "testudo-light-"));
  const port = await freePort();
  const child: ChildProcess = spawn(
    options.binary,
    [
      "light",
      options.chainId ?? "kv-1",
      "--primary",
      options.primary,
      "--witnesses",
      options.witness,
      "--height",
      "1",
      "--hash",
      toHexUpper(options.trustedHash),
      "--home-dir",
      home,
      "--laddr",
      `tcp://127.0.0.1:${port}`,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      output += String(data);
    });
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  closers.push(async () => {
    child.kill();
    await ended;
    await rm(home, { recursive: true });
  });
  const url = `http://127.0.0.1:${port}`;
  const call = async (method: string, params: object = {}) => {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    return JSON.parse(await response.text());
  };
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`cometbft light ended: ${output}`);
      return call("health").then(
        () => true,
        () => false,
      );
    },
    { timeoutMs: 30_000, what: "the proxy of the light client" },
  );
  return { call, output: () => output };
}

(reason === undefined ? describe : describe.skip)(named("cometbft light v0.38.17", reason), () => {
  it("follows our chain with a witness, across a validator change and many blocks", async () => {
    const binary = await cometBft();
    const { chain } = await startChain();
    const { engine } = chain;
    await engine.mine(3);
    const light = await startLightClient({
      binary,
      primary: (await serve(chain)).url,
      witness: (await serveWitness(engine)).url,
      trustedHash: engine.block(1n)!.blockId.hash,
    });

    await engine.broadcastTxSync(utf8("a=1"));
    const { pubKey } = kvGenesis().validators[3]!;
    await engine.broadcastTxSync(utf8(`val:${Buffer.from(pubKey.bytes).toString("hex")}=25`));
    engine.setMining({ mode: "interval", ms: 20 });
    await until(() => engine.status().latestHeight > 40n, {
      timeoutMs: 30_000,
      what: "40 blocks",
    });
    engine.setMining({ mode: "manual" });
    const tip = engine.status().latestHeight - 1n;

    for (const height of [2n, 4n, 7n, tip]) {
      const args = { height: String(height) };
      const { hash } = engine.block(height)!.blockId;
      expect((await light.call("commit", args)).result).toMatchObject({
        canonical: true,
        signed_header: { commit: { block_id: { hash: toHexUpper(hash) } } },
      });
      expect((await light.call("block", args)).result.block.header.height).toBe(String(height));
      const { validators } = (await light.call("validators", args)).result;
      expect(validators).toHaveLength(4);
      expect((await light.call("consensus_params", args)).result.block_height).toBe(String(height));
      expect((await light.call("block_results", args)).result.height).toBe(String(height));
    }
    const range = { minHeight: "2", maxHeight: "5" };
    expect((await light.call("blockchain", range)).result.block_metas).toHaveLength(4);
    const hash = toBase64(hashTx(utf8("a=1")));
    expect((await light.call("tx", { hash, prove: true })).result).toMatchObject({
      height: "4",
      tx: toBase64(utf8("a=1")),
    });
    expect(
      (await light.call("block_by_hash", { hash: toBase64(engine.block(7n)!.blockId.hash) })).result
        .block.header.height,
    ).toBe("7");
    expect((await light.call("genesis")).result.genesis.chain_id).toBe("kv-1");
  });

  it("follows a hub and proves its transactions", async () => {
    const binary = await cometBft();
    const hub = await startServedHub({
      clock: createWallClock(),
      genesisTime: genesisTimeOfNow(),
    });
    closers.push(hub.stop);
    const { engine } = hub;
    await engine.mine(2);
    const light = await startLightClient({
      binary,
      chainId: hub.chainId,
      primary: hub.rpcUrl,
      witness: (await serveWitness(engine)).url,
      trustedHash: engine.block(1n)!.blockId.hash,
    });
    const send = message(MsgSend, {
      fromAddress: hub.userAddress,
      toAddress: hub.userAddress,
      amount: [{ denom: hub.denom, amount: "1" }],
    });
    const tx = hub.signed({ messages: [send], sequence: 0n });
    expect((await engine.broadcastTxSync(tx)).code).toBe(0);
    const height = await engine.mine(1);
    await engine.mine(30);
    const found = await light.call("tx", { hash: toBase64(hashTx(tx)), prove: true });
    expect(found.result).toMatchObject({ height: String(height), tx_result: { code: 0 } });
    const results = await light.call("block_results", { height: String(height) });
    expect(results.result.txs_results).toHaveLength(1);
    const params = await light.call("consensus_params", { height: String(height + 20n) });
    expect(params.result.block_height).toBe(String(height + 20n));
  });

  it.each([
    { kind: "equivocation" as const, byzantine: [0, 1, 2] },
    { kind: "lunatic" as const, byzantine: [0, 1, 2] },
  ])(
    "finds out a witness that lies ($kind), and its evidence against it enters our chain",
    async ({ kind, byzantine }) => {
      const binary = await cometBft();
      const { chain, database, genesisTime } = await startChain();
      const { engine } = chain;
      await engine.mine(8);
      // The liar has the same history and keys, so that our chain does not know of the attack beforehand.
      const twin = await startKvChain({
        genesis: kvGenesis({ genesisTime }),
        clock: createWallClock(),
        database: await database.copy(),
        state: { ...emptyKvState(), ...chain.state, pairs: new Map(chain.state.pairs) },
      });
      twin.engine.causeLightClientAttack({ kind, byzantine: byzantine.map(kvAddress) });
      const light = await startLightClient({
        binary,
        primary: (await serve(chain)).url,
        witness: (await serveWitness(twin.engine.forkedView()!)).url,
        trustedHash: engine.block(1n)!.blockId.hash,
      });
      const answer = await light.call("commit", { height: "8" });
      expect(JSON.stringify(answer.error)).toMatch(/attack/);

      await engine.mine(1);
      const [evidence] = engine.block(9n)!.block.evidence;
      expect(evidence?.kind).toBe("lightClientAttack");
      const [misbehavior] = chain.app.requests.at(-1)!.misbehavior;
      expect(misbehavior).toMatchObject({ type: 2 });
    },
  );
});

async function until(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, what }: { readonly timeoutMs: number; readonly what: string },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
