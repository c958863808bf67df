import { fromBase64, parseRfc3339, readUvarint, toHex, utf8 } from "@testudo/base";
import { type ChainRole, storeNames } from "@testudo/chains";
import { createMemoryMultiStore } from "@testudo/store";
import { channelsOf } from "./channels.ts";
import { consumerPowers } from "./replication.ts";
import { stateFaults } from "./rules.ts";
import { powersOn, textOf } from "./set-updates.ts";
import { consumer, provider } from "./stored.ts";
import type { StateView } from "./view.ts";

/** A chain that answers over CometBFT's RPC: ours or a Go one. */
export interface RemoteChain {
  readonly role: ChainRole;
  readonly rpcUrl: string;
}

/** Where the records of `stored.ts` begin, by store; the applications serve such ranges at their last height. */
const RANGES: Readonly<Record<string, readonly (number | string)[]>> = {
  bank: [0x00, 0x02],
  staking: [0x11, 0x12, 0x21, 0x22, 0x23, 0x31, 0x32, 0x34, 0x51],
  slashing: [0x01],
  distribution: [0x00, 0x02, 0x04, 0x05, 0x06, 0x07, 0x08],
  provider: [
    ...[0xff, 2, 3, 4, 5, 6, 7, 13, 14, 15, 16, 17, 22, 23, 29, 31, 32, 36, 37, 39, 40, 41, 42],
    ...[43, 44, 47, 48, 49, 50, 51, 52, 53, 55, 56, 57, 58, 59],
  ],
  ccvconsumer: [3, 4, 5, 7, 13, 14, 15, 16, 21, 22],
  transfer: ["totalEscrowForDenom/"],
  ibc: ["channelEnds/", "nextSequence", "commitments/", "receipts/", "acks/"],
};

/** Blocks may come while a state is read; it is read again then. */
const ATTEMPTS = 10;

/**
 * Reads the last state of a running chain.
 *
 * @throws Error when blocks come faster than a state is read, or the chain does not answer
 */
export async function remoteView({ role, rpcUrl }: RemoteChain): Promise<StateView> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await statusOf(rpcUrl);
    const names = storeNames(role);
    const stores = createMemoryMultiStore(names);
    for (const name of names) {
      for (const range of RANGES[name] ?? []) {
        const start = typeof range === "string" ? utf8(range) : Uint8Array.of(range);
        for (const [key, value] of await subspace(rpcUrl, name, start)) {
          stores.store(name).set(key, value);
        }
      }
    }
    const after = await statusOf(rpcUrl);
    if (before.height !== after.height) continue;
    return { role, ...before, store: (name) => stores.store(name) };
  }
  throw new Error(`${rpcUrl} makes blocks faster than its state can be read`);
}

/**
 * What does not hold on a hub and its consumers that run: the rules of one state for each, and for a consumer that
 * nothing is on its way to, that it has exactly the set that the hub has for it.
 */
export async function remoteFaults(
  hub: RemoteChain,
  consumers: readonly RemoteChain[],
): Promise<string[]> {
  const hubView = await remoteView(hub);
  const faults = namedFaults(hubView);
  for (const remote of consumers) {
    const view = await remoteView(remote);
    faults.push(...namedFaults(view), ...replicationFaults(hubView, view));
  }
  return faults;
}

function namedFaults(view: StateView): string[] {
  return stateFaults(view).map((fault) => `${view.chainId} at height ${view.height}: ${fault}`);
}

function replicationFaults(hub: StateView, view: StateView): string[] {
  const id = consumer.params.get(view)?.consumerId ?? "";
  const channelId = provider.channels.get(hub, id);
  const isOnItsWay = [...channelsOf(hub)].some(
    ({ portId, channelId: one, committed }) =>
      portId === "provider" && one === channelId && committed.length > 0,
  );
  if (channelId === undefined || isOnItsWay || provider.pendingVscPackets.has(hub, id)) return [];
  const [wanted, actual] = [textOf(powersOn(hub, id)), textOf(consumerPowers(view))];
  return wanted === actual
    ? []
    : [`${view.chainId}: replication: ${actual}, the hub has ${wanted}`];
}

async function statusOf(rpcUrl: string) {
  const { node_info, sync_info } = await call(rpcUrl, "status", {});
  return {
    chainId: String(Object(node_info).network),
    height: BigInt(Object(sync_info).latest_block_height),
    time: parseRfc3339(String(Object(sync_info).latest_block_time)),
  };
}

async function subspace(rpcUrl: string, store: string, prefix: Uint8Array) {
  const { response } = await call(rpcUrl, "abci_query", {
    path: `/store/${store}/subspace`,
    data: toHex(prefix),
    height: "0",
    prove: false,
  });
  const { code, log, value } = Object(response);
  if (Number(code ?? 0) !== 0) throw new Error(`${rpcUrl}: ${store}: ${log}`);
  return pairsOf(value === undefined || value === null ? new Uint8Array() : fromBase64(value));
}

/** Decodes the pairs of keys and values that a subspace is answered with. */
function* pairsOf(bytes: Uint8Array): Generator<readonly [Uint8Array, Uint8Array]> {
  for (const [, pair] of fieldsOf(bytes)) {
    const fields = new Map(fieldsOf(pair));
    yield [fields.get(1) ?? new Uint8Array(), fields.get(2) ?? new Uint8Array()];
  }
}

/** Fields of bytes by their numbers. */
function* fieldsOf(bytes: Uint8Array): Generator<readonly [number, Uint8Array]> {
  for (let at = 0; at < bytes.length; ) {
    const tag = readUvarint(bytes, at);
    const size = readUvarint(bytes, tag.next);
    const end = size.next + Number(size.value);
    yield [Number(tag.value >> 3n), bytes.subarray(size.next, end)];
    at = end;
  }
}

async function call(url: string, method: string, params: object): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const { result, error } = Object(await answer.json());
  if (error !== undefined) throw new Error(`${url}: ${method}: ${JSON.stringify(error)}`);
  return Object(result);
}
