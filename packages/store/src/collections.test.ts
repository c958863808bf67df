import { defineErrors, fromHex, toHex, utf8 } from "@testudo/base";
import { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import { defineState, item, map, OverlappingPrefixes, sequence, set } from "./collections.ts";
import { key } from "./keys.ts";
import type { KVStore } from "./kv.ts";
import { createMemoryStore } from "./memory-store.ts";
import { proto, value } from "./values.ts";

const errors = defineErrors("shop", { unknown: [2, "no such thing"] });

const state = defineState("shop", {
  price: item(0x00, proto(Coin)),
  stock: map(0x01, key.tuple(key.lpBytes, key.uint64), value.int),
  queue: set("q/", key.tuple(key.time29, key.text)),
  number: sequence(Uint8Array.of(0x02, 0x01)),
});

const b = (...values: number[]) => Uint8Array.from(values);

function setUp() {
  const ops: string[] = [];
  const inner = createMemoryStore();
  function traced<T>(op: string, result: T): T {
    ops.push(op);
    return result;
  }
  const store: KVStore = {
    get: (k) => traced(`get ${toHex(k)}`, inner.get(k)),
    has: (k) => traced(`has ${toHex(k)}`, inner.has(k)),
    set: (k, v) => traced(`set ${toHex(k)} ${toHex(v)}`, inner.set(k, v)),
    delete: (k) => traced(`delete ${toHex(k)}`, inner.delete(k)),
    iterate: (range) => traced("iterate", inner.iterate(range)),
  };
  const ctx = {
    store(name: string) {
      expect(name).toBe("shop");
      return store;
    },
  };
  return { ctx, ops };
}

describe("defineState", () => {
  it("makes exactly one store operation per call, with the prefix in the key", () => {
    const { ctx, ops } = setUp();

    state.price.set(ctx, { denom: "a", amount: "1" });
    state.price.get(ctx);
    state.price.has(ctx);
    state.stock.set(ctx, [b(7, 8), 258n], -12n);
    expect(state.stock.get(ctx, [b(7, 8), 258n])).toBe(-12n);
    state.stock.delete(ctx, [b(7, 8), 258n]);
    state.queue.add(ctx, [0n, "x"]);
    expect([state.number.next(ctx), state.number.next(ctx), state.number.peek(ctx)]).toEqual([
      0n,
      1n,
      2n,
    ]);

    const time = toHex(utf8("1970-01-01T00:00:00.000000000"));
    expect(ops).toEqual([
      "set 00 0a0161120131",
      "get 00",
      "has 00",
      "set 010207080000000000000102 2d3132",
      "get 010207080000000000000102",
      "delete 010207080000000000000102",
      `set 712f${time}78 `,
      "get 0201",
      "set 0201 0000000000000001",
      "get 0201",
      "set 0201 0000000000000002",
      "get 0201",
    ]);
  });

  it("walks ranges of tuples in the order of the encoded keys", () => {
    const { ctx } = setUp();
    const keys = [
      [b(1), 1n],
      [b(1), 2n],
      [b(1), 300n],
      [b(2), 0n],
      [b(0, 0), 9n],
    ] as const;
    for (const k of keys) state.stock.set(ctx, k, k[1]);
    const walk = (range: Parameters<typeof state.stock.entries>[1]) =>
      [...state.stock.entries(ctx, range)].map(([[a, n], v]) => `${a}/${n}=${v}`);

    expect(walk({})).toEqual(["1/1=1", "1/2=2", "1/300=300", "2/0=0", "0,0/9=9"]);
    expect(walk({ prefix: [b(1)] })).toEqual(["1/1=1", "1/2=2", "1/300=300"]);
    expect(walk({ prefix: [b(1)], reverse: true })).toEqual(["1/300=300", "1/2=2", "1/1=1"]);
    expect(walk({ prefix: [b(1)], start: [b(1), 2n] })).toEqual(["1/2=2", "1/300=300"]);
    expect(walk({ end: [b(1), 2n] })).toEqual(["1/1=1"]);
    expect(walk({ through: [b(1), 2n] })).toEqual(["1/1=1", "1/2=2"]);
    expect(walk({ start: [b(2)] })).toEqual(["2/0=0", "0,0/9=9"]);
  });

  it("opens a walk when it is asked for one", () => {
    const { ctx } = setUp();
    state.queue.add(ctx, [5n, "a"]);
    const walk = state.queue.keys(ctx);
    state.queue.add(ctx, [6n, "b"]);
    expect([...walk]).toEqual([[5n, "a"]]);
  });

  it("throws the error of whoever requires an absent value", () => {
    const { ctx } = setUp();
    expect(() => state.price.require(ctx, errors.unknown)).toThrow("no such thing");
    expect(() => state.stock.require(ctx, [b(1), 1n], () => errors.unknown("item 1"))).toThrow(
      "item 1",
    );
  });

  it.each([
    ["the same byte", { a: item(1, value.bytes), b: item(1, value.bytes) }],
    ["a key inside a range", { a: map(1, key.bytes, value.bytes), b: item(b(1, 2), value.bytes) }],
    ["a range inside a range", { a: set("clients/", key.text), b: set("clients", key.text) }],
  ])("refuses %s", (_why, shape) => {
    expect(() => defineState("shop", shape)).toThrow(OverlappingPrefixes);
  });

  it("takes neighbours, a single key in front of a range, and what is nested on purpose", () => {
    const shape = {
      a: item("next", value.bytes),
      b: map("nextSequence/", key.text, value.bytes),
      c: map("nextSequence/x", key.text, value.bytes),
    };
    expect(() => defineState("shop", shape)).toThrow(OverlappingPrefixes);
    expect(defineState("shop", shape, { nested: ["c"] }).c.rawKey("y")).toEqual(
      utf8("nextSequence/xy"),
    );
  });
});

describe("key", () => {
  it.each([
    ["uint64", key.uint64, 258n, "0000000000000102"],
    ["uint64LE", key.uint64LE, 258n, "0201000000000000"],
    ["bytes", key.bytes, b(1, 2), "0102"],
    ["lpBytes", key.lpBytes, b(1, 2), "020102"],
    ["text", key.text, "ab", "6162"],
    ["textTerminated", key.textTerminated, "ab", "616200"],
    ["lpText", key.lpText, "ab", "026162"],
    ["fixed", key.fixed(2), b(1, 2), "0102"],
    ["time29", key.time29, 1_000_000_001n, toHex(utf8("1970-01-01T00:00:01.000000001"))],
    ["tuple", key.tuple(key.textTerminated, key.uint8, key.bytes), ["a", 7, b(9)], "61000709"],
    ["mapped", key.mapped(key.uint64, (n: number) => BigInt(n), Number), 7, "0000000000000007"],
  ])("encodes and decodes %s", (_name, codec, sample, hex) => {
    const { encode, decode } = codec as typeof codec & {
      encode(k: unknown): Uint8Array;
      decode(bytes: Uint8Array, offset: number): { value: unknown; next: number };
    };
    expect(toHex(encode(sample))).toBe(hex);
    const { value: decoded, next } = decode(fromHex(`ff${hex}`), 1);
    expect([decoded, next]).toEqual([sample, 1 + hex.length / 2]);
  });

  it.each([
    ["uint64", key.uint64],
    ["lpBytes", key.lpBytes],
    ["fixed", key.fixed(3)],
    ["textTerminated", key.textTerminated],
  ])("refuses cut bytes for %s", (_name, codec) => {
    expect(() => codec.decode(b(3, 1), 0)).toThrow();
  });
});
