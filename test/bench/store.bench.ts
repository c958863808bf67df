import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@testudo/crypto";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { createMemoryIavl, type Iavl, openMultiStore } from "@testudo/store";
import { openDatabase } from "../../packages/node/src/database.ts";

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const BIG_TREE = 100_000;

/** Sets per version, and how many versions: few of the big ones, to keep the run short. */
const LOADS = [
  { perVersion: 100, versions: 20 },
  { perVersion: 1_000, versions: 20 },
  { perVersion: 10_000, versions: 4 },
];

/**
 * 32-byte hashed keys and 64-byte values, as in the figures of the Go tree: all inserts on the empty
 * tree, half updates and half inserts on the big one; a save after each batch.
 */
export async function run(): Promise<Figure[]> {
  writeVersions(createMemoryIavl(), { from: 0, perVersion: 1_000, versions: 20 }); // Warms up.
  const figures: Figure[] = [];
  for (const load of LOADS) {
    const rounds = Array.from({ length: 5 }, () => {
      const empty = createMemoryIavl();
      return timed(() => writeVersions(empty, { from: 0, ...load }));
    });
    const name = `iavl sets, ${load.perVersion} per version, empty tree`;
    figures.push(rate(name, load.perVersion * load.versions, median(rounds)));
  }

  const big = bigTree();
  for (const load of LOADS) {
    const rounds = Array.from({ length: 3 }, () =>
      timed(() => writeVersions(big, { from: BIG_TREE, ...load, updates: true })),
    );
    const name = `iavl sets, ${load.perVersion} per version, 100k keys`;
    figures.push(rate(name, load.perVersion * load.versions, median(rounds)));
  }

  const reads = Array.from({ length: 20_000 }, (_, i) => keyOf((i * 7919) % BIG_TREE));
  const getting = timed(() => {
    for (const key of reads) big.get(key);
  });
  figures.push(rate("iavl gets, 100k keys", reads.length, getting));

  const proving = timed(() => {
    for (const key of reads) CommitmentProof.encode(big.prove(key, big.version).proof);
  });
  figures.push(rate("iavl membership proofs, 100k keys", reads.length, proving));

  return [...figures, ...(await commitFigures())];
}

/** Commits of the size of a busy block through the database, and reads of a state that is not in memory. */
async function commitFigures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "testudo-bench-"));
  const db = await openDatabase(join(folder, "state"));
  const names = ["acc", "bank", "staking"];
  const stores = await openMultiStore({ names, db });
  const latencies: number[] = [];
  const writes = 1_000;
  const blocks = 30;
  const start = process.hrtime.bigint();
  for (let block = 0; block < blocks; block++) {
    const branch = stores.branch();
    for (let i = 0; i < writes; i++) {
      const n = block * writes + i;
      branch.store(names[n % 3] ?? "").set(keyOf(n % 20_000), entryValue(n));
    }
    branch.write();
    latencies.push(timed(() => stores.commit()));
    await stores.drain(2);
  }
  await stores.flush();
  const whole = Number(process.hrtime.bigint() - start);
  await stores.close();

  const cold = await openMultiStore({ names, db });
  const reading = timed(() => {
    for (let i = 0; i < 3_000; i++) cold.store("acc").get(keyOf(i * 3));
  });
  await db.close();
  await rm(folder, { recursive: true });
  return [
    { name: "commit of 1000 writes, until it returns", value: median(latencies) / 1e6, unit: "ms" },
    rate("sets through branch, commit and database", writes * blocks, whole),
    rate("first gets after a restart", 3_000, reading),
  ];
}

function bigTree(): Iavl {
  const tree = createMemoryIavl();
  for (let i = 0; i < BIG_TREE; i++) tree.set(keyOf(i), entryValue(i));
  tree.save();
  return tree;
}

function writeVersions(
  tree: Iavl,
  work: { from: number; perVersion: number; versions: number; updates?: boolean },
): void {
  let next = work.from;
  for (let version = 0; version < work.versions; version++) {
    for (let i = 0; i < work.perVersion; i++) {
      const update = work.updates === true && i % 2 === 0;
      tree.set(keyOf(update ? (next * 31) % work.from : next), entryValue(next));
      next += 1;
    }
    tree.save();
  }
}

const numbers = new Uint8Array(64);
const view = new DataView(numbers.buffer);

function keyOf(n: number): Uint8Array {
  view.setUint32(0, n);
  return sha256(numbers.subarray(0, 4));
}

function entryValue(n: number): Uint8Array {
  view.setUint32(0, n);
  return numbers.slice();
}

function timed(work: () => unknown): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

function rate(name: string, count: number, ns: number): Figure {
  return { name, value: Math.round((count * 1e9) / ns), unit: "per second" };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
