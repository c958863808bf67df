import { consAddress, Dec, plainError, SECOND, utf8 } from "@testudo/base";
import { fromTimestamp, toDuration } from "@testudo/proto";
import { BondStatus, Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { Panic } from "@testudo/runtime";
import { testConsKey } from "@testudo/testkit/test-account";
import { encodeConsumerPacket, slashConsumerPacket } from "../wire/packets.ts";
import { consAddressOf, createWorld, decToBytes, type World } from "./provider-world.fixture.ts";
import { state } from "./state.ts";

const HANDLED = '{"result":"Ag=="}';
const BOUNCED = '{"result":"Aw=="}';
const TAKEN = '{"result":"AQ=="}';
const refusedWith = (code: number) =>
  `{"error":"ABCI code: ${code}: error handling packet: see events for details"}`;

/** A launched consumer of all validators with an open channel. */
function setUp(options: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld({
    params: { slashMeterReplenishFraction: "1.0" },
    ...options,
  });
  const id = world.launch();
  return { world, id, channel: world.connect(id) };
}

const acks = (world: World, id: Parameters<World["members"]>[0]) =>
  state.slashAcks.get(world.ctx, id)?.addresses.length ?? 0;

const providerStore = (world: World) => [...world.ctx.store("provider").iterate()];

describe("a packet from a consumer", () => {
  it("ccv 11.9 is answered with one of three results, to the byte", () => {
    const { world, channel } = setUp();
    const matured = '{"type":2,"vscMaturedPacketData":{"valset_update_id":"1"}}';
    expect(world.receive(channel, utf8(matured))).toBe('{"result":"AQ=="}');
    expect(world.receiveSlash(channel, { key: "dave" })).toBe('{"result":"Ag=="}');
    state.slashMeter.set(world.ctx, -1n);
    expect(world.receiveSlash(channel, { key: "carol" })).toBe('{"result":"Aw=="}');
  });

  it.each([
    { why: "an unknown member", item: "11.6", text: '{"type":1,"extra":1}', code: 29 },
    { why: "no JSON", item: "11.6", text: "garbage", code: 29 },
    { why: "no type", item: "11.8", text: '{"type":"CONSUMER_PACKET_TYPE_UNSPECIFIED"}', code: 1 },
  ])("ccv $item gets code $code for $why", ({ text, code }) => {
    const { world, channel } = setUp();
    expect(world.receive(channel, utf8(text))).toBe(refusedWith(code));
  });

  it("ccv 11.7 that says a set update matured is taken and changes nothing", () => {
    const { world, channel } = setUp();
    const text =
      '{"type":"CONSUMER_PACKET_TYPE_VSCM","vscMaturedPacketData":{"valset_update_id":"1"}}';
    const before = providerStore(world);
    expect(world.receive(channel, utf8(text))).toBe(TAKEN);
    expect(providerStore(world)).toEqual(before);
  });

  it("of type slash without a body fails the transaction", () => {
    const { world, channel } = setUp();
    const data = utf8('{"type":"CONSUMER_PACKET_TYPE_SLASH"}');
    expect(() => world.receive(channel, data)).toThrow(Panic);
  });

  it("faults 77: on a channel that is no consumer's fails the transaction, as in the reference", () => {
    const { world } = setUp();
    expect(() => world.receiveSlash("channel-9", { key: "dave" })).toThrow(Panic);
  });
});

describe("a report of an infraction", () => {
  it.each([
    { why: "an unknown set update", report: { valsetUpdateId: 99n } },
    { why: "no power", report: { power: 0n } },
    { why: "no infraction", report: { infraction: Infraction.INFRACTION_UNSPECIFIED } },
  ])("ccv 11.89 is refused for $why", ({ report }) => {
    const { world, channel } = setUp();
    expect(world.receiveSlash(channel, { key: "dave", ...report })).toBe(refusedWith(1));
    expect(world.validator("dave")?.jailed).toBe(false);
  });

  it("ccv 11.90 of a double sign is noted and neither jails nor costs power", () => {
    const { world, channel } = setUp();
    const meter = state.slashMeter.get(world.ctx);
    const infraction = Infraction.INFRACTION_DOUBLE_SIGN;

    expect(world.receiveSlash(channel, { key: "dave", infraction })).toBe(TAKEN);

    expect(state.slashLog.get(world.ctx, consAddressOf("dave"))).toBeDefined();
    expect(world.validator("dave")?.jailed).toBe(false);
    expect(state.slashMeter.get(world.ctx)).toBe(meter);
  });

  it("ccv 11.91 of downtime jails for the consumer's time and slashes its fraction of the packet's power", () => {
    const world = createWorld({ params: { slashMeterReplenishFraction: "1.0" } });
    const downtime = {
      slashFraction: decToBytes(Dec.fromText("0.1")),
      jailDuration: toDuration(77n * SECOND),
      tombstone: true,
    };
    const id = world.launch(["alice", "dave"], {
      infractionParameters: { doubleSign: undefined, downtime },
    });
    const channel = world.connect(id);

    expect(world.receiveSlash(channel, { key: "dave", power: 50n })).toBe(HANDLED);

    const info = world.slashing.signingInfo(world.ctx, consAddress(consAddressOf("dave")));
    expect(world.validator("dave")).toMatchObject({ jailed: true, tokens: `${95_000_000n}` });
    expect(fromTimestamp(info!.jailedUntil)).toBe(world.ctx.time + 77n * SECOND);
    expect(info?.tombstoned).toBe(false);
    expect(world.ctx.events().at(-1)).toMatchObject({ type: "ccv_packet" });
    expect(world.ctx.events().map(({ type }) => type)).toContain("execute_consumer_chain_slash");
  });

  it("ccv 11.92 of downtime slashes nothing by default", () => {
    const { world, channel } = setUp();
    world.receiveSlash(channel, { key: "dave", power: 100n });
    expect(world.validator("dave")).toMatchObject({ jailed: true, tokens: `${100_000_000n}` });
  });

  it("ccv 11.93 without a set update counts from the height of the channel", () => {
    const { world, channel } = setUp();
    const opened = world.ctx.height;
    world.nextBlock();
    world.receiveSlash(channel, { key: "dave", valsetUpdateId: 0n });
    const slash = world.ctx.events().find(({ type }) => type === "execute_consumer_chain_slash");
    expect(slash?.attributes).toContainEqual({ key: "infraction_height", value: `${opened}` });
  });

  it("ccv 11.94 about a stranger, or from a stopped consumer, is only acknowledged", () => {
    const { world, id, channel } = setUp();
    expect(world.receiveSlash(channel, { key: "stranger" })).toBe(HANDLED);
    expect(acks(world, id)).toBe(1);

    world.remove(id);
    expect(world.receiveSlash(channel, { key: "dave" })).toBe(HANDLED);
    expect(acks(world, id)).toBe(2);
    expect(world.validator("dave")?.jailed).toBe(false);
  });

  it("ccv 11.95 about one who is jailed already is acknowledged without another slash", () => {
    const { world, id, channel } = setUp();
    world.receiveSlash(channel, { key: "dave" });
    const meter = state.slashMeter.get(world.ctx);

    expect(world.receiveSlash(channel, { key: "dave" })).toBe(HANDLED);

    expect(acks(world, id)).toBe(2);
    expect(state.slashMeter.get(world.ctx)).toBe(meter);
  });

  it("ccv 11.96 about a tombstoned member is dropped without acknowledgement of the slash", () => {
    const { world, id, channel } = setUp();
    world.slashing.tombstone(world.ctx, consAddress(consAddressOf("dave")));
    expect(world.receiveSlash(channel, { key: "dave" })).toBe(HANDLED);
    expect(acks(world, id)).toBe(0);
    expect(world.validator("dave")?.jailed).toBe(false);
  });

  it("ccv 11.96 about an unbonded member is dropped without acknowledgement of the slash", () => {
    const { world, id, channel } = setUp();
    const dave = world.validator("dave")!;
    const unbonded = { ...dave, status: BondStatus.BOND_STATUS_UNBONDED };
    world.staking.parts.validators.setValidator(world.ctx, unbonded);
    expect(world.receiveSlash(channel, { key: "dave" })).toBe(HANDLED);
    expect(acks(world, id)).toBe(0);
  });

  it("ends where the punishment fails, and the packet counts as handled", () => {
    const { world, id, channel } = setUp();
    world.slashing.jailUntil = () => {
      throw plainError("no signing info");
    };
    expect(world.receiveSlash(channel, { key: "dave" })).toBe(HANDLED);
    expect(acks(world, id)).toBe(1);
    expect(world.ctx.events().map(({ type }) => type)).not.toContain(
      "execute_consumer_chain_slash",
    );
  });
});

describe("the slash meter", () => {
  it("ccv 11.97, 11.98 takes a packet at zero, whatever it costs, and bounces below", () => {
    const { world, channel } = setUp();
    state.slashMeter.set(world.ctx, 0n);

    expect(world.receiveSlash(channel, { key: "alice" })).toBe(HANDLED);
    expect(state.slashMeter.get(world.ctx)).toBe(-400n);

    const before = providerStore(world);
    expect(world.receiveSlash(channel, { key: "dave" })).toBe(BOUNCED);
    expect(providerStore(world)).toEqual(before);
    expect(world.validator("dave")?.jailed).toBe(false);
  });

  it("faults 74: is below zero for 10,000 packets, which are answered one by one and leave nothing", () => {
    const { world, id, channel } = setUp();
    state.slashMeter.set(world.ctx, -1n);
    const records = () => [...world.ctx.store("provider").iterate()].length;
    const before = records();
    const report = encodeConsumerPacket(
      slashConsumerPacket({
        validator: { address: testConsKey("dave").address, power: 1n },
        valsetUpdateId: 0n,
        infraction: Infraction.INFRACTION_DOWNTIME,
      }),
    );

    const answers = new Set<string>();
    for (let sent = 0; sent < 10_000; sent += 1) answers.add(world.receive(channel, report));

    expect([...answers]).toEqual([BOUNCED]);
    expect(records()).toBe(before);
    expect(acks(world, id)).toBe(0);
    expect(state.slashMeter.get(world.ctx)).toBe(-1n);
    expect(world.validator("dave")?.jailed).toBe(false);
  });

  it.each([
    { fraction: "0.05", allowance: 50n },
    { fraction: "0.0025", allowance: 2n },
    { fraction: "0.0035", allowance: 4n },
    { fraction: "0.0001", allowance: 1n },
  ])("ccv 11.99 allows $allowance of 1000 for $fraction", ({ fraction, allowance }) => {
    const world = createWorld({ params: { slashMeterReplenishFraction: fraction } });
    expect(world.keeper.slashMeter.slashMeterAllowance(world.ctx)).toBe(allowance);
  });

  it("ccv 11.100 refills once per period, stays within the allowance, and counts time only while it is not full", () => {
    const world = createWorld();
    const meter = () => state.slashMeter.get(world.ctx);
    world.nextBlock({ after: 3600n * SECOND });
    expect(meter()).toBe(50n);

    state.slashMeter.set(world.ctx, -70n);
    world.nextBlock({ after: 3599n * SECOND });
    expect(meter()).toBe(-70n);
    world.nextBlock({ after: SECOND });
    expect(meter()).toBe(-20n);
    world.nextBlock({ after: 3600n * SECOND });
    expect(meter()).toBe(30n);
    world.nextBlock({ after: 3600n * SECOND });
    expect(meter()).toBe(50n);
  });

  it("ccv 11.100 shrinks with the total power", () => {
    const world = createWorld();
    world.staking.jail(world.ctx, consAddress(consAddressOf("alice")));
    world.nextBlock();
    expect(state.slashMeter.get(world.ctx)).toBe(30n);
  });
});
