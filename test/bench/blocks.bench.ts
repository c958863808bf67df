import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kvGenesis, startKvChain } from "@testudo/testkit/kv-chain";
import { openDatabase } from "../../packages/node/src/database.ts";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Empty blocks through engine and database, each synced before it is executed, and the start of a longer chain. */
export async function run(): Promise<Figure[]> {
  return [
    await blocksPerSecond(4, 600),
    await blocksPerSecond(100, 150),
    await startOfChain(10_000),
  ];
}

async function blocksPerSecond(validators: number, blocks: number): Promise<Figure> {
  return withFolder(async (folder) => {
    const database = await openDatabase(folder);
    const powers = Array.from({ length: validators }, (_unused, i) => BigInt(1_000 + i));
    const { engine } = await startKvChain({ genesis: kvGenesis({ powers }), database });
    await engine.mine(50);
    const ms = await timed(() => engine.mine(blocks));
    await engine.stop();
    await database.close();
    return {
      name: `empty blocks, ${validators} validators, saved and synced`,
      value: Math.round((blocks * 1_000) / ms),
      unit: "per second",
    };
  });
}

async function startOfChain(blocks: number): Promise<Figure> {
  return withFolder(async (folder) => {
    const database = await openDatabase(folder);
    // Only the start is measured, so the blocks before it need not be synced.
    const unsynced = {
      ...database,
      batch: (writes: Parameters<typeof database.batch>[0]) =>
        database.batch(writes, { sync: false }),
    };
    const { engine, state } = await startKvChain({ database: unsynced });
    await engine.mine(blocks);
    await engine.stop();
    await database.close();
    const reopened = await openDatabase(folder);
    const ms = await timed(() => startKvChain({ database: reopened, state }));
    await reopened.close();
    return { name: `start of a chain of ${blocks} blocks`, value: Math.round(ms), unit: "ms" };
  });
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "testudo-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
