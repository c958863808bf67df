import { join } from "node:path";
import { freePort } from "@testudo/testkit/free-ports";
import {
  buildCommand,
  call,
  cleanUp,
  type Serving,
  serve,
  temporaryFolder,
  testudo,
} from "./command.ts";

const folder = temporaryFolder();
const home = join(folder, "node");
const socket = `unix://${join(folder, "app.sock")}`;

beforeAll(buildCommand);
afterAll(cleanUp);

/** The application, in the place of somebody else's: only its socket is used. */
const startApp = () =>
  serve(
    ...["node", "app", "--role", "provider", "--listen", socket, "--home", join(folder, "app")],
  );
const startNode = () => serve("node", "start", "--home", home);

const heightAt = async (rpc: string) =>
  BigInt((await call(rpc, "status")).sync_info.latest_block_height);
const timeAt = async (rpc: string) =>
  Date.parse((await call(rpc, "status")).sync_info.latest_block_time);

describe("testudo node start before an application of somebody else", () => {
  let app: Serving;
  let node: Serving;
  const rpc = () => node.answer.rpc ?? "";

  beforeAll(async () => {
    const { code, err } = await testudo(
      ...["node", "init", "--home", home, "--app", socket, "--mine", "manual"],
      ...["--rpc-port", String(await freePort())],
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    [app, node] = await Promise.all([startApp(), startNode()]);
  });

  it("makes blocks when it is asked to, as CometMock does", async () => {
    await call(rpc(), "advance_blocks", { num_blocks: "5" });
    expect(await heightAt(rpc())).toBe(5n);
    const { validators } = await call(rpc(), "validators");
    expect(validators).toHaveLength(4);
  });

  it("moves time for good: also a killed node wakes up after it", async () => {
    const before = await timeAt(rpc());
    await call(rpc(), "advance_time", { duration_in_seconds: "86400" });
    await call(rpc(), "advance_blocks", { num_blocks: "2" });
    const moved = await timeAt(rpc());
    expect(moved - before).toBeGreaterThanOrEqual(86_400_000);
    const height = await heightAt(rpc());
    await node.end("SIGKILL");

    node = await startNode();
    expect(await heightAt(rpc())).toBe(height);
    // Votes bear the time of the block after theirs.
    await call(rpc(), "advance_blocks", { num_blocks: "2" });
    expect(await timeAt(rpc())).toBeGreaterThan(moved);
  });

  it("ends with a reason when the application is killed, and goes on with it afterwards", async () => {
    const height = await heightAt(rpc());
    await app.end("SIGKILL");
    expect(await node.end()).toBe(1);
    expect(node.complaints()).toContain(`the application at ${socket} is gone`);

    [app, node] = await Promise.all([startApp(), startNode()]);
    expect(await heightAt(rpc())).toBe(height);
    await call(rpc(), "advance_blocks", { num_blocks: "1" });
    expect(await heightAt(rpc())).toBe(height + 1n);
  });

  it("punishes what the control methods make a validator do", async () => {
    const { validators } = await call(rpc(), "validators");
    const { address } = validators.at(-1);
    const { new_signing_status_map: status } = await call(rpc(), "set_signing_status", {
      private_key_address: address,
      status: "down",
    });
    expect(status[address]).toBe(false);
    await call(rpc(), "advance_blocks", { num_blocks: "2" });
    const { signed_header: signed } = await call(rpc(), "commit");
    const flags = signed.commit.signatures.map(
      (one: { readonly block_id_flag: number }) => one.block_id_flag,
    );
    expect(flags).toEqual([2, 2, 2, 1]);
    await call(rpc(), "set_signing_status", { private_key_address: address, status: "up" });

    await call(rpc(), "advance_blocks", { num_blocks: "2" });
    await call(rpc(), "cause_double_sign", { private_key_address: address });
    await call(rpc(), "advance_blocks", { num_blocks: "3" });
    expect((await call(rpc(), "validators")).validators).toHaveLength(3);
  });

  it("stops with a signal", async () => {
    expect(await node.end("SIGTERM")).toBe(0);
    expect(await app.end("SIGTERM")).toBe(0);
  });
});

describe("testudo node init for an application of somebody else", () => {
  it.each([
    { why: "an address of no kind", args: ["--app", "nowhere"], names: /--app: "nowhere"/ },
    {
      why: "CometBFT as the engine",
      args: ["--engine", "cometbft", "--app", socket],
      names: /--app/,
    },
    { why: "a file that is no key", args: ["--app", socket, "--key", __filename], names: /--key/ },
  ])("refuses $why", async ({ args, names }) => {
    const { code, err } = await testudo("node", "init", "--home", join(folder, "x"), ...args);
    expect(err).toMatch(names);
    expect(code).toBe(2);
  });
});
