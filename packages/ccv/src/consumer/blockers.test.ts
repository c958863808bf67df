import { fromTimestamp } from "@testudo/proto";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import {
  addresses,
  connectedWorld,
  consensusAddress,
  createWorld,
  named,
  update,
} from "./consumer-world.fixture.ts";
import { state } from "./state.ts";

describe("the consumer's blocks", () => {
  it.each([
    { why: "closed", change: { state: State.STATE_CLOSED } },
    { why: "gone", change: undefined },
  ])("ccv 11.148 go on when the channel is $why", ({ change }) => {
    const world = connectedWorld();
    if (change === undefined) world.channels.clear();
    else world.openChannel("consumer", "channel-0", change);

    world.nextBlock();
    expect(world.endBlock()).toEqual([]);
    expect(world.keeper.valsetUpdateIdAt(world.ctx, world.ctx.height + 1n)).toBe(1n);
  });

  it("ccv 11.152 record as many heights as the parameter says", () => {
    const world = createWorld({ params: { historicalEntries: 3n } });
    for (let i = 0; i < 6; i += 1) world.nextBlock();
    expect([...state.historicalInfos.keys(world.ctx)]).toEqual([4n, 5n, 6n]);

    const params = world.keeper.params(world.ctx);
    state.params.set(world.ctx, { ...params, historicalEntries: 1n });
    world.nextBlock();
    expect([...state.historicalInfos.keys(world.ctx)]).toEqual([7n]);
  });

  it("record nothing without historical entries", () => {
    const world = createWorld({ params: { historicalEntries: 0n } });
    world.nextBlock();
    expect([...state.historicalInfos.keys(world.ctx)]).toEqual([]);
  });

  it("record the validators as bonded ones, by power and then by address", () => {
    const tied = ["bob", "carol", "dave"];
    const initialValSet = [update("alice", 9n), ...tied.map((name) => update(name, 5n))];
    const world = createWorld();
    world.nextBlock();
    world.receive({ id: 1n, updates: initialValSet });
    world.endBlock();
    world.nextBlock();

    const info = world.staking.historicalInfo(world.ctx, 2n);
    expect(info?.header.height).toBe(2n);
    expect(info && fromTimestamp(info.header.time)).toBe(world.ctx.time);
    const byAddress = tied
      .map((name) => addresses.val.toText(consensusAddress(name) as never))
      .sort((a, b) => Buffer.compare(addresses.val.fromText(a), addresses.val.fromText(b)));
    expect(info?.valset.map(({ operatorAddress }) => operatorAddress)).toEqual([
      addresses.val.toText(consensusAddress("alice") as never),
      ...byAddress,
    ]);
    expect(info?.valset.map(({ tokens }) => tokens)).toEqual([
      "9000000",
      "5000000",
      "5000000",
      "5000000",
    ]);
    expect(info?.valset[0]).toMatchObject({ status: 3, jailed: false, minSelfDelegation: "1" });
  });

  it("apply changes once and forget them", () => {
    const world = connectedWorld();
    world.receive({ id: 4n, updates: [update("alice", 1n), update("carol", 2n)] });

    expect(named(world.endBlock())).toEqual(["carol 2", "alice 1"]);
    expect(state.pendingChanges.get(world.ctx)).toBeUndefined();
  });

  it("halt on a key that is none", () => {
    const world = connectedWorld();
    world.receive({ id: 4n, updates: [{ pubKey: {}, power: 3n }] });

    expect(() => world.endBlock()).toThrow("no known kind");
  });
});
