import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY } from "@testudo/base";
import { type HermesChain, hermesConfigToText } from "./hermes-config.ts";
import { type HermesSetup, hermesKeyToText, writeHermesFiles } from "./hermes-files.ts";

const MNEMONIC = `${"abandon ".repeat(11)}about`;
const HUB: HermesChain = {
  chainId: "hub-1",
  rpcUrl: "http://127.0.0.1:26657",
  grpcUrl: "http://127.0.0.1:9090",
  bech32Prefix: "cosmos",
  denom: "uatom",
  gasPrice: "0.005",
  isConsumer: false,
  trustingPeriod: 14n * DAY,
};
const CONSUMER: HermesChain = {
  ...HUB,
  chainId: 'the "other" one',
  rpcUrl: "http://127.0.0.1:26667/",
  bech32Prefix: "consumer",
  isConsumer: true,
};

/** The lines of a table of the configuration, as Hermes reads them. */
function table(text: string, heading: string, index = 0): Record<string, string> {
  const body = text.split(`${heading}\n`)[index + 1]?.split("\n[")[0] ?? "";
  const pairs = body.split("\n").flatMap((line) => {
    const [, key, value] = /^(\w+) = (.*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(pairs);
}

describe("hermesConfigToText", () => {
  const settings = { keyFolder: "/home/me/keys", keyName: "relayer" };

  it("tells a hub from its consumers, and where each is", () => {
    const text = hermesConfigToText([HUB, CONSUMER], settings);
    expect(table(text, "[[chains]]")).toMatchObject({
      id: '"hub-1"',
      ccv_consumer_chain: "false",
      rpc_addr: '"http://127.0.0.1:26657"',
      grpc_addr: '"http://127.0.0.1:9090"',
      event_source:
        '{ mode = "push", url = "ws://127.0.0.1:26657/websocket", batch_delay = "200ms" }',
      account_prefix: '"cosmos"',
      key_name: '"relayer"',
      key_store_folder: '"/home/me/keys"',
      gas_price: '{ price = 0.005, denom = "uatom" }',
      trusting_period: '"1209600000ms"',
    });
    expect(table(text, "[[chains]]", 1)).toMatchObject({
      id: String.raw`"the \"other\" one"`,
      ccv_consumer_chain: "true",
      account_prefix: '"consumer"',
      max_block_time: '"5000ms"',
      event_source: expect.stringContaining('"ws://127.0.0.1:26667/websocket"'),
    });
  });

  it("looks for missed packets at the start, and opens channels", () => {
    const text = hermesConfigToText([HUB], settings);
    expect(table(text, "[mode.packets]")).toMatchObject({
      enabled: "true",
      clear_on_start: "true",
    });
    expect(table(text, "[mode.channels]")).toEqual({ enabled: "true" });
    expect(table(text, "[mode.connections]")).toEqual({ enabled: "true" });
  });

  it.each([undefined, false, true])("compares headers only when asked (%s)", (watchHeaders) => {
    const text = hermesConfigToText([HUB], { ...settings, watchHeaders });
    expect(table(text, "[mode.clients]").misbehaviour).toBe(String(watchHeaders === true));
  });

  it("asks for blocks where it is not told of them", () => {
    const chain = { ...HUB, webSocketUrl: "ws://10.0.0.1/ws" };
    const source = (events: "push" | "pull") =>
      table(hermesConfigToText([chain], { ...settings, events }), "[[chains]]").event_source;
    expect(source("push")).toContain('url = "ws://10.0.0.1/ws"');
    expect(source("pull")).toBe('{ mode = "pull", interval = "500ms" }');
  });
});

describe("hermesKeyToText", () => {
  it("is what Hermes 1.10.5 makes of a mnemonic", () => {
    // hermes keys add --chain consumer-1 --mnemonic-file (account_prefix "consumer")
    expect(JSON.parse(hermesKeyToText(MNEMONIC, "consumer"))).toEqual({
      private_key: "c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104",
      public_key: "024f4e2ad99c34d60b9ba6283c9431a8418af8673212961f97a77b6377fcd05b62",
      address: [
        40, 255, 92, 109, 87, 216, 207, 212, 146, 182, 251, 66, 97, 69, 54, 237, 100, 142, 1, 253,
      ],
      address_type: "Cosmos",
      account: "consumer19rl4cm2hmr8afy4kldpxz3fka4jguq0ae4qjvj",
    });
  });

  it("refuses words that are no mnemonic", () => {
    expect(() => hermesKeyToText("abandon about", "cosmos")).toThrow("not a BIP-39 mnemonic");
  });
});

describe("writeHermesFiles", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "testudo-hermes-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (changes: Partial<HermesSetup> = {}) =>
    writeHermesFiles({
      folder: join(folder, "deep", "hermes"),
      chains: [HUB, { ...CONSUMER, chainId: "consumer-1" }],
      mnemonic: MNEMONIC,
      keyName: "relayer",
      ...changes,
    });

  it("puts keys where the configuration says, readable by the user alone", async () => {
    const files = await write();
    const text = await readFile(files.config, "utf8");
    expect(table(text, "[[chains]]").key_store_folder).toBe(
      JSON.stringify(join(folder, "deep", "hermes", "keys")),
    );
    expect(files.keys.map((file) => file.slice(folder.length))).toEqual([
      "/deep/hermes/keys/hub-1/keyring-test/relayer.json",
      "/deep/hermes/keys/consumer-1/keyring-test/relayer.json",
    ]);
    const accounts = files.keys.map(
      async (file) => JSON.parse(await readFile(file, "utf8")).account,
    );
    expect(await Promise.all(accounts)).toEqual([
      "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4",
      "consumer19rl4cm2hmr8afy4kldpxz3fka4jguq0ae4qjvj",
    ]);
    expect(await readFile(files.mnemonic, "utf8")).toBe(`${MNEMONIC}\n`);
    for (const file of [files.config, files.mnemonic, ...files.keys]) {
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
    // Secrets are in files of their own.
    expect(text).not.toContain("abandon");
  });

  it("writes over what it wrote before, and nothing where the mnemonic is none", async () => {
    await write();
    const again = await write({ chains: [{ ...HUB, denom: "uphoton" }] });
    expect(await readFile(again.config, "utf8")).toContain('denom = "uphoton"');
    await expect(write({ folder: join(folder, "other"), mnemonic: "nonsense" })).rejects.toThrow(
      "not a BIP-39 mnemonic",
    );
    await expect(stat(join(folder, "other"))).rejects.toThrow("ENOENT");
  });
});
