import { growsLinearly } from "@testudo/testkit/growth";
import { branch } from "./branch.ts";
import { createMemoryIavl } from "./iavl.ts";
import type { KVStore } from "./kv.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createNaiveStore, textOf } from "./naive-store.fixture.ts";
import { createRandom } from "./random.fixture.ts";

const b = (...values: number[]) => Uint8Array.from(values);
const keysOf = (store: KVStore, range = {}) => [...store.iterate(range)].map(([key]) => [...key]);

describe("branch", () => {
  it("keeps changes from the parent until they are written", () => {
    const parent = createMemoryStore([[b(1), b(10)]]);
    const store = branch(parent);

    store.set(b(2), b(20));
    store.delete(b(1));

    expect([store.has(b(1)), store.get(b(1)), store.get(b(2))]).toEqual([false, undefined, b(20)]);
    expect([parent.has(b(1)), parent.has(b(2))]).toEqual([true, false]);
    store.write();
    expect(keysOf(parent)).toEqual([[2]]);
  });

  it("replays one operation per key, ascending, sets and deletes interleaved", () => {
    const ops: string[] = [];
    const parent: KVStore = {
      ...createMemoryStore(),
      set: (key, value) => ops.push(`set ${key} ${value}`),
      delete: (key) => ops.push(`delete ${key}`),
    };
    const store = branch(parent);

    for (const key of [9, 3, 7, 1]) store.set(b(key), b(1));
    store.set(b(0x80), b());
    store.delete(b(3));
    store.delete(b(8)); // Absent: replayed all the same.
    store.delete(b(9));
    store.set(b(9), b(2));
    store.write();

    expect(ops).toEqual(["set 1 1", "delete 3", "set 7 1", "delete 8", "set 9 2", "set 128 "]);
    store.write();
    expect(ops).toHaveLength(6); // And nothing twice.
  });

  it("walks what it held when the walk was opened, not when it is first advanced", () => {
    const store = branch(
      createMemoryStore([
        [b(1), b(1)],
        [b(5), b(5)],
      ]),
    );
    store.set(b(3), b(3));
    const walk = store.iterate();

    store.set(b(4), b(4));
    store.set(b(3), b(33));
    store.delete(b(5));

    expect([...walk]).toEqual([
      [b(1), b(1)],
      [b(3), b(3)],
      [b(5), b(5)],
    ]);
  });

  it("walks a small range of a big parent without visiting the rest", () => {
    const walks = (size: number) => {
      const parent = createMemoryIavl();
      for (let i = 0; i < size; i++) parent.set(b(i >> 8, i & 255), b(1));
      const store = branch(branch(parent));
      for (let i = 0; i < size; i += 7) store.set(b(i >> 8, i & 255), b(2));
      [...store.iterate({ start: b(0), end: b(0, 1) })]; // Orders the changes once.
      // One walk per entry: to visit the rest in each would be quadratic.
      return () => {
        for (let i = 0; i < size; i++)
          [...store.iterate({ start: b(4, i & 127), end: b(4, (i & 127) + 2) })];
      };
    };
    expect(growsLinearly(2_000, walks)).toBe(true);
  });

  it("refuses what no store takes before it would fail at the parent", () => {
    const store = branch(createMemoryStore());
    expect(() => store.set(b(), b(1))).toThrow("key is empty");
    expect(() => store.set(new Uint8Array(131_072), b())).toThrow("too long");
    store.set(b(1), b());
    expect(store.get(b(1))).toEqual(b());
  });

  it.each([1, 2, 3, 4])("behaves like a plain map on random operations, seed %i", (seed) => {
    const random = createRandom(seed);
    const parent = createMemoryIavl();
    const naive = createNaiveStore();
    const layers: {
      store: ReturnType<typeof branch>;
      naive: ReturnType<typeof createNaiveStore>;
    }[] = [];
    const top = (): { store: KVStore; naive: ReturnType<typeof createNaiveStore> } =>
      layers.at(-1) ?? { store: parent, naive };

    for (let step = 0; step < 1_000; step++) {
      const { store, naive: model } = top();
      const key = random.key();
      const choice = random.below(100);
      if (choice < 45) {
        const value = random.bytes(random.below(4));
        store.set(key, value);
        model.set(key, value);
      } else if (choice < 65) {
        store.delete(key);
        model.delete(key);
      } else if (choice < 70 && layers.length < 4) {
        const copy = createNaiveStore();
        for (const [k, v] of model.entries()) copy.set(k, v);
        layers.push({ store: branch(store), naive: copy });
      } else if (choice < 75 && layers.length > 0) {
        const dropped = layers.pop();
        if (random.chance(0.7)) {
          dropped?.store.write();
          const { naive: below } = top();
          for (const [k] of below.entries()) below.delete(k);
          for (const [k, v] of dropped?.naive.entries() ?? []) below.set(k, v);
        }
      } else {
        const range = {
          ...(random.chance(0.6) ? { start: random.key() } : {}),
          ...(random.chance(0.6) ? { end: random.key() } : {}),
          reverse: random.chance(0.5),
        };
        expect(textOf(store.iterate(range))).toBe(textOf(model.entries(range)));
        expect(store.get(key)).toEqual(model.get(key));
        expect(store.has(key)).toBe(model.has(key));
      }
    }
    expect(textOf(parent.iterate())).toBe(textOf(naive.entries()));
  });
});
