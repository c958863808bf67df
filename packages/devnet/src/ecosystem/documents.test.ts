import type { ChainEntry } from "../devnet-file.ts";
import { ecosystemDocuments, findDocument } from "./documents.ts";

const HUB: ChainEntry = {
  name: "hub",
  role: "provider",
  chainId: "hub-1",
  bech32Prefix: "cosmos",
  denom: "uatom",
  minGasPrice: "0.005",
  rpc: "http://127.0.0.1:26657",
  grpc: "127.0.0.1:9090",
  rest: "http://127.0.0.1:1317",
};
const CONSUMER: ChainEntry = {
  ...HUB,
  name: "consumer-1",
  role: "consumer",
  chainId: "consumer-1",
  bech32Prefix: "consumer",
  denom: "ucon",
  channels: {
    transfer: {
      onHub: { port: "transfer", channel: "channel-1" },
      onConsumer: { port: "transfer", channel: "channel-7" },
    },
  },
};
const CHAINS = [HUB, CONSUMER];

const show = (path: string, chains = CHAINS) => findDocument(path, chains) as never as Json;
// Read field by field, as JSON.
type Json = ReturnType<typeof JSON.parse>;

describe("what Keplr is suggested", () => {
  it("has every part that Keplr insists on", () => {
    const info = show("/keplr/hub.json");
    const currency = { coinDenom: "ATOM", coinMinimalDenom: "uatom", coinDecimals: 6 };
    expect(info).toEqual({
      chainId: "hub-1",
      chainName: "Testudo hub-1",
      rpc: HUB.rpc,
      rest: HUB.rest,
      bip44: { coinType: 118 },
      bech32Config: {
        bech32PrefixAccAddr: "cosmos",
        bech32PrefixAccPub: "cosmospub",
        bech32PrefixValAddr: "cosmosvaloper",
        bech32PrefixValPub: "cosmosvaloperpub",
        bech32PrefixConsAddr: "cosmosvalcons",
        bech32PrefixConsPub: "cosmosvalconspub",
      },
      currencies: [currency],
      feeCurrencies: [{ ...currency, gasPriceStep: { low: 0.005, average: 0.0075, high: 0.01 } }],
      stakeCurrency: currency,
      features: expect.arrayContaining(["ibc-v2"]),
    });
  });

  it("offers no stake on a consumer, which has none", () => {
    const info = show("/keplr/consumer-1.json");
    expect(info.stakeCurrency).toBeUndefined();
    expect(info.bech32Config.bech32PrefixValAddr).toBe("consumervaloper");
  });

  it("keeps names within Keplr's 36 characters", () => {
    const chainId = "a".repeat(50);
    expect(show("/keplr/hub.json", [{ ...HUB, chainId }]).chainName).toHaveLength(36);
  });

  it("shows a denom without a prefix for itself, and no chain without REST", () => {
    const [currency] = show("/keplr/hub.json", [{ ...HUB, denom: "stake" }]).currencies;
    expect(currency).toEqual({ coinDenom: "STAKE", coinMinimalDenom: "stake", coinDecimals: 0 });
    const { rest: _none, ...attached } = HUB;
    expect(ecosystemDocuments("keplr", [attached])).toEqual([]);
    expect(ecosystemDocuments("registry", [attached])).toHaveLength(2);
  });
});

describe("the chain registry's files", () => {
  it("are below a folder that is the chain's name, in small letters and digits", () => {
    expect(ecosystemDocuments("registry", CHAINS).map(({ path }) => path)).toEqual([
      "testudohub/chain.json",
      "testudohub/assetlist.json",
      "testudoconsumer1/chain.json",
      "testudoconsumer1/assetlist.json",
    ]);
    for (const name of ["testudohub", "testudoconsumer1"]) {
      expect(show(`/registry/${name}/chain.json`).chain_name).toBe(name);
      expect(show(`/registry/${name}/assetlist.json`).chain_name).toBe(name);
    }
  });

  it("name every endpoint, the WebSocket too", () => {
    const { apis } = show("/registry/testudohub/chain.json");
    const addresses = Object.entries(apis as Record<string, { address: string }[]>).map(
      ([kind, list]) => [kind, ...list.map(({ address }) => address)],
    );
    expect(addresses).toEqual([
      ["rpc", HUB.rpc],
      ["rest", HUB.rest],
      ["grpc", HUB.grpc],
      ["wss", "ws://127.0.0.1:26657/websocket"],
    ]);
  });

  it("list the neighbour's coin under the name that it has here, from either side", () => {
    const [own, voucher] = show("/registry/testudohub/assetlist.json").assets;
    expect(own).toMatchObject({ base: "uatom", display: "atom", symbol: "ATOM" });
    // SHA-256 of "transfer/channel-1/ucon".
    expect(voucher.base).toBe(
      "ibc/42C7464F6415DC7529A8C7581FE0991C7A090D60176BC90998B1DAF75B868635",
    );
    expect(voucher.traces[0].chain).toEqual({
      channel_id: "channel-1",
      path: "transfer/channel-1/ucon",
    });
    const there = show("/registry/testudoconsumer1/assetlist.json").assets[1];
    expect(there.traces[0]).toMatchObject({
      counterparty: { chain_name: "testudohub", base_denom: "uatom", channel_id: "channel-1" },
      chain: { channel_id: "channel-7", path: "transfer/channel-7/uatom" },
    });
    for (const { display, denom_units, base } of [own, voucher, there]) {
      const exponents = new Map(denom_units.map((u: Json) => [u.denom, u.exponent]));
      expect([exponents.get(base), exponents.has(display)]).toEqual([0, true]);
    }
  });

  it("know no other path", () => {
    for (const path of [
      "/",
      "/keplr/",
      "/keplr/nowhere.json",
      "/registry/hub/chain.json",
      "/status",
    ]) {
      expect(findDocument(path, CHAINS)).toBeUndefined();
    }
  });
});
