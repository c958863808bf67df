import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { until } from "@testudo/client";
import type { ChainEntry } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import {
  buildCommand,
  call,
  cleanUp,
  temporaryFolder,
  testudo,
  type UpProcess,
  up,
} from "../e2e/command.ts";
import { describeWithNpmPackage } from "./npm-packages.ts";

const TS_RELAYER = { name: "@confio/relayer", version: "0.12.0" };
const WAIT_TIMEOUT_MS = 60_000;
const MEMO = "für Łódź, 東京 🐢";
/** The acknowledgement of success that ICS-20 and ICS-28 write: `{"result":"AQ=="}`. */
const SUCCESS = Buffer.from('{"result":"AQ=="}').toString("base64");

interface Packet {
  readonly port: string;
  readonly data: string;
}

interface LinkSides {
  readonly a: {
    readonly clientId: string;
    readonly connectionId: string;
    readonly isOpen: boolean;
  };
  readonly b: LinkSides["a"];
}

/** The steps build on each other, from a devnet that nobody relays for to slashes that arrive on the hub. */
describeWithNpmPackage("@confio/relayer 0.12 with --compat legacy-events", TS_RELAYER, (folder) => {
  let home: string;
  let devnet: UpProcess;
  let peer: Peer;
  let hub: ChainEntry;
  let consumer: ChainEntry;
  const addresses: Record<string, string> = {};

  beforeAll(async () => {
    buildCommand();
    home = temporaryFolder();
    const offset = String(await freePortOffset());
    devnet = await up(
      home,
      ...["--compat", "legacy-events", "--relayer", "none", "--port-offset", offset],
    );
    [hub, consumer] = devnet.file.chains as [ChainEntry, ChainEntry];
    peer = startPeer(folder);
  }, 120_000);
  afterAll(async () => {
    await peer?.stop();
    await devnet?.end("SIGTERM");
    cleanUp();
  });

  const testudoIn = async (...args: readonly string[]) => {
    const { code, out, err } = await testudo(...args, "--home", home, "--json");
    if (code !== 0) throw new Error(`testudo ${args.join(" ")}: ${err}`);
    return JSON.parse(out);
  };
  /** Asks again until the relayer finds packets to relay. */
  const pending = (link: string, side: "A" | "B", port: string) =>
    until(
      async () => {
        const packets: readonly Packet[] = await peer.ask("pendingPackets", { link, side });
        const wanted = packets.filter((one) => one.port === port);
        return wanted.length > 0 && wanted;
      },
      { what: `pending packets of ${port}`, timeoutMs: WAIT_TIMEOUT_MS, pauseMs: 300 },
    );

  it("T1: connects and takes our node for CometBFT 0.38", async () => {
    const { mnemonic } = devnet.file.accounts.find(({ name }) => name === "frank")!;
    for (const { name, rpc, bech32Prefix: prefix, denom, chainId } of [hub, consumer]) {
      const side = name === "hub" ? "hub" : "consumer";
      const answer = await peer.ask("connect", { side, rpc, prefix, denom, mnemonic });
      expect(answer).toMatchObject({ chainId, dialect: "Comet38Client" });
      addresses[side] = answer.address;
    }
  });

  it("T2: makes a client of each chain on the other", async () => {
    const ofConsumer = await peer.ask("createClient", { on: "hub", of: "consumer" });
    const ofHub = await peer.ask("createClient", { on: "consumer", of: "hub" });
    expect(ofConsumer).toEqual({ clientId: "07-tendermint-1", unbonding: String(6 * 86_400) });
    expect(ofHub).toEqual({ clientId: "07-tendermint-1", unbonding: String(7 * 86_400) });
  });

  it("T3: opens a connection between clients of its own", async () => {
    const link: LinkSides = await peer.ask("newLink", { name: "own", a: "hub", b: "consumer" });
    expect([link.a.isOpen, link.b.isOpen]).toEqual([true, true]);
  });

  it("T7: opens the CCV channel over the clients of the launch, step by step", async () => {
    const link: LinkSides = await peer.ask("linkOver", {
      ...{ name: "ccv", a: "hub", b: "consumer" },
      clientA: consumer.clientIds?.onHub,
      clientB: consumer.clientIds?.onConsumer,
    });
    expect([link.a.isOpen, link.b.isOpen]).toEqual([true, true]);
    const ccv = await peer.ask("ccvChannel", { link: "ccv" });
    const transfer = await peer.ask("ccvTransferChannel", { link: "ccv" });
    expect([ccv.hub, ccv.consumer, transfer.hub]).toEqual(["channel-0", "channel-0", "channel-1"]);
  });

  it("T5: sees a validator set packet that the end of a block sent, and relays it", async () => {
    await testudoIn("stake", "delegate", "dora", "alice", "5000000");
    const packets = await pending("ccv", "A", "provider");
    expect(JSON.parse(packets[0]!.data)).toMatchObject({ valset_update_id: expect.any(String) });
    const relayed = await peer.ask("relayAll", { link: "ccv" });
    expect(relayed.packetsFromA).toBeGreaterThan(0);
    const powers = async () => {
      const { validators } = await call(consumer.rpc, "validators");
      return validators.map((one: { voting_power: string }) => Number(one.voting_power));
    };
    await until(async () => (await powers()).includes(505), {
      what: "alice's power on the consumer",
      timeoutMs: WAIT_TIMEOUT_MS,
    });
  });

  it("T4: opens a transfer channel, moves a packet each way and brings back the answers", async () => {
    const { src, dest } = await peer.ask("channel", {
      ...{ link: "own", from: "A", srcPort: "transfer", destPort: "transfer" },
      version: "ics20-1",
    });
    await peer.ask("transfer", {
      ...{ on: "hub", channel: src.channelId, amount: "7", denom: hub.denom },
      receiver: addresses.consumer,
    });
    await peer.ask("transfer", {
      ...{ on: "consumer", channel: dest.channelId, amount: "5", denom: consumer.denom },
      ...{ receiver: addresses.hub, memo: MEMO },
    });
    const [fromConsumer] = await pending("own", "B", "transfer");
    expect(JSON.parse(fromConsumer!.data)).toMatchObject({ memo: MEMO }); // T9
    const relayed = await peer.ask("relayAll", { link: "own" });
    expect(relayed).toEqual({
      packetsFromA: 1,
      packetsFromB: 1,
      acksFromA: [SUCCESS],
      acksFromB: [SUCCESS],
    });
    for (const side of ["A", "B"]) {
      expect(await peer.ask("pendingPackets", { link: "own", side })).toEqual([]);
      expect(await peer.ask("pendingAcks", { link: "own", side })).toBe(0);
    }
    const { denoms } = await rest(hub, "/ibc/apps/transfer/v1/denoms");
    expect(denoms).toEqual([
      { base: consumer.denom, trace: [{ port_id: "transfer", channel_id: src.channelId }] },
    ]);
  });

  it("T6, T8: finds packets of a connection, and validators above and headers at the tip", async () => {
    const link = { query: "send_packet.packet_connection='connection-1'" };
    const blocks = await call(hub.rpc, "block_search", link);
    expect(Number(blocks.total_count)).toBeGreaterThan(0);
    const txs = await call(hub.rpc, "tx_search", {
      query: "send_packet.packet_connection='connection-0' AND tx.height>=1",
    });
    expect(Number(txs.total_count)).toBe(1);
    const { sync_info } = await call(hub.rpc, "status");
    const tip = String(sync_info.latest_block_height);
    const { block_metas } = await call(hub.rpc, "blockchain", { minHeight: tip, maxHeight: tip });
    expect(block_metas[0].header.height).toBe(tip);
    const above = await call(hub.rpc, "validators", { height: String(Number(tip) + 1) });
    expect(Number(above.total)).toBe(4);
  });

  it("T5: sees a slash packet of the consumer, and relays it with its answer", async () => {
    await testudoIn("validator", "down", "carol", "--chain", "consumer-1");
    // The window is 20 blocks, half of which she may miss.
    await testudoIn("mine", "25", "--chain", "consumer-1");
    const packets = await pending("ccv", "B", "consumer");
    expect(packets.map(({ data }) => JSON.parse(data).type)).toContain(
      "CONSUMER_PACKET_TYPE_SLASH",
    );
    const relayed = await peer.ask("relayAll", { link: "ccv" });
    expect(relayed.packetsFromB).toBeGreaterThan(0);
    const { operator } = devnet.file.validators.find(({ name }) => name === "carol")!;
    const { validator } = await rest(hub, `/cosmos/staking/v1beta1/validators/${operator}`);
    expect(validator.jailed).toBe(true);
  });
});

async function rest({ rest: url }: ChainEntry, path: string) {
  const response = await fetch(`${url}${path}`);
  return JSON.parse(await response.text());
}

interface Peer {
  // What the relayer answers is read field by field, as JSON.
  ask(request: string, options: object): Promise<ReturnType<typeof JSON.parse>>;
  stop(): Promise<void>;
}

function startPeer(folder: string): Peer {
  const script = join(__dirname, "ts-relayer-peer.cjs");
  const child: ChildProcess = spawn(process.execPath, [script, folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = new Map<number, (answer: { result?: unknown; error?: string }) => void>();
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const { id, ...answer } = JSON.parse(line);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  child.once("exit", (code) => {
    for (const tell of waiting.values()) tell({ error: `the relayer ended with ${code}` });
  });
  let last = 0;
  return {
    async ask(request, options) {
      last += 1;
      const id = last;
      const answered = new Promise<{ result?: unknown; error?: string }>((resolve) =>
        waiting.set(id, resolve),
      );
      child.stdin?.write(`${JSON.stringify({ id, request, ...options })}\n`);
      const { result, error } = await answered;
      if (error !== undefined) throw new Error(`${request}: ${error}`);
      return result;
    },
    async stop() {
      const ended = child.exitCode === null ? once(child, "exit") : undefined;
      child.stdin?.end();
      await ended;
    },
  };
}
