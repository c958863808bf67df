import { plainError } from "@testudo/base";
import { createMemoryStore } from "@testudo/store";
import { collectionPage } from "./paging.ts";

const PREFIX = Uint8Array.of(5);

function pageOf(
  page: Partial<{
    key: Uint8Array;
    offset: bigint;
    limit: bigint;
    countTotal: boolean;
    reverse: boolean;
  }>,
  keep: (value: number) => boolean = () => true,
) {
  const store = createMemoryStore();
  store.set(Uint8Array.of(4, 9), Uint8Array.of(0));
  for (const n of [1, 2, 3, 4, 5]) store.set(Uint8Array.of(5, n), Uint8Array.of(n));
  store.set(Uint8Array.of(6), Uint8Array.of(0));
  const { items, pagination } = collectionPage({
    store,
    prefix: PREFIX,
    page: {
      ...{ key: new Uint8Array(), offset: 0n, limit: 0n, countTotal: false, reverse: false },
      ...page,
    },
    read: (_key, [value = 0]) => (keep(value) ? value : undefined),
  });
  return { items, next: [...pagination.nextKey], total: pagination.total };
}

const odd = (value: number) => value % 2 === 1;

describe("a page of a typed collection", () => {
  it("counts to the end", () => {
    expect(pageOf({})).toEqual({ items: [1, 2, 3, 4, 5], next: [], total: 5n });
    expect(pageOf({ offset: 5n })).toEqual({ items: [], next: [], total: 5n });
  });

  it("has no total when the offset lies beyond the end", () => {
    expect(pageOf({ offset: 6n })).toEqual({ items: [], next: [], total: 0n });
  });

  it("skips entries, not hits", () => {
    expect(pageOf({ offset: 2n, limit: 2n }, odd)).toEqual({ items: [3, 5], next: [], total: 0n });
  });

  it("names the entry behind the page, hit or not, unless it counts", () => {
    expect(pageOf({ limit: 1n }, odd)).toEqual({ items: [1], next: [2], total: 0n });
    expect(pageOf({ limit: 1n, countTotal: true }, odd)).toEqual({
      items: [1],
      next: [3],
      total: 3n,
    });
  });

  it("counts entries for the limit after a key", () => {
    const key = Uint8Array.of(2);
    expect(pageOf({ key, limit: 2n }, odd)).toEqual({ items: [3], next: [4], total: 0n });
  });

  it("begins in reverse with every key that starts with the given one", () => {
    const key = Uint8Array.of(3);
    expect(pageOf({ key, limit: 2n, reverse: true })).toEqual({
      items: [3, 2],
      next: [1],
      total: 0n,
    });
  });

  it("panics where an entry cannot be read", () => {
    const refuse = () => {
      throw plainError("no");
    };
    expect(() => pageOf({}, refuse)).toThrow("nil pointer");
  });

  it("refuses key and offset together", () => {
    expect(() => pageOf({ key: Uint8Array.of(1), offset: 1n })).toThrow("got both");
  });
});
