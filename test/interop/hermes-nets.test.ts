import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type NetworkChain, validatorStanding } from "@testudo/devnet";
import { packAny, toDuration, toTimestamp } from "@testudo/proto";
import { Order, State } from "@testudo/proto/ibc/core/channel/v1";
import {
  ConsumerInitializationParameters,
  MsgCreateConsumer,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { buildCommand, cleanUp, temporaryFolder } from "../e2e/command.ts";
import { COMETBFT, installGoProgram, whyMissing } from "./go-programs.ts";
import {
  channelEnds,
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

const DAY = 86_400_000_000_000n;
const HOUR = DAY / 24n;
const GO_ZERO_TIME = -62_135_596_800_000_000_000n;

/** An end of a channel, as Hermes prints it. */
interface Side {
  readonly client_id: string;
  readonly connection_id: string;
  readonly channel_id: string;
}

let net: HermesNet;
let relaying: HermesProcess | undefined;

beforeAll(buildCommand);
afterAll(cleanUp);

async function start(): Promise<HermesProcess> {
  relaying = net.hermes.begin("start");
  await relaying.says("Hermes has started");
  return relaying;
}

/** Changes the stake of a validator, and waits until a consumer has it. */
async function changePower(validator: string, consumers: readonly NetworkChain[]): Promise<void> {
  const before = await powerOn(net.network, net.network.hub(), validator);
  await net.testudo("stake", "delegate", "dora", validator, "3000000");
  await net.testudo("epoch");
  for (const consumer of consumers) {
    await eventually(`the new power on ${consumer.entry.chainId}`, async () => {
      return (await powerOn(net.network, consumer, validator)) === before + 3n;
    });
  }
}

describeWithHermes("Hermes and consumers of unlike names and periods", () => {
  beforeAll(async () => {
    const config = join(temporaryFolder(), "names.yaml");
    const consumers = [{ chainId: "plain" }, { chainId: "second-2", denom: "usec" }];
    writeFileSync(config, JSON.stringify({ relayer: "none", consumers }));
    net = await startHermesNet(config);
  });
  afterAll(() => net?.stop());

  it("H13: relays to a chain without a revision in its id, and to one of revision 2", async () => {
    const [plain, second] = [net.network.chain("plain"), net.network.chain("second-2")];
    await connect(net.hermes, plain);
    await connect(net.hermes, second);
    await start();
    for (const chain of [plain, second]) {
      await eventually(`a transfer channel of ${chain.entry.chainId}`, () =>
        openChannel(chain, "transfer"),
      );
    }
    await changePower("alice", [plain, second]);
  });

  it("H3: makes clients and a connection of its own, and a channel on them that passes tokens", async () => {
    await relaying?.stop();
    const [hub, plain] = [net.network.hub(), net.network.chain("plain")];
    const made = await net.hermes.result(
      ...["create", "channel", "--a-chain", "plain", "--b-chain", hub.entry.chainId],
      ...["--a-port", "transfer", "--b-port", "transfer", "--new-client-connection", "--yes"],
    );
    const { a_side: onPlain, b_side: onHub } = made as Record<"a_side" | "b_side", Side>;
    expect(onPlain).toMatchObject({ client_id: "07-tendermint-1", connection_id: "connection-1" });
    // The hub has a client for each of the two consumers already.
    expect(onHub.client_id).toBe("07-tendermint-2");
    const status = ["query", "client", "status", "--chain", hub.entry.chainId];
    expect(await net.hermes.result(...status, "--client", onHub.client_id)).toBe("Active");
    await start();
    const channel = onPlain.channel_id;
    await transfer(net.network, { from: plain, to: hub, channel, amount: 21n });
    const denom = voucher(onHub.channel_id, plain.entry.denom);
    await eventually("the tokens", async () => (await received(net.network, hub, denom)) === 21n);
  });

  it("H6, H9: ends an ordered channel whose packet came too late", async () => {
    const chainId = "hasty-1";
    const consumerId = await createConsumer(chainId, { ccvTimeout: HOUR });
    for (const validator of ["alice", "bob", "carol", "dave"]) {
      await net.testudo("validator", "opt-in", validator, consumerId);
    }
    await net.testudo("consumer", "launch", chainId);
    await relaying?.stop();
    await net.refresh();
    const [hub, hasty] = [net.network.hub(), net.network.chain(chainId)];
    net = { ...net, hermes: await net.another() };
    await connect(net.hermes, hasty);
    await start();
    await changePower("alice", [hasty]);
    await relaying?.stop();

    await net.testudo("validator", "down", "dave", "--chain", chainId);
    const slash = `send_packet.packet_src_port = 'consumer'`;
    await eventually("a slash packet", async () => {
      return (await hasty.client.blockSearch(slash)).length > 0;
    });
    await net.testudo("time", "+2h");
    await start();
    await eventually("the end of the channel", async () => {
      const [end] = (await channelEnds(hasty)).filter(({ portId }) => portId === "consumer");
      return end?.state === State.STATE_CLOSED && end.ordering === Order.ORDER_ORDERED;
    });
    expect((await validatorStanding(net.network, "dave")).jailed).toBe(false);
    expect(await openChannel(hub, "transfer")).toBeDefined();
    expect(relaying?.isRunning()).toBe(true);
    // The other consumers do not notice.
    await changePower("bob", [net.network.chain("plain")]);
    await relaying?.stop();
  });

  async function createConsumer(
    chainId: string,
    { ccvTimeout }: { readonly ccvTimeout: bigint },
  ): Promise<string> {
    const sender = await net.network.hub().sender("faucet");
    const { result } = await sender.send([
      packAny(MsgCreateConsumer, {
        submitter: sender.signer.addressText,
        chainId,
        metadata: { name: chainId, description: "little time", metadata: "test" },
        initializationParameters: {
          ...ConsumerInitializationParameters.create(),
          initialHeight: { revisionNumber: 1n, revisionHeight: 1n },
          spawnTime: toTimestamp(GO_ZERO_TIME),
          unbondingPeriod: toDuration(6n * DAY),
          ccvTimeoutPeriod: toDuration(ccvTimeout),
          transferTimeoutPeriod: toDuration(HOUR),
          consumerRedistributionFraction: "0.75",
          blocksPerDistributionTransmission: 1000n,
          historicalEntries: 10_000n,
        },
        powerShapingParameters: PowerShapingParameters.create(),
        allowlistedRewardDenoms: undefined,
        infractionParameters: undefined,
      }),
    ]);
    const created = result.events.find(({ type }) => type === "create_consumer");
    return created?.attributes.find(({ key }) => key === "consumer_id")?.value ?? "";
  }
});

describeWithHermes("Hermes and a devnet that relays by itself", () => {
  beforeAll(async () => {
    net = await startHermesNet();
  });
  afterAll(() => net?.stop());

  it("makes nothing that exists, and stands in no other relayer's way", async () => {
    const { network } = net;
    const [hub, consumer] = [network.hub(), network.chain("consumer-1")];
    const existing = async () => {
      const answers = await Promise.all(
        [hub, consumer].map(async (chain) => {
          const { chainId } = chain.entry;
          return {
            clients: await net.hermes.result("query", "clients", "--host-chain", chainId),
            connections: await net.hermes.result("query", "connections", "--chain", chainId),
            channels: (await channelEnds(chain)).map((end) => ({ ...end })),
          };
        }),
      );
      return answers;
    };
    const before = await existing();
    expect(before.map(({ channels }) => channels.length)).toEqual([2, 2]);
    await start();
    await changePower("alice", [consumer]);
    await changePower("bob", [consumer]);
    expect(relaying?.isRunning()).toBe(true);
    expect(await existing()).toEqual(before);
  });

  it("does not start without the chains, says so, and starts when they are there", async () => {
    await relaying?.stop();
    let answers: readonly { readonly code: number | null; readonly text: string }[] = [];
    await net.restart(async () => {
      answers = [await net.hermes.run("start"), await net.hermes.run("health-check")];
    });
    const [started, checked] = answers;
    expect(started?.code).not.toBe(0);
    expect(started?.text).toContain("not able to connect to any chains");
    expect(checked?.text).toMatch(/Connection refused|RPC error/);
    await start();
    await changePower("carol", [net.network.chain("consumer-1")]);
    await relaying?.stop();
  });

  it("harms no chain that is just starting", async () => {
    let asking: Promise<unknown> = Promise.resolve();
    let isUp = false;
    await net.restart(async () => {
      asking = (async () => {
        while (!isUp) await net.hermes.run("health-check");
      })();
    });
    isUp = true;
    await asking;
    expect((await net.hermes.run("health-check")).code).toBe(0);
    await changePower("dave", [net.network.chain("consumer-1")]);
  });
});

describeWithHermes(
  "Hermes and chains under CometBFT",
  () => {
    beforeAll(async () => {
      const program = await installGoProgram(COMETBFT);
      if ("missing" in program) throw new Error(program.missing);
      net = await startHermesNet(
        ...["--engine", "cometbft", "--cometbft", program.path, "--mine", "interval:500ms"],
        ...["--validators", "2", "--relayer", "none"],
      );
    });
    afterAll(() => net?.stop());

    it("connects them and brings a change of power to the consumer", async () => {
      const consumer = net.network.chain("consumer-1");
      await connect(net.hermes, consumer);
      await start();
      await eventually("a transfer channel", () => openChannel(consumer, "transfer"));
      await changePower("alice", [consumer]);
      await relaying?.stop();
    });
  },
  whyMissing(COMETBFT),
);
