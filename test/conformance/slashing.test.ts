import { consAddress, fromHex } from "@testudo/base";
import { describeVectors } from "@testudo/testkit/vectors";
import { createStakingWorld, type Step, type WorldInput } from "./staking-world.ts";

interface Expected {
  readonly results: readonly ({ readonly ok: boolean } & Readonly<Record<string, unknown>>)[];
  readonly staking_store_digest: string;
  readonly slashing_store_digest: string;
  readonly staking_store?: readonly (readonly [string, string])[];
  readonly slashing_store?: readonly (readonly [string, string])[];
}

type World = ReturnType<typeof createStakingWorld>;

/** What the recorder noted after a vote: the signing info and what the vote did to the validator. */
function afterVote(world: World, step: Step): Record<string, unknown> {
  const address = consAddress(fromHex(step.cons_address ?? ""));
  const info = world.slashing.signingInfo(world.ctx, address);
  const validator = world.staking.validatorByConsAddr(world.ctx, address);
  return {
    start_height: info?.startHeight.toString(),
    index_offset: info?.indexOffset.toString(),
    missed_blocks_counter: info?.missedBlocksCounter.toString(),
    jailed_until: {
      seconds: info?.jailedUntil.seconds.toString(),
      nanos: info?.jailedUntil.nanos,
    },
    jailed: validator?.jailed,
    tokens: validator?.tokens,
  };
}

function take(world: World, step: Step): Record<string, unknown> {
  if (step.op !== "signature") {
    const { state: _, error: __, ...result } = world.take(step);
    return result;
  }
  const { error: _, ...result } = world.take({
    ...step,
    flag: step.block_id_flag,
  } as unknown as Step);
  return { ...result, ...afterVote(world, step) };
}

describeVectors("slashing.json", {
  sequence(input: WorldInput, expected: Expected) {
    const world = createStakingWorld(input);
    for (const [index, step] of input.steps.entries()) {
      const { error: _, ...wanted } = expected.results[index] ?? { ok: false };
      expect({ index, op: step.op, ...take(world, step) }).toEqual({
        index,
        op: step.op,
        ...wanted,
      });
    }
    if (expected.staking_store) expect(world.dump("staking")).toEqual(expected.staking_store);
    if (expected.slashing_store) expect(world.dump("slashing")).toEqual(expected.slashing_store);
    expect(world.digest("staking")).toBe(expected.staking_store_digest);
    expect(world.digest("slashing")).toBe(expected.slashing_store_digest);
  },
});
