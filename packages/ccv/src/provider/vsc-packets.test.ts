import { accAddress } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { matching } from "@testudo/testkit/matching";
import { decodeVscPacket } from "../wire/packets.ts";
import { errors } from "./errors.ts";
import { createWorld, EPOCH, TOKEN, type World } from "./provider-world.fixture.ts";
import { state } from "./state.ts";
import { pendingPackets, valsetUpdateId } from "./vsc-packets.ts";

const RELAYER = accAddress(new Uint8Array(20));

function setUp() {
  const world = createWorld();
  const id = world.launch();
  const channelId = world.connect(id);
  world.nextEpoch();
  return { world, id, channelId };
}

/** Changes everybody's set. */
function delegate(world: World): void {
  world.fund("rich");
  world.delegate("rich", "alice", TOKEN);
}

const sent = (world: World) => world.ibc.sent.map(({ data }) => decodeVscPacket(data));

const answer = (world: World, channelId: string, bytes: string) =>
  world.keeper.ibcModule.onAcknowledgementPacket(
    world.ctx,
    packetFrom(channelId),
    new TextEncoder().encode(bytes),
    RELAYER,
    "1",
  );

const packetFrom = (channelId: string) => ({
  sequence: 1n,
  sourcePort: "provider",
  sourceChannel: channelId,
  destinationPort: "consumer",
  destinationChannel: "channel-0",
  data: new Uint8Array(),
  timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
  timeoutTimestamp: 0n,
});

describe("set changes to a consumer", () => {
  it("ccv 11.74 carry the slash acks, which wait while the set stays", () => {
    const { world, id } = setUp();
    state.slashAcks.set(world.ctx, id, { addresses: ["cosmosvalcons1x"] });
    world.nextEpoch();
    expect(sent(world)).toEqual([]);

    delegate(world);
    world.nextEpoch();
    delegate(world);
    world.nextEpoch();
    expect(sent(world).map(({ slashAcks }) => slashAcks)).toEqual([["cosmosvalcons1x"], []]);
    expect(state.slashAcks.get(world.ctx, id)).toBeUndefined();
  });

  it("ccv 11.67 have ids that rise with each epoch, whether anything changes or not", () => {
    const { world } = setUp();
    const before = valsetUpdateId(world.ctx);
    delegate(world);
    world.nextEpoch();
    world.nextEpoch();
    delegate(world);
    world.nextEpoch();
    expect(sent(world).map(({ valsetUpdateId: id }) => id)).toEqual([before, before + 2n]);
    expect(valsetUpdateId(world.ctx)).toBe(before + 3n);
  });

  it("ccv 11.68 are noted by height: what ends epoch H counts from H + 1", () => {
    const { world } = setUp();
    const id = valsetUpdateId(world.ctx);
    const start = world.ctx.height;
    world.nextEpoch();
    const noted = (height: bigint) => state.valsetUpdateHeights.get(world.ctx, id + height);
    expect(start % EPOCH).toBe(1n);
    expect(noted(0n)).toBe(world.ctx.height);
    expect(noted(1n)).toBeUndefined();
  });

  it("ccv 11.71 wait for a client that is not active", () => {
    const { world, id } = setUp();
    world.ibc.refusals.send = clientErrors.clientNotActive("expired");
    delegate(world);
    world.nextEpoch();
    expect(pendingPackets(world.ctx, id)).toHaveLength(1);
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_LAUNCHED);

    world.ibc.refusals.send = undefined;
    world.nextEpoch();
    expect(pendingPackets(world.ctx, id)).toEqual([]);
    expect(sent(world)).toHaveLength(1);
  });

  it("ccv 11.72 that cannot be sent for another reason stop the consumer, not the hub", () => {
    const { world, id } = setUp();
    const other = world.launch();
    world.ibc.refusals.send = channelErrors.invalidChannelState("closed");
    delegate(world);
    world.nextEpoch();
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_STOPPED);
    expect(state.removalTimes.get(world.ctx, id)).toBeDefined();
    expect(world.phase(other)).toBe(ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
  });

  it("ccv 11.73 that were refused or timed out stop the consumer", () => {
    const refused = setUp();
    answer(refused.world, refused.channelId, '{"result":"AQ=="}');
    expect(refused.world.phase(refused.id)).toBe(ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
    answer(refused.world, refused.channelId, '{"error":"ABCI code: 1: no"}');
    expect(refused.world.phase(refused.id)).toBe(ConsumerPhase.CONSUMER_PHASE_STOPPED);

    const { world, id, channelId } = setUp();
    const { ibcModule } = world.keeper;
    const late = packetFrom(channelId);
    ibcModule.onTimeoutPacket(world.ctx, late, RELAYER, "1");
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_STOPPED);
  });

  it("are refused an answer on a channel that is no consumer's", () => {
    const { world } = setUp();
    const { ibcModule } = world.keeper;
    expect(() => answer(world, "channel-9", '{"error":"no"}')).toThrow(
      matching(errors.unknownConsumerChannelId),
    );
    expect(() => answer(world, "channel-9", "what?")).toThrow();
    const late = packetFrom("channel-9");
    expect(() => ibcModule.onTimeoutPacket(world.ctx, late, RELAYER, "1")).toThrow(
      matching(channelErrors.invalidChannelState),
    );
  });
});
