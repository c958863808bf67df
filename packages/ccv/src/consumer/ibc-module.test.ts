import { sdkErrors } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { clientErrors } from "@testudo/ibc/client";
import { connectionErrors } from "@testudo/ibc/connection";
import { portErrors } from "@testudo/ibc/port";
import { Order } from "@testudo/proto/ibc/core/channel/v1";
import { matching } from "@testudo/testkit/matching";
import { ccvErrors } from "../wire/errors.ts";
import { encodeHandshakeMetadata } from "../wire/handshake.ts";
import { connectedWorld, createWorld, feePool } from "./consumer-world.fixture.ts";

const proposal = {
  order: Order.ORDER_ORDERED,
  connectionHops: ["connection-0"],
  portId: "consumer",
  channelId: "channel-0",
  counterparty: { portId: "provider", channelId: "" },
  version: "1",
};
const answer = {
  portId: "consumer",
  channelId: "channel-0",
  counterpartyChannelId: "channel-3",
  counterpartyVersion: encodeHandshakeMetadata({ providerFeePoolAddr: feePool, version: "1" }),
};

describe("the handshake", () => {
  it.each(["1", "", " "])("proposes version 1 when asked for %j", (version) => {
    const { ctx, ibcModule } = createWorld();
    expect(ibcModule.onChanOpenInit(ctx, { ...proposal, version })).toBe("1");
  });

  it("ccv 11.83 is never begun by the other side", () => {
    const { ctx, ibcModule } = createWorld();
    const offered = { ...proposal, counterpartyVersion: "1" };

    expect(() => ibcModule.onChanOpenTry(ctx, offered)).toThrow(
      matching(ccvErrors.invalidChannelFlow),
    );
    expect(() => ibcModule.onChanOpenConfirm(ctx, "consumer", "channel-0")).toThrow(
      matching(ccvErrors.invalidChannelFlow),
    );
  });

  it.each([
    {
      why: "the channel is unordered",
      change: { order: Order.ORDER_UNORDERED },
      error: channelErrors.invalidChannelOrdering,
    },
    { why: "the port is another", change: { portId: "ccv" }, error: portErrors.invalidPort },
    {
      why: "the other port is not the provider's",
      change: { counterparty: { portId: "transfer", channelId: "" } },
      error: portErrors.invalidPort,
    },
    { why: "the version is another", change: { version: "2" }, error: ccvErrors.invalidVersion },
    {
      why: "there are two hops",
      change: { connectionHops: ["connection-0", "connection-1"] },
      error: channelErrors.tooManyConnectionHops,
    },
    {
      why: "the connection is unknown",
      change: { connectionHops: ["connection-5"] },
      error: connectionErrors.connectionNotFound,
    },
    {
      why: "the connection is of another client",
      change: { connectionHops: ["connection-1"] },
      error: clientErrors.invalidClient,
    },
  ])("ccv 11.84 is refused when $why", ({ change, error }) => {
    const { ctx, ibcModule } = createWorld();
    expect(() => ibcModule.onChanOpenInit(ctx, { ...proposal, ...change })).toThrow(
      matching(error),
    );
  });

  it("ccv 11.85 is refused once a channel is established", () => {
    const { ctx, ibcModule } = connectedWorld();

    expect(() => ibcModule.onChanOpenInit(ctx, proposal)).toThrow(
      matching(ccvErrors.duplicateChannel),
    );
    expect(() => ibcModule.onChanOpenAck(ctx, answer)).toThrow(
      matching(ccvErrors.duplicateChannel),
    );
  });

  it("ccv 11.86 keeps the fee pool's address and proposes a transfer channel on the same hops", () => {
    const world = createWorld();
    world.openChannel("consumer", "channel-0");

    world.ibcModule.onChanOpenAck(world.ctx, answer);

    const { providerFeePoolAddrStr, distributionTransmissionChannel } = world.keeper.params(
      world.ctx,
    );
    expect(providerFeePoolAddrStr).toBe(feePool);
    expect(distributionTransmissionChannel).toBe("channel-11");
    expect(world.opened).toEqual([
      {
        portId: "transfer",
        order: Order.ORDER_UNORDERED,
        connectionHops: ["connection-0"],
        counterparty: { portId: "transfer", channelId: "" },
        version: "ics20-1",
      },
    ]);
    expect(world.ctx.events()).toEqual([
      {
        type: "fee_transfer_channel_opened",
        attributes: [
          { key: "module", value: "ccvconsumer" },
          { key: "channel_id", value: "channel-0" },
          { key: "port_id", value: "transfer" },
        ],
      },
    ]);
  });

  it("ccv 11.86 uses the configured transfer channel where it exists", () => {
    const world = createWorld({ params: { distributionTransmissionChannel: "channel-4" } });
    world.openChannel("transfer", "channel-4");

    world.ibcModule.onChanOpenAck(world.ctx, answer);

    expect(world.opened).toEqual([]);
    expect(world.keeper.params(world.ctx).distributionTransmissionChannel).toBe("channel-4");
  });

  it.each([
    { why: "no metadata", counterpartyVersion: "1", error: ccvErrors.invalidHandshakeMetadata },
    {
      why: "another version",
      counterpartyVersion: encodeHandshakeMetadata({ providerFeePoolAddr: "", version: "2" }),
      error: ccvErrors.invalidVersion,
    },
  ])("refuses an answer with $why", ({ counterpartyVersion, error }) => {
    const { ctx, ibcModule } = createWorld();
    expect(() => ibcModule.onChanOpenAck(ctx, { ...answer, counterpartyVersion })).toThrow(
      matching(error),
    );
  });
});

describe("closing", () => {
  it("ccv 11.87 is for duplicates of the established channel alone", () => {
    const { ctx, ibcModule } = connectedWorld();
    const refusal = matching(sdkErrors.invalidRequest);

    expect(() => ibcModule.onChanCloseInit(ctx, "consumer", "channel-0")).toThrow(refusal);
    expect(() => ibcModule.onChanCloseInit(ctx, "consumer", "channel-1")).not.toThrow();
    const fresh = createWorld();
    expect(() => fresh.ibcModule.onChanCloseInit(fresh.ctx, "consumer", "channel-1")).toThrow(
      refusal,
    );
  });

  it("by the provider is taken", () => {
    const { ctx, ibcModule } = connectedWorld();
    expect(() => ibcModule.onChanCloseConfirm(ctx, "consumer", "channel-0")).not.toThrow();
  });
});
