import { AppError, Dec } from "@testudo/base";
import {
  MsgUpdateParams,
  type PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { matching } from "@testudo/testkit/matching";
import { errors } from "./errors.ts";
import { readParams } from "./params.ts";
import {
  addresses,
  authority,
  consAddressOf,
  createWorld,
  TOKEN,
  type World,
  type WorldOptions,
} from "./provider-world.fixture.ts";
import { state } from "./state.ts";
import { listedValidators } from "./validator-lists.ts";
import { minPowerInTopN } from "./validator-set.ts";

const consText = (name: string) => addresses.cons.toText(consAddressOf(name));

const shaping = (changes: Partial<PowerShapingParameters>): PowerShapingParameters => ({
  topN: 0,
  validatorsPowerCap: 0,
  validatorSetCap: 0,
  allowlist: [],
  denylist: [],
  minStake: 0n,
  allowInactiveVals: false,
  prioritylist: [],
  ...changes,
});

/** A Top N consumer in the hands of governance that launches in the next block. */
function createTopN(world: World, changes: Partial<PowerShapingParameters>) {
  const id = world.create({ spawnTime: world.ctx.time + 1n });
  world.update(id, { newOwnerAddress: authority });
  world.update(id, { owner: authority, powerShapingParameters: shaping(changes) });
  return id;
}

function launchTopN(changes: Partial<PowerShapingParameters>, options?: WorldOptions) {
  const world = createWorld(options);
  const id = createTopN(world, changes);
  world.nextBlock();
  return { world, id };
}

const members = (world: World, id: Parameters<World["members"]>[0]) =>
  Object.fromEntries(world.members(id));

describe("the top of the validators", () => {
  it("ccv 11.48 is opted in at the launch and at each end of an epoch", () => {
    const { world, id } = launchTopN({ topN: 70 });
    expect(members(world, id)).toEqual({ alice: 400n, bob: 300n });
    expect(listedValidators(world.ctx, state.optedIn, id)).toHaveLength(2);

    world.fund("rich");
    world.delegate("rich", "carol", 300n * TOKEN);
    world.nextBlock();
    expect(members(world, id)).toEqual({ alice: 400n, bob: 300n });
    world.nextEpoch();
    // The top is carol with 500 and alice with 400 of 1,300 now; bob stays because he was opted in.
    expect(members(world, id)).toEqual({ alice: 400n, bob: 300n, carol: 500n });
    expect(state.minPowersInTopN.get(world.ctx, id)).toBe(300n);
  });

  it.each([
    { powers: [5n, 3n, 1n], topN: 50, expected: 5n },
    { powers: [5n, 3n, 1n], topN: 56, expected: 3n },
    { powers: [1n, 5n, 3n], topN: 100, expected: 1n },
    { powers: [4n, 3n, 3n, 3n], topN: 50, expected: 3n },
  ])("ccv 11.49 ends at power $expected for $topN % of $powers", ({ powers, topN, expected }) => {
    expect(minPowerInTopN(powers, topN)).toBe(expected);
  });

  it.each([0, 101])("is not defined for %i percent", (topN) => {
    expect(() => minPowerInTopN([1n], topN)).toThrow(AppError);
  });

  it("ccv 11.49 counts active validators only and has all who are level", () => {
    const powers = { alice: 300n, bob: 300n, carol: 300n, dave: 100n };
    const params = { maxProviderConsensusValidators: 3n };
    const { world, id } = launchTopN({ topN: 50 }, { powers, params });
    expect(members(world, id)).toEqual({ alice: 300n, bob: 300n, carol: 300n });
  });

  it("ccv 11.50 cannot opt out, those below can", () => {
    const { world, id } = launchTopN({ topN: 70 });
    world.optIn("dave", id);
    expect(() => world.optOut("bob", id)).toThrow(matching(errors.cannotOptOutFromTopN));
    expect(() => world.optOut("dave", id)).not.toThrow();
    world.nextEpoch();
    expect(members(world, id)).toEqual({ alice: 400n, bob: 300n });
  });

  it("ccv 11.54 obeys the lists too", () => {
    const denied = launchTopN({ topN: 100, denylist: [consText("alice")] });
    expect(members(denied.world, denied.id)).toEqual({ bob: 300n, carol: 200n, dave: 100n });
    const allowed = launchTopN({ topN: 100, allowlist: [consText("alice"), consText("bob")] });
    expect(members(allowed.world, allowed.id)).toEqual({ alice: 400n, bob: 300n });
  });

  it("ccv 11.57 has no cap of seats", () => {
    const { world, id } = launchTopN({ topN: 100, validatorSetCap: 1 });
    expect(world.members(id)).toHaveLength(4);
  });
});

describe("opting", () => {
  it("ccv 11.51 in works before the launch, out does not", () => {
    const world = createWorld();
    const id = world.create();
    world.optIn("alice", id);
    expect(() => world.optOut("alice", id)).toThrow(matching(errors.invalidPhase));
    expect(() => world.optOut("alice", "77" as typeof id)).toThrow(
      matching(errors.unknownConsumerId),
    );
    expect(listedValidators(world.ctx, state.optedIn, id)).toEqual([consAddressOf("alice")]);
  });
});

describe("the provider's own validators", () => {
  it("ccv 11.63 lose their place with the next block when the parameter falls, and stay bonded", () => {
    const world = createWorld();
    expect(world.initial).toHaveLength(4);
    world.send(MsgUpdateParams, {
      authority,
      params: { ...readParams(world.ctx), maxProviderConsensusValidators: 2n },
    });
    expect(world.nextBlock().map(({ power }) => power)).toEqual([0n, 0n]);
    expect(world.nextBlock()).toEqual([]);
    expect(world.validator("dave")?.status).toBe(world.validator("alice")?.status);
  });

  it("ccv 11.64 are all that gov and mint count", () => {
    const world = createWorld({ params: { maxProviderConsensusValidators: 2n } });
    const { activeStaking } = world.keeper;
    expect(activeStaking.bondedValidatorsByPower(world.ctx)).toHaveLength(2);
    expect(activeStaking.totalBondedTokens(world.ctx)).toBe(700n * TOKEN);
    const supply = activeStaking.stakingTokenSupply(world.ctx);
    expect(activeStaking.bondedRatio(world.ctx)).toEqual(Dec.fromInt(700n * TOKEN).quoInt(supply));
  });
});
