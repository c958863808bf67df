import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { silentLogger } from "@testudo/base";
import { type HttpServer, startHttpServer } from "./http-server.ts";
import { method } from "./method.ts";

const runs: string[] = [];
let http: HttpServer;

beforeAll(async () => {
  http = await startHttpServer({
    methods: {
      health: method({}, () => {
        runs.push("health");
        return {};
      }),
      double: method({ number: "int", text: "string", data: "bytes", flag: "bool" }, (args) => ({
        number: String((args.number ?? 0n) * 2n),
        text: args.text ?? null,
        data: args.data === undefined ? null : Buffer.from(args.data).toString("hex"),
        flag: args.flag ?? null,
      })),
      forever: method({ height: "int" }, () => "known", { cacheableWith: "height" }),
    },
    socketMethods: ["subscribe"],
    host: "127.0.0.1",
    port: 0,
    logger: silentLogger,
    limits: { requestTimeoutMs: 300, sweepMs: 50, connections: 20 },
  });
});

afterAll(() => http.close());
beforeEach(() => runs.splice(0));

const url = () => `http://127.0.0.1:${http.port}`;
const post = async (
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  path = "/",
) => {
  const response = await fetch(`${url()}${path}`, { method: "POST", body, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

/** Sends bytes as they are, and gives all that comes back until the server closes or is silent. */
async function raw(...pieces: readonly string[]): Promise<string> {
  const socket = connect(http.port, "127.0.0.1");
  let answer = "";
  socket.on("data", (data) => {
    answer += data.toString();
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => undefined);
  for (const piece of pieces) socket.write(piece);
  const isDone = new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (!answer.includes("\r\n\r\n")) return;
      clearInterval(look);
      resolve();
    }, 5);
  });
  await Promise.race([closed, isDone]);
  socket.destroy();
  return answer;
}

describe("messages", () => {
  const health = '{"jsonrpc":"2.0","id":1,"method":"health"}';

  it.each([
    { why: "a string", body: '"health"' },
    { why: "a number", body: "5" },
    { why: "an element that is no object", body: `[${health},5]` },
    { why: "one element with an object as id", body: `[${health},{"id":{},"method":"health"}]` },
    { why: "a boolean id", body: '{"id":true,"method":"health"}' },
    { why: "a number as method", body: '{"id":1,"method":5}' },
    { why: "a number as version", body: '{"jsonrpc":2,"id":1,"method":"health"}' },
  ])("faults 1: $why is a parse error, and nothing runs", async ({ body }) => {
    const { status, text } = await post(body);
    expect(status).toBe(500);
    expect(JSON.parse(text)).toEqual({
      jsonrpc: "2.0",
      error: {
        code: -32700,
        message: "Parse error. Invalid JSON",
        data: expect.stringContaining("error unmarshaling request: "),
      },
    });
    expect(runs).toEqual([]);
  });

  it.each([
    { why: "an empty batch", body: "[]" },
    { why: "null", body: "null" },
    { why: "only notifications", body: '[{"method":"health"},{"id":null,"method":"health"},null]' },
  ])("$why has no answer", async ({ body }) => {
    expect(await post(body)).toMatchObject({ status: 200, text: "" });
    expect(runs).toEqual([]);
  });

  it("faults 3: runs a batch of 10 in order, and of 11 nothing", async () => {
    const batch = (count: number) =>
      `[${Array.from({ length: count }, (_unused, id) => `{"id":${id},"method":"health"}`)}]`;
    const ten = await post(batch(10));
    expect(JSON.parse(ten.text).map(({ id }: { id: number }) => id)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(runs).toHaveLength(10);
    const eleven = await post(batch(11));
    expect(eleven.text).toBe(
      '{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","data":"batch request exceeds maximum (10) allowed number of requests"}}',
    );
    expect(runs).toHaveLength(10);
  });

  it("faults 6: large ids of a batch come back with all their digits", async () => {
    const ids = ["9007199254740993", "9007199254740992", "1e400", '"a\\"]"', "1.50"];
    const { text } = await post(
      `[ ${ids.map((id) => `{"id": ${id} ,"method":"health"}`).join(" , ")} ]`,
    );
    expect([...text.matchAll(/"id":([^,]+),"result"/g)].map(([, id]) => id)).toEqual([
      ...ids.slice(0, 3),
      '"a\\"]"',
      "1.50",
    ]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "faults 132: %s is no method and poisons nothing",
    async (name) => {
      const body = `{"jsonrpc":"2.0","id":1,"method":"${name}","params":{"__proto__":{"polluted":1}}}`;
      expect(JSON.parse((await post(body)).text).error.code).toBe(-32601);
      const args = `{"id":1,"method":"double","params":{"__proto__":{"number":"4"},"constructor":{"x":1}}}`;
      expect(JSON.parse((await post(args)).text).result.number).toBe("0");
      expect((await fetch(`${url()}/${name}`)).status).toBe(404);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    },
  );

  it("faults 2: says how an argument should be written", async () => {
    const call = async (params: string) =>
      JSON.parse((await post(`{"id":1,"method":"double","params":${params}}`)).text).error;
    expect((await call('{"number":3}')).data).toContain(
      'invalid 64-bit integer encoding "3", expected string',
    );
    for (const params of [
      '{"number":"x"}',
      '{"number":"9223372036854775808"}',
      '{"text":5}',
      '{"data":"***"}',
      '{"flag":"true"}',
      '["1"]',
      "5",
      '"x"',
    ]) {
      expect([params, (await call(params)).code]).toEqual([params, -32602]);
    }
  });
});

describe("HTTP", () => {
  it("faults 4: a body over the limit is answered, also while it is still being sent", async () => {
    for (const size of [1_000_001, 5_000_000]) {
      const { status, text } = await post(new Uint8Array(size).fill(0x20));
      expect(status).toBe(400);
      expect(JSON.parse(text).error).toMatchObject({
        code: -32600,
        data: "error reading request body: http: request body too large",
      });
    }
    expect((await post(`${" ".repeat(999_950)}{"id":1,"method":"health"}`)).status).toBe(200);
  });

  it("faults 4: headers over a mebibyte give 431", async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(1_100_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("faults 8: gzip is never inflated", async () => {
    const body = gzipSync('{"jsonrpc":"2.0","id":1,"method":"health"}');
    const { status, text } = await post(body, { "Content-Encoding": "gzip" });
    expect([status, JSON.parse(text).error.code]).toEqual([500, -32700]);
  });

  it.each([
    {
      why: "length and chunks",
      head: "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    },
    { why: "a negative length", head: "Content-Length: -1\r\n" },
    { why: "two lengths", head: "Content-Length: 1\r\nContent-Length: 2\r\n" },
    { why: "a length that is no number", head: "Content-Length: 1x\r\n" },
  ])("faults 9: $why give 400", async ({ head }) => {
    const answer = await raw(`POST / HTTP/1.1\r\nHost: x\r\n${head}\r\n0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(runs).toEqual([]);
  });

  it("faults 7: shows nothing of host or path", async () => {
    const page = await raw("GET / HTTP/1.1\r\nHost: <script>x\r\nConnection: close\r\n\r\n");
    const nowhere = await raw(
      "GET /%3Cscript%3E?<script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    expect(page).toContain("text/html");
    expect(nowhere).toMatch(/^HTTP\/1\.1 404 [\s\S]*text\/plain/);
    expect(page + nowhere).not.toContain("script");
  });

  it("faults 114: who sends a byte now and then is cut off in time, and others are served", async () => {
    const slow: Socket[] = [];
    const closed: Promise<void>[] = [];
    for (let i = 0; i < 15; i += 1) {
      const socket = connect(http.port, "127.0.0.1");
      socket.on("error", () => undefined);
      closed.push(new Promise((resolve) => socket.once("close", () => resolve())));
      socket.on("data", () => undefined);
      slow.push(socket);
    }
    const text = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{";
    let at = 0;
    const drip = setInterval(() => {
      for (const [i, socket] of slow.entries()) {
        if (i % 3 !== 0 && socket.writable) socket.write(text[at % text.length] ?? "");
      }
      at += 1;
    }, 20);
    expect((await post('{"id":1,"method":"health"}')).status).toBe(200);
    await Promise.all(closed);
    clearInterval(drip);
  });

  it("faults 115: refuses connections over the limit, and takes new ones afterwards", async () => {
    const sockets = Array.from({ length: 30 }, () => connect(http.port, "127.0.0.1"));
    const isClosed = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.on("error", () => undefined);
          socket.once("close", () => resolve());
          socket.resume();
        }),
    );
    await Promise.race(isClosed);
    expect(sockets.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(29);
    await Promise.all(isClosed);
    expect((await post('{"id":1,"method":"health"}')).status).toBe(200);
  });

  it("serves requests of one connection one after the other", async () => {
    const head = (body: string) =>
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n`;
    const body = '{"id":7,"method":"health"}';
    const socket = connect(http.port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
    });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(`${head(body)}\r\n${body}${head(body)}Connection: close\r\n\r\n${body}`);
    await closed;
    expect(answer.match(/"id":7,"result":\{\}/g)).toHaveLength(2);
    expect(answer).toContain("X-Server-Time: ");
  });

  it("says when a port is taken", async () => {
    await expect(
      startHttpServer({ methods: {}, host: "127.0.0.1", port: http.port, logger: silentLogger }),
    ).rejects.toThrow(`port ${http.port} on 127.0.0.1 is in use`);
  });
});

describe("calls by URI", () => {
  const get = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url()}${path}`, init);
    const text = await response.text();
    return { status: response.status, text, cache: response.headers.get("cache-control") };
  };

  it.each([
    { args: "number=4", result: { number: "8" } },
    { args: "number=%22-4%22", result: { number: "-8" } },
    { args: "text=%22a+b%22", result: { text: "a b" } },
    { args: "text=0x6162", result: { text: "ab" } },
    { args: "data=0xaBcD", result: { data: "abcd" } },
    { args: "data=%22ab%22", result: { data: "6162" } },
    { args: "flag=true&number=", result: { flag: true, number: "0" } },
    { args: "unknown=1", result: { number: "0" } },
  ])("reads $args", async ({ args, result }) => {
    const { status, text } = await get(`/double?${args}`);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ jsonrpc: "2.0", id: -1, result });
  });

  it.each([
    "number=x",
    "number=0x10",
    "number=1.5",
    "text=unquoted",
    "data=unquoted",
    "data=0xabc",
    "flag=1",
    "flag=%22true%22",
  ])("faults 2: refuses %s", async (args) => {
    const { status, text } = await get(`/double?${args}`);
    expect([status, JSON.parse(text).error.code]).toEqual([500, -32602]);
  });

  it("takes the arguments of a form as well", async () => {
    const { status, text } = await get("/double", {
      method: "POST",
      body: new URLSearchParams({ number: "21" }),
    });
    expect([status, JSON.parse(text).result.number]).toEqual([200, "42"]);
  });

  it("knows methods of the WebSocket, but does not run them", async () => {
    expect(await get("/subscribe?query=%22%22")).toMatchObject({
      status: 404,
      text: '{"jsonrpc":"2.0","id":-1,"error":{"code":-32601,"message":"Method not found"}}',
    });
  });

  it("lets caches keep only what never changes", async () => {
    expect((await get("/forever?height=5")).cache).toBe("public, max-age=86400");
    expect((await get("/forever")).cache).toBeNull();
    expect((await get("/health")).cache).toBeNull();
  });
});

describe("browsers", () => {
  const preflight = (port: number, origin: string) =>
    fetch(`http://127.0.0.1:${port}/`, {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
    });

  it("faults 123: get no headers unless their origin is named", async () => {
    const off = await preflight(http.port, "http://wallet");
    expect(off.headers.get("access-control-allow-origin")).toBeNull();
    const open = await startHttpServer({
      methods: {},
      host: "127.0.0.1",
      port: 0,
      logger: silentLogger,
      corsOrigins: ["http://wallet"],
    });
    const named = await preflight(open.port, "http://wallet");
    expect([named.status, named.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "http://wallet",
    ]);
    const foreign = await preflight(open.port, "http://evil");
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    await open.close();
  });
});
