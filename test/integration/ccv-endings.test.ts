import { concatBytes, DAY, uint64BE } from "@testudo/base";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryThrottleStateRequest,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  ConsumerPacketData,
  ConsumerPacketDataType,
} from "@testudo/proto/interchain_security/ccv/v1";
import { optIn, removeConsumer } from "@testudo/testkit/consumer-messages";
import { createCoordinator, launchOnHub, registerConsumer } from "@testudo/testkit/coordinator";
import { consumerOnHub, phaseOnHub, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants } from "@testudo/testkit/invariants";
import { delegate } from "@testudo/testkit/staking-messages";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { channelOf } from "@testudo/testkit/test-channel";

const dora = testAccount("dora");
const [alice, dave] = [testValidator("alice"), testValidator("dave")];

function setUp() {
  const net = createCoordinator({ afterBlock: checkInvariants });
  const { hub } = net;
  const appState = {
    slashing: { params: { signed_blocks_window: "10", min_signed_per_window: "0.5" } },
  };
  const consumer = net.launch({ consumer: { appState } });
  hub.send(dora, delegate(hub, dora, alice, TOKEN));
  net.epoch();
  return { net, hub, consumer, start: net.snapshot() };
}

let world: ReturnType<typeof setUp>;
beforeAll(() => {
  world = setUp();
});
beforeEach(() => world.net.restore(world.start));

describe("a consumer whose channel", () => {
  it("faults 72 was closed is stopped when a packet cannot be sent; others and the hub go on", () => {
    const { net, hub, consumer } = world;
    const other = net.launch({ chainId: "other-1" });
    // It lies, is refused, and closes its end; the hub is told.
    const lie = ConsumerPacketData.encode({
      type: ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH,
      slashPacketData: {
        validator: { address: dave.consensus.address, power: 0n },
        valsetUpdateId: 1n,
        infraction: Infraction.INFRACTION_DOWNTIME,
      },
    });
    consumer.chain.tamper("ccvconsumer", concatBytes(Uint8Array.of(15), uint64BE(7n)), lie);
    consumer.chain.next();
    consumer.ccv.relay();
    expect(channelOf(consumer.ccv.a).state).toBe(State.STATE_CLOSED);
    expect(consumer.ccv.confirmClose("b")).toMatchObject({ code: 0 });
    expect(phaseOnHub(hub, consumer.id)).toBe("LAUNCHED");

    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    net.endEpoch();
    expect(phaseOnHub(hub, consumer.id)).toBe("STOPPED");
    expect(phaseOnHub(hub, other.id)).toBe("LAUNCHED");
    expect(other.ccv.packets("b")).toHaveLength(1);
    other.ccv.relay();
  });

  it("ccv 11.144 was open when it is deleted finds it closed, and its client is free", () => {
    const { net, hub, consumer } = world;
    const { clientId } = consumerOnHub(hub, consumer.id);
    hub.send(dora, removeConsumer(hub, dora, consumer.id));
    expect(channelOf(consumer.ccv.b).state).toBe(State.STATE_OPEN);
    net.advance(21n * DAY); // with clients kept alive: nothing is closed over an expired one
    hub.next();
    expect(channelOf(consumer.ccv.b).state).toBe(State.STATE_CLOSED);
    expect(consumerOnHub(hub, consumer.id).clientId).toBe("");
    expect(clientId).not.toBe("");
    consumer.chain.next(2); // ccv 11.148
  });
});

describe("a consumer whose client of the hub has expired", () => {
  it("ccv 11.105 keeps what it has to report, and runs on", () => {
    const { hub, consumer } = world;
    const { chain, ccv } = consumer;
    chain.setSigning(dave.consensus.address, false);
    chain.clock.advance(20n * DAY);
    chain.next(20);
    hub.next();
    const { packetDataQueue, slashRecord } = chain.query(
      "/interchain_security.ccv.consumer.v1.Query/QueryThrottleState",
      QueryThrottleStateRequest,
      QueryThrottleStateResponse,
      {},
    );
    expect(packetDataQueue).toHaveLength(1);
    expect(slashRecord).toBeUndefined();
    expect(ccv.packets("a")).toEqual([]);
  });
});

describe("what the hub tells about consumers", () => {
  const chains = (hub: TestChain, phase: number, key?: Uint8Array) =>
    hub.query(
      "/interchain_security.ccv.provider.v1.Query/QueryConsumerChains",
      QueryConsumerChainsRequest,
      QueryConsumerChainsResponse,
      {
        phase,
        pagination: {
          key: key ?? new Uint8Array(),
          offset: 0n,
          limit: 5n,
          countTotal: false,
          reverse: false,
        },
      },
    );

  it("ccv 11.155 is filtered by phase, and paged in the order of numbers", () => {
    const { hub } = world;
    for (let i = 0; i < 11; i += 1) registerConsumer(hub, { chainId: `waiting${i}-1` });
    const first = chains(hub, 0);
    expect(first.chains.map(({ consumerId }) => consumerId)).toEqual(["0", "1", "2", "3", "4"]);
    const second = chains(hub, 0, first.pagination!.nextKey);
    const third = chains(hub, 0, second.pagination!.nextKey);
    expect(third.chains.map(({ consumerId }) => consumerId)).toEqual(["10", "11"]);
    expect(chains(hub, 3).chains.map(({ consumerId }) => consumerId)).toEqual([world.consumer.id]);
  });

  it("ccv 11.156 is the set that would be before the launch, and nobody after the end", () => {
    const { hub } = world;
    const members = (consumerId: string) =>
      hub
        .query(
          "/interchain_security.ccv.provider.v1.Query/QueryConsumerValidators",
          QueryConsumerValidatorsRequest,
          QueryConsumerValidatorsResponse,
          { consumerId },
        )
        .validators.map(({ description }) => description.moniker);
    const waiting = registerConsumer(hub);
    expect(members(waiting)).toEqual([]);
    hub.send(dave, optIn(hub, dave, waiting));
    expect(members(waiting)).toEqual(["dave"]);

    const running = launchOnHub(hub, { validators: ["alice"] });
    expect(members(running)).toEqual(["alice"]);
    hub.send(dora, removeConsumer(hub, dora, running));
    expect(members(running)).toEqual([]);
  });
});
