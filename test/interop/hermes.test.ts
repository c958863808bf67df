import type { ValidatorStanding } from "@testudo/devnet";
import { allBalances, validatorStanding } from "@testudo/devnet";
import { State } from "@testudo/proto/ibc/core/channel/v1";
import { buildCommand, cleanUp } from "../e2e/command.ts";
import {
  channelEnds,
  clientAge,
  connect,
  eventually,
  type HermesNet,
  openChannel,
  powerOn,
  received,
  startHermesNet,
  transfer,
  voucher,
} from "./hermes-net.ts";
import { describeWithHermes, type HermesProcess } from "./hermes-program.ts";

const CONSUMER = "consumer-1";
const TOKEN = 1_000_000n;
const HOUR = 3_600_000_000_000n;

let net: HermesNet;
let relaying: HermesProcess | undefined;

const hub = () => net.network.hub();
const consumer = () => net.network.chain(CONSUMER);
const power = (validator: string) => powerOn(net.network, consumer(), validator);
const standing = (validator: string): Promise<ValidatorStanding> =>
  validatorStanding(net.network, validator);

async function start(): Promise<HermesProcess> {
  relaying = net.hermes.begin("start");
  await relaying.says("Hermes has started");
  return relaying;
}

async function rest(): Promise<void> {
  await relaying?.stop();
  relaying = undefined;
}

/** Stakes so much more with a validator, and ends the epoch that tells the consumers. */
async function delegate(validator: string, tokens: bigint): Promise<void> {
  await net.testudo("stake", "delegate", "dora", validator, String(tokens * TOKEN));
  await net.testudo("epoch");
}

/** The transfer channel of each side, both ends open. */
async function transferChannels() {
  const [onHub, onConsumer] = await Promise.all([
    openChannel(hub(), "transfer"),
    openChannel(consumer(), "transfer"),
  ]);
  if (onHub === undefined || onConsumer === undefined) throw new Error("no transfer channel");
  return { onHub: onHub.channelId, onConsumer: onConsumer.channelId };
}

/** What waits on either side of a channel: packets, and acknowledgements. */
async function pending(port: string, channel: string): Promise<readonly number[]> {
  const query = ["query", "packet", "pending", "--chain", hub().entry.chainId];
  const found = await net.hermes.result(...query, "--port", port, "--channel", channel);
  const { src, dst } = found as Record<"src" | "dst", Record<string, number[]>>;
  return [src, dst].flatMap((side) => Object.values(side).flat());
}

/** Sends amounts both ways, and gives a wait for their arrival. */
async function sendBothWays(amounts: readonly bigint[]): Promise<() => Promise<void>> {
  const { onHub, onConsumer } = await transferChannels();
  const atoms = () => received(net.network, consumer(), voucher(onConsumer, hub().entry.denom));
  const cons = () => received(net.network, hub(), voucher(onHub, consumer().entry.denom));
  const before = [await atoms(), await cons()] as const;
  const sum = amounts.reduce((a, b) => a + b, 0n);
  for (const amount of amounts) {
    await Promise.all([
      transfer(net.network, { from: hub(), to: consumer(), channel: onHub, amount }),
      transfer(net.network, { from: consumer(), to: hub(), channel: onConsumer, amount }),
    ]);
  }
  return async () => {
    await eventually("the transfers' arrival", async () => {
      const now = [(await atoms()) - before[0], (await cons()) - before[1]];
      return now.every((amount) => amount >= sum);
    });
    expect([(await atoms()) - before[0], (await cons()) - before[1]]).toEqual([sum, sum]);
    // And both sides have forgotten them.
    await eventually("the acknowledgements", async () => {
      return (await pending("transfer", onHub)).length === 0;
    });
  };
}

describeWithHermes("Hermes and a devnet that does not relay by itself", () => {
  beforeAll(async () => {
    buildCommand();
    net = await startHermesNet("--relayer", "none");
  });
  afterAll(async () => {
    await net?.stop();
    cleanUp();
  });

  it("H1: finds both chains healthy, but for an ibc-go newer than it knows", async () => {
    const { code, text } = await net.hermes.run("health-check");
    expect(code).toBe(0);
    const reasons = [...text.matchAll(/reason: (.*)/g)].map(([, reason]) => reason);
    const healthy = [...text.matchAll(/chain is healthy/g)];
    // One verdict for each chain: 1.10 warns of ibc-go v10, later ones do not.
    expect(reasons.length + healthy.length).toBe(2);
    for (const reason of reasons) expect(reason).toMatch(/IBC-Go module at version '10\.0\.0'/);
    expect(text).not.toMatch(/ERROR/);
  });

  it("H2: signs with the exported keys and reads what is there", async () => {
    for (const chain of [hub(), consumer()]) {
      const { chainId } = chain.entry;
      const address = net.network.address(chain, "relayer");
      const keys = await net.hermes.result("keys", "list", "--chain", chainId);
      expect(JSON.stringify(keys)).toContain(address);
      const [coin] = await allBalances(chain, address);
      const balance = await net.hermes.result("keys", "balance", "--chain", chainId);
      expect(JSON.stringify(balance)).toContain(String(coin?.amount));
      const clients = await net.hermes.result("query", "clients", "--host-chain", chainId);
      expect(clients).toEqual([{ chain_id: expect.any(String), client_id: "07-tendermint-0" }]);
    }
  });

  it("H3, H4: connects the clients of the launch and opens the CCV channel; the transfer channel follows", async () => {
    await connect(net.hermes, consumer());
    for (const [chain, port] of [
      [hub(), "provider"],
      [consumer(), "consumer"],
    ] as const) {
      expect(await openChannel(chain, port)).toMatchObject({ channelId: "channel-0" });
    }
    await start();
    await eventually("an open transfer channel", async () => {
      const [a, b] = [
        await openChannel(hub(), "transfer"),
        await openChannel(consumer(), "transfer"),
      ];
      return a !== undefined && b !== undefined;
    });
    for (const chain of [hub(), consumer()]) expect(await channelEnds(chain)).toHaveLength(2);
  });

  it("H6: brings a change of power to the consumer", async () => {
    expect(await power("alice")).toBe(500n);
    await delegate("alice", 7n);
    await eventually("the new power", async () => (await power("alice")) === 507n);
    // Its acknowledgement, too.
    await eventually("the end of the packet", async () => {
      return (await pending("provider", "channel-0")).length === 0;
    });
  });

  it("H6: brings tokens both ways", async () => {
    const arrive = await sendBothWays([11n]);
    await arrive();
  });

  it("H6: brings a slash packet to the hub, which jails the validator and takes it off the consumer", async () => {
    const before = await standing("dave");
    await net.testudo("validator", "down", "dave", "--chain", CONSUMER);
    await eventually("the jail", async () => (await standing("dave")).jailed);
    const after = await standing("dave");
    // The consumer's infraction parameters: 1 percent, and no tombstone.
    expect(after.tokens).toBe((before.tokens * 99n) / 100n);
    expect(after.tombstoned).toBe(false);
    await net.testudo("epoch");
    await eventually("a set without it", async () => (await power("dave")) === 0n);
  });

  it("H6: gives back tokens whose time has run out", async () => {
    await rest();
    const { onHub, onConsumer } = await transferChannels();
    const balance = async () => {
      const coins = await allBalances(hub(), net.network.address(hub(), "dora"));
      return coins.find(({ denom }) => denom === hub().entry.denom)?.amount ?? 0n;
    };
    const start0 = (await consumer().client.status()).latestTime;
    const second = 1_000_000_000n;
    const amount = 1_000_000_007n;
    const request = { from: hub(), to: consumer(), channel: onHub, amount, timeout: second };
    await transfer(net.network, request);
    const without = await balance();
    await eventually("the end of its time", async () => {
      return (await consumer().client.status()).latestTime > start0 + 3n * second;
    });
    await start();
    await eventually("the refund", async () => (await balance()) === without + amount);
    const denom = voucher(onConsumer, hub().entry.denom);
    expect(await received(net.network, consumer(), denom)).toBe(11n);
    expect(await openChannel(hub(), "transfer")).toMatchObject({ state: State.STATE_OPEN });
  });

  it("H7: clears packets that were sent while it was away, also those of end blockers", async () => {
    await rest();
    const arrive = await sendBothWays([1n, 2n, 3n]);
    await delegate("carol", 5n);
    await delegate("carol", 6n);
    const { chainId } = hub().entry;
    // Both, and perhaps the one before them.
    expect((await pending("provider", "channel-0")).length).toBeGreaterThanOrEqual(2);
    const channel = ["--port", "provider", "--channel", "channel-0"];
    await net.hermes.result("clear", "packets", "--chain", chainId, ...channel);
    await eventually("the new power", async () => (await power("carol")) === 161n);
    expect((await pending("transfer", (await transferChannels()).onHub)).length).toBe(6);
    await start();
    await arrive();
  });

  it("H8: two with one key do not hinder each other, and nothing arrives twice", async () => {
    const second = net.hermes.begin("start");
    await second.says("Hermes has started");
    for (let round = 1n; round <= 3n; round += 1n) {
      const arrive = await sendBothWays([round, 10n * round]);
      await arrive();
    }
    await delegate("bob", 9n);
    await eventually("the new power", async () => (await power("bob")) === 309n);
    expect([relaying?.isRunning(), second.isRunning()]).toEqual([true, true]);
    await second.stop();
  });

  it("H5: goes on when the chains have stopped and come back", async () => {
    await net.restart();
    await delegate("bob", 2n);
    await eventually("the new power", async () => (await power("bob")) === 311n);
    const arrive = await sendBothWays([5n]);
    await arrive();
    expect(relaying?.isRunning()).toBe(true);
  });

  it("H5: asks for blocks where it is not told of them", async () => {
    await rest();
    const asking = await net.another("--events", "pull");
    relaying = asking.begin("start");
    await relaying.says("Hermes has started");
    const arrive = await sendBothWays([4n, 2n]);
    await delegate("alice", 1n);
    await eventually("the new power", async () => (await power("alice")) === 508n);
    await arrive();
    await rest();
  });

  it("keeps the light clients alive while days pass, which a devnet without relayer does not", async () => {
    await expect(net.testudo("time", "+5d")).rejects.toThrow("have your relayer update them");
    await start();
    const ages = () => Promise.all([clientAge(hub(), consumer()), clientAge(consumer(), hub())]);
    // Six times twenty hours are more than either client is trusted for; Hermes updates after a third of that.
    for (let round = 1; round <= 6; round += 1) {
      await net.testudo("time", "+20h");
      await eventually("an update", async () => (await ages()).every((age) => age < 38n * HOUR));
    }
    await delegate("alice", 1n);
    await eventually("the new power", async () => (await power("alice")) === 509n);
    await rest();
  });

  it("H12: finds a double vote on the consumer and has the hub punish it", async () => {
    const before = await standing("bob");
    await net.testudo("attack", "double-sign", "bob", "--chain", CONSUMER);
    expect((await standing("bob")).tombstoned).toBe(false);
    const watching = net.hermes.begin("evidence", "--chain", CONSUMER);
    await watching.says("found duplicate vote evidence");
    await eventually("the tombstone", async () => (await standing("bob")).tombstoned);
    const after = await standing("bob");
    expect(after).toMatchObject({ jailed: true, tokens: (before.tokens * 95n) / 100n });
    const [tx] = await hub().client.txSearch("submit_consumer_double_voting.consumer_id EXISTS");
    const signers = tx?.result.events.flatMap(({ type, attributes }) =>
      type === "message" ? attributes.filter(({ key }) => key === "sender") : [],
    );
    expect(signers?.map(({ value }) => value)).toContain(net.network.address(hub(), "relayer"));
    await watching.stop();
  });
});
