import { createLocalClient } from "@testudo/abci";
import { silentLogger, toBase64, toHex, utf8 } from "@testudo/base";
import {
  DEFAULT_CONSENSUS_PARAMS,
  ed25519PubKey,
  type GenesisDoc,
  hashTx,
  pubKeyAddress,
} from "@testudo/comet";
import { ed25519KeyFromSeed, sha256 } from "@testudo/crypto";
import {
  createEngine,
  createMemoryDatabase,
  createVirtualClock,
  type Engine,
} from "@testudo/engine";
import { createKvApp, emptyKvState } from "@testudo/testkit/kv-app";
import WebSocket from "ws";
import { type RpcServer, startRpcServer } from "./server.ts";

const seed = sha256(utf8("validator"));
const key = ed25519PubKey(ed25519KeyFromSeed(seed).pub);
const genesis: GenesisDoc = {
  genesisTime: 1_700_000_000_000_000_000n,
  chainId: "kv-1",
  initialHeight: 1n,
  consensusParams: DEFAULT_CONSENSUS_PARAMS,
  validators: [{ address: pubKeyAddress(key), pubKey: key, power: 10n, name: "v" }],
  appHash: new Uint8Array(),
  appState: '{"big":12345678901234567890}',
};

let engine: Engine;
let rpc: RpcServer;

beforeAll(async () => {
  engine = createEngine({
    app: createLocalClient(createKvApp(emptyKvState())),
    genesis,
    signerSeeds: [seed],
    clock: createVirtualClock({ start: 1_700_000_010_000_000_000n, step: 1_000_000_000n }),
    mining: { mode: "manual" },
    database: createMemoryDatabase(),
    logger: silentLogger,
  });
  await engine.start();
  rpc = await startRpcServer({
    node: engine,
    identity: { nodeId: "00".repeat(20), moniker: "test" },
    host: "127.0.0.1",
    port: 0,
    logger: silentLogger,
  });
  await engine.mine(2);
  await engine.broadcastTxSync(utf8("a=1"));
  await engine.mine(1);
});

afterAll(async () => {
  await rpc.close();
  await engine.stop();
});

const post = async (body: string) => {
  const response = await fetch(rpc.url, { method: "POST", body });
  const text = await response.text();
  return { status: response.status, text, json: text === "" ? undefined : JSON.parse(text) };
};
const call = async (name: string, params: unknown = {}) =>
  (await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: name, params }))).json;

describe("faults 1-10 of facts/faults.md: malformed requests", () => {
  it.each([
    { why: "faults 1: cut short", body: '{"jsonrpc":"2.0","id":1,"method"' },
    { why: "faults 1: trailing junk", body: '{"jsonrpc":"2.0","id":1,"method":"health"} x' },
    { why: "faults 1: byte-order mark", body: '\ufeff{"jsonrpc":"2.0","id":1,"method":"health"}' },
    { why: "faults 5: nested 20,000 deep", body: "[".repeat(20_000) + "]".repeat(20_000) },
  ])("$why gives HTTP 500 and -32700", async ({ body }) => {
    const { status, json } = await post(body);
    expect([status, json.error.code]).toEqual([500, -32700]);
  });

  it.each([
    { why: "an unknown method", name: "nope", params: {}, code: -32601 },
    { why: "a number for an int64", name: "block", params: { height: 1 }, code: -32602 },
    { why: "too few positional parameters", name: "tx", params: ["AA=="], code: -32602 },
    { why: "height 0", name: "block", params: { height: "0" }, code: -32603 },
    { why: "a future height", name: "block", params: { height: "99" }, code: -32603 },
  ])("faults 2: $why gives $code with HTTP 200", async ({ name, params, code }) => {
    const answer = await call(name, params);
    expect(answer.error.code).toBe(code);
  });

  it("names both numbers of a height that is too high, as Hermes reads them", async () => {
    const answer = await call("commit", { height: "99" });
    expect(answer.error.data).toBe(
      "height 99 must be less than or equal to the current blockchain height 3",
    );
  });

  it.each([
    { size: 10, isRefused: false },
    { size: 11, isRefused: true },
  ])("faults 3: a batch of $size, refused: $isRefused", async ({ size, isRefused }) => {
    const one = { jsonrpc: "2.0", id: 7, method: "health", params: {} };
    const { status, json } = await post(JSON.stringify(Array(size).fill(one)));
    expect(status).toBe(200);
    if (isRefused) expect(json).toMatchObject({ error: { code: -32600 } });
    else expect(json).toHaveLength(size);
    if (isRefused) expect("id" in json).toBe(false);
  });

  it("answers a batch of one with a bare object", async () => {
    const { json } = await post('[{"jsonrpc":"2.0","id":1,"method":"health"}]');
    expect(json).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
  });

  it("faults 4: a body over a million bytes is refused with 400", async () => {
    const { status, json } = await post(" ".repeat(1_000_001));
    expect([status, json.error.code]).toEqual([400, -32600]);
  });

  it.each([
    { id: '"a"', expected: '"a"' },
    { id: "1.5", expected: "1.5" },
    { id: "1000000000000000000000000000001", expected: "1000000000000000000000000000001" },
  ])("faults 6: id $id comes back as it was", async ({ id, expected }) => {
    const { text } = await post(`{"jsonrpc":"2.0","id":${id},"method":"health"}`);
    expect(text).toBe(`{"jsonrpc":"2.0","id":${expected},"result":{}}`);
  });

  it("faults 6: null is a notification, an object no id at all", async () => {
    expect((await post('{"jsonrpc":"2.0","id":null,"method":"health"}')).text).toBe("");
    expect((await post('{"jsonrpc":"2.0","id":{},"method":"health"}')).json.error.code).toBe(
      -32700,
    );
  });

  it("faults 126: unsafe methods do not exist", async () => {
    expect((await call("unsafe_flush_mempool")).error.code).toBe(-32601);
  });

  it("faults 123: a foreign origin gets no CORS header", async () => {
    const response = await fetch(`${rpc.url}/health`, { headers: { Origin: "http://evil" } });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("answers", () => {
  it("serves the genesis without rounding a number", async () => {
    const { text } = await post('{"jsonrpc":"2.0","id":1,"method":"genesis"}');
    expect(text).toContain('"app_state":{"big":12345678901234567890}');
  });

  it("serves validators of the height after the latest", async () => {
    const { result } = await call("validators", { height: "4" });
    expect(result).toMatchObject({ block_height: "4", count: "1", total: "1" });
  });

  it("finds a transaction by hash, by event, and by URI", async () => {
    const hash = hashTx(utf8("a=1"));
    expect((await call("tx", { hash: toBase64(hash), prove: true })).result).toMatchObject({
      height: "3",
      tx: toBase64(utf8("a=1")),
    });
    const search = { query: "set.key='a' AND tx.height=3", prove: false };
    expect((await call("tx_search", search)).result.total_count).toBe("1");
    const byUri = await fetch(`${rpc.url}/tx?hash=0x${toHex(hash)}`);
    expect(await byUri.json()).toMatchObject({ id: -1, result: { height: "3" } });
  });

  it("answers a GET that fails with HTTP 500 and one to nowhere with 404", async () => {
    expect((await fetch(`${rpc.url}/block?height=99`)).status).toBe(500);
    expect((await fetch(`${rpc.url}/tx_search?query=unquoted`)).status).toBe(500);
    expect((await fetch(`${rpc.url}/nothing`)).status).toBe(404);
    expect((await fetch(`${rpc.url}/subscribe`)).status).toBe(404);
  });

  it("says why a transaction was not taken", async () => {
    const tx = toBase64(utf8("a=1"));
    expect((await call("broadcast_tx_sync", { tx })).error.data).toBe("tx already exists in cache");
  });
});

describe("websocket", () => {
  it("pushes events under the subscription's id and query text", async () => {
    const socket = new WebSocket(`${rpc.url.replace("http", "ws")}/websocket`);
    const messages: { id: unknown; result?: { query?: string; data?: { type: string } } }[] = [];
    let wake = () => {};
    socket.on("message", (data) => {
      messages.push(JSON.parse(String(data)));
      wake();
    });
    const until = async (count: number) => {
      while (messages.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    await new Promise((resolve) => socket.on("open", resolve));
    const query = "tm.event = 'Tx'  AND set.key='b'";
    socket.send(
      JSON.stringify({ jsonrpc: "2.0", id: "s", method: "subscribe", params: { query } }),
    );
    await until(1);
    socket.send(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "subscribe", params: [query] }));
    await until(2);
    expect(messages[1]).toMatchObject({ error: { code: -32603, data: "already subscribed" } });
    await engine.broadcastTxSync(utf8("b=2"));
    await engine.mine(1);
    await until(3);
    expect(messages[0]).toEqual({ jsonrpc: "2.0", id: "s", result: {} });
    expect(messages[2]).toMatchObject({
      id: "s",
      result: { query, data: { type: "tendermint/event/Tx" } },
    });
    socket.close();
  });
});
