import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { silentLogger, toBase64 } from "@testudo/base";
import { createProviderApp } from "@testudo/chains";
import { createWallClock } from "@testudo/engine";
import { startNode } from "@testudo/node";
import { CheckTxType, type ResponseCheckTx } from "@testudo/proto/tendermint/abci";
import { createTestChain } from "@testudo/testkit/test-chain";
import { createTestClock } from "@testudo/testkit/test-clock";
import { benchHub } from "./provider-node.ts";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const ACCOUNTS = 100;
const CONNECTIONS = 32;
const TXS = 5_000;
const BLOCK_TXS = 1_000;

/** Bank sends: through JSON-RPC into blocks on disk, and in the application alone. */
export async function run(): Promise<Figure[]> {
  return [...inProcess(), await throughRpc()];
}

/** As baseline: pre-signed, the sequence of each account kept in order, one request each, first send to last block. */
async function throughRpc(): Promise<Figure> {
  const hub = benchHub({ validators: 1, accounts: ACCOUNTS });
  const home = await mkdtemp(join(tmpdir(), "testudo-bench-"));
  const node = await startNode({
    role: "provider",
    home,
    genesis: hub.genesis,
    signerSeeds: hub.seeds,
    clock: createWallClock(),
    mining: { mode: "auto", followUpBlocks: 0 },
    host: "127.0.0.1",
    port: 0,
    moniker: "bench",
    minGasPrices: [],
    logger: silentLogger,
  });
  const queues = Array.from({ length: ACCOUNTS }, (_unused, account) =>
    Array.from({ length: TXS / ACCOUNTS }, (_each, sequence) =>
      JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "broadcast_tx_sync",
        params: { tx: toBase64(hub.send(account, sequence)) },
      }),
    ),
  );
  const before = node.engine.status().latestHeight;
  let committed = 0;
  const done = new Promise<void>((resolve) => {
    node.engine.subscribe({
      query: "tm.event = 'NewBlockEvents'",
      onEvent({ event }) {
        if (event.type === "NewBlockEvents") committed += event.numTxs;
        if (committed >= TXS) resolve();
      },
    });
  });
  const port = Number(new URL(node.rpcUrl).port);
  const client = new Worker(new URL("../../test/bench/load-client.mjs", import.meta.url), {
    workerData: { port, queues, connections: CONNECTIONS },
  });
  await new Promise((resolve) => client.once("online", resolve));
  const start = performance.now();
  const { failures } = await new Promise<{ failures: string[] }>((resolve, reject) => {
    client.once("message", resolve);
    client.once("error", reject);
  });
  if (failures.length > 0) throw new Error(`${failures.length} refused, first: ${failures[0]}`);
  await done;
  const seconds = (performance.now() - start) / 1_000;
  const blocks = node.engine.status().latestHeight - before;
  process.stderr.write(`${TXS} sends in ${blocks} blocks\n`);
  await node.stop();
  await rm(home, { recursive: true });
  return {
    name: "bank sends through RPC, committed",
    value: Math.round(TXS / seconds),
    unit: "per second",
  };
}

/** CheckTx alone, then the same transactions executed and committed, all in memory and without an engine. */
function inProcess(): Figure[] {
  const hub = benchHub({ validators: 4, accounts: ACCOUNTS });
  const chain = createTestChain({
    role: "provider",
    genesis: hub.genesis,
    denom: "stake",
    clock: createTestClock({ start: hub.genesis.genesisTime }),
    seeds: hub.seeds,
    createApp: createProviderApp,
  });
  chain.block();
  const checks: number[] = [];
  const executions: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const txs = Array.from({ length: BLOCK_TXS }, (_unused, i) =>
      hub.send(i % ACCOUNTS, round * (BLOCK_TXS / ACCOUNTS) + Math.floor(i / ACCOUNTS)),
    );
    const start = performance.now();
    for (const tx of txs) {
      const { code, log } = chain.app.checkTx({ tx, type: CheckTxType.NEW }) as ResponseCheckTx;
      if (code !== 0) throw new Error(`CheckTx refused: ${log}`);
    }
    const between = performance.now();
    const { result } = chain.block({ txs });
    checks.push(between - start);
    executions.push(performance.now() - between);
    const failed = result.txResults.find(({ code }) => code !== 0);
    if (failed !== undefined) throw new Error(`a send failed: ${failed.log}`);
  }
  return [
    rate("in-process CheckTx of a send", checks),
    rate("in-process FinalizeBlock and Commit, 1000 sends", executions),
  ];
}

const ROUNDS = 7;

function rate(name: string, milliseconds: readonly number[]): Figure {
  const median = [...milliseconds].sort((a, b) => a - b)[milliseconds.length >> 1] ?? 0;
  return { name, value: Math.round((BLOCK_TXS * 1_000) / median), unit: "per second" };
}
