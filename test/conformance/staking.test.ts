import { describeVectors } from "@testudo/testkit/vectors";
import { createStakingWorld, type WorldInput } from "./staking-world.ts";

interface Expected {
  readonly results: readonly ({ readonly ok: boolean } & Readonly<Record<string, unknown>>)[];
  readonly staking_store_digest: string;
  readonly slashing_store_digest: string;
  readonly staking_store?: readonly (readonly [string, string])[];
  readonly slashing_store?: readonly (readonly [string, string])[];
}

describeVectors("staking.json", {
  sequence(input: WorldInput, expected: Expected) {
    const world = createStakingWorld(input);
    for (const [index, step] of input.steps.entries()) {
      const { error, ...result } = world.take(step);
      const { error: _, ...wanted } = expected.results[index] ?? { ok: false };
      expect({
        index,
        op: step.op,
        error: result.ok ? undefined : typeof error,
        ...result,
      }).toEqual({
        index,
        op: step.op,
        error: wanted.ok ? undefined : "string",
        ...wanted,
      });
    }
    if (expected.staking_store) expect(world.dump("staking")).toEqual(expected.staking_store);
    if (expected.slashing_store) expect(world.dump("slashing")).toEqual(expected.slashing_store);
    expect(world.digest("staking")).toBe(expected.staking_store_digest);
    expect(world.digest("slashing")).toBe(expected.slashing_store_digest);
  },
});
