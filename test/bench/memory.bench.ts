import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@testudo/base";
import { createWallClock } from "@testudo/engine";
import { startNode } from "@testudo/node";
import { benchHub } from "./provider-node.ts";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const CHAINS = 4;
const BLOCKS = 500;
const SOAK_BLOCKS = 2_000;
const BYTES_PER_MB = 1_048_576;

/** Resident memory of a process that runs hubs of four validators on disk, each with some hundred blocks. */
export async function run(): Promise<Figure[]> {
  const nodes = [];
  const sizes: number[] = [];
  for (let i = 0; i < CHAINS; i += 1) {
    const hub = benchHub({ validators: 4, accounts: 10 });
    const home = await mkdtemp(join(tmpdir(), "testudo-bench-"));
    const node = await startNode({
      role: "provider",
      home,
      genesis: hub.genesis,
      signerSeeds: hub.seeds,
      clock: createWallClock(),
      mining: { mode: "manual" },
      host: "127.0.0.1",
      port: 0,
      moniker: "bench",
      minGasPrices: [],
      logger: silentLogger,
    });
    nodes.push({ node, home });
    await node.engine.mine(BLOCKS);
    globalThis.gc?.();
    sizes.push(process.memoryUsage.rss() / BYTES_PER_MB);
  }
  const before = heapInUse();
  await nodes[0]?.node.engine.mine(SOAK_BLOCKS);
  const growth = heapInUse() - before;
  for (const { node, home } of nodes) {
    await node.stop();
    await rm(home, { recursive: true });
  }
  const [first = 0] = sizes;
  const last = sizes.at(-1) ?? first;
  return [
    { name: `process with one hub, ${BLOCKS} blocks`, value: Math.round(first), unit: "MB" },
    {
      name: `each further hub, ${BLOCKS} blocks`,
      value: Math.round((last - first) / (CHAINS - 1)),
      unit: "MB",
    },
    {
      name: "heap growth of a hub after warm-up, per 1000 blocks",
      value: Math.max(0, growth / (SOAK_BLOCKS / 1_000)),
      unit: "MB",
    },
  ];
}

function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / BYTES_PER_MB;
}
