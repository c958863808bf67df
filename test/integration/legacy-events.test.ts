import { fromHex, fromUtf8, HOUR, silentLogger } from "@testudo/base";
import { type Devnet, delegate, newState, readTopology, startDevnet } from "@testudo/devnet";
import { packAny } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import { Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { freePortOffset } from "@testudo/testkit/devnet-ports";

/** The same history twice: as a Go node serves it, and with what older clients read beside. */
type Compat = "none" | "legacy-events";
const HUB = "hub-1";
const CONSUMER = "consumer-1";

interface Event {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

interface BlockResults {
  readonly txs_results: readonly { readonly events: readonly Event[] }[] | null;
  readonly finalize_block_events: readonly Event[] | null;
  readonly begin_block_events?: readonly Event[];
  readonly end_block_events?: readonly Event[];
}

/** Multibyte text, which `packet_data` has to carry as it is. */
const MEMO = "für Łódź, 東京 🐢";
const LEGACY_KEYS = ["packet_data", "packet_ack", "header"];

const devnets = {} as Record<Compat, Devnet>;

beforeAll(async () => {
  await liveThrough("none");
  await liveThrough("legacy-events");
}, 170_000);

afterAll(async () => {
  for (const devnet of Object.values(devnets)) await devnet.stop();
});

describe("--compat legacy-events", () => {
  it.each([HUB, CONSUMER])(
    "X3: is in no hash: each block of %s is the same without",
    async (chain) => {
      const [strict, legacy] = [await hashes("none", chain), await hashes("legacy-events", chain)];
      expect(strict.length).toBeGreaterThan(10);
      expect(legacy).toEqual(strict);
    },
  );

  it.each([HUB, CONSUMER])(
    "changes nothing but what it adds to the events of %s",
    async (chain) => {
      const strict = await allResults("none", chain);
      const legacy = await allResults("legacy-events", chain);
      expect(legacy.map(withoutAdditions)).toEqual(strict);
      expect(JSON.stringify(strict)).not.toMatch(
        /"(packet_data|packet_ack|header|end_block_events)"/,
      );
    },
  );

  it("T9: gives packets and acknowledgements as text, multibyte characters as they are", async () => {
    const sent = await events("legacy-events", CONSUMER, "send_packet");
    const transfer = sent.find((one) => one.packet_src_port === "transfer");
    expect(JSON.parse(transfer?.packet_data ?? "")).toMatchObject({ memo: MEMO });
    const written = [
      ...(await events("legacy-events", HUB, "write_acknowledgement")),
      ...(await events("legacy-events", CONSUMER, "write_acknowledgement")),
    ];
    expect(written.map(({ packet_ack }) => packet_ack)).toContain('{"result":"AQ=="}');
    const received = await events("legacy-events", HUB, "recv_packet");
    expect(received.length).toBeGreaterThan(0);
    for (const one of [...sent, ...received, ...written]) {
      expect(one.packet_data).toBe(fromUtf8(fromHex(one.packet_data_hex ?? "")));
      expect(one.packet_ack).toBe(one.packet_ack_hex && fromUtf8(fromHex(one.packet_ack_hex)));
    }
  });

  it("gives the header that updated a client", async () => {
    const updates = await events("legacy-events", CONSUMER, "update_client");
    expect(updates.length).toBeGreaterThan(0);
    for (const { header, consensus_height } of updates) {
      const any = Any.decode(fromHex(header ?? ""));
      expect(any.typeUrl).toBe(Header.typeUrl);
      const { signedHeader } = Header.decode(any.value);
      expect(`1-${signedHeader?.header?.height}`).toBe(consensus_height);
    }
  });

  it("lists the events of begin and end blockers apart", async () => {
    const all = await allResults("legacy-events", HUB);
    for (const { finalize_block_events, begin_block_events, end_block_events } of all) {
      expect([...(begin_block_events ?? []), ...(end_block_events ?? [])]).toEqual(
        finalize_block_events ?? [],
      );
    }
    const sentAtEnd = all.flatMap((one) => one.end_block_events ?? []).map(({ type }) => type);
    expect(sentAtEnd).toContain("send_packet");
  });

  it("T2: answers the consumer's unbonding period where relayers look for it", async () => {
    const query = (compat: Compat) =>
      rpc(compat, CONSUMER, "abci_query", {
        path: "/cosmos.staking.v1beta1.Query/Params",
        data: "",
      });
    expect(await query("none")).toMatchObject({ response: { code: 6, codespace: "sdk" } });
    expect(await query("legacy-events")).toMatchObject({ response: { code: 0 } });
  });
});

/** A devnet whose clock moves by blocks alone, with a stake that changed and a transfer that arrived. */
async function liveThrough(compat: Compat): Promise<void> {
  const topology = readTopology({}, { compat, portOffset: await freePortOffset(), mine: "manual" });
  const devnet = await startDevnet({
    state: newState(topology),
    clock: "virtual",
    logger: silentLogger,
  });
  devnets[compat] = devnet;
  const { network, core } = devnet;
  const [hub, consumer] = [network.hub(), network.chain(CONSUMER)];
  const amount = { denom: hub.entry.denom, amount: 5_000_000n };
  await delegate(network, { from: "dora", validator: "alice", amount });
  await core.mine(HUB, 7);
  await core.settle();
  const sender = await consumer.sender("erin");
  const { latestTime } = await consumer.client.status();
  await sender.send([
    packAny(MsgTransfer, {
      sourcePort: "transfer",
      sourceChannel: consumer.entry.channels?.transfer?.onConsumer.channel ?? "",
      token: { denom: consumer.entry.denom, amount: "17" },
      sender: sender.signer.addressText,
      receiver: network.address(hub, "dora"),
      timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
      timeoutTimestamp: latestTime + HOUR,
      memo: MEMO,
      encoding: "",
    }),
  ]);
  await core.settle();
}

async function rpc(compat: Compat, chain: string, method: string, params: object = {}) {
  const url = devnets[compat].network.chain(chain).entry.rpc;
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const response = await fetch(url, { method: "POST", body });
  return JSON.parse(await response.text()).result;
}

async function heights(compat: Compat, chain: string): Promise<readonly string[]> {
  const { sync_info } = await rpc(compat, chain, "status");
  return Array.from({ length: Number(sync_info.latest_block_height) }, (_, i) => String(i + 1));
}

async function hashes(compat: Compat, chain: string) {
  const found = [];
  for (const height of await heights(compat, chain)) {
    const { block_id, block } = await rpc(compat, chain, "block", { height });
    const { app_hash, last_results_hash } = block.header;
    found.push({ height, block: block_id.hash, app_hash, last_results_hash });
  }
  return found;
}

async function allResults(compat: Compat, chain: string): Promise<readonly BlockResults[]> {
  const found = [];
  for (const height of await heights(compat, chain)) {
    found.push(await rpc(compat, chain, "block_results", { height }));
  }
  return found;
}

function withoutAdditions(results: BlockResults): BlockResults {
  const strict = ({ type, attributes }: Event): Event => ({
    type,
    attributes: attributes.filter(({ key }) => !LEGACY_KEYS.includes(key)),
  });
  const { begin_block_events: _begin, end_block_events: _end, ...rest } = results;
  return {
    ...rest,
    txs_results:
      rest.txs_results?.map((one) => ({ ...one, events: one.events.map(strict) })) ?? null,
    finalize_block_events: rest.finalize_block_events?.map(strict) ?? null,
  };
}

/** Attributes of every event of a type, of transactions and of blocks. */
async function events(compat: Compat, chain: string, type: string) {
  const all = (await allResults(compat, chain)).flatMap((one) => [
    ...(one.txs_results ?? []).flatMap((tx) => tx.events),
    ...(one.finalize_block_events ?? []),
  ]);
  return all
    .filter((one) => one.type === type)
    .map(
      ({ attributes }): Record<string, string | undefined> =>
        Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
    );
}
