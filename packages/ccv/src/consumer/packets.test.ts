import { bech32Encode, utf8 } from "@testudo/base";
import { ccvErrors } from "../wire/errors.ts";
import {
  connectedWorld,
  consensusAddress,
  createWorld,
  named,
  update,
} from "./consumer-world.fixture.ts";
import { FLAG, state } from "./state.ts";

const SUCCESS = '{"result":"AQ=="}';
const refused = (code: number) =>
  `{"error":"ABCI code: ${code}: error handling packet: see events for details"}`;

describe("a validator set packet", () => {
  it("ccv 11.76 establishes the channel when it is the first", () => {
    const world = createWorld();
    world.nextBlock();
    expect(world.keeper.providerChannelId(world.ctx)).toBeUndefined();

    expect(world.receive({ id: 4n }, "channel-2")).toBe(SUCCESS);

    expect(world.keeper.providerChannelId(world.ctx)).toBe("channel-2");
    expect(world.ctx.events().map(({ type }) => type)).toEqual([
      "channel_established",
      "ccv_packet",
    ]);
    expect(world.ctx.events()[0]?.attributes).toEqual([
      { key: "module", value: "ccvconsumer" },
      { key: "channel_id", value: "channel-2" },
      { key: "port_id", value: "consumer" },
    ]);
    expect(world.ctx.events()[1]?.attributes).toEqual([
      { key: "module", value: "CCV" },
      { key: "valset_update_id", value: "4" },
      { key: "success", value: "true" },
    ]);
  });

  it("ccv 11.77 merges with others of its block, the last power of a key winning", () => {
    const world = connectedWorld();
    world.receive({ id: 5n, updates: [update("alice", 7n), update("carol", 30n)] });
    world.receive({ id: 6n, updates: [update("carol", 20n), update("dave", 90n)] });

    expect(named(world.endBlock())).toEqual(["dave 90", "carol 20", "alice 7"]);
    world.nextBlock();
    expect(world.endBlock()).toEqual([]);
  });

  it("ccv 11.78 does not tell the engine of a removal of somebody unknown", () => {
    const world = connectedWorld();
    world.receive({ id: 5n, updates: [update("dave", 0n), update("bob", 0n)] });

    expect(named(world.endBlock())).toEqual(["bob 0"]);
    expect(world.keeper.validators(world.ctx)).toHaveLength(1);
  });

  it.each([
    { why: "its id is 0", text: '{"validator_updates":[],"valset_update_id":"0"}', code: 1 },
    { why: "it has no list of updates", text: '{"valset_update_id":"3"}', code: 1 },
    { why: "a field is unknown", text: '{"valset_update_id":"3","more":1}', code: 29 },
    { why: "it is no JSON", text: "\u0001", code: 29 },
  ])("ccv 11.79 gets an error acknowledgement when $why", ({ text, code }) => {
    const world = createWorld();
    world.nextBlock();

    expect(world.receiveBytes(utf8(text))).toBe(refused(code));

    expect(world.keeper.providerChannelId(world.ctx)).toBeUndefined();
    expect(state.pendingChanges.get(world.ctx)).toBeUndefined();
    const [event] = world.ctx.events();
    expect(event?.attributes.slice(2).map(({ key }) => key)).toEqual(["success", "error"]);
  });

  it("faults 86: gets an error acknowledgement over another channel than the established one", () => {
    const world = connectedWorld();
    const changes = { id: 5n, updates: [update("alice", 1n)] };

    expect(world.receive(changes, "channel-1")).toBe(refused(ccvErrors.invalidChannelFlow().code));
    expect(world.endBlock()).toEqual([]);
  });

  it("ccv 11.80 gives its id to the next height, which else inherits one", () => {
    const world = connectedWorld();
    world.receive({ id: 8n });
    expect(world.keeper.valsetUpdateIdAt(world.ctx, world.ctx.height)).toBe(1n);
    expect(world.keeper.valsetUpdateIdAt(world.ctx, world.ctx.height + 1n)).toBe(8n);

    world.nextBlock();
    world.nextBlock();
    expect(world.keeper.valsetUpdateIdAt(world.ctx, world.ctx.height + 1n)).toBe(8n);
  });

  it("ccv 11.81 clears outstanding downtime under any prefix, and skips what is no address", () => {
    const world = connectedWorld();
    for (const name of ["alice", "bob"]) {
      state.outstandingDowntimes.set(world.ctx, consensusAddress(name), FLAG);
    }
    const acks = ["", "cosmosvalcons1junk", bech32Encode("other", consensusAddress("bob"))];

    expect(world.receive({ id: 9n, acks })).toBe(SUCCESS);

    expect([...state.outstandingDowntimes.keys(world.ctx)]).toEqual([consensusAddress("alice")]);
  });

  it("ccv 11.82 clears the downtime of a validator that comes back, and restarts its signing info", () => {
    const world = connectedWorld();
    const address = consensusAddress("alice");
    expect(world.slashing.signingInfo(world.ctx, address)?.startHeight).toBe(0n);
    world.receive({ id: 5n, updates: [update("alice", 0n)] });
    world.endBlock();
    state.outstandingDowntimes.set(world.ctx, address, FLAG);
    world.nextBlock({ height: 30n });
    world.receive({ id: 6n, updates: [update("alice", 3n)] });
    world.endBlock();

    expect(world.staking.isValidatorJailed(world.ctx, address)).toBe(false);
    expect(world.slashing.signingInfo(world.ctx, address)?.startHeight).toBe(30n);
  });
});

describe("an acknowledgement", () => {
  const ERROR = '{"error":"ABCI code: 1: error handling packet: see events for details"}';

  /** A consumer that has reported alice. */
  function reported() {
    const world = connectedWorld();
    world.staking.slashWithInfractionReason(
      world.ctx,
      consensusAddress("alice"),
      1n,
      100n,
      undefined as never,
      2,
    );
    world.endBlock();
    return world;
  }

  it("ccv 11.89 of an error closes the channel", () => {
    const world = reported();

    world.acknowledge(ERROR);

    expect(world.closed).toEqual(["consumer/channel-0"]);
    const events = world.ctx.events().filter(({ type }) => type === "ccv_packet");
    expect(events.map(({ attributes }) => attributes.map(({ key }) => key))).toEqual([
      ["module", "acknowledgement"],
      ["error"],
    ]);
  });

  it("of an error over a duplicate closes the established channel too", () => {
    const world = reported();
    world.openChannel("consumer", "channel-5");
    const [packet] = world.sent;

    world.acknowledge(ERROR, packet && { ...packet, sourceChannel: "channel-5" });

    expect(world.closed).toEqual(["consumer/channel-5", "consumer/channel-0"]);
  });

  it.each([
    { why: "the result is empty", answer: '{"result":""}', text: /length must be 1, got 0/ },
    { why: "the result is long", answer: '{"result":"AQI="}', text: /length must be 1, got 2/ },
    { why: "the result is unknown", answer: '{"result":"BA=="}', text: /unrecognized/ },
    { why: "it is malformed", answer: '{"outcome":1}', text: /cannot unmarshal consumer packet/ },
  ])("fails its transaction when $why", ({ answer, text }) => {
    expect(() => reported().acknowledge(answer)).toThrow(text);
  });

  it("fails its transaction when the channel cannot be closed", () => {
    const world = reported();
    world.channels.clear();

    expect(() => world.acknowledge(ERROR)).toThrow(
      "ChanCloseInit(channel-0) failed: no such channel",
    );
  });

  it("writes the answer as Go prints it", () => {
    const world = reported();
    world.acknowledge('{"result":"Ag=="}');

    const events = world.ctx.events().filter(({ type }) => type === "ccv_packet");
    expect(events.flatMap(({ attributes }) => attributes)).toEqual([
      { key: "module", value: "ccvconsumer" },
      { key: "acknowledgement", value: 'result:"\\002" ' },
      { key: "success", value: Uint8Array.of(2) },
    ]);
  });
});
