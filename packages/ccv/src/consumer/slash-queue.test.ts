import { Dec, fromUtf8, HOUR, plainError } from "@testudo/base";
import { clientErrors } from "@testudo/ibc/client";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { connectedWorld, consensusAddress, createWorld } from "./consumer-world.fixture.ts";
import { state } from "./state.ts";

type World = ReturnType<typeof createWorld>;

const HANDLED = '{"result":"Ag=="}';
const OLD_SUCCESS = '{"result":"AQ=="}';
const BOUNCED = '{"result":"Aw=="}';
const DOWNTIME = Infraction.INFRACTION_DOWNTIME;
const DOUBLE_SIGN = Infraction.INFRACTION_DOUBLE_SIGN;
const HOUR_IN_SECONDS = HOUR / 1_000_000_000n;

function report(world: World, name: string, infraction: number = DOWNTIME): void {
  const { ctx, staking } = world;
  const address = consensusAddress(name);
  staking.slashWithInfractionReason(ctx, address, ctx.height - 1n, 10n, Dec.zero, infraction);
}

const sentNames = (world: World) =>
  world.sent.map(({ data }) => {
    const { slashPacketData } = JSON.parse(fromUtf8(data));
    return ["alice", "bob"].find((name) => {
      const address = Buffer.from(consensusAddress(name)).toString("base64");
      return slashPacketData.validator.address === address;
    });
  });

describe("the slash queue", () => {
  it("sends in the V1 form, without timeout height", () => {
    const world = connectedWorld();
    report(world, "alice");
    world.endBlock();

    const [packet] = world.sent;
    const address = Buffer.from(consensusAddress("alice")).toString("base64");
    expect(fromUtf8(packet?.data ?? new Uint8Array())).toBe(
      `{"type":"CONSUMER_PACKET_TYPE_SLASH","slashPacketData":{"validator":{"address":"${address}","power":"10"},"valset_update_id":"0","infraction":"INFRACTION_TYPE_DOWNTIME"}}`,
    );
    expect(packet?.sourceChannel).toBe("channel-0");
    expect(packet?.timeoutHeight).toEqual({ revisionNumber: 0n, revisionHeight: 0n });
    expect(packet?.timeoutTimestamp).toBe(world.ctx.time + 28n * 24n * HOUR);
  });

  it.each([HANDLED, OLD_SUCCESS])(
    "ccv 11.101 sends one packet at a time and keeps it until %s",
    (answer) => {
      const world = connectedWorld();
      report(world, "alice");
      report(world, "bob");
      world.endBlock();
      world.nextBlock();
      world.endBlock();
      expect(sentNames(world)).toEqual(["alice"]);
      expect(world.keeper.pendingPackets(world.ctx)).toHaveLength(2);

      world.acknowledge(answer);
      world.endBlock();
      expect(sentNames(world)).toEqual(["alice", "bob"]);
      expect(world.keeper.pendingPackets(world.ctx)).toHaveLength(1);
      expect([...state.pendingPackets.keys(world.ctx)]).toEqual([1n]);
    },
  );

  it("ccv 11.102 sends a bounced packet again strictly later than the retry delay", () => {
    const world = connectedWorld();
    report(world, "alice");
    world.endBlock();
    world.acknowledge(BOUNCED);

    world.nextBlock({ seconds: HOUR_IN_SECONDS });
    world.endBlock();
    expect(world.sent).toHaveLength(1);

    world.nextBlock({ seconds: 1n });
    world.endBlock();
    expect(sentNames(world)).toEqual(["alice", "alice"]);
    expect(state.slashRecord.get(world.ctx)?.waitingOnReply).toBe(true);
  });

  it("cannot be bounced without having asked", () => {
    const world = connectedWorld();
    report(world, "alice");
    world.endBlock();
    world.acknowledge(HANDLED);

    expect(() => world.acknowledge(BOUNCED)).toThrow("could not find slash record");
  });

  it("ccv 11.103 reports downtime of a validator once until it is acknowledged", () => {
    const world = connectedWorld();
    report(world, "alice");
    report(world, "alice");
    expect(world.keeper.pendingPackets(world.ctx)).toHaveLength(1);
    world.endBlock();
    world.acknowledge(HANDLED);
    report(world, "alice");
    expect(world.keeper.pendingPackets(world.ctx)).toEqual([]);

    const [packet] = world.sent;
    const { slashPacketData } = JSON.parse(fromUtf8(packet?.data ?? new Uint8Array()));
    expect(slashPacketData.infraction).toBe("INFRACTION_TYPE_DOWNTIME");
    const ack = world.keeper.needs.addresses.cons.toText(consensusAddress("alice"));
    world.receive({ id: 2n, acks: [ack] });
    report(world, "alice");
    expect(world.keeper.pendingPackets(world.ctx)).toHaveLength(1);
  });

  it("reports every double sign, which sets no downtime", () => {
    const world = connectedWorld();
    report(world, "alice", DOUBLE_SIGN);
    report(world, "alice", DOUBLE_SIGN);

    expect(world.keeper.pendingPackets(world.ctx)).toHaveLength(2);
    expect(world.staking.isValidatorJailed(world.ctx, consensusAddress("alice"))).toBe(false);
  });

  it("ccv 11.104 sends after establishment what was raised before", () => {
    const world = createWorld();
    world.openChannel("consumer", "channel-0");
    world.nextBlock();
    report(world, "bob");
    world.endBlock();
    expect(world.sent).toEqual([]);

    world.nextBlock();
    world.receive({ id: 3n });
    world.endBlock();
    expect(sentNames(world)).toEqual(["bob"]);
  });

  it.each([
    { why: "the client is not active", refusal: clientErrors.clientNotActive() },
    { why: "IBC refuses", refusal: plainError("something") },
  ])("ccv 11.105 keeps its packets while $why", ({ refusal }) => {
    const world = connectedWorld();
    world.refusals.send = refusal;
    report(world, "alice");
    world.endBlock();
    expect(state.slashRecord.get(world.ctx)).toBeUndefined();
    expect(world.keeper.pendingPackets(world.ctx)).toHaveLength(1);

    delete world.refusals.send;
    world.nextBlock();
    world.endBlock();
    expect(sentNames(world)).toEqual(["alice"]);
  });

  it("says what it asks for", () => {
    const world = connectedWorld();
    report(world, "alice");

    expect(world.ctx.events().at(-1)).toEqual({
      type: "consumer_slash_request",
      attributes: [
        { key: "module", value: "ccvconsumer" },
        {
          key: "validator_address",
          value: world.keeper.needs.addresses.cons.toText(consensusAddress("alice")),
        },
        { key: "valset_update_id", value: "0" },
        { key: "infraction_type", value: "INFRACTION_DOWNTIME" },
      ],
    });
  });
});
