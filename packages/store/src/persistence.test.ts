import type { CommitMultiStore } from "./commit-multistore.ts";
import type { KvDatabase, KvWrite } from "./kv-database.ts";
import { createMemoryDatabase } from "./memory-database.ts";
import { createMemoryMultiStore, openMultiStore } from "./multistore.ts";
import { textOf } from "./naive-store.fixture.ts";
import { createRandom } from "./random.fixture.ts";
import {
  StateDamaged,
  StateMismatch,
  StateWriteFailed,
  VersionUnavailable,
} from "./state-errors.ts";

const NAMES = ["bank", "empty", "ibc"];
const b = (...values: number[]) => Uint8Array.from(values);

describe("openMultiStore", () => {
  it.each([
    { seed: 1, keepVersions: 1000, nodesInMemory: 100_000 },
    { seed: 2, keepVersions: 3, nodesInMemory: 100_000 },
    { seed: 3, keepVersions: 5, nodesInMemory: 8 },
    { seed: 4, keepVersions: 1, nodesInMemory: 0 },
  ])("equals a multistore in memory over restarts and pruning: $seed", async (options) => {
    const random = createRandom(options.seed);
    const db = createMemoryDatabase();
    const model = createMemoryMultiStore(NAMES);
    let stores = await openMultiStore({ names: NAMES, db, ...options });

    for (let block = 0; block < 80; block++) {
      writeBlock(random, [stores, model]);
      stores.commit();
      model.commit();
      expect(stores.appHash).toEqual(model.appHash);
      if (random.chance(0.2)) await stores.drain(random.below(3));
      if (random.chance(0.2)) {
        await stores.close();
        stores = await openMultiStore({ names: NAMES, db, ...options });
        expect([stores.version, stores.appHash]).toEqual([model.version, model.appHash]);
      }
      for (let i = 0; i < 3; i++)
        checkVersion(stores, model, model.version - BigInt(random.below(6)));
    }

    await stores.close();
    expect(await nodesOf(db)).toBe(await nodesReachable(db, options.keepVersions));
  });

  it("answers for old versions after a restart, proofs included", async () => {
    const db = createMemoryDatabase();
    const first = await openMultiStore({ names: NAMES, db });
    for (let i = 1; i <= 50; i++) {
      first.store("ibc").set(b(i), b(i));
      first.store("ibc").set(b(200), b(i));
      first.commit();
    }
    const proofs = [1n, 17n, 50n].map((v) => first.prove("ibc", b(200), v));
    const infos = [1n, 17n, 50n].map((v) => first.commitInfo(v));
    await first.close();

    const second = await openMultiStore({ names: NAMES, db });
    expect([1n, 17n, 50n].map((v) => second.prove("ibc", b(200), v))).toEqual(proofs);
    expect([1n, 17n, 50n].map((v) => second.commitInfo(v))).toEqual(infos);
    expect(second.at(17n).store("ibc").get(b(200))).toEqual(b(17));
    expect([...second.at(17n).store("ibc").iterate()]).toHaveLength(18);
    expect(() => second.at(51n)).toThrow(VersionUnavailable);
    expect(() => second.at(17n).store("ibc").set(b(1), b(1))).toThrow("cannot be changed");
  });

  it("starts at the initial version and continues from there", async () => {
    const db = createMemoryDatabase();
    const first = await openMultiStore({ names: NAMES, db });
    first.setInitialVersion(2n ** 33n);
    first.store("bank").set(b(1), b(1));
    expect(first.commit().version).toBe(2n ** 33n);
    await first.close();

    const second = await openMultiStore({ names: NAMES, db });
    expect([second.version, second.oldestVersion]).toEqual([2n ** 33n, 2n ** 33n]);
    expect(second.store("bank").get(b(1))).toEqual(b(1));
    expect(second.commit().version).toBe(2n ** 33n + 1n);
    expect(() => second.setInitialVersion(7n)).toThrow("before anything is written");
  });

  it("continues from an older version after a rollback as if later ones had never been", async () => {
    const db = createMemoryDatabase();
    const model = createMemoryMultiStore(NAMES);
    const stores = await openMultiStore({ names: NAMES, db });
    const random = createRandom(5);
    for (let i = 0; i < 10; i++) {
      writeBlock(random, i < 6 ? [stores, model] : [stores]);
      stores.commit();
      if (i < 6) model.commit();
    }
    stores.store("bank").set(b(77), b(1));

    await stores.rollback(6n);

    expect([stores.version, stores.appHash]).toEqual([6n, model.appHash]);
    expect(stores.store("bank").has(b(77))).toBe(false);
    expect(() => stores.at(7n)).toThrow(VersionUnavailable);
    writeBlock(random, [stores, model]);
    model.commit();
    stores.commit();
    await stores.close();
    const again = await openMultiStore({ names: NAMES, db });
    expect([again.version, again.appHash]).toEqual([7n, model.appHash]);
    expect(await nodesOf(db)).toBe(await nodesReachable(db, 1000));
    await expect(again.rollback(9n)).rejects.toThrow(VersionUnavailable);
  });

  it("faults 106: loses at most unfinished versions when killed at any write", async () => {
    for (let written = 0; written < 12; written++) {
      const inner = createMemoryDatabase();
      let left = written;
      // From some batch on nothing reaches the disk any more, and nobody is told.
      const dying: KvDatabase = {
        ...inner,
        batch: (writes, options) =>
          left-- > 0 ? inner.batch(writes, options) : new Promise(() => undefined),
      };
      const stores = await openMultiStore({ names: NAMES, db: dying, keepVersions: 2 });
      const model = createMemoryMultiStore(NAMES);
      const random = createRandom(8);
      for (let block = 0; block < 10; block++) {
        writeBlock(random, [stores, model]);
        stores.commit();
        model.commit();
        await new Promise(setImmediate);
      }

      const after = await openMultiStore({ names: NAMES, db: inner, keepVersions: 2 });
      expect(after.version).toBeGreaterThanOrEqual(BigInt(Math.floor(written / 2)));
      if (after.version > 0n) checkVersion(after, model, after.version);
      await after.close();
    }
  });

  it("faults 108: is not misled by the first part of a torn batch", async () => {
    const inner = createMemoryDatabase();
    let torn = false;
    const tearing: KvDatabase = {
      ...inner,
      batch: (writes, options) => inner.batch(torn ? writes.slice(0, -1) : writes, options),
    };
    const stores = await openMultiStore({ names: NAMES, db: tearing });
    const model = createMemoryMultiStore(NAMES);
    const random = createRandom(9);
    for (let block = 0; block < 6; block++) {
      torn = block === 5;
      writeBlock(random, torn ? [stores] : [stores, model]);
      stores.commit();
      if (!torn) model.commit();
      await stores.flush();
    }

    const after = await openMultiStore({ names: NAMES, db: inner });
    expect([after.version, after.appHash]).toEqual([5n, model.appHash]);
    checkVersion(after, model, 5n);
    writeBlock(random, [after, model]);
    after.commit();
    model.commit();
    await after.close();
    const again = await openMultiStore({ names: NAMES, db: inner });
    checkVersion(again, model, 6n);
  });

  it("faults 108: detects any flipped bit and any lost record, and says which store", async () => {
    const db = createMemoryDatabase();
    const stores = await openMultiStore({ names: ["bank"], db });
    for (let i = 0; i < 9; i++) stores.store("bank").set(b(i), b(i));
    stores.commit();
    await stores.close();
    const records = await all(db);

    for (const [index, [key, value]] of records.entries()) {
      const isOrphanList = key[0] === 3;
      const flipped = value.slice();
      flipped[index % value.length]! ^= 1 << (index % 8);
      for (const damage of [{ key, value: flipped }, { key }]) {
        await db.batch([damage], { sync: true });
        const reading = openMultiStore({ names: ["bank"], db }).then((opened) =>
          textOf(opened.store("bank").iterate()),
        );
        if (isOrphanList) await expect(reading).resolves.toHaveLength(9 * 6 - 1);
        else {
          await expect(reading).rejects.toThrow(StateDamaged);
          await expect(reading).rejects.toThrow(/damaged: .*backup/);
          if (key[0] === 1) await expect(reading).rejects.toThrow(/store bank/);
        }
        await db.batch([{ key, value }], { sync: true });
      }
    }
  });

  it("refuses a state with stores that the application has not, and takes new ones", async () => {
    const db = createMemoryDatabase();
    const stores = await openMultiStore({ names: ["bank", "gov"], db });
    stores.store("gov").set(b(1), b(1));
    stores.commit();
    await stores.close();

    await expect(openMultiStore({ names: ["bank"], db })).rejects.toThrow(StateMismatch);
    const more = await openMultiStore({ names: ["acc", "bank", "gov"], db });
    // The version that was committed keeps its hash; the new store is a leaf of the next one.
    expect(more.appHash).toEqual(stores.appHash);
    expect(more.workingHash()).not.toEqual(stores.appHash);
    expect(more.at(1n).store("acc").get(b(1))).toBeUndefined();
    more.store("acc").set(b(2), b(2));
    more.commit();
    await more.close();
    const again = await openMultiStore({ names: ["acc", "bank", "gov"], db });
    expect([again.store("acc").get(b(2)), again.store("gov").get(b(1))]).toEqual([b(2), b(1)]);
  });

  it("faults 107: has all stores at one version when killed while a new one is added", async () => {
    for (const survives of [true, false]) {
      const inner = createMemoryDatabase();
      const stores = await openMultiStore({ names: ["bank"], db: inner });
      stores.store("bank").set(b(1), b(1));
      stores.commit();
      await stores.close();

      // A batch is written whole or not at all; what comes after it is lost in both cases.
      let left = survives ? 1 : 0;
      const dying: KvDatabase = {
        ...inner,
        batch: (writes, options) =>
          left-- > 0 ? inner.batch(writes, options) : new Promise(() => undefined),
      };
      const grown = await openMultiStore({ names: ["acc", "bank"], db: dying });
      for (const name of ["acc", "bank"]) grown.store(name).set(b(2), b(2));
      grown.commit();
      await new Promise(setImmediate);

      const after = await openMultiStore({ names: ["acc", "bank"], db: inner });
      const found = ["acc", "bank"].map((name) => after.store(name).get(b(2)));
      expect([after.version, found]).toEqual(
        survives ? [2n, [b(2), b(2)]] : [1n, [undefined, undefined]],
      );
      await after.close();
    }
  });

  it("faults 113: shows an old version whole, or says that it is gone, while blocks are committed and pruned", async () => {
    const db = createMemoryDatabase();
    const stores = await openMultiStore({ names: NAMES, db, keepVersions: 2, nodesInMemory: 0 });
    const reads: { readonly version: bigint; readonly iterator: Iterator<unknown> }[] = [];
    for (let block = 1; block <= 30; block += 1) {
      for (let i = 0; i < 20; i += 1) stores.store("bank").set(b(i), b(block));
      stores.commit();
      reads.push({
        version: stores.version,
        iterator: stores.at(stores.version).store("bank").iterate(),
      });
      // Every reader is several blocks under way.
      for (const { version, iterator } of reads) {
        try {
          const next: IteratorResult<unknown> = iterator.next();
          if (!next.done) expect(next.value).toEqual([expect.anything(), b(Number(version))]);
        } catch (error) {
          expect(error).toBeInstanceOf(VersionUnavailable);
        }
      }
      await stores.drain(0);
    }
    expect(() => stores.at(5n)).toThrow(VersionUnavailable);
    await stores.close();
  });

  it("faults 109: stops committing once a version could not be written", async () => {
    const inner = createMemoryDatabase();
    const full: KvDatabase = { ...inner, batch: () => Promise.reject(new Error("no space left")) };
    const stores = await openMultiStore({ names: NAMES, db: full });
    stores.commit();
    await expect(stores.flush()).rejects.toThrow("cannot write version 1: no space left");
    expect(() => stores.commit()).toThrow(StateWriteFailed);
    expect((await openMultiStore({ names: NAMES, db: inner })).version).toBe(0n);
  });

  it("lets a caller wait until few versions are unwritten", async () => {
    const inner = createMemoryDatabase();
    const releases: (() => void)[] = [];
    const slow: KvDatabase = {
      ...inner,
      batch: (writes: readonly KvWrite[], options) =>
        new Promise<void>((done) => releases.push(done)).then(() => inner.batch(writes, options)),
    };
    const stores = await openMultiStore({ names: NAMES, db: slow });
    stores.commit();
    await new Promise(setImmediate);
    stores.commit();
    stores.commit();
    const seen: string[] = [];
    const waits = [
      stores.drain(2).then(() => seen.push("two")),
      stores.flush().then(() => seen.push("none")),
    ];
    await new Promise(setImmediate);
    expect(seen).toEqual([]);
    releases.shift()?.();
    await new Promise(setImmediate);
    expect(seen).toEqual(["two"]);
    releases.shift()?.();
    await Promise.all(waits);
    expect(seen).toEqual(["two", "none"]);
  });
});

function writeBlock(
  random: ReturnType<typeof createRandom>,
  targets: readonly CommitMultiStore[],
): void {
  const branches = targets.map((target) => target.branch());
  for (let i = random.below(25); i > 0; i--) {
    const name = random.chance(0.7) ? "bank" : "ibc";
    const key = random.chance(0.5) ? random.key() : random.bytes(2);
    const value = random.bytes(random.below(5));
    const drop = random.chance(0.35);
    for (const branch of branches) {
      if (drop) branch.store(name).delete(key);
      else branch.store(name).set(key, value);
    }
  }
  for (const branch of branches) branch.write();
}

function checkVersion(stores: CommitMultiStore, model: CommitMultiStore, version: bigint): void {
  if (version < 1n) return;
  if (version < stores.oldestVersion) {
    expect(() => stores.at(version)).toThrow(VersionUnavailable);
    return;
  }
  for (const name of NAMES) {
    const found = textOf(stores.at(version).store(name).iterate());
    expect(found).toBe(textOf(model.at(version).store(name).iterate()));
  }
  expect(stores.commitInfo(version)).toEqual(model.commitInfo(version));
  const [first] = model.at(version).store("bank").iterate();
  if (first !== undefined) {
    expect(stores.prove("bank", first[0], version)).toEqual(model.prove("bank", first[0], version));
  }
}

async function all(db: KvDatabase) {
  const found = [];
  for await (const entry of db.entries()) found.push(entry);
  return found;
}

async function nodesOf(db: KvDatabase): Promise<number> {
  return (await all(db)).filter(([key]) => key[0] === 1).length;
}

/** Number of node records that walks over all kept versions read. */
async function nodesReachable(db: KvDatabase, keepVersions: number): Promise<number> {
  const read = new Set<string>();
  const counting: KvDatabase = {
    ...db,
    getSync(key) {
      if (key[0] === 1) read.add(key.join());
      return db.getSync(key);
    },
  };
  const stores = await openMultiStore({
    names: NAMES,
    db: counting,
    keepVersions,
    nodesInMemory: 0,
  });
  for (let version = stores.oldestVersion; version <= stores.version; version++) {
    for (const name of NAMES) [...stores.at(version).store(name).iterate()];
  }
  return read.size;
}
