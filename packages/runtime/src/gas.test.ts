import { createMemoryStore } from "@testudo/store";
import { createGasMeter, createInfiniteGasMeter } from "./gas.ts";
import { gasStore } from "./gas-store.ts";
import { GasOverflow, OutOfGas, Panic } from "./panic.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("a gas meter", () => {
  it("lets the limit be used to the last unit and adds what goes over it", () => {
    const gas = createGasMeter(10n);
    gas.consume(10n, "first");
    expect(gas.isOutOfGas()).toBe(true);
    expect(gas.isPastLimit()).toBe(false);

    expect(() => gas.charge(7, "second")).toThrow(new OutOfGas("second"));
    expect(gas.consumed).toBe(17n);
    expect(gas.consumedToLimit).toBe(10n);
    expect(gas.remaining).toBe(0n);
  });

  it("counts exactly where a double no longer can", () => {
    const gas = createGasMeter((1n << 63n) - 1n);
    gas.consume(BigInt(Number.MAX_SAFE_INTEGER), "large");
    gas.charge(2, "small");
    expect(gas.consumed).toBe(BigInt(Number.MAX_SAFE_INTEGER) + 2n);
    gas.refund(3n, "back");
    gas.charge(1, "small");
    expect(gas.consumed).toBe(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it("panics when the sum leaves 64 bits, and when more is refunded than was used", () => {
    const gas = createInfiniteGasMeter();
    gas.consume((1n << 64n) - 1n, "all");
    expect(() => gas.consume(1n, "more")).toThrow(GasOverflow);
    expect(() => createInfiniteGasMeter().refund(1n, "none")).toThrow(Panic);
  });
});

describe("a gas store", () => {
  const entries = [
    [bytes(1), bytes(1, 1, 1)],
    [bytes(1, 2), bytes(2)],
    [bytes(3), bytes()],
  ] as const;

  function setUp(limit = 1_000_000n) {
    const store = createMemoryStore();
    for (const [key, value] of entries) store.set(key, value);
    const gas = createGasMeter(limit);
    return { store, gas, charged: gasStore(store, gas) };
  }

  it.each([
    {
      op: "get",
      cost: 1000n + 3n * 1n + 3n * 3n,
      run: (s: ReturnType<typeof setUp>) => s.charged.get(bytes(1)),
    },
    {
      op: "get of nothing",
      cost: 1003n,
      run: (s: ReturnType<typeof setUp>) => s.charged.get(bytes(9)),
    },
    { op: "has", cost: 1000n, run: (s: ReturnType<typeof setUp>) => s.charged.has(bytes(1, 2)) },
    {
      op: "set",
      cost: 2000n + 30n * 2n + 30n * 1n,
      run: (s: ReturnType<typeof setUp>) => s.charged.set(bytes(7, 7), bytes(1)),
    },
    { op: "delete", cost: 1000n, run: (s: ReturnType<typeof setUp>) => s.charged.delete(bytes(9)) },
  ])("charges $op", ({ cost, run }) => {
    const given = setUp();
    run(given);
    expect(given.gas.consumed).toBe(cost);
  });

  it("charges a whole walk 30 per step, every entry, and the first entry again", () => {
    const { charged, gas } = setUp();
    expect([...charged.iterate()]).toEqual(entries);
    const sizes = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    expect(gas.consumed).toBe(BigInt(30 * (entries.length + 1) + 3 * sizes + 3 * (1 + 3)));
  });

  it("charges a walk that stops at its first entry for that entry alone", () => {
    const { charged, gas } = setUp();
    for (const [key] of charged.iterate()) {
      expect(key).toEqual(bytes(1));
      break;
    }
    expect(gas.consumed).toBe(30n + 3n * 4n);
  });

  it("charges an empty range 30", () => {
    const { charged, gas } = setUp();
    expect([...charged.iterate({ start: bytes(4) })]).toEqual([]);
    expect(gas.consumed).toBe(30n);
  });

  it("charges when the walk is opened, not at its first step", () => {
    const { charged, gas } = setUp();
    charged.iterate();
    expect(gas.consumed).toBe(30n + 3n * 4n);
  });

  it.each([
    { limit: 999n, descriptor: "ReadFlat", consumed: 1000n },
    { limit: 1000n, descriptor: "ReadPerByte", consumed: 1003n },
    { limit: 1003n, descriptor: "ReadPerByte", consumed: 1012n },
  ])(
    "keeps the steps before the one that overflows (limit $limit)",
    ({ limit, descriptor, consumed }) => {
      const { charged, gas } = setUp(limit);
      expect(() => charged.get(bytes(1))).toThrow(new OutOfGas(descriptor));
      expect(gas.consumed).toBe(consumed);
    },
  );

  it("does not write when the gas for it is missing", () => {
    const { charged, store } = setUp(2029n);
    expect(() => charged.set(bytes(8), bytes())).toThrow(new OutOfGas("WritePerByte"));
    expect(store.has(bytes(8))).toBe(false);
  });
});
