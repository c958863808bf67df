import { AssertionFailure, plainError } from "@testudo/base";
import { createMemoryStore } from "@testudo/store";
import { atomically, attempt, onBranch } from "./atomically.ts";
import { createCtx } from "./ctx.ts";
import { event } from "./events.ts";
import { createGasMeter } from "./gas.ts";
import { OutOfGas, panic } from "./panic.ts";

const KEY = Uint8Array.of(1);
const VALUE = Uint8Array.of(2);

function setUp(limit = 1_000_000n) {
  const bank = createMemoryStore();
  return createCtx({ state: { store: () => bank }, height: 5n, gas: createGasMeter(limit) });
}

describe("atomically", () => {
  it("keeps writes and events of what returns", () => {
    const ctx = setUp();
    const result = atomically(ctx, (inner) => {
      inner.store("bank").set(KEY, VALUE);
      inner.emit(event("kept"));
      return "done";
    });
    expect(result).toBe("done");
    expect(ctx.store("bank").get(KEY)).toEqual(VALUE);
    expect(ctx.events()).toEqual([event("kept")]);
  });

  it("drops writes and events of what throws, but not the gas", () => {
    const ctx = setUp();
    expect(() =>
      atomically(ctx, (inner) => {
        inner.store("bank").set(KEY, VALUE);
        inner.emit(event("lost"));
        throw plainError("refused");
      }),
    ).toThrow("refused");
    expect(ctx.gas.consumed).toBe(2060n);
    expect(ctx.store("bank").has(KEY)).toBe(false);
    expect(ctx.events()).toEqual([]);
  });

  it("nests: the outer branch decides about the inner one", () => {
    const ctx = setUp();
    const outer = attempt(ctx, (branch) => {
      atomically(branch, (inner) => inner.store("bank").set(KEY, VALUE));
      throw plainError("after all");
    });
    expect(outer).toMatchObject({ ok: false, error: { message: "after all" } });
    expect(ctx.store("bank").has(KEY)).toBe(false);
  });
});

describe("attempt", () => {
  it("returns the value or the refusal", () => {
    expect(attempt(setUp(), () => 7)).toEqual({ ok: true, value: 7 });
    expect(
      attempt(setUp(), () => {
        throw plainError("no");
      }),
    ).toMatchObject({ ok: false });
  });

  it.each([
    [
      "running out of gas",
      () => {
        throw new OutOfGas("here");
      },
    ],
    ["a panic", () => panic("nil")],
    [
      "a failed assertion",
      () => {
        throw new AssertionFailure("broken");
      },
    ],
  ])("lets %s pass", (_what, fail) => {
    expect(() => attempt(setUp(), fail)).toThrow();
  });
});

describe("onBranch", () => {
  it("leaves the decision to the caller", () => {
    const ctx = setUp();
    const step = onBranch(ctx, (inner) => {
      inner.store("bank").set(KEY, VALUE);
      inner.emit(event("shown"));
    });
    expect(step.events).toEqual([event("shown")]);
    expect(ctx.store("bank").has(KEY)).toBe(false);
    step.keep();
    expect(ctx.store("bank").has(KEY)).toBe(true);
    expect(ctx.events()).toEqual([event("shown")]);
  });
});

describe("a context", () => {
  it("keeps height, time and header in step", () => {
    const ctx = setUp();
    expect(ctx.with({ height: 9n, time: 3n }).header).toMatchObject({ height: 9n, time: 3n });
    const header = { ...ctx.header, height: 11n };
    expect(ctx.with({ header }).height).toBe(11n);
  });
});
