import { toHex } from "@testudo/base";
import type { Action } from "@testudo/devnet/scenario";
import { failureText, randomRun, replay } from "./random-run.ts";

describe("a random run", () => {
  it("is the same for the same seed, and another for another", () => {
    const hashOf = (seed: number) => toHex(randomRun({ seed, steps: 40 }).world!.hub.appHash);
    const first = hashOf(7);
    expect(hashOf(7)).toBe(first);
    expect(hashOf(8)).not.toBe(first);
  });

  it("says how often each kind of action was done and refused", () => {
    const actions: readonly Action[] = [
      { do: "delegate", from: "dora", validator: "alice", amount: 1n },
      { do: "delegate", from: "dora", validator: "nobody", amount: 1n },
      { do: "blocks", count: 2 },
    ];
    const { failure, counts } = replay(actions);
    expect(failure).toBeUndefined();
    expect(Object.fromEntries(counts)).toEqual({
      delegate: { done: 1, refused: 1 },
      blocks: { done: 1, refused: 0 },
    });
  });

  it("prints a failure as actions that can be read again", () => {
    const actions: readonly Action[] = [
      { do: "delegate", from: "dora", validator: "alice", amount: 10n },
    ];
    expect(failureText({ reason: "supply", detail: "supply: too much", actions })).toBe(
      'supply: too much\n\nafter 1 actions:\n{"do":"delegate","from":"dora","validator":"alice","amount":"10"}',
    );
  });
});
