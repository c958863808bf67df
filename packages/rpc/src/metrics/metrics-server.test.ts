import { utf8 } from "@testudo/base";
import { kvAddress, kvGenesis, startKvChain } from "@testudo/testkit/kv-chain";
import { type MetricsServer, startMetricsServer } from "./metrics-server.ts";

type Chain = Awaited<ReturnType<typeof startKvChain>>;

let chain: Chain;
let server: MetricsServer;

beforeAll(async () => {
  chain = await startKvChain({ genesis: kvGenesis({ powers: [70n, 20n, 10n] }) });
  server = await startMetricsServer({ node: chain.engine, host: "127.0.0.1", port: 0 });
  await chain.engine.mine(2);
  await chain.engine.broadcastTxSync(utf8("a=1"));
  chain.engine.setSigning(kvAddress(2), false);
  await chain.engine.mine(3);
});

afterAll(async () => {
  await server.close();
  await chain.engine.stop();
});

const addressOf = (index: number) => Buffer.from(kvAddress(index)).toString("hex").toUpperCase();

async function scrape(): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(server.url);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).split("\n").filter((line) => /^[^#\s]/.test(line));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))] as const;
    }),
  );
}

describe("M1: the metrics server", () => {
  it.each([
    { name: "cometbft_consensus_height", value: 6 },
    { name: "cometbft_consensus_latest_block_height", value: 5 },
    { name: "cometbft_consensus_validators", value: 3 },
    { name: "cometbft_consensus_validators_power", value: 100 },
    { name: "cometbft_consensus_missing_validators", value: 1 },
    { name: "cometbft_consensus_missing_validators_power", value: 10 },
    { name: "cometbft_consensus_byzantine_validators", value: 0 },
    { name: "cometbft_consensus_num_txs", value: 0 },
    { name: "cometbft_consensus_total_txs", value: 1 },
    { name: "cometbft_mempool_size", value: 0 },
    { name: "cometbft_consensus_block_interval_seconds_count", value: 4 },
    { name: "testudo_halted", value: 0 },
  ])("shows $name", async ({ name, value }) => {
    expect((await scrape()).get(`${name}{chain_id="kv-1"}`)).toBe(value);
  });

  it("shows what each validator signed and missed", async () => {
    const metrics = await scrape();
    const of = (name: string, index: number) =>
      metrics.get(
        `cometbft_consensus_validator_${name}{chain_id="kv-1",validator_address="${addressOf(index)}"}`,
      );
    expect([of("power", 0), of("last_signed_height", 0), of("missed_blocks", 0)]).toEqual([
      70,
      5,
      undefined,
    ]);
    expect([of("power", 2), of("last_signed_height", 2), of("missed_blocks", 2)]).toEqual([
      10, 3, 2,
    ]);
  });

  it("ends its histogram with all that was observed", async () => {
    const metrics = await scrape();
    const bucket = (le: string) =>
      metrics.get(`cometbft_consensus_block_interval_seconds_bucket{chain_id="kv-1",le="${le}"}`);
    expect(bucket("+Inf")).toBe(4);
    expect(bucket("10")).toBe(4);
  });

  it("has one page", async () => {
    const other = await fetch(new URL("/", server.url));
    expect(other.status).toBe(404);
  });
});
