import { connect } from "node:net";
import { Client, credentials, status } from "@grpc/grpc-js";
import { plainError, silentLogger } from "@testudo/base";
import { createGrpcCalls } from "./grpc-calls.ts";
import { type GrpcServer, startGrpcServer } from "./grpc-server.ts";

const PARAMS = "/cosmos.bank.v1beta1.Query/Params";
const SUPPLY = "/cosmos.bank.v1beta1.Query/TotalSupply";
const BIG = "/cosmos.bank.v1beta1.Query/DenomsMetadata";

let server: GrpcServer;
/** Ends a silent connection after a second; a busy machine can be silent as long, so that nothing large goes here. */
let impatient: GrpcServer;
const errors: unknown[] = [];

beforeAll(async () => {
  const calls = createGrpcCalls({
    queries: {
      methods: [PARAMS, SUPPLY, BIG],
      query({ path }) {
        if (path === SUPPLY) throw new TypeError("supply is not a function");
        if (path === BIG) return { ok: true, value: new Uint8Array(50 << 20), height: 1n };
        return { ok: true, value: new Uint8Array(), height: 1n };
      },
    },
    node: {
      broadcastTxSync: () => Promise.reject(plainError("mempool is closed")),
      broadcastTxAsync: () => Promise.reject(plainError("mempool is closed")),
    },
    logger: { ...silentLogger, error: (fields) => errors.push(fields) },
  });
  const options = { calls, host: "127.0.0.1", port: 0, logger: silentLogger };
  server = await startGrpcServer(options);
  impatient = await startGrpcServer({ ...options, pings: { intervalMs: 500, timeoutMs: 500 } });
});

afterAll(async () => {
  await server.close();
  await impatient.close();
});

function call(path: string, options: object = {}, { address } = server) {
  const client = new Client(address, credentials.createInsecure(), options);
  return new Promise<{ code: number; details?: string; length?: number }>((resolve) => {
    client.makeUnaryRequest<Uint8Array, Uint8Array>(
      path,
      (value) => Buffer.from(value),
      (value) => value,
      new Uint8Array(),
      (error, value) => {
        client.close();
        resolve(
          error === null
            ? { code: status.OK, length: value?.length }
            : { code: error.code, details: error.details },
        );
      },
    );
  });
}

/** Opens a connection that sends `bytes` and nothing else; resolves when the server has ended it. */
function rawConnection(bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(impatient.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
    socket.resume();
  });
}

describe("faults 114 and the like", () => {
  it.each([
    { why: "says nothing", bytes: "" },
    { why: "speaks HTTP/1.1", bytes: "GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
    { why: "stops within the preface", bytes: "PRI * HTTP/2.0\r\n" },
    { why: "says hello and never answers", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
    {
      why: "sends a frame that is none",
      bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff",
    },
  ])("a connection that $why is ended, and the server goes on", async ({ bytes }) => {
    await rawConnection(bytes);
    expect((await call(PARAMS, {}, impatient)).code).toBe(status.OK);
  });

  it("hundreds of silent connections keep nobody out", async () => {
    const silent = Array.from({ length: 200 }, () => rawConnection(""));
    expect((await call(PARAMS, {}, impatient)).code).toBe(status.OK);
    await Promise.all(silent);
  });

  it("an answer larger than a client takes is that client's error", async () => {
    expect((await call(BIG)).code).toBe(status.RESOURCE_EXHAUSTED);
    const large = await call(BIG, { "grpc.max_receive_message_length": -1 });
    expect(large).toEqual({ code: status.OK, length: 50 << 20 });
  });

  it("a bug in a query is Internal, and logged", async () => {
    expect(await call(SUPPLY)).toEqual({
      code: status.INTERNAL,
      details: "supply is not a function",
    });
    expect(errors).toEqual([expect.objectContaining({ path: SUPPLY })]);
  });

  it.each(["/nope", "/nope.Nope/Nope"])("the path %s is Unimplemented", async (path) => {
    expect((await call(path)).code).toBe(status.UNIMPLEMENTED);
  });

  it("a taken port is an error that names it", async () => {
    const calls = createGrpcCalls({
      queries: { methods: [], query: () => ({ ok: false, error: undefined, height: undefined }) },
      node: { broadcastTxSync: () => Promise.reject(), broadcastTxAsync: () => Promise.reject() },
      logger: silentLogger,
    });
    const { port } = server;
    await expect(
      startGrpcServer({ calls, host: "127.0.0.1", port, logger: silentLogger }),
    ).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
  });
});
