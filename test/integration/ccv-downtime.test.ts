import { concatBytes, Dec, fromUtf8, HOUR, MINUTE, SECOND, uint64BE, utf8 } from "@testudo/base";
import { fromTimestamp, toDuration } from "@testudo/proto";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryThrottleStateRequest as ConsumerThrottleRequest,
  QueryThrottleStateResponse as ConsumerThrottleResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  type InfractionParameters,
  QueryThrottleStateRequest,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  ConsumerPacketData,
  ConsumerPacketDataType,
} from "@testudo/proto/interchain_security/ccv/v1";
import { optOut, removeConsumer } from "@testudo/testkit/consumer-messages";
import {
  type Coordinator,
  createCoordinator,
  type LaunchOptions,
  type TestConsumer,
} from "@testudo/testkit/coordinator";
import { type HubOptions, phaseOnHub, powersOn, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants, checkReplication } from "@testudo/testkit/invariants";
import { doubleVote } from "@testudo/testkit/misbehaviour";
import {
  delegate,
  signingInfoOn,
  undelegate,
  unjail,
  validatorOn,
} from "@testudo/testkit/staking-messages";
import {
  type TestValidator,
  testAccount,
  testConsKey,
  testValidator,
} from "@testudo/testkit/test-account";
import { attributesOf, type TestChain } from "@testudo/testkit/test-chain";
import { channelOf } from "@testudo/testkit/test-channel";

const dora = testAccount("dora");
const [carol, dave] = [testValidator("carol"), testValidator("dave")];
const HANDLED = '{"result":"Ag=="}';
const BOUNCED = '{"result":"Aw=="}';
const VALID = '{"result":"AQ=="}';

/** Five of ten blocks must be signed. */
const CONSUMER_GENESIS = {
  slashing: { params: { signed_blocks_window: "10", min_signed_per_window: "0.5" } },
};

function setUp(options: HubOptions = {}) {
  return createCoordinator({ afterBlock: checkInvariants, ...options });
}

/** Launches a consumer that has had its first packet, so that it may report. */
function launch(net: Coordinator, options: LaunchOptions = {}): TestConsumer {
  const consumer = net.launch({ consumer: { appState: CONSUMER_GENESIS }, ...options });
  net.hub.send(dora, delegate(net.hub, dora, testValidator("alice"), TOKEN));
  net.epoch();
  return consumer;
}

/** Has a validator sleep on a consumer until it is reported; the packet waits to be relayed. */
function sleep({ chain, ccv }: TestConsumer, address: Uint8Array): void {
  chain.setSigning(address, false);
  for (let blocks = 0; ccv.packets("a").length === 0; blocks += 1) {
    if (blocks > 30) throw new Error("nobody was reported");
    chain.next();
  }
  chain.setSigning(address, true);
}

/** Relays what a consumer reports, and tells the hub's answers. */
function report({ ccv }: TestConsumer): string[] {
  const result = ccv.carry("a");
  if (result?.code !== 0) throw new Error(`reporting: ${result?.log}`);
  const answers = ccv.answers("b").map(({ acknowledgement }) => fromUtf8(acknowledgement));
  ccv.relay();
  return answers;
}

const throttle = (hub: TestChain) =>
  hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryThrottleState",
    QueryThrottleStateRequest,
    QueryThrottleStateResponse,
    {},
  );

const queueOf = ({ chain }: TestConsumer) =>
  chain.query(
    "/interchain_security.ccv.consumer.v1.Query/QueryThrottleState",
    ConsumerThrottleRequest,
    ConsumerThrottleResponse,
    {},
  );

const tokens = (hub: TestChain, validator: TestValidator) =>
  BigInt(validatorOn(hub, validator).tokens);

const DOWNTIME = (fraction: string, jail: bigint): InfractionParameters => ({
  downtime: {
    slashFraction: utf8(Dec.fromText(fraction).toAtomicsText()),
    jailDuration: toDuration(jail),
    tombstone: false,
  },
});

/** Where most cases begin: a consumer that has had its first packet. */
function usualWorld() {
  const net = setUp();
  const consumer = launch(net);
  return { net, hub: net.hub, consumer, start: net.snapshot() };
}

let usual: ReturnType<typeof usualWorld>;
beforeAll(() => {
  usual = usualWorld();
});
beforeEach(() => usual.net.restore(usual.start));

describe("downtime on a consumer", () => {
  it("ccv 11.91, 11.92, 11.74, 11.81, 11.106, 11.158 jails on the hub without a slash by default, and the answer comes back with the next packet", () => {
    const { net, hub, consumer } = usual;
    const { chain, id } = consumer;
    expect(throttle(hub)).toMatchObject({ slashMeter: 50n, slashMeterAllowance: 50n });

    sleep(consumer, dave.consensus.address);
    expect(queueOf(consumer)).toMatchObject({ slashRecord: { waitingOnReply: true } });
    expect(queueOf(consumer).packetDataQueue).toHaveLength(1);
    expect(report(consumer)).toEqual([HANDLED]);

    const jailedAt = hub.made(hub.height).header.time;
    expect(validatorOn(hub, dave)).toMatchObject({ jailed: true, tokens: String(100n * TOKEN) });
    const until = fromTimestamp(signingInfoOn(hub, dave.consensus.address).jailedUntil);
    expect(until).toBeGreaterThan(jailedAt);
    expect(until).toBeLessThanOrEqual(jailedAt + 600n * SECOND);
    // 5 percent of 1,001 less dave's 100; and of 901 from now on.
    expect(throttle(hub)).toMatchObject({ slashMeter: -50n, slashMeterAllowance: 45n });
    expect(queueOf(consumer)).toEqual({ slashRecord: undefined, packetDataQueue: [] });

    net.epoch();
    expect(powersOn(chain)).toEqual({ alice: 401n, bob: 300n, carol: 200n });
    checkReplication(hub, chain, id);

    // Back after the term: on the hub at once, on the consumer with the next epoch.
    expect(hub.deliver(dave, unjail(hub, dave))).toMatchObject({ codespace: "slashing", code: 4 });
    hub.clock.advance(600n * SECOND);
    hub.next();
    hub.send(dave, unjail(hub, dave));
    net.epoch();
    expect(powersOn(chain)).toEqual({ alice: 401n, bob: 300n, carol: 200n, dave: 100n });
  });

  it("ccv 11.91 slashes the consumer's fraction of the packet's power and jails for the consumer's term", () => {
    const net = setUp();
    const { hub } = net;
    const consumer = launch(net, { infractions: DOWNTIME("0.01", 5n * MINUTE) });
    const supply = () =>
      net.hub.app.exportGenesis().appState.bank as { supply: { amount: string }[] };
    expect(supply().supply).toHaveLength(1);

    sleep(consumer, dave.consensus.address);
    const before = hub.height;
    expect(report(consumer)).toEqual([HANDLED]);

    // 1 percent of 100 tokens.
    expect(tokens(hub, dave)).toBe(99n * TOKEN);
    const handled = [...Array(Number(hub.height - before)).keys()]
      .map((i) => hub.made(before + 1n + BigInt(i)))
      .find(({ result }) =>
        result.txResults.some(
          ({ events }) =>
            attributesOf(events, "execute_consumer_chain_slash", "infraction_type").length > 0,
        ),
      )!;
    expect(fromTimestamp(signingInfoOn(hub, dave.consensus.address).jailedUntil)).toBe(
      handled.header.time + 5n * MINUTE,
    );
  });

  it("ccv 11.97, 11.98, 11.100, 11.101, 11.102, faults 73, 89 is bounced while the meter is empty, and reported again after the delay", () => {
    const { net, hub, consumer } = usual;
    const { clock } = net;
    sleep(consumer, dave.consensus.address);
    expect(report(consumer)).toEqual([HANDLED]);
    expect(throttle(hub).slashMeter).toBe(-50n);

    sleep(consumer, carol.consensus.address);
    expect(report(consumer)).toEqual([BOUNCED]);
    expect(validatorOn(hub, carol).jailed).toBe(false);
    expect(queueOf(consumer)).toMatchObject({ slashRecord: { waitingOnReply: false } });
    expect(queueOf(consumer).packetDataQueue).toHaveLength(1);

    const sent = fromTimestamp(queueOf(consumer).slashRecord!.sendTime);
    clock.set(sent + HOUR);
    consumer.chain.next();
    expect(consumer.ccv.packets("a")).toHaveLength(0); // strictly later
    clock.set(sent + HOUR + 1n);
    consumer.chain.next();
    expect(consumer.ccv.packets("a")).toHaveLength(1);
    // One replenishment so far: -50 and 45.
    expect(report(consumer)).toEqual([BOUNCED]);
    expect(throttle(hub).slashMeter).toBe(-5n);

    clock.advance(HOUR);
    hub.next();
    consumer.chain.next();
    expect(throttle(hub).slashMeter).toBe(40n);
    expect(report(consumer)).toEqual([HANDLED]);
    expect(validatorOn(hub, carol).jailed).toBe(true);
    // Carol's 200 go below zero; the allowance is 5 percent of 701.
    expect(throttle(hub)).toMatchObject({ slashMeter: -160n, slashMeterAllowance: 35n });
    expect(queueOf(consumer)).toEqual({ slashRecord: undefined, packetDataQueue: [] });
  });

  it("ccv 11.95 is not punished twice when two consumers report it", () => {
    const net = setUp();
    const { hub } = net;
    const infractions = DOWNTIME("0.01", 5n * MINUTE);
    const one = launch(net, { infractions });
    const two = launch(net, { infractions, chainId: "two-1" });
    sleep(one, dave.consensus.address);
    sleep(two, dave.consensus.address);
    net.endEpoch(); // and no other one until both have reported

    expect(report(one)).toEqual([HANDLED]);
    const { slashMeter } = throttle(hub);
    expect(tokens(hub, dave)).toBe(99n * TOKEN);
    // The meter is below zero: bounced first, handled when it is full again.
    expect(report(two)).toEqual([BOUNCED]);
    hub.clock.advance(HOUR + SECOND);
    hub.next(2);
    hub.clock.advance(HOUR + SECOND);
    hub.next();
    two.chain.next();
    expect(report(two)).toEqual([HANDLED]);
    expect(tokens(hub, dave)).toBe(99n * TOKEN);
    expect(throttle(hub).slashMeter).toBeGreaterThan(slashMeter);
  });

  it("ccv 11.94, faults 79 of a validator that left the set is acknowledged and forgotten", () => {
    const { net, hub, consumer } = usual;
    hub.send(dave, optOut(hub, dave, consumer.id));
    sleep(consumer, dave.consensus.address);
    net.endEpoch();

    expect(report(consumer)).toEqual([HANDLED]);
    expect(validatorOn(hub, dave).jailed).toBe(false);
    expect(throttle(hub).slashMeter).toBe(50n);
  });

  it("ccv 11.94 reported by a stopped consumer is acknowledged and forgotten", () => {
    const { hub, consumer } = usual;
    sleep(consumer, dave.consensus.address);
    hub.send(dora, removeConsumer(hub, dora, consumer.id));

    expect(report(consumer)).toEqual([HANDLED]);
    expect(validatorOn(hub, dave).jailed).toBe(false);
  });

  it("ccv 11.96, faults 39 of a validator that has unbonded is answered, and nobody is jailed", () => {
    // The epoch outlasts the unbonding.
    const net = createCoordinator({
      appState: { provider: { params: { blocks_per_epoch: "60" } } },
    });
    const { hub } = net;
    const consumer = net.launch({ consumer: { appState: CONSUMER_GENESIS } });
    hub.send(dora, delegate(hub, dora, testValidator("alice"), TOKEN));
    net.endEpoch(60n);
    net.relay();
    sleep(consumer, dave.consensus.address);
    // All of it: dave is no validator any more when the unbonding is over, though the epoch still counts him.
    hub.send(dave, undelegate(hub, dave, dave, 100n * TOKEN));
    net.advance(22n * 24n * HOUR);
    const answers = report(consumer);

    expect(answers).toEqual([HANDLED]);
    expect(() => validatorOn(hub, dave)).toThrow();
  });

  it("ccv 11.103, 11.107 is reported once, however long it lasts", () => {
    const { consumer } = usual;
    const { chain, ccv } = consumer;
    chain.setSigning(dave.consensus.address, false);
    chain.next(60);
    expect(ccv.packets("a")).toHaveLength(1);
    expect(queueOf(consumer).packetDataQueue).toHaveLength(1);
    expect(signingInfoOn(chain, dave.consensus.address).missedBlocksCounter).toBe(0n);
  });

  it("ccv 11.104 before the first packet is kept and reported after it", () => {
    const net = setUp();
    const { hub } = net;
    const consumer = net.launch({ consumer: { appState: CONSUMER_GENESIS } });
    const { chain, ccv } = consumer;
    chain.setSigning(dave.consensus.address, false);
    chain.next(20);
    chain.setSigning(dave.consensus.address, true);
    expect(ccv.packets("a")).toEqual([]);

    hub.send(dora, delegate(hub, dora, testValidator("alice"), TOKEN));
    net.endEpoch();
    ccv.carry("b");
    expect(ccv.packets("a")).toHaveLength(1);
    // Its height has no id yet: 0, which stands for the height at which the channel opened (ccv 11.93).
    expect(fromUtf8(ccv.packets("a")[0]!.data)).toBe(
      `{"type":"CONSUMER_PACKET_TYPE_SLASH","slashPacketData":{"validator":{"address":"${Buffer.from(dave.consensus.address).toString("base64")}","power":"100"},"valset_update_id":"0","infraction":"INFRACTION_TYPE_DOWNTIME"}}`,
    );
    ccv.relay();
    expect(validatorOn(hub, dave).jailed).toBe(true);
  });

  it("ccv 11.91 is mapped from an assigned key to its validator", () => {
    const net = setUp();
    const { hub } = net;
    const key = testConsKey("dave on the consumer");
    const consumer = launch(net, { keys: { dave: key } });
    sleep(consumer, key.address);
    expect(report(consumer)).toEqual([HANDLED]);
    expect(validatorOn(hub, dave).jailed).toBe(true);
    net.epoch();
    expect(powersOn(consumer.chain)).toEqual({ alice: 401n, bob: 300n, carol: 200n });
  });
});

describe("a double sign that a consumer saw itself", () => {
  it("ccv 11.90, faults 76 is acknowledged and noted, and nobody is slashed or jailed", () => {
    const { hub, consumer } = usual;
    const { chain } = consumer;
    chain.block({ evidence: [doubleVote(chain, dave.consensus.address)] });
    expect(signingInfoOn(chain, dave.consensus.address).tombstoned).toBe(true);

    expect(report(consumer)).toEqual([VALID]);
    expect(validatorOn(hub, dave)).toMatchObject({ jailed: false, tokens: String(100n * TOKEN) });
    expect(throttle(hub).slashMeter).toBe(50n);
    const log = concatBytes(Uint8Array.of(26), dave.consensus.address);
    expect(hub.store.store("provider").has(log)).toBe(true);
  });
});

describe("a consumer that lies", () => {
  const lie = (changes: Partial<Parameters<typeof slashPacket>[0]>) => ({ changes });
  function slashPacket(packet: {
    readonly address: Uint8Array;
    readonly power: bigint;
    readonly valsetUpdateId: bigint;
    readonly infraction: Infraction;
  }): Uint8Array {
    return ConsumerPacketData.encode({
      type: ConsumerPacketDataType.CONSUMER_PACKET_TYPE_SLASH,
      slashPacketData: {
        validator: { address: packet.address, power: packet.power },
        valsetUpdateId: packet.valsetUpdateId,
        infraction: packet.infraction,
      },
    });
  }

  it.each([
    { why: "an unknown VSC id", ...lie({ valsetUpdateId: 99n }) },
    { why: "no power", ...lie({ power: 0n }) },
    { why: "no infraction", ...lie({ infraction: Infraction.INFRACTION_UNSPECIFIED }) },
    { why: "an empty address", ...lie({ address: new Uint8Array() }) },
    { why: "an address of 256 bytes", ...lie({ address: new Uint8Array(256) }) },
  ])(
    "ccv 11.89, faults 75 with $why gets an error and closes its channel; nobody is jailed",
    ({ changes }) => {
      const net = setUp();
      const { hub } = net;
      const consumer = launch(net);
      const packet = slashPacket({
        address: dave.consensus.address,
        power: 100n,
        valsetUpdateId: 1n,
        infraction: Infraction.INFRACTION_DOWNTIME,
        ...changes,
      });
      consumer.chain.tamper("ccvconsumer", concatBytes(Uint8Array.of(15), uint64BE(7n)), packet);
      consumer.chain.next();

      expect(report(consumer)).toEqual([
        '{"error":"ABCI code: 1: error handling packet: see events for details"}',
      ]);
      expect(validatorOn(hub, dave).jailed).toBe(false);
      expect(phaseOnHub(hub, consumer.id)).toBe("LAUNCHED");
      expect(channelOf(consumer.ccv.a).state).toBe(State.STATE_CLOSED);
      consumer.chain.next(2);
      net.endEpoch();
    },
  );

  it("D6 about the power is believed, but never costs more than there is", () => {
    const net = setUp();
    const { hub } = net;
    const consumer = launch(net, { infractions: DOWNTIME("0.5", MINUTE) });
    const packet = slashPacket({
      address: dave.consensus.address,
      power: 1_000_000n,
      valsetUpdateId: 0n,
      infraction: Infraction.INFRACTION_DOWNTIME,
    });
    consumer.chain.tamper("ccvconsumer", concatBytes(Uint8Array.of(15), uint64BE(7n)), packet);
    consumer.chain.next();

    expect(report(consumer)).toEqual([HANDLED]);
    expect(tokens(hub, dave)).toBe(0n);
    hub.next(3);
  });
});
