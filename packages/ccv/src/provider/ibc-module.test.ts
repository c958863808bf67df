import { SECOND, sdkErrors, utf8 } from "@testudo/base";
import { channelErrors } from "@testudo/ibc/channel";
import { connectionErrors } from "@testudo/ibc/connection";
import { portErrors } from "@testudo/ibc/port";
import { Order, State } from "@testudo/proto/ibc/core/channel/v1";
import { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { matching } from "@testudo/testkit/matching";
import { ccvErrors } from "../wire/errors.ts";
import { decodeHandshakeMetadata } from "../wire/handshake.ts";
import { errors } from "./errors.ts";
import { addresses, createWorld, UNBONDING } from "./provider-world.fixture.ts";
import { state } from "./state.ts";

type Proposal = Parameters<
  ReturnType<typeof createWorld>["keeper"]["ibcModule"]["onChanOpenTry"]
>[1];

function setUp() {
  const world = createWorld();
  const id = world.launch();
  const connectionId = world.ibc.openConnection(state.clients.get(world.ctx, id)!);
  const proposal: Proposal = {
    order: Order.ORDER_ORDERED,
    connectionHops: [connectionId],
    portId: "provider",
    channelId: "channel-5",
    counterparty: { portId: "consumer", channelId: "channel-0" },
    counterpartyVersion: "1",
  };
  const { ibcModule } = world.keeper;
  const open = (changes: Partial<Proposal> = {}) =>
    ibcModule.onChanOpenTry(world.ctx, { ...proposal, ...changes });
  return { world, id, ibcModule, proposal, open };
}

describe("the handshake of a consumer", () => {
  it("ccv 11.10 is answered with the pool for rewards", () => {
    const { world, open } = setUp();
    const pool = world.auth.moduleAddress("consumer_rewards_pool")!;
    const metadata = decodeHandshakeMetadata(open());
    expect(metadata.version).toBe("1");
    expect(metadata.providerFeePoolAddr).toBe(addresses.acc.toText(pool));
  });

  it("ccv 11.83 is never begun by the provider", () => {
    const { world, ibcModule, proposal } = setUp();
    const refused = matching(ccvErrors.invalidChannelFlow);
    expect(() => ibcModule.onChanOpenInit(world.ctx, { ...proposal, version: "1" })).toThrow(
      refused,
    );
    const counterparty = { counterpartyChannelId: "channel-0", counterpartyVersion: "1" };
    expect(() =>
      ibcModule.onChanOpenAck(world.ctx, {
        portId: "provider",
        channelId: "channel-5",
        ...counterparty,
      }),
    ).toThrow(refused);
  });

  it.each([
    {
      why: "an unordered channel",
      change: { order: Order.ORDER_UNORDERED },
      refusal: channelErrors.invalidChannelOrdering,
    },
    { why: "another port", change: { portId: "transfer" }, refusal: portErrors.invalidPort },
    {
      why: "a port of the other side that is no consumer's",
      change: { counterparty: { portId: "transfer", channelId: "channel-0" } },
      refusal: portErrors.invalidPort,
    },
    {
      why: "another version",
      change: { counterpartyVersion: "2" },
      refusal: ccvErrors.invalidVersion,
    },
    {
      why: "two hops",
      change: { connectionHops: ["connection-0", "connection-0"] },
      refusal: channelErrors.tooManyConnectionHops,
    },
    {
      why: "a connection that is not there",
      change: { connectionHops: ["connection-9"] },
      refusal: connectionErrors.connectionNotFound,
    },
  ])("ccv 11.84 is refused over $why", ({ change, refusal }) => {
    expect(() => setUp().open(change)).toThrow(matching(refusal));
  });

  it("ccv 11.84 is refused over a client that is no consumer's", () => {
    const { world, id, open } = setUp();
    const clientId = state.clients.get(world.ctx, id)!;
    world.ibc.clients.set("07-tendermint-9", world.ibc.clients.get(clientId)!);
    const foreign = world.ibc.openConnection("07-tendermint-9");
    expect(() => open({ connectionHops: [foreign] })).toThrow(
      matching(ccvErrors.consumerChainNotFound),
    );
    const channelId = world.ibc.openChannel("07-tendermint-9");
    expect(() =>
      world.keeper.ibcModule.onChanOpenConfirm(world.ctx, "provider", channelId),
    ).toThrow(matching(errors.noConsumerId));
  });

  it("ccv 11.85 is refused once the consumer has its channel", () => {
    const { world, id, ibcModule, open } = setUp();
    const second = world.ibc.openChannel(state.clients.get(world.ctx, id)!);
    const first = world.connect(id);
    expect(() => open()).toThrow(matching(ccvErrors.duplicateChannel));
    expect(() => ibcModule.onChanOpenConfirm(world.ctx, "provider", second)).toThrow(
      matching(ccvErrors.duplicateChannel),
    );
    expect(state.channels.get(world.ctx, id)).toBe(first);
    expect(state.initChainHeights.get(world.ctx, id)).toBe(world.ctx.height);
  });
});

describe("the channel of a consumer", () => {
  it("ccv 11.87 cannot be closed by users, but by the consumer", () => {
    const { world, id, ibcModule } = setUp();
    const channelId = world.connect(id);
    expect(() => ibcModule.onChanCloseInit(world.ctx, "provider", channelId)).toThrow(
      matching(sdkErrors.invalidRequest),
    );
    expect(() => ibcModule.onChanCloseConfirm(world.ctx, "provider", channelId)).not.toThrow();
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
  });

  it.each([
    { isOpen: true, closed: 1 },
    { isOpen: false, closed: 0 },
  ])(
    "ccv 11.144 is closed when the consumer goes, if it is open: $isOpen",
    ({ isOpen, closed }) => {
      const { world, id } = setUp();
      const clientId = state.clients.get(world.ctx, id)!;
      const channelId = world.connect(id);
      if (!isOpen) {
        const end = world.ibc.channels.get(`provider/${channelId}`)!;
        world.ibc.channels.set(`provider/${channelId}`, { ...end, state: State.STATE_CLOSED });
      }
      world.remove(id);
      world.nextBlock({ after: UNBONDING - SECOND });
      expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_STOPPED);
      world.nextBlock({ after: SECOND });
      expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_DELETED);
      expect(world.ibc.closed).toHaveLength(closed);
      expect(state.channels.get(world.ctx, id)).toBeUndefined();
      expect(state.channelConsumers.get(world.ctx, channelId)).toBeUndefined();
      expect(state.clientConsumers.get(world.ctx, clientId)).toBeUndefined();
    },
  );

  it.each([
    {
      item: "11.6",
      why: "is no packet",
      data: '{"type":1,"more":1}',
      answer: /"error":"ABCI code: 29/,
    },
    {
      item: "11.7",
      why: "confirms a set",
      data: '{"type":"CONSUMER_PACKET_TYPE_VSCM","vscMaturedPacketData":{"valset_update_id":"1"}}',
      answer: /^\{"result":"AQ=="\}$/,
    },
    { item: "11.8", why: "has no type", data: "{}", answer: /"error":"ABCI code: 1:/ },
  ])("ccv $item answers what $why, and changes nothing", ({ data, answer }) => {
    const { world, id } = setUp();
    const channelId = world.connect(id);
    const before = world.members(id);
    expect(world.receive(channelId, utf8(data))).toMatch(answer);
    expect(world.members(id)).toEqual(before);
    expect(world.phase(id)).toBe(ConsumerPhase.CONSUMER_PHASE_LAUNCHED);
  });
});
