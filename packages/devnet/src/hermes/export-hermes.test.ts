import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY, silentLogger } from "@testudo/base";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { type Devnet, newState, startDevnet } from "../devnet.ts";
import type { DevnetFile } from "../devnet-file.ts";
import { createNetwork } from "../network.ts";
import { readTopology } from "../topology.ts";
import { exportHermes, hermesFolder } from "./export-hermes.ts";

let devnet: Devnet;
let folder: string;
beforeAll(async () => {
  const topology = readTopology(
    {},
    { portOffset: await freePortOffset(), mine: "manual", validators: 1 },
  );
  devnet = await startDevnet({ state: newState(topology), clock: "virtual", logger: silentLogger });
});
afterAll(() => devnet.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "testudo-export-"));
});
afterEach(() => rm(folder, { recursive: true }));

const RELAYING = { relayer: "builtin", mine: { mode: "auto" }, compat: "none" } as const;

describe("exportHermes", () => {
  it("describes every chain that runs as the chains themselves do", async () => {
    const file = devnet.file();
    const { chains, config } = await exportHermes(devnet.network, {
      folder: hermesFolder(folder),
      topology: RELAYING,
    });
    expect(config).toBe(join(folder, "hermes", "config.toml"));
    expect(chains).toEqual([
      expect.objectContaining({
        chainId: "hub-1",
        rpcUrl: file.chains[0]?.rpc,
        grpcUrl: `http://${file.chains[0]?.grpc}`,
        bech32Prefix: "cosmos",
        denom: "uatom",
        gasPrice: "0.005",
        isConsumer: false,
        // Two thirds of the hub's seven days.
        trustingPeriod: (7n * DAY * 2n) / 3n,
      }),
      expect.objectContaining({
        chainId: "consumer-1",
        bech32Prefix: "consumer",
        denom: "ucon",
        isConsumer: true,
        // Two thirds of the consumer's six days.
        trustingPeriod: 4n * DAY,
      }),
    ]);
  });

  it.each([
    { relayer: "none", account: "relayer" },
    { relayer: "builtin", account: "frank" },
  ] as const)("pays with $account where the relayer is $relayer", async ({ relayer, account }) => {
    const topology = { ...RELAYING, relayer };
    const exported = await exportHermes(devnet.network, { folder, topology });
    expect(exported.account).toBe(account);
    const key = JSON.parse(await readFile(exported.keys[1] ?? "", "utf8"));
    const consumer = devnet.network.chain("consumer-1");
    expect(key.account).toBe(devnet.network.address(consumer, account));
  });

  it.each([
    { compat: "none", watches: false },
    { compat: "legacy-events", watches: true },
  ] as const)(
    "has headers compared: $watches, with events $compat",
    async ({ compat, watches }) => {
      const topology = { ...RELAYING, compat };
      const { config } = await exportHermes(devnet.network, { folder, topology });
      expect(await readFile(config, "utf8")).toContain(`misbehaviour = ${watches}\n`);
    },
  );

  it("says what it cannot do", async () => {
    const options = { folder, topology: RELAYING };
    await expect(exportHermes(devnet.network, { ...options, account: "alice" })).rejects.toThrow(
      'no account "alice" has coins on every chain; there are dora, erin, frank, faucet, relayer',
    );
    const { chains, ...rest } = devnet.file();
    const file: DevnetFile = { ...rest, chains: chains.map(({ grpc: _, ...chain }) => chain) };
    const network = createNetwork({ file: () => file });
    await expect(exportHermes(network, options)).rejects.toThrow("hub-1 serves no gRPC");
    network.close();
  });
});
