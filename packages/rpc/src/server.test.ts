import { silentLogger, toBase64, toHex, toHexUpper, utf8 } from "@testudo/base";
import { hashTx } from "@testudo/comet";
import { kvAddress, kvGenesis, startKvChain } from "@testudo/testkit/kv-chain";
import WebSocket from "ws";
import { type RpcServer, startChainServer, startRpcServer } from "./server.ts";

type Chain = Awaited<ReturnType<typeof startKvChain>>;

let chain: Chain;
let engine: Chain["engine"];
let rpc: RpcServer;

beforeAll(async () => {
  chain = await startKvChain({
    genesis: kvGenesis({ powers: [10n], appState: '{"big":12345678901234567890}' }),
  });
  ({ engine } = chain);
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

describe("answers, field by field", () => {
  it("status names the address that is really listened on", async () => {
    const { result } = await call("status");
    expect(result.node_info).toMatchObject({
      network: "kv-1",
      version: "0.38.17",
      listen_addr: `tcp://127.0.0.1:${rpc.port}`,
      other: { tx_index: "on", rpc_address: `tcp://127.0.0.1:${rpc.port}` },
      protocol_version: { p2p: "8", block: "11", app: "0" },
    });
    expect(result.validator_info).toMatchObject({
      address: toHexUpper(kvAddress(0)),
      voting_power: "10",
    });
  });

  it("commit is canonical below the tip only", async () => {
    const { latestHeight } = engine.status();
    const at = async (height: bigint) =>
      (await call("commit", { height: String(height) })).result.canonical;
    expect([await at(latestHeight - 1n), await at(latestHeight)]).toEqual([true, false]);
    expect((await call("commit")).result.signed_header.header.height).toBe(String(latestHeight));
  });

  it.each([
    { args: {}, heights: ["3", "2", "1"] },
    { args: { minHeight: "2", maxHeight: "2" }, heights: ["2"] },
    { args: { minHeight: "0", maxHeight: "99" }, heights: ["3", "2", "1"] },
  ])("blockchain $args lists $heights, the newest first", async ({ args, heights }) => {
    const { result } = await call("blockchain", args);
    expect(
      result.block_metas.map((one: { header: { height: string } }) => one.header.height),
    ).toEqual(heights);
  });

  it("blockchain refuses ranges that are none", async () => {
    expect((await call("blockchain", { minHeight: "3", maxHeight: "2" })).error.data).toBe(
      "min height 3 can't be greater than max height 2",
    );
    expect((await call("blockchain", { minHeight: "-1" })).error.data).toBe(
      "heights must be non-negative",
    );
  });

  it("block_by_hash of an unknown hash has no block", async () => {
    const hash = toBase64(new Uint8Array(32));
    expect((await call("block_by_hash", { hash })).result).toEqual({
      block_id: { hash: "", parts: { total: 0, hash: "" } },
      block: null,
    });
    expect((await call("header_by_hash", { hash: "00".repeat(32) })).result).toEqual({
      header: null,
    });
  });

  it("genesis_chunked is the genesis in base64", async () => {
    const { result } = await call("genesis_chunked", { chunk: "0" });
    expect(result).toMatchObject({ chunk: "0", total: "1" });
    const genesis = (await call("genesis")).result.genesis;
    expect(JSON.parse(Buffer.from(result.data, "base64").toString())).toEqual(genesis);
    expect((await call("genesis_chunked", { chunk: "1" })).error.data).toBe(
      "there are 0 chunks, 1 is invalid",
    );
  });

  it("faults 10: pages are clamped to 100 and must exist", async () => {
    const search = (args: object) => call("tx_search", { query: "tx.height > 0", ...args });
    expect((await search({ page: "2", per_page: "10" })).error.data).toBe(
      "page should be within [1, 1] range, given 2",
    );
    expect((await search({ page: "0" })).error.data).toBe(
      "page should be within [1, 1] range, given 0",
    );
    expect((await search({ per_page: "100000000000" })).result.total_count).toBe("1");
    expect((await search({ order_by: "up" })).error.data).toBe(
      "expected order_by to be either `asc` or `desc` or empty",
    );
    expect((await call("tx_search", { query: "a=b OR c=d" })).error).toMatchObject({
      code: -32603,
      data: expect.stringMatching(/^offset 2: /),
    });
    expect((await call("tx_search", { query: "" })).error.data).toBe("offset 0: EOF");
    expect((await call("tx_search", { query: "x".repeat(513) })).error.data).toBe(
      "maximum query length exceeded",
    );
    expect((await call("tx", { hash: "" })).error.data).toBe("transaction hash cannot be empty");
  });

  it("consensus_state shows the first round of the next height, with nobody's votes", async () => {
    const { result } = await call("consensus_state");
    const empty = { votes: ["nil-Vote"], bits: "BA{1:_} 0/10 = 0.00" };
    expect(result.round_state).toMatchObject({
      "height/round/step": `${engine.status().latestHeight + 1n}/0/1`,
      height_vote_set: [
        {
          round: 0,
          prevotes: empty.votes,
          prevotes_bit_array: empty.bits,
          precommits: empty.votes,
          precommits_bit_array: empty.bits,
        },
      ],
      proposer: { address: toHexUpper(kvAddress(0)), index: 0 },
    });
  });

  it("dump_consensus_state shows the last commit as CometBFT prints votes", async () => {
    const { round_state: state, peers } = (await call("dump_consensus_state")).result;
    const { latestHeight } = engine.status();
    expect(peers).toEqual([]);
    expect(state).toMatchObject({ height: String(latestHeight + 1n), round: 0, step: 1 });
    expect(state.last_commit.votes_bit_array).toBe("BA{1:x} 10/10 = 1.00");
    const address = toHexUpper(kvAddress(0)).slice(0, 12);
    expect(state.last_commit.votes[0]).toMatch(
      new RegExp(
        `^Vote\\{0:${address} ${latestHeight}/00/SIGNED_MSG_TYPE_PRECOMMIT\\(Precommit\\) [0-9A-F]{12} [0-9A-F]{12} 000000000000 @ `,
      ),
    );
  });

  it("check_tx is flat, broadcast_tx_sync has five fields, async is always 0", async () => {
    const tx = toBase64(utf8("nonsense"));
    expect(Object.keys((await call("check_tx", { tx })).result)).toEqual([
      "code",
      "data",
      "log",
      "info",
      "gas_wanted",
      "gas_used",
      "events",
      "codespace",
    ]);
    const hash = toHexUpper(hashTx(utf8("nonsense")));
    expect((await call("broadcast_tx_sync", { tx })).result).toEqual({
      code: 1,
      data: "",
      log: "want key=value",
      codespace: "kv",
      hash,
    });
    expect((await call("broadcast_tx_async", { tx })).result).toMatchObject({ code: 0, hash });
  });

  it("broadcast_tx_commit gives both results, empty ones when CheckTx refuses", async () => {
    const refused = (await call("broadcast_tx_commit", { tx: toBase64(utf8("nonsense")) })).result;
    expect(refused).toMatchObject({
      check_tx: { code: 1 },
      tx_result: { code: 0, data: null, gas_used: "0", events: [], codespace: "" },
      height: "0",
    });
    const answer = call("broadcast_tx_commit", { tx: toBase64(utf8("c=1")) });
    while (engine.mempoolSize().txs === 0) await new Promise((resolve) => setImmediate(resolve));
    const waiting = (await call("unconfirmed_txs", { limit: "5" })).result;
    expect(waiting).toEqual({
      n_txs: "1",
      total: "1",
      total_bytes: "3",
      txs: [toBase64(utf8("c=1"))],
    });
    expect((await call("num_unconfirmed_txs")).result).toMatchObject({ n_txs: "1", txs: null });
    const height = await engine.mine(1);
    expect((await answer).result).toMatchObject({
      check_tx: { code: 0 },
      tx_result: { code: 0, events: [{ type: "set" }] },
      height: String(height),
    });
  });

  it("broadcast_evidence wants evidence that holds, and takes what is known", async () => {
    expect((await call("broadcast_evidence", { evidence: null })).error.data).toBe(
      "no evidence was provided",
    );
    expect((await call("broadcast_evidence", { evidence: { type: "nope" } })).error).toBeDefined();
    engine.causeDoubleSign(kvAddress(0));
    await engine.mine(1);
    const height = String(engine.status().latestHeight);
    const [evidence] = (await call("block", { height })).result.block.evidence.evidence;
    expect((await call("broadcast_evidence", { evidence })).result.hash).toHaveLength(44);
    evidence.value.ValidatorPower = "11";
    expect((await call("broadcast_evidence", { evidence })).error.data).toMatch(
      /^failed to add evidence: Invalid evidence: validator power/,
    );
  });
});

describe("a read-only server", () => {
  it("shows a forged chain as a lying witness would", async () => {
    const forged = await startKvChain();
    await forged.engine.mine(3);
    forged.engine.causeLightClientAttack({
      kind: "equivocation",
      byzantine: [0, 1, 2].map(kvAddress),
    });
    const witness = await startChainServer({
      chain: forged.engine.forkedView()!,
      identity: { nodeId: "11".repeat(20), moniker: "liar" },
      host: "127.0.0.1",
      port: 0,
      logger: silentLogger,
    });
    const answer = JSON.parse(await (await fetch(`${witness.url}/commit?height=3`)).text());
    expect(answer.result.signed_header.commit.block_id.hash).not.toBe(
      toHexUpper(forged.engine.block(3n)!.blockId.hash),
    );
    expect((await fetch(`${witness.url}/broadcast_tx_sync?tx=0x00`)).status).toBe(404);
    await witness.close();
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
