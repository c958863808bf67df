import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOfBytes, utf8 } from "@testudo/base";
import { Request, RequestQuery, Response, ResponseQuery } from "@testudo/proto/tendermint/abci";
import { AbciConnectionError, AbciException, type Application } from "./application.ts";
import { createFrameReader, frame } from "./framing.ts";
import { createLocalClient } from "./local-client.ts";
import { connectSocketClient } from "./socket-client.ts";
import { createSocketServer } from "./socket-server.ts";

/** An application of which a test gives the methods it uses. */
function partialApp(methods: Partial<Application>): Application {
  const missing = (method: string) => () => {
    throw new Error(`no ${method} here`);
  };
  return new Proxy(methods, {
    get: (target, method) => Reflect.get(target, method) ?? missing(String(method)),
  }) as Application;
}

const answer = (text: string) => ResponseQuery.create({ log: text });

async function serve(methods: Partial<Application>, messageSizeMax?: number) {
  const app = partialApp(methods);
  const server = await createSocketServer({ app, listen: "tcp://127.0.0.1:0", messageSizeMax });
  return { server, port: Number(server.address.split(":").at(-1)) };
}

/** A bare connection: what it sends and all it gets until the other side ends it. */
async function rawExchange(port: number, bytes: Uint8Array, endAfter = false): Promise<Response[]> {
  const socket: Socket = connect(port, "127.0.0.1");
  const reader = createFrameReader();
  const responses: Response[] = [];
  socket.on("data", (chunk: Uint8Array) => {
    responses.push(...reader.push(chunk).map(Response.decode));
  });
  const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.write(bytes);
  if (endAfter) socket.end();
  await ended;
  return responses;
}

describe("an ABCI socket", () => {
  it("keeps the order of many calls on one connection", async () => {
    const { server } = await serve({ query: ({ path }) => answer(path) });
    const client = await connectSocketClient({ address: server.address });
    const paths = Array.from({ length: 3000 }, (_, index) => `/${index}`);
    const answers = await Promise.all(
      paths.map((path) => client.query(RequestQuery.create({ path }))),
    );
    expect(answers.map(({ log }) => log)).toEqual(paths);
    await client.close();
    await server.close();
  });

  it("carries logs that are no UTF-8, as those of Go applications may be", async () => {
    const bytes = Uint8Array.of(0x62, 0x99, 0x61);
    const { server } = await serve({ query: () => answer(textOfBytes(bytes)) });
    const client = await connectSocketClient({ address: server.address });
    const { log } = await client.query(RequestQuery.create({}));
    expect(utf8(log)).toEqual(bytes);
    await client.close();
    await server.close();
  });

  it("answers queries while a consensus call is under way", async () => {
    let finish: () => void = () => undefined;
    const { server } = await serve({
      commit: () =>
        new Promise((resolve) => {
          finish = () => resolve({ retainHeight: 3n });
        }),
      query: () => answer("meanwhile"),
    });
    const client = await connectSocketClient({ address: server.address });
    const commit = client.commit({});
    expect(await client.query(RequestQuery.create({}))).toMatchObject({ log: "meanwhile" });
    finish();
    expect(await commit).toEqual({ retainHeight: 3n });
    await client.close();
    await server.close();
  });

  it("answers a failed handler with an exception and ends the connection", async () => {
    const { server } = await serve({
      query: () => {
        throw new Error("cannot go on");
      },
    });
    const client = await connectSocketClient({ address: server.address });
    await expect(client.query(RequestQuery.create({}))).rejects.toThrow(
      new AbciException("cannot go on"),
    );
    await expect(
      client.info({ version: "", blockVersion: 0n, p2pVersion: 0n, abciVersion: "" }),
    ).rejects.toThrow("cannot go on");
    await server.close();
  });

  it.each([
    {
      why: "bytes that are no request",
      bytes: frame(Uint8Array.of(0xff, 0xff)),
      error: /^malformed request/,
    },
    {
      why: "a request of no kind",
      bytes: frame(new Uint8Array()),
      error: /^request of an unknown kind/,
    },
    {
      why: "a message over the limit",
      bytes: Uint8Array.of(0xe9, 0x07),
      error: /^message of 1001 bytes is over the limit of 1000/,
    },
    {
      why: "a length without end",
      bytes: new Uint8Array(8).fill(0xff),
      error: /^malformed message length/,
    },
  ])("answers $why with an exception and ends the connection", async ({ bytes, error }) => {
    const { server, port } = await serve({}, 1000);
    const [response] = await rawExchange(port, bytes);
    expect(response?.exception?.error).toMatch(error);
    await server.close();
  });

  it("answers what came whole when a connection ends inside a message", async () => {
    const { server, port } = await serve({});
    const echo = frame(Request.encode({ echo: { message: "whole" } }));
    const bytes = Uint8Array.from([...echo, ...echo.subarray(0, 4)]);
    expect(await rawExchange(port, bytes, true)).toEqual([
      expect.objectContaining({ echo: { message: "whole" } }),
    ]);
    await server.close();
  });

  it("rejects calls under way when the application goes", async () => {
    const { server } = await serve({ commit: () => new Promise(() => undefined) });
    const client = await connectSocketClient({ address: server.address });
    const commit = client.commit({});
    const rejected = expect(commit).rejects.toThrow(AbciConnectionError);
    await client.echo("sent");
    await server.close();
    await rejected;
  });

  it("tells once that the application went, and not when its own side closes", async () => {
    const { server } = await serve({});
    const lost: string[] = [];
    const onLost = ({ message }: Error) => lost.push(message);
    const kept = await connectSocketClient({ address: server.address, onLost });
    await kept.close();
    const other = await connectSocketClient({ address: server.address, onLost });
    await server.close();
    await expect(other.echo("anybody there")).rejects.toThrow(AbciConnectionError);
    expect(lost).toHaveLength(1);
  });

  it("takes over the socket file of a process that was killed, and none that is answered", async () => {
    const folder = await mkdtemp(join(tmpdir(), "testudo-abci-"));
    const path = join(folder, "app.sock");
    const listen = `unix://${path}`;
    const script = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", script]);
    expect(existsSync(path)).toBe(true);

    const app = partialApp({});
    const server = await createSocketServer({ app, listen });
    const client = await connectSocketClient({ address: listen });
    expect(await client.echo("here")).toBe("here");
    await expect(createSocketServer({ app, listen })).rejects.toThrow("EADDRINUSE");
    await client.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  it("says whom it could not reach", async () => {
    await expect(connectSocketClient({ address: "tcp://127.0.0.1:1" })).rejects.toThrow(
      /^cannot reach the application at tcp:\/\/127\.0\.0\.1:1: /,
    );
    await expect(connectSocketClient({ address: "nowhere" })).rejects.toThrow(
      "not a socket address: nowhere",
    );
  });
});

describe("a local client", () => {
  it("makes consensus calls one at a time, also after one has failed", async () => {
    const log: string[] = [];
    const slow = async (name: string) => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
    };
    const client = createLocalClient(
      partialApp({
        finalizeBlock: async () => {
          await slow("block");
          throw new Error("halt");
        },
        commit: async () => {
          await slow("commit");
          return { retainHeight: 0n };
        },
        query: () => answer(log.join(", ")),
      }),
    );
    const block = client.finalizeBlock({} as never);
    const commit = client.commit({});
    await expect(block).rejects.toThrow("halt");
    await commit;
    expect(log).toEqual(["block begins", "block ends", "commit begins", "commit ends"]);
  });
});
