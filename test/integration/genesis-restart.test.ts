import { DAY } from "@testudo/base";
import { createConsumerApp, createProviderApp } from "@testudo/chains";
import type { JsonValue } from "@testudo/proto";
import { MsgSoftwareUpgrade } from "@testudo/proto/cosmos/upgrade/v1beta1";
import { createBadInput } from "@testudo/testkit/bad-input";
import { namesOn, optIn } from "@testudo/testkit/consumer-messages";
import { createCoordinator } from "@testudo/testkit/coordinator";
import { govOn, passProposal, QUICK_GOV } from "@testudo/testkit/governance";
import { consumerOnHub, phaseOnHub, powersOn, TOKEN } from "@testudo/testkit/hub";
import { delegate } from "@testudo/testkit/staking-messages";
import { changedKeys, dumpState } from "@testudo/testkit/state-dump";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import {
  attributesOf,
  createTestChain,
  eventsOf,
  type TestChain,
} from "@testudo/testkit/test-chain";
import { createTestChannel } from "@testudo/testkit/test-channel";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const [alice, dave] = [testValidator("alice"), testValidator("dave")];

/** A chain that begins with what another one exported, and has made its first block. */
function restart(
  chain: TestChain,
  {
    complete = true,
    alter = (appState) => appState,
  }: {
    readonly complete?: boolean;
    readonly alter?: (appState: Record<string, JsonValue>) => Record<string, JsonValue>;
  } = {},
): TestChain {
  const { appState, initialHeight } = chain.app.exportGenesis({ complete });
  const again = createTestChain({
    role: chain.role,
    genesis: {
      chainId: chain.chainId,
      genesisTime: chain.clock.now(),
      initialHeight,
      consensusParams: chain.state.consensusParams,
      validators: [],
      appHash: new Uint8Array(),
      appState: JSON.stringify(alter(appState)),
    },
    denom: chain.denom,
    clock: chain.clock,
    seeds: chain.seeds,
    createApp: chain.role === "provider" ? createProviderApp : createConsumerApp,
  });
  again.next();
  return again;
}

/** Stores and the first bytes of their keys where two chains differ after the same block. */
function differences(one: TestChain, other: TestChain): readonly string[] {
  const changed = changedKeys(dumpState(one), dumpState(other));
  return [...new Set(changed.map((key) => key.slice(0, key.indexOf("/") + 3)))];
}

/**
 * The first block of a chain has no votes of a last one: nobody is paid for them, and none is counted as signed or
 * missed. With that set aside, nothing may differ.
 */
const WITHOUT_VOTES = ["distribution/00", "distribution/01", "distribution/02", "distribution/06"];
const BOOKS = [...WITHOUT_VOTES, "distribution/07", "slashing/01"];
/** Of the block that was made twice: its header, and the time at which the full meter would be filled again. */
const OF_THE_BLOCK = ["provider/04", "staking/50", "ccvconsumer/0b"];

describe("a hub that begins anew from its export", () => {
  it("has every record of the old one, with consumers in every phase", () => {
    const { hub, ids } = createBadInput({ afterBlock: () => undefined });
    const again = restart(hub);
    hub.next();

    const found = differences(hub, again);
    expect(found.filter((key) => !OF_THE_BLOCK.includes(key))).toEqual(BOOKS);
    const changed = changedKeys(dumpState(hub), dumpState(again));
    expect(changed.filter((key) => key.startsWith("staking/"))).toHaveLength(1);
    expect(again.height).toBe(hub.height);
    for (const [phase, id] of Object.entries(ids)) expect(phaseOnHub(again, id)).toBe(phase);
    expect(consumerOnHub(again, ids.REGISTERED)).toEqual(consumerOnHub(hub, ids.REGISTERED));
  });

  it("goes on with its consumers: opt-ins, launches, packets and deletions", () => {
    const { hub, ids } = createBadInput({ afterBlock: () => undefined });
    const again = restart(hub);
    again.send(alice, optIn(again, alice, ids.INITIALIZED));
    again.send(dora, delegate(again, dora, dave, 10n * TOKEN));
    const sent = [];
    for (let block = 0; block < 5; block += 1) {
      sent.push(
        ...attributesOf(eventsOf(again.made(again.height)), "send_packet", "packet_src_port"),
      );
      again.next();
    }
    expect(sent).toEqual(["provider"]);

    again.clock.advance(2n * DAY);
    again.next(2);
    expect(phaseOnHub(again, ids.INITIALIZED)).toBe("LAUNCHED");
    again.clock.advance(21n * DAY);
    again.next(2);
    expect(phaseOnHub(again, ids.STOPPED)).toBe("DELETED");
  });

  it("keeps a plan for an upgrade, which Go's export loses", () => {
    const { hub } = createBadInput({ afterBlock: () => undefined, appState: QUICK_GOV });
    const plan = {
      name: "v2",
      time: { seconds: -62_135_596_800n, nanos: 0 },
      height: 10_000n,
      info: "",
      upgradedClientState: undefined,
    };
    passProposal(hub, [message(MsgSoftwareUpgrade, { authority: govOn(hub), plan })]);
    const planOf = (chain: TestChain) => dumpState(chain).get("upgrade/00");
    const [again, asGo] = [restart(hub), restart(hub, { complete: false })];
    expect(planOf(hub)).toBeDefined();
    expect(planOf(again)).toBe(planOf(hub));
    expect(planOf(asGo)).toBeUndefined();
  });

  it("loses without the kept part what Go's export loses, and nothing else", () => {
    const { hub, ids } = createBadInput({ afterBlock: () => undefined });
    const again = restart(hub, { complete: false });
    hub.next();

    const lost = differences(hub, again).filter((key) => !BOOKS.includes(key));
    expect(new Set(lost.map((key) => key.slice(0, key.indexOf("/"))))).toEqual(
      new Set(["provider", "staking"]),
    );
    expect(lost.filter((key) => key.startsWith("staking/"))).toEqual(["staking/50"]);
    // Client, channel, phase, genesis and keys of a running consumer stay.
    for (const prefix of ["05", "06", "07", "35", "0d", "0e", "10", "16", "17"]) {
      expect([prefix, lost.includes(`provider/${prefix}`)]).toEqual([prefix, false]);
    }
    expect(() => consumerOnHub(again, ids.LAUNCHED)).toThrow();
  });

  it.each<{ readonly why: string; readonly kept: JsonValue; readonly says: RegExp }>([
    { why: "a store that is not kept", kept: { bank: [] }, says: /keeps no "bank"/ },
    { why: "no object", kept: [], says: /is not an object/ },
    { why: "no records", kept: { provider: [["AA=="]] }, says: /provider is no list/ },
    { why: "no base64", kept: { provider: [["?", "AA=="]] }, says: /is no base64/ },
    { why: "another part's key", kept: { "staking/80": [["AQ==", ""]] }, says: /another part/ },
  ])("refuses a kept part that has $why", ({ kept, says }) => {
    const { hub } = createCoordinator();
    const alter = (appState: Record<string, JsonValue>) => ({
      ...appState,
      testudo_kept_state: kept,
    });
    expect(() => restart(hub, { alter })).toThrow(says);
  });
});

describe("a consumer that begins anew from its export", () => {
  it("has every record of the old one, and takes the next packet of the hub", () => {
    const net = createCoordinator({ afterBlock: () => undefined });
    const { hub } = net;
    const consumer = net.launch({
      consumer: { afterBlock: () => undefined },
    });
    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    net.epoch();
    const { chain } = consumer;
    const again = restart(chain);
    chain.next();
    const found = differences(chain, again);
    expect(found.filter((key) => !OF_THE_BLOCK.includes(key))).toEqual(["slashing/01"]);

    const ccv = createTestChannel({ ...consumer.ccv.a, chain: again }, consumer.ccv.b);
    ccv.hold("b"); // what the old chain has had
    hub.send(dora, delegate(hub, dora, dave, 10n * TOKEN));
    net.endEpoch();
    expect(ccv.carry("b")).toMatchObject({ code: 0 });
    again.next(2);
    expect(powersOn(again)).toEqual({ alice: 401n, bob: 300n, carol: 200n, dave: 110n });
    expect(namesOn(again, dora).account).toMatch(/^consumer1/);
  });

  it("keeps an answer that it waits for, which Go's export loses", () => {
    const net = createCoordinator({ afterBlock: () => undefined });
    const appState = {
      slashing: { params: { signed_blocks_window: "10", min_signed_per_window: "0.5" } },
    };
    const consumer = net.launch({ consumer: { appState, afterBlock: () => undefined } });
    net.hub.send(dora, delegate(net.hub, dora, alice, TOKEN));
    net.epoch();
    const { chain } = consumer;
    chain.setSigning(dave.consensus.address, false);
    chain.next(12);
    const record = (one: TestChain) => dumpState(one).get("ccvconsumer/15");
    expect(record(chain)).toBeDefined();
    expect(record(restart(chain))).toBe(record(chain));
    // Without it, the packet that waits for its answer is sent a second time.
    expect(record(restart(chain, { complete: false }))).not.toBe(record(chain));
  });
});
