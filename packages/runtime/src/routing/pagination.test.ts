import { createMemoryStore } from "@testudo/store";
import { paginate } from "./pagination.ts";

const PREFIX = Uint8Array.of(5);
const NO_KEY = new Uint8Array();

function setUp() {
  const store = createMemoryStore();
  store.set(Uint8Array.of(4, 9), Uint8Array.of(0));
  for (const n of [1, 2, 3, 4, 5]) store.set(Uint8Array.of(5, n), Uint8Array.of(n));
  store.set(Uint8Array.of(6), Uint8Array.of(0));
  return store;
}

function pageOf(
  page:
    | Partial<{
        key: Uint8Array;
        offset: bigint;
        limit: bigint;
        countTotal: boolean;
        reverse: boolean;
      }>
    | undefined,
  keep: (value: number) => boolean = () => true,
) {
  const full = page && {
    key: NO_KEY,
    offset: 0n,
    limit: 0n,
    countTotal: false,
    reverse: false,
    ...page,
  };
  const { items, pagination } = paginate({
    store: setUp(),
    prefix: PREFIX,
    page: full,
    filtered: true,
    read: (_key, [value = 0]) => (keep(value) ? value : undefined),
  });
  return { items, next: [...pagination.nextKey], total: pagination.total };
}

describe("paginate", () => {
  it.each([
    {
      why: "no request counts and takes all",
      page: undefined,
      items: [1, 2, 3, 4, 5],
      next: [],
      total: 5n,
    },
    {
      why: "a limit cuts and names the next key",
      page: { limit: 2n },
      items: [1, 2],
      next: [3],
      total: 0n,
    },
    {
      why: "an offset skips",
      page: { limit: 2n, offset: 2n },
      items: [3, 4],
      next: [5],
      total: 0n,
    },
    {
      why: "a total is counted to the end",
      page: { limit: 1n, countTotal: true },
      items: [1],
      next: [2],
      total: 5n,
    },
    {
      why: "a key continues",
      page: { limit: 2n, key: Uint8Array.of(3) },
      items: [3, 4],
      next: [5],
      total: 0n,
    },
    {
      why: "the last page has no next key",
      page: { limit: 2n, key: Uint8Array.of(4) },
      items: [4, 5],
      next: [],
      total: 0n,
    },
    {
      why: "reverse starts at the end",
      page: { limit: 2n, reverse: true },
      items: [5, 4],
      next: [3],
      total: 0n,
    },
    {
      why: "reverse continues at a key",
      page: { limit: 2n, reverse: true, key: Uint8Array.of(3) },
      items: [3, 2],
      next: [1],
      total: 0n,
    },
    {
      why: "an offset past the end finds nothing",
      page: { limit: 2n, offset: 9n },
      items: [],
      next: [],
      total: 0n,
    },
  ])("$why", ({ page, items, next, total }) => {
    expect(pageOf(page)).toEqual({ items, next, total });
  });

  it("counts only what passes the filter", () => {
    const odd = (value: number) => value % 2 === 1;
    expect(pageOf({ limit: 2n }, odd)).toEqual({ items: [1, 3], next: [5], total: 0n });
    expect(pageOf({ limit: 1n, countTotal: true }, odd)).toEqual({
      items: [1],
      next: [3],
      total: 3n,
    });
  });

  it("faults 117: ends a page after 10,000 entries, whatever its limit and offset, and says where to go on", () => {
    const store = createMemoryStore();
    for (let n = 0; n < 10_002; n += 1) store.set(Uint8Array.of(5, n >> 8, n & 255), PREFIX);
    for (const filtered of [true, false]) {
      const ask = (page: { key?: Uint8Array; offset?: bigint }) =>
        paginate({
          store,
          prefix: PREFIX,
          page: {
            ...{
              key: NO_KEY,
              offset: 0n,
              limit: 100_000_000_000n,
              countTotal: true,
              reverse: false,
            },
            ...page,
          },
          filtered,
          read: (key) => key,
        });
      const first = ask({});
      expect([first.items.length, first.pagination.total]).toEqual([10_000, 10_002n]);
      expect([...first.pagination.nextKey]).toEqual([10_000 >> 8, 10_000 & 255]);
      const rest = ask({ key: first.pagination.nextKey });
      expect([rest.items.length, rest.pagination.nextKey]).toEqual([2, NO_KEY]);
      expect(ask({ key: Uint8Array.of(0) }).items).toHaveLength(10_000);
      const far = ask({ offset: 1_000_000_000n });
      expect([far.items.length, far.pagination.total]).toEqual([0, 10_002n]);
    }
  });

  it("begins in reverse with the entry after a key that is not there", () => {
    const store = createMemoryStore();
    for (const n of [2, 4, 6]) store.set(Uint8Array.of(5, n), Uint8Array.of(n));
    const back = (n: number) => ({
      ...{ key: Uint8Array.of(n), offset: 0n, limit: 9n, countTotal: false, reverse: true },
    });
    const values = (n: number) =>
      paginate({ store, prefix: PREFIX, page: back(n), read: (_key, [value]) => value }).items;
    expect(values(3)).toEqual([4, 2]);
    expect(values(7)).toEqual([6, 4, 2]);
    expect(() => values(6)).toThrow("prefixIterator invalid");
  });

  it("adds offset and limit in 64 bits", () => {
    const max = (1n << 64n) - 1n;
    expect(pageOf({ limit: max })).toEqual({ items: [1, 2, 3, 4, 5], next: [], total: 0n });
    expect(pageOf({ limit: max, offset: 1n })).toEqual({ items: [], next: [1], total: 0n });
  });

  it("refuses key and offset together", () => {
    expect(() => pageOf({ key: Uint8Array.of(1), offset: 1n })).toThrow(
      "invalid request, either offset or key is expected, got both",
    );
  });
});
