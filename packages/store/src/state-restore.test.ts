import type { CommitMultiStore } from "./commit-multistore.ts";
import { type ExportedNode, MalformedExport } from "./iavl-transfer.ts";
import { createMemoryDatabase } from "./memory-database.ts";
import { createMemoryMultiStore, openMultiStore } from "./multistore.ts";
import { createRandom } from "./random.fixture.ts";
import { simpleMapRoot } from "./simple-proof.ts";

const NAMES = ["bank", "empty", "ibc"];
const b = (...values: number[]) => Uint8Array.from(values);

describe("exportNodes and restore", () => {
  it.each([
    { kind: "in memory", open: async () => createMemoryMultiStore(NAMES) },
    {
      kind: "in a database",
      open: () => openMultiStore({ names: NAMES, db: createMemoryDatabase() }),
    },
    {
      kind: "in a database with little memory",
      open: () => openMultiStore({ names: NAMES, db: createMemoryDatabase(), nodesInMemory: 4 }),
    },
  ])("carry a version over, and both sides go on alike $kind", async ({ open }) => {
    const random = createRandom(7);
    const original = await open();
    for (let block = 0; block < 30; block++) writeBlock(random, [original]);
    const snapshot = exported(original, 25n);
    const copy = await open();
    await restore(copy, 25n, snapshot, original);

    expect([copy.version, copy.oldestVersion]).toEqual([25n, 25n]);
    expect(copy.appHash).toEqual(appHashAt(original, 25n));
    expect(exported(copy, 25n)).toEqual(snapshot);
    expect(copy.prove("bank", b(3), 25n)).toEqual(original.prove("bank", b(3), 25n));

    await original.rollback(25n);
    for (let block = 0; block < 20; block++) {
      writeBlock(random, [original, copy]);
      expect(copy.appHash).toEqual(original.appHash);
      await copy.flush();
    }
  });

  it("keep a version through later commits and a restart", async () => {
    const random = createRandom(8);
    const original = createMemoryMultiStore(NAMES);
    for (let block = 0; block < 10; block++) writeBlock(random, [original]);
    const db = createMemoryDatabase();
    const copy = await openMultiStore({ names: NAMES, db });
    await restore(copy, 10n, exported(original, 10n), original);
    writeBlock(random, [copy, original]);
    await copy.close();

    const reopened = await openMultiStore({ names: NAMES, db });
    expect(reopened.appHash).toEqual(original.appHash);
    expect(exported(reopened, 10n)).toEqual(exported(original, 10n));
  });

  it("start over after a restore that was cut off", async () => {
    const random = createRandom(9);
    const original = createMemoryMultiStore(NAMES);
    for (let block = 0; block < 10; block++) writeBlock(random, [original]);
    const db = createMemoryDatabase();
    const first = await openMultiStore({ names: NAMES, db });
    const half = await first.restore(10n);
    half.begin("bank");
    for (const node of exported(original, 10n).bank?.slice(0, 5) ?? []) half.add(node);
    await half.drain();
    await first.close();

    const second = await openMultiStore({ names: NAMES, db });
    expect(second.version).toBe(0n);
    await restore(second, 10n, exported(original, 10n), original);
    expect(second.appHash).toEqual(original.appHash);
  });

  it.each<{ why: string; change: (nodes: ExportedNode[]) => void }>([
    { why: "a value differs", change: (nodes) => edit(nodes, 0, { value: b(99) }) },
    { why: "an inner key differs", change: (nodes) => edit(nodes, 2, { key: b(77) }) },
    { why: "leaves change places", change: (nodes) => nodes.splice(0, 2, nodes[1]!, nodes[0]!) },
    { why: "a node is missing", change: (nodes) => nodes.splice(0, 1) },
    { why: "a node is of a later version", change: (nodes) => edit(nodes, 0, { version: 11n }) },
    { why: "heights lie", change: (nodes) => edit(nodes, nodes.length - 1, { height: 60 }) },
    { why: "a leaf is too many", change: (nodes) => nodes.push({ ...nodes[0]!, key: b(255, 1) }) },
  ])("refuse what is no such version: $why", async ({ change }) => {
    const random = createRandom(10);
    const original = createMemoryMultiStore(NAMES);
    for (let block = 0; block < 10; block++) writeBlock(random, [original]);
    const snapshot = exported(original, 10n);
    const nodes = [...snapshot.bank!];
    change(nodes);
    const copy = createMemoryMultiStore(NAMES);
    const broken = { ...snapshot, bank: nodes };
    await expect(restore(copy, 10n, broken, original)).rejects.toThrow(MalformedExport);
    expect(copy.version).toBe(0n);
  });
});

describe("discard", () => {
  it("forgets what was written since the last version", () => {
    const store = createMemoryMultiStore(NAMES);
    store.store("bank").set(b(1), b(1));
    store.discard();
    expect(store.store("bank").has(b(1))).toBe(false);
    store.store("bank").set(b(1), b(1));
    store.commit();
    const { appHash } = store;
    store.store("bank").set(b(1), b(2));
    store.store("ibc").set(b(1), b(2));
    store.discard();
    expect(store.workingHash()).toEqual(appHash);
    expect(store.commit().version).toBe(2n);
  });
});

type Exported = Readonly<Record<string, readonly ExportedNode[]>>;

function exported(store: CommitMultiStore, version: bigint): Exported {
  return Object.fromEntries(
    [...store.exportNodes(version)].map(({ name, nodes }) => [name, [...nodes]]),
  );
}

async function restore(
  store: CommitMultiStore,
  version: bigint,
  snapshot: Exported,
  original: CommitMultiStore,
): Promise<void> {
  const target = await store.restore(version);
  for (const [name, nodes] of Object.entries(snapshot)) {
    target.begin(name);
    for (const node of nodes) {
      target.add(node);
      await target.drain();
    }
  }
  await target.finish(appHashAt(original, version));
}

function appHashAt(store: CommitMultiStore, version: bigint): Uint8Array {
  return simpleMapRoot(NAMES.map((name) => ({ name, hash: store.storeRoot(name, version) })));
}

function writeBlock(
  random: ReturnType<typeof createRandom>,
  stores: readonly CommitMultiStore[],
): void {
  for (let i = 0; i < 12; i++) {
    const [name, key, value] = [
      random.chance(0.5) ? "bank" : "ibc",
      b(random.below(60)),
      b(random.below(256)),
    ];
    const isRemoval = random.chance(0.25);
    for (const store of stores) {
      if (isRemoval) store.store(name).delete(key);
      else store.store(name).set(key, value);
    }
  }
  for (const store of stores) store.commit();
}

function edit(nodes: ExportedNode[], at: number, change: Partial<ExportedNode>): void {
  nodes[at] = { ...nodes[at]!, ...change };
}
