import {
  consAddress,
  createAddressCodec,
  DAY,
  equalBytes,
  fromHex,
  fromUtf8,
  SECOND,
} from "@testudo/base";
import { toDuration } from "@testudo/proto";
import { Order, State } from "@testudo/proto/ibc/core/channel/v1";
import {
  ConsensusValidator,
  type PowerShapingParameters,
  QueryBlocksUntilNextEpochRequest,
  QueryBlocksUntilNextEpochResponse,
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  optIn,
  optOut,
  powerShaping,
  removeConsumer,
  updateConsumer,
} from "@testudo/testkit/consumer-messages";
import { connectConsumer, createCoordinator, launchOnHub } from "@testudo/testkit/coordinator";
import { type HubOptions, phaseOnHub, powersOn, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants, checkReplication } from "@testudo/testkit/invariants";
import { delegate, undelegate } from "@testudo/testkit/staking-messages";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import { attributesOf, type TestChain } from "@testudo/testkit/test-chain";
import { channelOf } from "@testudo/testkit/test-channel";

/** Prefix of the sets in the provider's store. */
const CONSUMER_VALIDATORS = 31;

const dora = testAccount("dora");
const [_alice, bob, carol, dave] = ["alice", "bob", "carol", "dave"].map(testValidator) as [
  ReturnType<typeof testValidator>,
  ReturnType<typeof testValidator>,
  ReturnType<typeof testValidator>,
  ReturnType<typeof testValidator>,
];
const { cons } = createAddressCodec("cosmos");
const consText = (name: string) => cons.toText(consAddress(testConsKey(name).address));

function setUp(options: HubOptions = {}) {
  return createCoordinator({ afterBlock: checkInvariants, ...options });
}

/** VSC packets that a hub's blocks from a height on sent, decoded. */
function packetsSince(hub: TestChain, height: bigint) {
  const packets: {
    id: string;
    updates: number;
    height: bigint;
    timeout: bigint;
    acks: string[];
  }[] = [];
  for (let h = height; h <= hub.height; h += 1n) {
    const { events } = hub.made(h).result;
    const data = attributesOf(events, "send_packet", "packet_data_hex");
    const timeouts = attributesOf(events, "send_packet", "packet_timeout_timestamp");
    for (const [i, text] of data.entries()) {
      const { valset_update_id, validator_updates, slash_acks } = JSON.parse(
        fromUtf8(fromHex(text)),
      );
      packets.push({
        id: valset_update_id,
        updates: validator_updates.length,
        height: h,
        timeout: BigInt(timeouts[i]!),
        acks: slash_acks,
      });
    }
  }
  return packets;
}

/** The set that the hub has for a consumer, by name. */
function setOnHub(hub: TestChain, consumerId: string): Record<string, bigint> {
  const { validators } = hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerValidators",
    QueryConsumerValidatorsRequest,
    QueryConsumerValidatorsResponse,
    { consumerId },
  );
  return Object.fromEntries(
    validators.map(({ description, consumerPower }) => [description.moniker, consumerPower]),
  );
}

/** Where most cases begin. */
function usualWorld() {
  const net = setUp();
  const consumer = net.launch();
  return { net, hub: net.hub, consumer, start: net.snapshot() };
}

let usual: ReturnType<typeof usualWorld>;
beforeAll(() => {
  usual = usualWorld();
});
beforeEach(() => usual.net.restore(usual.start));

describe("the set of a consumer", () => {
  it("ccv 11.59, 11.60, 11.66, 11.67, 11.68, 11.70, 11.76 follows the hub at ends of epochs, and nothing is sent without a change", () => {
    const { net, hub, consumer } = usual;
    const { chain } = consumer;
    net.epoch();
    expect(packetsSince(hub, 1n)).toEqual([]);
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n, carol: 200n, dave: 100n });

    const start = hub.height + 1n;
    hub.send(dora, delegate(hub, dora, dave, 50n * TOKEN));
    net.endEpoch();
    const [packet] = packetsSince(hub, start);
    expect(packet).toMatchObject({ updates: 1, height: hub.height, acks: [] });
    expect(hub.height % 5n).toBe(0n);
    // Ids count epochs, not packets.
    expect(BigInt(packet!.id)).toBe(hub.height / 5n);
    expect(packet!.timeout).toBe(hub.made(hub.height).header.time + 28n * DAY);

    const before = chain.height;
    consumer.ccv.relay();
    // The packet came two blocks ago: one block for the packet, one to carry the answer home.
    const received = [...Array(Number(chain.height - before)).keys()]
      .map((i) => chain.made(before + BigInt(i) + 1n))
      .find(({ result }) => result.validatorUpdates.length > 0)!;
    expect(received.result.validatorUpdates).toEqual([
      { pubKey: { ed25519: dave.consensus.pubKey }, power: 150n },
    ]);
    chain.next(2);
    expect(
      chain.validatorsAt(received.header.height + 1n).byAddress(dave.consensus.address)?.power,
    ).toBe(100n);
    expect(
      chain.validatorsAt(received.header.height + 2n).byAddress(dave.consensus.address)?.power,
    ).toBe(150n);
    checkReplication(hub, chain, consumer.id);

    const key = testConsKey("dave's new key");
    chain.addKey(key.seed);
    hub.send(dave, assignKey(hub, dave, consumer.id, key.pubKey));
    net.epoch();
    expect(packetsSince(hub, hub.height - 4n).at(-1)).toMatchObject({ updates: 2 });
    expect(powersOn(chain, { dave: key })).toEqual({
      alice: 400n,
      bob: 300n,
      carol: 200n,
      dave: 150n,
    });
    checkReplication(hub, chain, consumer.id);
  });

  it("ccv 11.47, 11.52 has those who opted in, as of the last end of an epoch", () => {
    const net = setUp();
    const { hub } = net;
    const { id, chain } = net.launch({ validators: ["alice", "bob"] });
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n });

    while (hub.height % 5n !== 0n) hub.next();
    hub.send(carol, optIn(hub, carol, id));
    hub.send(bob, optOut(hub, bob, id));
    const start = hub.height;
    hub.next(2);
    expect(packetsSince(hub, start)).toEqual([]);

    net.epoch();
    expect(powersOn(chain)).toEqual({ alice: 400n, carol: 200n });
    checkReplication(hub, chain, id);
  });

  it.each<[string, Partial<PowerShapingParameters>, Record<string, bigint>]>([
    [
      "ccv 11.53 an allowlist of two",
      { allowlist: [consText("bob"), consText("dave")] },
      { bob: 300n, dave: 100n },
    ],
    [
      "ccv 11.53 a denylist that beats the allowlist",
      { allowlist: [consText("bob"), consText("dave")], denylist: [consText("bob")] },
      { dave: 100n },
    ],
    [
      "ccv 11.55 a minimum stake that carol has to the unit",
      { minStake: 200n * TOKEN },
      { alice: 400n, bob: 300n, carol: 200n },
    ],
    [
      "ccv 11.55 a minimum stake one unit above carol's",
      { minStake: 200n * TOKEN + 1n },
      { alice: 400n, bob: 300n },
    ],
    ["ccv 11.57 a cap of two seats", { validatorSetCap: 2 }, { alice: 400n, bob: 300n }],
    [
      "ccv 11.57 a cap of two seats with a priority",
      { validatorSetCap: 2, prioritylist: [consText("dave")] },
      { alice: 400n, dave: 100n },
    ],
    // At most 34 of 100 each: 60 too much on alice's side; 30 for each of the others, of which bob takes 40.
    [
      "ccv 11.58 a power cap of 34 percent",
      { validatorsPowerCap: 34 },
      { alice: 340n, bob: 320n, carol: 220n, dave: 120n },
    ],
    [
      "ccv 11.58 a power cap that nobody can keep",
      { validatorsPowerCap: 10 },
      { alice: 100n, bob: 100n, carol: 100n, dave: 100n },
    ],
  ])("%s shapes it, at launch and after a change", (_why, shaping, expected) => {
    const net = createCoordinator();
    const { hub } = net;
    const shaped = launchOnHub(hub, { powerShaping: shaping });
    expect(setOnHub(hub, shaped)).toEqual(expected);

    const changed = net.launch({ chainId: "other-1" });
    hub.send(
      dora,
      updateConsumer(hub, dora, changed.id, { powerShapingParameters: powerShaping(shaping) }),
    );
    net.epoch();
    expect(powersOn(changed.chain)).toEqual(expected);
    checkReplication(hub, changed.chain, changed.id);
  });

  it("ccv 11.56, 11.62, 11.65 has inactive validators only where they are allowed; the hub's engine never has them", () => {
    const net = setUp({
      appState: {
        provider: { params: { blocks_per_epoch: "5", max_provider_consensus_validators: "3" } },
      },
    });
    const { hub } = net;
    const open = net.launch({ powerShaping: { allowInactiveVals: true } });
    const closed = net.launch({ chainId: "closed-1" });

    expect(powersOn(hub)).toEqual({ alice: 400n, bob: 300n, carol: 200n });
    expect(powersOn(open.chain)).toEqual({ alice: 400n, bob: 300n, carol: 200n, dave: 100n });
    expect(powersOn(closed.chain)).toEqual({ alice: 400n, bob: 300n, carol: 200n });

    // Dave overtakes carol: at once on the hub, at the end of the epoch on consumers.
    hub.send(dora, delegate(hub, dora, dave, 101n * TOKEN));
    expect(powersOn(hub)).toEqual({ alice: 400n, bob: 300n, dave: 201n });
    net.epoch();
    expect(powersOn(open.chain)).toEqual({ alice: 400n, bob: 300n, carol: 200n, dave: 201n });
    expect(powersOn(closed.chain)).toEqual({ alice: 400n, bob: 300n, dave: 201n });
  });

  it("ccv 11.61 restarts the age of a member that was away for an epoch", () => {
    const {
      net,
      hub,
      consumer: { id },
    } = usual;
    const joinHeight = () =>
      [...hub.store.store("provider").iterate()]
        .filter(([key]) => key[0] === CONSUMER_VALIDATORS)
        .map(([, value]) => ConsensusValidator.decode(value))
        .find((member) => equalBytes(member.providerConsAddr, dave.consensus.address))?.joinHeight;
    const launched = joinHeight();
    net.epoch();
    expect(joinHeight()).toBe(launched);

    hub.send(dave, optOut(hub, dave, id));
    net.epoch();
    expect(joinHeight()).toBeUndefined();
    hub.send(dave, optIn(hub, dave, id));
    net.endEpoch();
    expect(joinHeight()).toBe(hub.height);
  });
});

describe("packets to a consumer", () => {
  it("ccv 11.69 wait for the channel and go out in order at the first end of an epoch after it", () => {
    const net = setUp();
    const { hub } = net;
    const id = launchOnHub(hub);
    for (const amount of [10n, 20n, 30n]) {
      hub.send(dora, delegate(hub, dora, bob, amount * TOKEN));
      net.endEpoch();
    }
    expect(packetsSince(hub, 1n)).toEqual([]);

    const consumer = connectConsumer(hub, id);
    net.consumers.push(consumer);
    const start = hub.height;
    net.endEpoch();
    const packets = packetsSince(hub, start);
    expect(packets.map(({ updates }) => updates)).toEqual([1, 1, 1]);
    expect(packets.map((p) => BigInt(p.id))).toEqual(
      [...packets].map((p) => BigInt(p.id)).sort((a, b) => Number(a - b)),
    );

    net.relay();
    consumer.chain.next(2);
    expect(powersOn(consumer.chain)).toMatchObject({ bob: 360n });
    checkReplication(hub, consumer.chain, id);
  });

  it("ccv 11.77 merge when they come in one block: one list of updates, the last power", () => {
    const {
      net,
      hub,
      consumer: { chain, ccv },
    } = usual;
    for (const amount of [10n, 20n]) {
      hub.send(dora, delegate(hub, dora, bob, amount * TOKEN));
      net.endEpoch();
    }
    expect(ccv.packets("b")).toHaveLength(2);

    const { height } = ccv.carry("b")!;
    expect(chain.made(height).result.validatorUpdates).toEqual([
      { pubKey: { ed25519: bob.consensus.pubKey }, power: 330n },
    ]);
  });

  it("ccv 11.71, faults 71 stay queued while the hub's client is expired; the hub runs on", () => {
    const {
      net,
      hub,
      consumer: { id, ccv },
    } = usual;
    net.advance(14n * DAY, { keepClients: false });
    hub.send(dora, delegate(hub, dora, bob, 10n * TOKEN));
    net.endEpoch();
    net.endEpoch();

    expect(ccv.packets("b")).toEqual([]);
    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
  });

  it("ccv 11.73, 11.75, faults 90 that time out stop the consumer, and its own channel can be closed", () => {
    const net = setUp();
    const { hub } = net;
    const { id, chain, ccv } = net.launch({ init: { ccvTimeoutPeriod: toDuration(10n * SECOND) } });
    hub.send(dora, delegate(hub, dora, bob, 10n * TOKEN));
    net.endEpoch();
    const [packet] = ccv.hold("b");
    net.advance(28n * DAY);

    expect(ccv.timeOut("b", packet!)).toMatchObject({ code: 0 });

    expect(phaseOnHub(hub, id)).toBe("STOPPED");
    expect(channelOf(ccv.b)).toMatchObject({
      state: State.STATE_CLOSED,
      ordering: Order.ORDER_ORDERED,
    });
    hub.send(dora, delegate(hub, dora, bob, 10n * TOKEN));
    net.endEpoch();
    expect(ccv.packets("b")).toEqual([]);

    expect(ccv.confirmClose("a")).toMatchObject({ code: 0 });
    chain.next(3); // ccv 11.148
    expect(channelOf(ccv.a).state).toBe(State.STATE_CLOSED);
  });

  it("faults 72, 82 one consumer's trouble never stops another; unbonding waits for nobody (ccv 11.146)", () => {
    const { net, hub, consumer: gone } = usual;
    const well = net.launch({ chainId: "well-1" });
    const { height } = hub.send(dora, delegate(hub, dora, bob, 10n * TOKEN));
    hub.send(dora, undelegate(hub, dora, bob, 4n * TOKEN));
    const spent = hub.balance(dora.address);
    hub.send(dora, removeConsumer(hub, dora, gone.id));
    net.endEpoch();
    expect(gone.ccv.packets("b")).toEqual([]);
    net.relay();
    well.chain.next(2);
    checkReplication(hub, well.chain, well.id);

    const due = hub.made(height + 1n).header.time + 21n * DAY;
    net.consumers.shift();
    while (hub.clock.now() + 5n * DAY < due) net.advance(5n * DAY);
    hub.clock.set(due - SECOND);
    hub.next();
    expect(hub.time).toBe(due - SECOND);
    const unbonded = () => hub.balance(dora.address) - spent;
    const before = unbonded();
    hub.clock.set(due);
    hub.next();
    expect(unbonded() - before).toBe(4n * TOKEN);
    expect(phaseOnHub(hub, well.id)).toBe("LAUNCHED");
  });
});

describe("epochs", () => {
  it("ccv 11.159 are counted down by the query, to 0 at their end", () => {
    const { hub } = setUp();
    const left = () =>
      hub.query(
        "/interchain_security.ccv.provider.v1.Query/QueryBlocksUntilNextEpoch",
        QueryBlocksUntilNextEpochRequest,
        QueryBlocksUntilNextEpochResponse,
        {},
      ).blocksUntilNextEpoch;
    const seen = [...Array(6).keys()].map(() => {
      const answer = left();
      hub.next();
      return answer;
    });
    expect(seen).toEqual([4n, 3n, 2n, 1n, 0n, 4n]);
  });
});
