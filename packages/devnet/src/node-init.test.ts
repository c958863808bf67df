import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { concatBytes, parseRfc3339, toBase64 } from "@testudo/base";
import { ed25519KeyFromSeed } from "@testudo/crypto";
import { InputError } from "./errors.ts";
import { nodeFilePath, nodeGenesisPath, nodeIdOf, readNodeFile } from "./node-file.ts";
import { initNode, type NodeInit } from "./node-init.ts";
import { readTopology } from "./topology.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "testudo-init-"));
});
afterEach(() => rm(folder, { recursive: true }));

const init = (name: string, changes: Partial<NodeInit> = {}) =>
  initNode({
    home: join(folder, name),
    engine: "cometbft",
    chainId: "hub-1",
    topology: readTopology({}),
    validators: [name],
    genesisTime: parseRfc3339("2026-01-01T00:00:00Z"),
    host: "127.0.0.1",
    ports: { rpc: 26657, p2p: 26656, app: 26658, grpc: 9090, rest: 1317 },
    peers: [],
    blockMs: 1000,
    snapshotInterval: 0,
    ...changes,
  });
const text = (...path: string[]) => readFile(join(folder, ...path), "utf8");

describe("initNode", () => {
  it("makes one chain on every machine, with nodes that know each other by name", async () => {
    const alice = await init("alice", { peers: ["bob=10.0.0.2:26656"] });
    const bob = await init("bob", { peers: [`${nodeIdOf(alice)}@10.0.0.1:26656`] });
    expect(alice.peers).toEqual([`${nodeIdOf(bob)}@10.0.0.2:26656`]);
    expect(alice.signerSeeds).toHaveLength(1);
    expect(alice.signerSeeds).not.toEqual(bob.signerSeeds);
    expect(await text("alice", "genesis.json")).toBe(await text("bob", "genesis.json"));
    expect(await text("alice", "cometbft", "config", "genesis.json")).toBe(
      await text("alice", "genesis.json"),
    );
    expect(await text("alice", "cometbft", "config", "config.toml")).toContain(
      `persistent_peers = "${nodeIdOf(bob)}@10.0.0.2:26656"`,
    );
    expect((await stat(nodeFilePath(join(folder, "alice")))).mode & 0o777).toBe(0o600);
    expect(await readNodeFile(join(folder, "alice"))).toEqual(JSON.parse(JSON.stringify(alice)));
  });

  it("keeps the chain of a home, and renews the rest", async () => {
    await init("alice");
    const path = nodeGenesisPath(join(folder, "alice"));
    const before = await readFile(path, "utf8");
    await init("alice", {
      genesisTime: parseRfc3339("2030-01-01T00:00:00Z"),
      ports: { rpc: 1, p2p: 2, app: 3, grpc: 4, rest: 5 },
    });
    expect(await readFile(path, "utf8")).toBe(before);
    expect((await readNodeFile(join(folder, "alice"))).ports.rpc).toBe(1);
  });

  it("signs for every validator with the built-in engine, on a consumer also with keys of the hub", async () => {
    const hub = await init("hub", { engine: "builtin", validators: undefined });
    expect(hub.signerSeeds).toHaveLength(4);
    const genesis = (await text("hub", "genesis.json")).replace('"hub-1"', '"consumer-1"');
    const consumer = await init("consumer", {
      engine: "builtin",
      chainId: "consumer-1",
      validators: undefined,
      genesis,
    });
    expect([consumer.role, consumer.minGasPrices]).toEqual(["consumer", "0.005ucon"]);
    expect(consumer.signerSeeds).toHaveLength(8);
    expect(consumer.signerSeeds).toEqual(expect.arrayContaining([...hub.signerSeeds]));
  });

  it.each<{ why: string; changes: Partial<NodeInit>; says: RegExp }>([
    {
      why: "two keys in one CometBFT node",
      changes: { validators: ["alice", "bob"] },
      says: /a CometBFT node signs for one validator/,
    },
    {
      why: "a validator that there is not",
      changes: { validators: ["zoe"] },
      says: /there is no validator "zoe"; there are alice, bob, carol, dave/,
    },
    { why: "a peer without an address", changes: { peers: ["bob"] }, says: /"bob" is no peer/ },
    {
      why: "a consumer without a hub",
      changes: { chainId: "consumer-1" },
      says: /name the hub's RPC with --hub, or a file with --genesis/,
    },
    { why: "a genesis that is none", changes: { genesis: "{}" }, says: /--genesis is no genesis/ },
  ])("refuses $why", async ({ changes, says }) => {
    await expect(init("alice", changes)).rejects.toThrow(InputError);
    await expect(init("alice", changes)).rejects.toThrow(says);
  });

  it("refuses the genesis of another chain", async () => {
    await init("alice");
    await expect(init("alice", { chainId: "other-1" })).rejects.toThrow(
      /is of the chain hub-1, not of other-1/,
    );
  });

  it("signs with key files of CometBFT, and with the topology's keys only where it is told to", async () => {
    const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
    const { pub } = ed25519KeyFromSeed(seed);
    const keyText = (value: Uint8Array) =>
      JSON.stringify({ priv_key: { type: "tendermint/PrivKeyEd25519", value: toBase64(value) } });
    const keys = [keyText(concatBytes(seed, pub))];
    const foreign = { engine: "builtin", validators: undefined, keys } as const;
    const one = await init("one", { ...foreign, application: "tcp://127.0.0.1:26658" });
    expect(one.signerSeeds).toEqual([toBase64(seed)]);
    expect((await readNodeFile(join(folder, "one"))).application).toBe("tcp://127.0.0.1:26658");
    const two = await init("two", { ...foreign, validators: ["bob"] });
    expect(two.signerSeeds).toHaveLength(2);

    for (const wrong of [keyText(seed), keyText(concatBytes(pub, seed)), "{}", "no JSON"]) {
      const refused = init("three", { ...foreign, keys: [wrong] });
      await expect(refused).rejects.toThrow(/^--key: /);
    }
  });

  it.each([{ application: "tcp://127.0.0.1:26658" }, { mine: { mode: "manual" } as const }])(
    "leaves to CometBFT where its application is and when blocks come: %j",
    async (changes) => {
      await expect(init("alice", changes)).rejects.toThrow(InputError);
    },
  );
});
