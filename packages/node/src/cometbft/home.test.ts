import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBase64, toHex, toHexUpper } from "@testudo/base";
import { providerGenesis } from "@testudo/chains";
import { parseGenesis } from "@testudo/comet";
import { ed25519Address, ed25519KeyFromSeed } from "@testudo/crypto";
import { type CometBftConfig, cometBftConfigToText } from "./config.ts";
import { cometBftFiles, cometBftNodeId, writeCometBftHome } from "./home.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "testudo-comet-home-"));
});
afterEach(() => rm(home, { recursive: true }));

const consensusSeed = new Uint8Array(32).fill(1);
const nodeSeed = new Uint8Array(32).fill(2);
const config: CometBftConfig = {
  moniker: 'a "b"',
  proxyApp: "tcp://127.0.0.1:26658",
  host: "127.0.0.1",
  rpcPort: 26657,
  p2pPort: 26656,
  persistentPeers: ["aa@127.0.0.1:1", "bb@127.0.0.1:2"],
};
const genesis = providerGenesis({
  chainId: "hub-1",
  genesisTime: 1_700_000_000_000_000_000n,
  denom: "uatom",
  accounts: [],
  validators: [],
});

const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe("writeCometBftHome", () => {
  it("writes keys in the form of Go, for their owner alone", async () => {
    await writeCometBftHome({ home, genesis, consensusSeed, nodeSeed, config });
    const files = cometBftFiles(home);
    const { pub } = ed25519KeyFromSeed(consensusSeed);
    const key = await json(files.validatorKey);
    expect(key.address).toBe(toHexUpper(ed25519Address(pub)));
    expect(toHex(fromBase64(key.pub_key.value))).toBe(toHex(pub));
    expect(toHex(fromBase64(key.priv_key.value))).toBe(toHex(consensusSeed) + toHex(pub));
    expect((await json(files.nodeKey)).priv_key.type).toBe("tendermint/PrivKeyEd25519");
    expect(cometBftNodeId(nodeSeed)).toMatch(/^[0-9a-f]{40}$/);
    expect(parseGenesis(await readFile(files.genesis, "utf8"))).toEqual(genesis);

    for (const folder of [home, files.config, files.data]) expect(await modeOf(folder)).toBe("700");
    const { configToml, validatorKey, nodeKey, validatorState } = files;
    for (const file of [configToml, validatorKey, nodeKey, validatorState, files.genesis]) {
      expect(await modeOf(file)).toBe("600");
    }
  });

  it("renews the configuration and never what has been signed", async () => {
    const files = cometBftFiles(home);
    await writeCometBftHome({ home, genesis, consensusSeed, nodeSeed, config });
    const signed = JSON.stringify({ height: "77", round: 1, step: 3 });
    await writeFile(files.validatorState, signed);
    const changed = { ...config, rpcPort: 36657 };
    await writeCometBftHome({ home, genesis, consensusSeed, nodeSeed, config: changed });
    expect(await readFile(files.configToml, "utf8")).toContain('laddr = "tcp://127.0.0.1:36657"');
    expect(await readFile(files.validatorState, "utf8")).toBe(signed);
  });
});

describe("cometBftConfigToText", () => {
  it("listens where it is told, without profiling, and lets nodes share an address", () => {
    const text = cometBftConfigToText({
      ...config,
      timeouts: { commitMs: 250 },
      stateSync: {
        rpcServers: ["http://127.0.0.1:1", "http://127.0.0.1:2"],
        trustHeight: 5n,
        trustHash: "AB",
        trustPeriodSeconds: 60,
      },
      metricsPort: 26660,
    });
    for (const line of [
      'moniker = "a \\"b\\""',
      'proxy_app = "tcp://127.0.0.1:26658"',
      'pprof_laddr = ""',
      'persistent_peers = "aa@127.0.0.1:1,bb@127.0.0.1:2"',
      "allow_duplicate_ip = true",
      "addr_book_strict = false",
      'timeout_commit = "250ms"',
      'rpc_servers = "http://127.0.0.1:1,http://127.0.0.1:2"',
      "trust_height = 5",
      'trust_period = "60s"',
      "prometheus = true",
      'prometheus_listen_addr = "127.0.0.1:26660"',
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text).not.toContain("0.0.0.0");
  });
});
