import { unpackAs } from "@testudo/proto";
import {
  QueryClientStatesRequest,
  QueryClientStatesResponse,
  QueryClientStatusRequest,
  QueryClientStatusResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  CCV_CHANNEL,
  type ChannelPair,
  createEndpoint,
  createWatcher,
  type Endpoint,
  type Path,
  type Relayer,
} from "@testudo/relayer";
import { delegate } from "./account-actions.ts";
import type { DevnetCore } from "./core.ts";
import type { ChainEntry, ChannelEntry } from "./devnet-file.ts";
import { DevnetError } from "./errors.ts";
import type { NetworkChain } from "./network.ts";
import { blocksUntilEpoch, consumerChain, providerInfo } from "./queries.ts";
import { FAUCET, POWER_UNIT, RELAYER } from "./topology.ts";

/**
 * Relays between a consumer and the hub and watches the consumer; returns when both channels are open. Where somebody
 * else relays, only the clients are named.
 */
export async function linkConsumer(core: DevnetCore, chainId: string): Promise<void> {
  const { network, relayer } = core;
  const [hub, consumer] = [network.hub(), network.chain(chainId)];
  const clientIds = await clientsOf(hub, consumer);
  core.describe(chainId, { clientIds });
  if (relayer === undefined) return;
  const [a, b] = await Promise.all([endpointOf(consumer), endpointOf(hub)]);
  const path = relayer.addPath({
    sides: {
      a: { endpoint: a, clientId: clientIds.onConsumer },
      b: { endpoint: b, clientId: clientIds.onHub },
    },
    channels: [CCV_CHANNEL],
  });
  watch(core, relayer, { consumer: a, hub: b, entry: network.chain(chainId).entry });
  const expired = await expiredClients(hub, consumer);
  if (expired !== undefined) {
    core.report(`${chainId}: ${expired}`);
    core.logger.warn({ consumer: chainId }, expired);
    return;
  }
  core.report(`${chainId}: opening channels`);
  await core.reach(() => path.isOpen(), {
    what: `open channels between ${chainId} and the hub`,
    mineOn: chainId,
  });
  core.describe(chainId, { channels: await channelsOf(path) });
}

/**
 * Sends the first validator set packet to consumers that have none yet: until then they refuse ordinary transactions
 * and send no slash packets. It takes a change of power, so the faucet delegates one unit.
 */
export async function sendFirstPackets(core: DevnetCore): Promise<void> {
  const { network, relayer } = core;
  if (relayer === undefined) return;
  const hub = network.hub();
  const waiting: NetworkChain[] = [];
  for (const consumer of network.consumers()) {
    if (consumer.entry.channels?.ccv === undefined) continue;
    if ((await providerInfo(consumer)) === undefined) waiting.push(consumer);
  }
  if (waiting.length === 0) return;
  const names = waiting.map(({ entry }) => entry.chainId);
  core.report(`${names.join(", ")}: first validator set packet`);
  const specs = core.state().consumers.filter(({ chainId }) => names.includes(chainId));
  const [anybody = ""] = core.state().topology.validators.map(({ name }) => name);
  const chosen = specs.map(({ validators }) => validators[0] ?? anybody);
  for (const validator of new Set(chosen)) {
    await delegate(network, {
      from: FAUCET,
      validator,
      amount: { denom: hub.entry.denom, amount: POWER_UNIT },
    });
  }
  await mineToEpoch(core);
  for (const consumer of waiting) {
    await core.reach(() => providerInfo(consumer), {
      what: `first validator set packet on ${consumer.entry.chainId}`,
      mineOn: hub.entry.chainId,
    });
    // Two blocks later its new validator set signs.
    if (core.isStepped) await core.mine(consumer.entry.chainId, 2);
  }
}

/** Makes hub blocks until an epoch has ended, and relays what it sent. */
export async function mineToEpoch(core: DevnetCore): Promise<bigint> {
  const hub = core.network.hub();
  // At the end of an epoch the query says 0: that one has been sent, the next is a whole epoch away.
  const blocks = await blocksUntilEpoch(hub);
  const height = await core.mine(hub.entry.chainId, Math.max(1, Number(blocks)));
  // The block after it proves what the epoch's last block sent.
  await core.mine(hub.entry.chainId, 1);
  await core.settle();
  return height;
}

/** Whether a light client still works, in words; `undefined` when all do. */
export async function expiredClients(
  hub: NetworkChain,
  consumer: NetworkChain,
): Promise<string | undefined> {
  const { clientIds } = consumer.entry;
  if (clientIds === undefined) return undefined;
  const [onHub, onConsumer] = await Promise.all([
    clientStatus(hub, clientIds.onHub),
    clientStatus(consumer, clientIds.onConsumer),
  ]);
  const bad = [
    { id: clientIds.onHub, on: hub, status: onHub },
    { id: clientIds.onConsumer, on: consumer, status: onConsumer },
  ].find(({ status }) => status !== "Active");
  return bad === undefined
    ? undefined
    : `client ${bad.id} on ${bad.on.entry.chainId} is ${bad.status}, so no packet passes any more; start over with "testudo reset", or recover the client by governance`;
}

export async function clientStatus(chain: NetworkChain, clientId: string): Promise<string> {
  const { status } = await chain.client.query(
    "/ibc.core.client.v1.Query/ClientStatus",
    { request: QueryClientStatusRequest, response: QueryClientStatusResponse },
    { clientId },
  );
  return status;
}

/** The IBC side of a chain, paid for by the relayer's account. */
export async function endpointOf(chain: NetworkChain): Promise<Endpoint> {
  return createEndpoint({
    chainId: chain.entry.chainId,
    client: chain.client,
    sender: await chain.sender(RELAYER),
  });
}

function watch(
  core: DevnetCore,
  relayer: Relayer,
  sides: { readonly consumer: Endpoint; readonly hub: Endpoint; readonly entry: ChainEntry },
): void {
  const { consumerId, clientIds } = sides.entry;
  if (consumerId === undefined || clientIds === undefined) return;
  relayer.addWatcher(
    createWatcher({
      consumer: sides.consumer,
      hub: sides.hub,
      consumerId,
      hubClientId: clientIds.onHub,
      logger: core.logger,
    }),
  );
}

async function clientsOf(hub: NetworkChain, consumer: NetworkChain) {
  const { consumerId = "" } = consumer.entry;
  const { clientId } = await consumerChain(hub, consumerId);
  const { clientStates } = await consumer.client.query(
    "/ibc.core.client.v1.Query/ClientStates",
    { request: QueryClientStatesRequest, response: QueryClientStatesResponse },
    QueryClientStatesRequest.create(),
  );
  const ofHub = clientStates.find(
    ({ clientState }) =>
      clientState !== undefined &&
      unpackAs(ClientState, clientState)?.chainId === hub.entry.chainId,
  );
  if (ofHub === undefined) {
    throw new DevnetError(
      `${consumer.entry.chainId} has no client of ${hub.entry.chainId}; its genesis is not the hub's`,
    );
  }
  return { onHub: clientId, onConsumer: ofHub.clientId };
}

async function channelsOf(path: Path): Promise<NonNullable<ChainEntry["channels"]>> {
  const pairs = await path.channels();
  const find = (port: string): ChannelEntry | undefined => {
    const pair = pairs.find(({ a }) => a.portId === port);
    return pair && channelEntry(pair);
  };
  return { ccv: find("consumer"), transfer: find("transfer") };
}

function channelEntry({ a, b }: ChannelPair): ChannelEntry | undefined {
  return b === undefined
    ? undefined
    : {
        onHub: { port: b.portId, channel: b.channelId },
        onConsumer: { port: a.portId, channel: a.channelId },
      };
}
