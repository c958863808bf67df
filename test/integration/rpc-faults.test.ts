import { createAddressCodec, toBase64, toHex } from "@testudo/base";
import { MsgSend, QueryAllBalancesRequest } from "@testudo/proto/cosmos/bank/v1beta1";
import type { PageRequest } from "@testudo/proto/cosmos/base/query/v1beta1";
import { SimulateRequest } from "@testudo/proto/cosmos/tx/v1beta1";
import { type ServedHub, startServedHub } from "@testudo/testkit/served-hub";
import { testAccount } from "@testudo/testkit/test-account";
import { message } from "@testudo/testkit/test-tx";

const bob = createAddressCodec("cosmos").acc.toText(testAccount("bob").address);

let hub: ServedHub;

beforeAll(async () => {
  hub = await startServedHub();
});

afterAll(() => hub.stop());

const call = async (method: string, params: object) => {
  const response = await fetch(hub.rpcUrl, {
    method: "POST",
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  return JSON.parse(await response.text());
};
const query = async (path: string, data: Uint8Array, height = "0", prove = false) =>
  (await call("abci_query", { path, data: toHex(data), height, prove })).result.response;
const send = (one: ServedHub, amount: number) =>
  message(MsgSend, {
    fromAddress: one.userAddress,
    toAddress: bob,
    amount: [{ denom: one.denom, amount: String(amount) }],
  });
const page = (changes: Partial<PageRequest>): PageRequest => ({
  key: new Uint8Array(),
  offset: 0n,
  limit: 0n,
  countTotal: false,
  reverse: false,
  ...changes,
});

describe("queries through RPC", () => {
  it.each([
    { why: "an unknown path", path: "/nope", expected: [6, "sdk", "unknown query path"] },
    { why: "an unknown store", path: "/store/nope/key", expected: [4, "store", "no such store"] },
    {
      why: "an unknown method",
      path: "/cosmos.bank.v1beta1.Query/Nope",
      expected: [6, "sdk", "unknown query path"],
    },
    {
      why: "a negative height",
      path: "/cosmos.bank.v1beta1.Query/Params",
      height: "-1",
      expected: [18, "sdk", "cannot query with height < 0"],
    },
    {
      why: "a future height",
      path: "/cosmos.bank.v1beta1.Query/Params",
      height: "1000000",
      expected: [26, "sdk", "cannot query with height in the future"],
    },
    {
      why: "garbage as request",
      path: "/cosmos.bank.v1beta1.Query/AllBalances",
      data: new Uint8Array(50).fill(0xff),
      expected: [18, "sdk", ""],
    },
  ])("faults 19: $why", async ({ path, height, data, expected }) => {
    const answer = await query(path, data ?? new Uint8Array([1]), height);
    expect([answer.code, answer.codespace]).toEqual(expected.slice(0, 2));
    expect(answer.log).toContain(expected[2]);
  });

  it("faults 117: a page of 10^11 entries, or one that begins at 10^9, costs nothing", async () => {
    const before = process.memoryUsage().rss;
    for (const pagination of [
      page({ limit: 100_000_000_000n }),
      page({ offset: 1_000_000_000n }),
      page({ limit: 2n ** 64n - 1n, countTotal: true }),
    ]) {
      const request = QueryAllBalancesRequest.create({ address: hub.userAddress, pagination });
      const data = QueryAllBalancesRequest.encode(request);
      const answer = await query("/cosmos.bank.v1beta1.Query/AllBalances", data);
      expect(answer.code).toBe(0);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  it("faults 119: simulations take nothing from the chain: blocks go on, and the state is the same", async () => {
    const tx = hub.signed({ messages: [send(hub, 1)], sequence: 0n });
    const data = SimulateRequest.encode(SimulateRequest.create({ txBytes: tx }));
    const height = hub.engine.status().latestHeight;
    const simulations = Array.from({ length: 100 }, () =>
      query("/cosmos.tx.v1beta1.Service/Simulate", data),
    );
    await hub.engine.mine(3);
    for (const answer of await Promise.all(simulations)) expect(answer.code).toBe(0);
    expect(hub.engine.status().latestHeight).toBe(height + 3n);
    expect((await hub.engine.broadcastTxSync(tx)).code).toBe(0);
  });
});

describe("transactions through RPC", () => {
  it.each([
    { why: "no bytes", tx: [], codes: [18, 2] },
    { why: "one zero byte", tx: [0], codes: [2] },
    { why: "64 times 0xff", tx: Array(64).fill(0xff), codes: [2] },
    // Tag 2^32 + 1 as a varint, then an empty value.
    {
      why: "faults 18: a tag over 32 bits",
      tx: [0x8a, 0x80, 0x80, 0x80, 0x80, 0x01, 0],
      codes: [2],
    },
  ])("faults 11: $why is refused", async ({ tx, codes }) => {
    const answer = await call("broadcast_tx_sync", { tx: toBase64(Uint8Array.from(tx)) });
    expect(codes).toContain(answer.result.code);
    expect(answer.result.codespace).toBe("sdk");
  });

  it("faults 17: more than a mebibyte is not even shown to the application", async () => {
    await expect(hub.engine.broadcastTxSync(new Uint8Array(1_048_577))).rejects.toThrow(
      "Tx too large. Max size is 1048576, but got 1048577",
    );
    // As base64 such a transaction does not fit a request at all.
    const answer = await call("broadcast_tx_sync", { tx: toBase64(new Uint8Array(800_000)) });
    expect(answer.error.code).toBe(-32600);
  });
});

describe("two nodes", () => {
  it("faults 112: come to the same app hash at each height", async () => {
    const hashes = async (): Promise<string[]> => {
      const one = await startServedHub();
      for (let sequence = 0n; sequence < 4n; sequence += 1n) {
        await one.engine.broadcastTxSync(
          one.signed({ messages: [send(one, Number(sequence) + 1)], sequence }),
        );
        await one.engine.mine(2);
      }
      const { latestHeight } = one.engine.status();
      const all = Array.from({ length: Number(latestHeight) }, (_unused, i) => {
        const stored = one.engine.block(BigInt(i + 1));
        return toHex(stored?.block.header.appHash ?? new Uint8Array());
      });
      await one.stop();
      return all;
    };
    expect(await hashes()).toEqual(await hashes());
  });
});

describe("a flood", () => {
  it("faults 116: fills the mempool, what is over is refused, and blocks go on", async () => {
    const flooded = await startServedHub();
    const LIMIT = 5_000;
    const refusals: string[] = [];
    for (let i = 0; i < LIMIT + 50; i += 1) {
      const tx = flooded.signed({ messages: [send(flooded, 1)], sequence: BigInt(i) });
      await flooded.engine.broadcastTxSync(tx).then(
        ({ code, log }) => {
          if (code !== 0) refusals.push(log);
        },
        (error: Error) => refusals.push(error.message),
      );
    }
    expect(flooded.engine.mempoolSize().txs).toBe(LIMIT);
    expect(refusals).toHaveLength(50);
    expect(new Set(refusals.map((text) => text.slice(0, 43)))).toEqual(
      new Set(["mempool is full: number of txs 5000 (max: 5"]),
    );
    const { latestHeight } = flooded.engine.status();
    await flooded.engine.mine(2);
    const results = flooded.engine.blockResults(latestHeight + 1n);
    expect(results?.txResults.filter(({ code }) => code === 0)).toHaveLength(LIMIT);
    expect(flooded.engine.mempoolSize()).toEqual({ txs: 0, bytes: 0 });
    await flooded.stop();
  });
});
