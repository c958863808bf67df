import { toDuration } from "@testudo/proto";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { matching } from "@testudo/testkit/matching";
import { errors } from "./errors.ts";
import { createWorld, initParams, UNBONDING, type World } from "./provider-world.fixture.ts";
import { state } from "./state.ts";

/** A connection to a chain that runs already. */
function connectTo(world: World, chainId: string): string {
  const revisionHeight = 77n;
  world.ibc.clients.set("07-tendermint-3", {
    ...ClientState.decode(new Uint8Array()),
    chainId,
    latestHeight: { revisionNumber: 1n, revisionHeight },
    trustingPeriod: toDuration(UNBONDING),
  });
  return world.ibc.openConnection("07-tendermint-3");
}

function launchOver(world: World, connectionId: string) {
  const id = world.create({
    initializationParameters: initParams({ connectionId, spawnTime: world.ctx.time }),
  });
  world.optIn("alice", id);
  world.nextBlock();
  return id;
}

describe("the launch over a connection that is there", () => {
  it("ccv 11.44 makes no client and tells the consumer to keep its own", () => {
    const world = createWorld();
    const connectionId = connectTo(world, "consumer-1");
    const id = launchOver(world, connectionId);
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
    expect(state.clients.get(world.ctx, id)).toBe("07-tendermint-3");
    expect(world.ibc.clients.size).toBe(1);
    expect(state.equivocationMinHeights.get(world.ctx, id)).toBe(77n);
    expect(state.consumerGenesis.get(world.ctx, id)).toMatchObject({
      preCCV: true,
      connectionId: "connection-7",
      provider: { clientState: undefined, consensusState: undefined },
    });
  });

  it.each([
    { why: "another chain", connect: (world: World) => connectTo(world, "other-1") },
    { why: "an unknown client", connect: (world: World) => world.ibc.openConnection("none") },
    { why: "nobody", connect: () => "connection-9" },
  ])("ccv 11.45 fails when it leads to $why", ({ connect }) => {
    const world = createWorld();
    const id = launchOver(world, connect(world));
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_REGISTERED);
    expect(state.clients.get(world.ctx, id)).toBeUndefined();
    expect(state.consumerGenesis.get(world.ctx, id)).toBeUndefined();
    expect(world.members(id)).toEqual([]);
  });
});

describe("the revision of a chain id", () => {
  it("ccv 11.23 has to be that of the initial height", () => {
    const world = createWorld();
    const initialHeight = { revisionNumber: 2n, revisionHeight: 1n };
    const create = (chainId: string) =>
      world.create({ chainId, initializationParameters: initParams({ initialHeight }) });
    expect(() => create("consumer-1")).toThrow();
    expect(() => create("consumer-2")).not.toThrow();
  });

  it("must still fit after a change of name, so that no launch can stop the hub", () => {
    const world = createWorld();
    const id = world.create({ spawnTime: world.ctx.time });
    expect(() => world.update(id, { newChainId: "consumer-9" })).toThrow(
      matching(errors.invalidConsumerInitializationParameters),
    );
    world.update(id, { newChainId: "renamed-1" });
    expect(state.chainIds.get(world.ctx, id)).toBe("renamed-1");
    world.nextBlock();
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_REGISTERED);
  });
});
