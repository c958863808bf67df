/**
 * A process around the unmodified `@confio/relayer`: reads one JSON request per line and answers each with one line.
 * `node ts-relayer-peer.cjs <folder that it is installed in>`
 */
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { createInterface } = require("node:readline");

const load = createRequire(join(process.argv[2], "index.js"));
// The package's own index wants a package for tests, so its parts are loaded one by one.
const { IbcClient, buildCreateClientArgs, prepareChannelHandshake, prepareConnectionHandshake } =
  load("@confio/relayer/build/lib/ibcclient");
const { Link } = load("@confio/relayer/build/lib/link");
const { Endpoint } = load("@confio/relayer/build/lib/endpoint");
const { DirectSecp256k1HdWallet } = load("@cosmjs/proto-signing");
const { GasPrice } = load("@cosmjs/stargate");
const { Order, State } = load("cosmjs-types/ibc/core/channel/v1/channel");

const clients = {};
const links = {};

const requests = {
  async connect({ side, rpc, prefix, denom, mnemonic }) {
    const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix });
    const [{ address }] = await wallet.getAccounts();
    const client = await IbcClient.connectWithSigner(rpc, wallet, address, {
      gasPrice: GasPrice.fromString(`0.01${denom}`),
      estimatedBlockTime: 250,
      estimatedIndexerTime: 100,
      broadcastPollIntervalMs: 100,
    });
    clients[side] = client;
    return {
      address,
      chainId: client.chainId,
      dialect: client.tm.constructor.name,
      height: await client.currentHeight(),
    };
  },

  /** A client of one chain on the other. */
  async createClient({ on, of }) {
    const { clientState, consensusState } = await buildCreateClientArgs(clients[of]);
    const { clientId } = await clients[on].createTendermintClient(clientState, consensusState);
    return { clientId, unbonding: String(clientState.unbondingPeriod.seconds) };
  },

  async newLink({ name, a, b }) {
    links[name] = await Link.createWithNewConnections(clients[a], clients[b]);
    return describeLink(links[name]);
  },

  /** A connection over clients that exist, step by step as `Link` makes one over new clients. */
  async linkOver({ name, a, b, clientA, clientB }) {
    const [A, B] = [clients[a], clients[b]];
    const { connectionId: connA } = await A.connOpenInit(clientA, clientB);
    const prove = (forward) =>
      forward
        ? prepareConnectionHandshake(A, B, clientA, clientB, connA)
        : prepareConnectionHandshake(B, A, clientB, clientA, connB);
    const { connectionId: connB } = await B.connOpenTry(clientB, await prove(true));
    await A.connOpenAck(connA, await prove(false));
    await B.connOpenConfirm(connB, await prove(true));
    links[name] = new Link(new Endpoint(A, clientA, connA), new Endpoint(B, clientB, connB));
    return describeLink(links[name]);
  },

  async channel({ link, from, srcPort, destPort, version }) {
    return links[link].createChannel(from, srcPort, destPort, Order.ORDER_UNORDERED, version);
  },

  /** The channel of interchain security, which `createChannel` cannot open: the hub answers with a version of its own. */
  async ccvChannel({ link }) {
    const { endA: hub, endB: consumer } = links[link];
    const { channelId: ours } = await consumer.client.channelOpenInit(
      "consumer",
      "provider",
      Order.ORDER_ORDERED,
      consumer.connectionID,
      "1",
    );
    const source = { portId: "consumer", channelId: ours };
    const { channelId: theirs } = await tryOpen(consumer, hub, source, {
      portId: "provider",
      ordering: Order.ORDER_ORDERED,
      version: "1",
    });
    await finishOpening(consumer, hub, source, { portId: "provider", channelId: theirs });
    return { hub: theirs, consumer: ours };
  },

  /** Goes on with the transfer channel that the consumer began by itself. */
  async ccvTransferChannel({ link }) {
    const { endA: hub, endB: consumer } = links[link];
    const { channels } = await consumer.client.query.ibc.channel.allChannels();
    const begun = channels.find(
      ({ portId, state, connectionHops }) =>
        portId === "transfer" &&
        state === State.STATE_INIT &&
        connectionHops[0] === consumer.connectionID,
    );
    const source = { portId: "transfer", channelId: begun.channelId };
    const { channelId } = await tryOpen(consumer, hub, source, {
      portId: "transfer",
      ordering: Order.ORDER_UNORDERED,
      version: begun.version,
    });
    await finishOpening(consumer, hub, source, { portId: "transfer", channelId });
    return { hub: channelId, consumer: begun.channelId };
  },

  async transfer({ on, channel, amount, denom, receiver, memo }) {
    const client = clients[on];
    const seconds = BigInt((await client.currentTime()).getTime()) / 1000n;
    const { transactionHash } = await client.sendMultiMsg([
      {
        typeUrl: "/ibc.applications.transfer.v1.MsgTransfer",
        value: {
          sourcePort: "transfer",
          sourceChannel: channel,
          token: { denom, amount },
          sender: client.senderAddress,
          receiver,
          timeoutHeight: undefined,
          timeoutTimestamp: (seconds + 600n) * 1_000_000_000n,
          memo: memo ?? "",
        },
      },
    ]);
    return { transactionHash };
  },

  async pendingPackets({ link, side }) {
    const packets = await links[link].getPendingPackets(side);
    return packets.map(({ packet, height }) => ({
      height,
      sequence: String(packet.sequence),
      port: packet.sourcePort,
      data: Buffer.from(packet.data).toString("utf8"),
    }));
  },

  async pendingAcks({ link, side }) {
    return (await links[link].getPendingAcks(side)).length;
  },

  async relayAll({ link }) {
    const { packetsFromA, packetsFromB, acksFromA, acksFromB } = await links[link].relayAll();
    const texts = (acks) =>
      acks.map(({ acknowledgement }) => Buffer.from(acknowledgement).toString("base64"));
    return { packetsFromA, packetsFromB, acksFromA: texts(acksFromA), acksFromB: texts(acksFromB) };
  },

  async balance({ on, address, denom }) {
    return (await clients[on].query.bank.balance(address, denom)).amount;
  },
};

async function describeLink({ endA, endB }) {
  const side = async ({ client, clientID, connectionID }) => {
    const { connection } = await client.query.ibc.connection.connection(connectionID);
    return { clientId: clientID, connectionId: connectionID, isOpen: connection.state === 3 };
  };
  return { a: await side(endA), b: await side(endB) };
}

async function tryOpen(from, to, source, { portId, ordering, version }) {
  const proof = await prepareChannelHandshake(
    from.client,
    to.client,
    to.clientID,
    source.portId,
    source.channelId,
  );
  return to.client.channelOpenTry(
    portId,
    source,
    ordering,
    to.connectionID,
    version,
    version,
    proof,
  );
}

async function finishOpening(from, to, source, target) {
  const { channel } = await to.client.query.ibc.channel.channel(target.portId, target.channelId);
  const answered = await prepareChannelHandshake(
    to.client,
    from.client,
    from.clientID,
    target.portId,
    target.channelId,
  );
  await from.client.channelOpenAck(
    source.portId,
    source.channelId,
    target.channelId,
    channel.version,
    answered,
  );
  const confirmed = await prepareChannelHandshake(
    from.client,
    to.client,
    to.clientID,
    source.portId,
    source.channelId,
  );
  await to.client.channelOpenConfirm(target.portId, target.channelId, confirmed);
}

const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const { id, request, ...options } = JSON.parse(line);
  const answer = await requests[request](options).then(
    (result) => ({ id, result }),
    (error) => ({ id, error: String(error?.stack ?? error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
lines.on("close", () => process.exit(0));
