import { createWorld, EPOCH } from "./provider-world.fixture.ts";

/** What one read of a store costs at least: a unit of the work of a block. */
const READ_GAS = 1_000n;
const SMALL = { consumers: 2, validators: 5 };
const LARGE = { consumers: 20, validators: 50 };

type Size = typeof SMALL;

/** Accesses of the stores, priced as gas, in a block that ends no epoch and in one that does. */
function workOf({ consumers, validators }: Size) {
  const names = Array.from({ length: validators }, (_unused, i) => `validator ${i}`);
  const powers = Object.fromEntries(names.map((name, i) => [name, 100n + BigInt(i)]));
  const world = createWorld({ powers });
  for (let i = 0; i < consumers; i += 1) world.connect(world.launch(names));
  world.nextEpoch();
  // Each consumer's set has changed since: everybody has a packet to send at the end of the epoch.
  world.fund("rich");
  world.delegate("rich", "validator 0", 5_000_000n);
  world.nextBlock();
  const costOfBlock = () => {
    const before = world.ctx.gas.consumed;
    world.staking.blockValidatorUpdates(world.ctx);
    world.module.endBlock?.(world.ctx);
    world.module.beginBlock?.(world.ctx);
    return world.ctx.gas.consumed - before;
  };
  const ordinary = costOfBlock();
  while (world.ctx.height % EPOCH !== 0n) world.nextBlock();
  const epoch = costOfBlock();
  expect(world.ibc.sent).toHaveLength(consumers);
  return { ordinary, epoch };
}

/** What is left of the work of the large hub when what grows with consumers alone and validators alone is taken off. */
function product(kind: "ordinary" | "epoch"): bigint {
  const work = (size: Size) => workOf(size)[kind];
  const many = work(LARGE);
  const manyConsumers = work({ ...SMALL, consumers: LARGE.consumers });
  const manyValidators = work({ ...SMALL, validators: LARGE.validators });
  return many - manyConsumers - manyValidators + work(SMALL);
}

/** Pairs of a consumer and a validator that only the large hub has. */
const PAIRS = BigInt((LARGE.consumers - SMALL.consumers) * (LARGE.validators - SMALL.validators));

describe("a hub with many consumers and many validators", () => {
  it("does nothing for a consumer's validator in a block that ends no epoch", () => {
    // Less than one read for a hundred pairs: longer keys make a little of a difference.
    expect(product("ordinary")).toBeLessThan((PAIRS * READ_GAS) / 100n);
  });

  it("does so at the ends of epochs, once for each", () => {
    const cost = product("epoch") / PAIRS;
    expect(cost).toBeGreaterThan(READ_GAS);
    // A handful of accesses: opt-in, key, membership, and writing the new set.
    expect(cost).toBeLessThan(60n * READ_GAS);
  });
});
