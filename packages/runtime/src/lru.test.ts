import { createLruCache } from "./lru.ts";

describe("an LRU cache", () => {
  it("forgets what was used longest ago", () => {
    const cache = createLruCache<number>({ entriesMax: 2 });
    cache.set("a", 1);
    cache.set("b", 2);
    cache.get("a");
    cache.set("c", 3);
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
  });

  it("keeps within its size, and takes nothing that is larger", () => {
    const cache = createLruCache<number>({ entriesMax: 10, sizeMax: 10 });
    cache.set("a", 1, 6);
    cache.set("b", 2, 4);
    cache.set("c", 3, 1);
    cache.set("huge", 4, 11);
    expect([cache.get("a"), cache.get("b"), cache.get("c"), cache.get("huge")]).toEqual([
      undefined,
      2,
      3,
      undefined,
    ]);
  });
});
