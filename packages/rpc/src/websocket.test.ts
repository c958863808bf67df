import { connect } from "node:net";
import { silentLogger, utf8 } from "@testudo/base";
import { startKvChain } from "@testudo/testkit/kv-chain";
import WebSocket from "ws";
import { BODY_LIMIT, type HttpServer, startHttpServer } from "./http-server.ts";
import { method } from "./method.ts";
import { createEventTexts, createSubscriptions } from "./subscriptions.ts";
import { createWebSocketEndpoint, SOCKET_METHODS, type SocketTiming } from "./websocket.ts";

const TIMING: SocketTiming = { pingMs: 40, silenceMs: 120, writeMs: 200, sweepMs: 10 };

type Chain = Awaited<ReturnType<typeof startKvChain>>;
interface Message {
  readonly id?: unknown;
  readonly result?: {
    readonly query?: string;
    readonly data?: { readonly type: string; readonly value: Record<string, unknown> };
    readonly events?: Record<string, string[]>;
  };
  readonly error?: { readonly code: number; readonly data?: string };
}

let chain: Chain;
let http: HttpServer;
let closeSockets = () => {};
const open: WebSocket[] = [];

async function start(timing?: SocketTiming) {
  chain = await startKvChain();
  await chain.engine.mine(1);
  const methods = {
    health: method({}, () => ({})),
    twice: method({ number: "int" }, ({ number = 0n }) => String(number * 2n)),
    slowly: method({}, async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return "slow";
    }),
    large: method({}, () => "x".repeat(1_000_000)),
  };
  const endpoint = createWebSocketEndpoint({
    methods,
    node: chain.engine,
    logger: silentLogger,
    messageLimit: BODY_LIMIT,
    ...(timing === undefined ? {} : { timing }),
  });
  closeSockets = endpoint.close;
  http = await startHttpServer({
    methods,
    socketMethods: SOCKET_METHODS,
    host: "127.0.0.1",
    port: 0,
    logger: silentLogger,
    onUpgrade: endpoint.upgrade,
  });
}

afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  closeSockets();
  await http.close();
});

/** A client that keeps what it gets. */
async function client() {
  const socket = new WebSocket(`ws://127.0.0.1:${http.port}/websocket`);
  open.push(socket);
  const messages: Message[] = [];
  let wake = () => {};
  socket.on("message", (data) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  await new Promise((resolve) => socket.once("open", resolve));
  return {
    socket,
    messages,
    send: (message: unknown) =>
      socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    async until(count: number) {
      while (messages.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return messages;
    },
    subscribe(id: unknown, query: string) {
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "subscribe", params: { query } }));
    },
  };
}

const closing = (socket: WebSocket) =>
  new Promise<number>((resolve) => socket.once("close", (code) => resolve(code)));

describe("a WebSocket", () => {
  it("answers every method in the order asked, faulty arguments as internal errors", async () => {
    await start();
    const one = await client();
    one.send({ id: 1, method: "slowly" });
    one.send({ id: "two", method: "twice", params: { number: "4" } });
    one.send({ id: 3, method: "twice", params: { number: 4 } });
    one.send({ id: 4, method: "nope" });
    one.send({ method: "health" });
    one.send(Buffer.from('{"id":5,"method":"health"}').toString());
    const messages = await one.until(5);
    expect(messages).toEqual([
      { jsonrpc: "2.0", id: 1, result: "slow" },
      { jsonrpc: "2.0", id: "two", result: "8" },
      { jsonrpc: "2.0", id: 3, error: expect.objectContaining({ code: -32603 }) },
      { jsonrpc: "2.0", id: 4, error: { code: -32601, message: "Method not found" } },
      { jsonrpc: "2.0", id: 5, result: {} },
    ]);
  });

  it.each(["nonsense", "[]", '[{"id":1,"method":"health"}]', '{"id":{}}'])(
    "faults 1: answers %s with a parse error and lives on",
    async (text) => {
      await start();
      const one = await client();
      one.send(text);
      one.send({ id: 1, method: "health" });
      expect(await one.until(2)).toEqual([
        { jsonrpc: "2.0", error: expect.objectContaining({ code: -32700 }) },
        { jsonrpc: "2.0", id: 1, result: {} },
      ]);
    },
  );

  it("is at one path only", async () => {
    await start();
    const socket = new WebSocket(`ws://127.0.0.1:${http.port}/other`);
    const error = await new Promise<Error>((resolve) => socket.once("error", resolve));
    expect(error.message).toContain("404");
  });

  it("faults 4: closes on a message over the limit", async () => {
    await start();
    const { socket } = await client();
    const closed = closing(socket);
    socket.send("x".repeat(BODY_LIMIT + 1));
    expect(await closed).toBe(1009);
  });
});

describe("subscriptions", () => {
  it("push under id and text of the query, with all attributes in Go's key order", async () => {
    await start();
    const one = await client();
    const query = "tm.event='Tx'   AND set.key = 'a'";
    one.subscribe("s", query);
    await one.until(1);
    await chain.engine.broadcastTxSync(utf8("a=1"));
    await chain.engine.broadcastTxSync(utf8("b=1"));
    await chain.engine.mine(1);
    await chain.engine.broadcastTxSync(utf8("a=2"));
    await chain.engine.mine(1);
    const [answer, first, second] = await one.until(3);
    expect(answer).toEqual({ jsonrpc: "2.0", id: "s", result: {} });
    expect(first).toMatchObject({ id: "s", result: { query } });
    expect(Object.keys(first!.result!.events!)).toEqual([
      "set.key",
      "set.value",
      "tm.event",
      "tx.hash",
      "tx.height",
    ]);
    expect(first!.result!.data).toMatchObject({
      type: "tendermint/event/Tx",
      value: { TxResult: { height: "2", tx: "YT0x" } },
    });
    expect(second!.result!.events!["set.value"]).toEqual(["2"]);
  });

  it("give a block with the results of its transactions and a list of updates, empty or not", async () => {
    await start();
    const one = await client();
    one.subscribe("b", "tm.event = 'NewBlock'");
    await one.until(1);
    await chain.engine.broadcastTxSync(utf8("a=1"));
    await chain.engine.mine(1);
    await chain.engine.mine(1);
    const results = (await one.until(3))
      .slice(1)
      .map(({ result }) => result?.data?.value.result_finalize_block);
    expect(results).toEqual([
      expect.objectContaining({
        tx_results: [expect.objectContaining({ code: 0, gas_used: "1", codespace: "" })],
        validator_updates: [],
      }),
      expect.not.objectContaining({ tx_results: expect.anything() }),
    ]);
    // Hermes takes no block event without the list.
    expect(results[1]).toMatchObject({ validator_updates: [] });
  });

  it("are known by their meaning, not by their blanks", async () => {
    await start();
    const one = await client();
    one.subscribe(1, "tm.event='NewBlock'");
    one.subscribe(2, " tm.event  =  'NewBlock' ");
    one.send({ id: 3, method: "unsubscribe", params: ["tm.event = 'NewBlock'"] });
    one.send({ id: 4, method: "unsubscribe", params: { query: "tm.event = 'NewBlock'" } });
    one.send({ id: 5, method: "unsubscribe_all" });
    one.subscribe(6, "tm.event");
    one.subscribe(7, `a.b = '${"c".repeat(600)}'`);
    const messages = await one.until(7);
    await chain.engine.mine(1);
    expect(messages.map(({ result, error }) => result ?? error?.data)).toEqual([
      {},
      "already subscribed",
      {},
      "subscription not found",
      "subscription not found",
      "failed to parse query: offset 8: EOF",
      "maximum query length exceeded",
    ]);
    expect(messages).toHaveLength(7);
  });

  it("faults 115: five for a client, a hundred clients, and room again when one leaves", async () => {
    await start();
    const first = await client();
    for (let id = 1; id <= 6; id += 1) first.subscribe(id, `a.b = ${id}`);
    expect((await first.until(6)).at(-1)?.error?.data).toBe(
      "max_subscriptions_per_client 5 reached",
    );
    const others = await Promise.all(Array.from({ length: 99 }, client));
    for (const other of others) {
      other.subscribe(1, "a.b EXISTS");
      await other.until(1);
    }
    const late = await client();
    late.subscribe(1, "a.b EXISTS");
    late.send({ id: 2, method: "health" });
    expect(await late.until(2)).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({ data: "max_subscription_clients 100 reached" }),
      }),
      { jsonrpc: "2.0", id: 2, result: {} },
    ]);
    const closed = closing(first.socket);
    first.socket.close();
    await closed;
    for (;;) {
      late.subscribe(3, "a.b EXISTS");
      const answer = (await late.until(late.messages.length + 1)).at(-1);
      if (answer?.error === undefined) break;
    }
  });

  it("faults 115: a reader that lags 200 events behind loses its subscription", async () => {
    await start();
    const sent: string[] = [];
    const subscriptions = createSubscriptions({
      node: chain.engine,
      texts: createEventTexts(),
      // Nothing ever leaves.
      send(text) {
        sent.push(text);
        return new Promise(() => undefined);
      },
      mayBegin: () => true,
      subscribersMax: 100,
    });
    subscriptions.subscribe('"s"', { query: "tm.event = 'NewBlockHeader'" });
    await chain.engine.mine(200);
    expect([sent.length, subscriptions.size()]).toEqual([200, 1]);
    await chain.engine.mine(5);
    expect([sent.length, subscriptions.size()]).toEqual([201, 0]);
    expect(JSON.parse(sent.at(-1)!)).toEqual({
      jsonrpc: "2.0",
      id: "s",
      error: {
        code: -32000,
        message: "Server error",
        data: "subscription was canceled (reason: internal subscription event buffer is out of capacity)",
      },
    });
  });
});

describe("the life of a connection", () => {
  it("C9: is long while pongs come, and short without", async () => {
    await start(TIMING);
    const alive = await client();
    let pings = 0;
    alive.socket.on("ping", () => {
      pings += 1;
    });
    const dead = connect(http.port, "127.0.0.1");
    dead.write(
      "GET /websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    );
    dead.resume();
    await new Promise<void>((resolve) => dead.once("close", () => resolve()));
    expect(pings).toBeGreaterThan(1);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it("ends when a client asks but does not read", async () => {
    await start(TIMING);
    const socket = connect(http.port, "127.0.0.1");
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => undefined);
    socket.write(
      "GET /websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    );
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    const payload = Buffer.from('{"id":1,"method":"large"}');
    const frame = Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
    for (let i = 0; i < 64; i += 1) socket.write(frame);
    const before = process.memoryUsage().external;
    await new Promise((resolve) => setTimeout(resolve, 100));
    // The answers are made one at a time, not 64 at once.
    expect(process.memoryUsage().external - before).toBeLessThan(48_000_000);
    await new Promise((resolve) => setTimeout(resolve, 400));
    socket.resume();
    await closed;
  });
});
