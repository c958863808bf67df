import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fromBase64, silentLogger } from "@testudo/base";
import { ed25519Address } from "@testudo/crypto";
import {
  type Devnet,
  exportHermes,
  type HermesExport,
  newState,
  readTopology,
  startDevnet,
  validatorStanding,
  writeHermesFiles,
} from "@testudo/devnet";
import { startChainServer } from "@testudo/node";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { cleanUp, temporaryFolder } from "../e2e/command.ts";
import { clientHeight, connect, eventually, openChannel } from "./hermes-net.ts";
import { createHermes, describeWithHermes, type Hermes, installHermes } from "./hermes-program.ts";

const CONSUMER = "consumer-1";
describeWithHermes("Hermes and headers in events", () => {
  let devnet: Devnet;
  let program: string;
  let exported: HermesExport;
  let hermes: Hermes;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    program = await installHermes();
    const portOffset = await freePortOffset();
    const topology = readTopology({}, { relayer: "none", compat: "legacy-events", portOffset });
    devnet = await startDevnet({ state: newState(topology), clock: "wall", logger: silentLogger });
    exported = await exportHermes(devnet.network, { folder: temporaryFolder(), topology });
    hermes = createHermes(program, exported.config);
  });
  afterAll(async () => {
    await hermes?.stop();
    for (const close of closers) await close();
    await devnet?.stop();
    cleanUp();
  });

  it("H11: compares what clients were given with the chains", async () => {
    await connect(hermes, devnet.network.chain(CONSUMER));
    const relaying = hermes.begin("start");
    await relaying.says(/dst_chain=hub-1.*client is valid/);
    await relaying.says(/dst_chain=consumer-1.*client is valid/);
    expect(relaying.log()).not.toContain("misbehaviour checking is being disabled");
    // The last of the handshakes; afterwards there is nothing to relay.
    await eventually("an open transfer channel", async () => {
      const [hub, consumer] = [devnet.network.hub(), devnet.network.chain(CONSUMER)];
      const ends = await Promise.all([hub, consumer].map((one) => openChannel(one, "transfer")));
      return ends.every((end) => end !== undefined);
    });
    await relaying.stop();
  });

  it("finds a header that the consumer never had, and has the hub punish all who signed it", async () => {
    const watching = hermes.begin("start");
    await watching.says("Hermes has started");
    // A height whose true header the hub has not seen: it would take the forged one for misbehaviour at once.
    const [hub, consumer] = [devnet.network.hub(), devnet.network.chain(CONSUMER)];
    await eventually("a client that lags behind", async () => {
      const [seen, { latestHeight }] = [
        await clientHeight(hub, consumer),
        await consumer.client.status(),
      ];
      return latestHeight > seen + 2n;
    });
    const { height, rpcUrl } = await forgeHeader(["alice", "bob"]);
    const liar = await hermesAgainst(rpcUrl);
    await liar.result(
      ...["update", "client", "--host-chain", "hub-1", "--client", "07-tendermint-0"],
      ...["--height", String(height)],
    );
    const standings = () =>
      Promise.all(["alice", "bob", "carol"].map((name) => validatorStanding(devnet.network, name)));
    await eventually("the tombstones", async () => {
      const [alice, bob] = await standings();
      return alice?.tombstoned === true && bob?.tombstoned === true;
    });
    const [alice, bob, carol] = await standings();
    expect([alice?.tokens, bob?.tokens]).toEqual([475_000_000n, 285_000_000n]);
    expect(carol).toMatchObject({ jailed: false, tokens: 150_000_000n });
    await watching.stop();
  });

  /** Has validators sign a header with a false state, and gives a node that shows it in place of the true one. */
  async function forgeHeader(signers: readonly string[]) {
    const { rpcUrl: honest, engine } = devnet.core.running(CONSUMER).node;
    const byzantine = signers.map((name) => {
      const key = devnet.network.validator(name).consKeys[CONSUMER] ?? "";
      return ed25519Address(fromBase64(key));
    });
    const forged = engine?.causeLightClientAttack({ kind: "lunatic", byzantine });
    const chain = engine?.forkedView();
    if (forged === undefined || chain === undefined) throw new Error("nothing was forged");
    const liar = await startChainServer({
      chain,
      identity: { nodeId: "0".repeat(40), moniker: "liar" },
      host: "127.0.0.1",
      port: 0,
      logger: silentLogger,
    });
    closers.push(() => liar.close());
    const { height } = forged.conflictingBlock.signedHeader.header;
    return { height, rpcUrl: await mixed({ honest, liar: liar.url, from: height }) };
  }

  /** An RPC address that tells the truth but for headers and validators of a height. */
  async function mixed(nodes: { honest: string; liar: string; from: bigint }): Promise<string> {
    const server = createServer((request, response) => {
      const answer = async () => {
        const body = await text(request);
        const { method, params }: { method: string; params?: { height?: string } } =
          JSON.parse(body);
        const height = BigInt(params?.height ?? "0");
        const isForged =
          ["commit", "header", "validators"].includes(method) &&
          (height === nodes.from || (method === "validators" && height === nodes.from + 1n));
        const answered = await fetch(isForged ? nodes.liar : nodes.honest, {
          method: "POST",
          body,
        });
        response.setHeader("content-type", "application/json");
        response.end(await answered.text());
      };
      answer().catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** A Hermes that takes this for the consumer's node. */
  async function hermesAgainst(rpcUrl: string): Promise<Hermes> {
    const honest = new URL(devnet.network.chain(CONSUMER).entry.rpc);
    const { config } = await writeHermesFiles({
      folder: temporaryFolder(),
      chains: exported.chains.map((chain) =>
        chain.chainId === CONSUMER
          ? { ...chain, rpcUrl, webSocketUrl: `ws://${honest.host}/websocket` }
          : chain,
      ),
      mnemonic: devnet.file().accounts.find(({ name }) => name === "frank")?.mnemonic ?? "",
      keyName: "frank",
    });
    return createHermes(program, config);
  }
});
