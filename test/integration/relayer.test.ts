import {
  accAddress,
  createAddressCodec,
  type Logger,
  SECOND,
  silentLogger,
  utf8,
} from "@testudo/base";
import {
  type ChainClient,
  createChainClient,
  createTxSender,
  signerFromKey,
  until,
} from "@testudo/client";
import { ed25519KeyFromSeed, secp256k1Address, secp256k1PubKey, sha256 } from "@testudo/crypto";
import { createVirtualClock } from "@testudo/engine";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { providerGenesis, startNode } from "@testudo/node";
import { packAny, toTimestamp } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import { MsgCreateClient } from "@testudo/proto/ibc/core/client/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { createEndpoint, createRelayer, TRANSFER_CHANNEL } from "@testudo/relayer";

const DENOM = "stake";
const TRUSTING_PERIOD = 1_000_000n;

const validatorKey = sha256(utf8("validator"));
const user = sha256(utf8("user"));
/** Two relayers, each with an account of its own. */
const relayerKeys = [sha256(utf8("relayer 1")), sha256(utf8("relayer 2"))] as const;

const codec = createAddressCodec("cosmos");
const accountOf = (key: Uint8Array) =>
  codec.acc.toText(accAddress(secp256k1Address(secp256k1PubKey(key))));

type Chain = Awaited<ReturnType<typeof startHub>>;

async function startHub(chainId: string, clock: ReturnType<typeof createVirtualClock>) {
  const consSeed = sha256(utf8(`${chainId} validator`));
  const genesis = providerGenesis({
    chainId,
    genesisTime: clock.now(),
    denom: DENOM,
    accounts: [validatorKey, user, ...relayerKeys].map((key) => ({
      address: accountOf(key),
      coins: [{ denom: DENOM, amount: 1_000_000_000_000n }],
    })),
    validators: [
      {
        moniker: "v",
        accountKey: validatorKey,
        consPubKey: ed25519KeyFromSeed(consSeed).pub,
        selfDelegation: 100_000_000n,
      },
    ],
  });
  const node = await startNode({
    role: "provider",
    genesis,
    signerSeeds: [consSeed],
    clock,
    mining: { mode: "manual" },
    host: "127.0.0.1",
    port: 0,
    moniker: chainId,
    minGasPrices: [],
    logger: silentLogger,
  });
  await node.engine.mine(2);
  const client = createChainClient({ rpcUrl: node.rpcUrl });
  const sender = async (key: Uint8Array) =>
    createTxSender({
      client,
      chainId,
      signer: await signerFromKey(key, "cosmos"),
      gasPrice: { amount: "0.01", denom: DENOM },
      afterBroadcast: async () => {
        await node.engine.mine(2);
      },
    });
  return { chainId, node, client, sender, user: await sender(user) };
}

/** A client of `of` on `on`, as any relayer would create it. */
async function createClient(on: Chain, of: Chain): Promise<string> {
  const { header } = await of.client.commit();
  const clientState = ClientState.create({
    chainId: of.chainId,
    trustLevel: { numerator: 1n, denominator: 3n },
    trustingPeriod: { seconds: TRUSTING_PERIOD, nanos: 0 },
    unbondingPeriod: { seconds: 1_814_400n, nanos: 0 },
    maxClockDrift: { seconds: 20n, nanos: 0 },
    latestHeight: { revisionNumber: 1n, revisionHeight: header.height },
    proofSpecs: [...SDK_PROOF_SPECS],
    upgradePath: ["upgrade", "upgradedIBCState"],
  });
  const consensusState: ConsensusState = {
    timestamp: toTimestamp(header.time),
    root: { hash: header.appHash },
    nextValidatorsHash: header.nextValidatorsHash,
  };
  const tx = await on.user.send([
    packAny(MsgCreateClient, {
      clientState: packAny(ClientState, clientState),
      consensusState: packAny(ConsensusState, consensusState),
      signer: on.user.signer.addressText,
    }),
  ]);
  const event = tx.result.events.find(({ type }) => type === "create_client");
  return event?.attributes.find(({ key }) => key === "client_id")?.value ?? "";
}

/** How a relayer sees a chain, if not as it is. */
interface Distorted {
  readonly account?: number;
  readonly logger?: Logger;
  readonly seen?: (client: ChainClient, chainId: string) => ChainClient;
}

async function setUp() {
  const clock = createVirtualClock({ start: 1_800_000_000n * SECOND, step: SECOND });
  const [a, b] = [await startHub("alpha-1", clock), await startHub("beta-1", clock)];
  const clients = { a: await createClient(a, b), b: await createClient(b, a) };
  const chains = [a, b];
  const chainOf = (id: string) => chains.find(({ chainId }) => chainId === id) ?? a;

  /** A fresh relayer: it knows nothing but what the chains tell. */
  const relayer = async (account = 0, { logger = silentLogger, seen }: Distorted = {}) => {
    const made = createRelayer({
      logger,
      pollMs: 50,
      nudge: async (id) => {
        await chainOf(id).node.engine.mine(1);
      },
    });
    const key = relayerKeys[account] ?? relayerKeys[0];
    const endpoint = async ({ chainId, client, sender }: Chain) =>
      createEndpoint({
        chainId,
        client: seen?.(client, chainId) ?? client,
        sender: await sender(key),
      });
    const path = made.addPath({
      sides: {
        a: { endpoint: await endpoint(a), clientId: clients.a },
        b: { endpoint: await endpoint(b), clientId: clients.b },
      },
      channels: [TRANSFER_CHANNEL],
    });
    return { ...made, path };
  };

  const transfer = (amount: string, timeout = clock.now() + 3600n * SECOND) =>
    a.user.send([
      packAny(
        MsgTransfer,
        MsgTransfer.create({
          sourcePort: "transfer",
          sourceChannel: "channel-0",
          token: { denom: DENOM, amount },
          sender: accountOf(user),
          receiver: accountOf(user),
          timeoutTimestamp: timeout,
        }),
      ),
    ]);
  const stop = async () => {
    a.client.close();
    b.client.close();
    await a.node.stop();
    await b.node.stop();
  };
  const count = async (chain: Chain, event: string) =>
    (await chain.client.txSearch(`${event} EXISTS`)).length;
  return { clock, chains, a, b, clients, relayer, transfer, stop, count };
}

describe("relayer over public RPC", () => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    world = await setUp();
  });
  afterEach(() => world.stop());

  it("opens connection and channel, delivers packets and brings acknowledgements back", async () => {
    const { a, b, relayer, transfer, count } = world;
    const first = await relayer();
    await first.settle();
    expect(await first.path.isOpen()).toBe(true);
    await transfer("500");
    await transfer("7");
    await first.settle();
    expect(await count(b, "recv_packet.packet_sequence")).toBe(1);
    expect(await count(a, "acknowledge_packet.packet_sequence")).toBe(1);
    expect(await first.step()).toEqual({ worked: false });
  });

  it("finishes a handshake that another relayer left at every step", async () => {
    const { relayer } = world;
    for (let steps = 0; steps < 20; steps += 1) {
      const next = await relayer();
      const { worked } = await next.step();
      if (!worked) {
        expect(await next.path.isOpen()).toBe(true);
        expect((await next.path.channels()).length).toBe(1);
        return;
      }
    }
    throw new Error("the handshake never came to an end");
  });

  it("faults 99: two relayers on one path lose no packet and do no work twice", async () => {
    const { a, b, relayer, transfer, count } = world;
    const [one, two] = [await relayer(0), await relayer(1)];
    await one.settle();
    for (const amount of ["1", "2", "3"]) {
      await transfer(amount);
      await Promise.all([one.step(), two.step()]);
    }
    await one.settle();
    await two.settle();
    for (const sequence of [1, 2, 3]) {
      const acked = await a.client.txSearch(`acknowledge_packet.packet_sequence='${sequence}'`);
      expect(acked).toHaveLength(1);
    }
    expect(await count(b, "recv_packet.packet_sequence")).toBeLessThanOrEqual(3);
    expect(await two.step()).toEqual({ worked: false });
  });

  it("faults 100: a relayer that starts late clears the backlog", async () => {
    const { a, b, relayer, transfer, count } = world;
    const first = await relayer();
    await first.settle();
    for (let amount = 1; amount <= 40; amount += 1) await transfer(String(amount));
    const second = await relayer(1);
    await second.settle();
    expect(await count(b, "recv_packet.packet_sequence")).toBe(2);
    const acked = await a.client.txSearch("acknowledge_packet.packet_sequence='40'");
    expect(acked).toHaveLength(1);
  });

  it("times a packet out when the other chain's clock is past it, and the sender has the money back", async () => {
    const { clock, a, b, relayer, transfer, count } = world;
    const first = await relayer();
    await first.settle();
    await transfer("500", clock.now() + 30n * SECOND);
    clock.advance(60n * SECOND);
    await b.node.engine.mine(3);
    await first.settle();
    expect(await count(b, "recv_packet.packet_sequence")).toBe(0);
    expect(await count(a, "timeout_packet.packet_sequence")).toBe(1);
  });

  it.each<{ why: string; stream: ChainClient["onNewBlock"] }>([
    { why: "is cut", stream: () => ({ cancel: () => undefined }) },
    {
      why: "breaks at once",
      stream: (_onHeight, onEnd) => {
        setTimeout(() => onEnd(new Error("socket closed")), 5);
        return { cancel: () => undefined };
      },
    },
    {
      why: "tells everything three times, late and out of order",
      stream: (onHeight) => {
        const timer = setInterval(() => {
          for (const height of [9n, 3n, 3n]) onHeight(height);
        }, 20);
        return { cancel: () => clearInterval(timer) };
      },
    },
  ])(
    "faults 101: an event stream that $why costs no packet and doubles none",
    async ({ stream }) => {
      const { a, b, relayer, transfer, count } = world;
      const working = await relayer(0, { seen: (client) => ({ ...client, onNewBlock: stream }) });
      working.start();
      await until(() => working.path.isOpen(), { timeoutMs: 30_000, what: "an open channel" });
      await transfer("5");
      await transfer("6");
      await until(
        async () => {
          const last = await a.client.txSearch("acknowledge_packet.packet_sequence='2'");
          return last.length === 1;
        },
        { timeoutMs: 30_000, what: "both acknowledgements" },
      );
      await working.stop();
      for (const sequence of [1, 2]) {
        const query = `recv_packet.packet_sequence='${sequence}'`;
        expect(await b.client.txSearch(query)).toHaveLength(1);
      }
      expect(await count(a, "timeout_packet.packet_sequence")).toBe(0);
    },
  );

  it.each<{ why: string; seen: (isLying: () => boolean) => Distorted["seen"]; names: RegExp }>([
    {
      why: "lies about a proof",
      seen: (isLying) => (client, chainId) => ({
        ...client,
        async provenValue(store, key, height) {
          const proven = await client.provenValue(store, key, height);
          if (chainId !== "alpha-1" || !isLying()) return proven;
          return { ...proven, proof: proven.proof.map((byte, i) => (i === 60 ? byte ^ 1 : byte)) };
        },
      }),
      names: /proof|commitment/i,
    },
    {
      why: "does not answer",
      seen: (isLying) => (client, chainId) => ({
        ...client,
        async status() {
          if (chainId === "alpha-1" && isLying()) throw new Error("node is away");
          return client.status();
        },
      }),
      names: /node is away/,
    },
    {
      why: "lags behind",
      seen: (isLying) => (client, chainId) => ({
        ...client,
        async status() {
          const status = await client.status();
          if (chainId !== "alpha-1" || !isLying()) return status;
          return { ...status, latestHeight: status.latestHeight - 4n };
        },
      }),
      names: /^$/,
    },
  ])(
    "faults 102: a node that $why is tried again until it does not, and other paths live",
    async ({ seen, names }) => {
      const { a, b, relayer, transfer } = world;
      let isLying = false;
      const warnings: string[] = [];
      const logger: Logger = {
        ...silentLogger,
        warn: (fields) => warnings.push(String((fields as { err?: unknown }).err)),
      };
      const distorted = seen(() => isLying);
      const working = await relayer(0, distorted === undefined ? {} : { logger, seen: distorted });
      const third = await startHub("gamma-1", world.clock);
      const [onThird, onB] = [await createClient(third, b), await createClient(b, third)];
      world.chains.push(third);
      await working.settle();
      isLying = true;
      await transfer("5");
      working.start();
      if (names.source !== "^$") {
        await until(() => warnings.length > 1, { timeoutMs: 20_000, what: "two tries" });
        expect(warnings.join("\n")).toMatch(names);
      }
      const endpointOf = async ({ chainId, client, sender }: Chain) =>
        createEndpoint({ chainId, client, sender: await sender(relayerKeys[1]) });
      // The same relayer gets a second path while the first one fails.
      const path = working.addPath({
        sides: {
          a: { endpoint: await endpointOf(third), clientId: onThird },
          b: { endpoint: await endpointOf(b), clientId: onB },
        },
        channels: [TRANSFER_CHANNEL],
      });
      await until(() => path.isOpen(), { timeoutMs: 30_000, what: "the other path" });
      expect(await b.client.txSearch("recv_packet.packet_sequence='1'")).toHaveLength(0);

      isLying = false;
      await until(
        async () => {
          await a.node.engine.mine(1);
          const done = await a.client.txSearch("acknowledge_packet.packet_sequence='1'");
          return done.length === 1;
        },
        { timeoutMs: 30_000, what: "the packet after all" },
      );
      await working.stop();
      third.client.close();
      await third.node.stop();
    },
  );

  it("faults 103: a sequence that somebody else used is read again", async () => {
    const { a } = world;
    const same = await a.sender(user);
    await expect(a.user.send([transferNothing()])).rejects.toThrow("channel-9");
    await expect(same.simulate([selfSend()])).resolves.toBeGreaterThan(0n);
    await a.user.send([selfSend()]);
    await expect(same.send([selfSend()])).resolves.toMatchObject({ result: { code: 0 } });
  });

  it("faults 105: a client without packets is refreshed before it expires", async () => {
    const { clock, a, b, clients, relayer } = world;
    const first = await relayer();
    await first.settle();
    const heightOf = async () =>
      (await first.path.sides.a.endpoint.clientState(clients.a)).latestHeight.revisionHeight;
    const before = await heightOf();
    for (let day = 0; day < 20; day += 1) {
      clock.advance((TRUSTING_PERIOD / 3n) * SECOND);
      await a.node.engine.mine(2);
      await b.node.engine.mine(2);
      await first.refreshClients();
    }
    expect(await heightOf()).toBeGreaterThan(before);
    await world.transfer("9");
    await first.settle();
    expect(await world.count(b, "recv_packet.packet_sequence")).toBe(1);
  });
});

function selfSend() {
  return packAny(
    MsgSend,
    MsgSend.create({
      fromAddress: accountOf(user),
      toAddress: accountOf(user),
      amount: [{ denom: DENOM, amount: "1" }],
    }),
  );
}

function transferNothing() {
  return packAny(
    MsgTransfer,
    MsgTransfer.create({
      sourcePort: "transfer",
      sourceChannel: "channel-9",
      token: { denom: DENOM, amount: "1" },
      sender: accountOf(user),
      receiver: accountOf(user),
      timeoutTimestamp: 1n,
    }),
  );
}
