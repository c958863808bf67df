import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toHexUpper } from "@testudo/base";
import { createChainClient, until } from "@testudo/client";
import { createNetwork, validatorStanding } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { buildCommand, cleanUp, temporaryFolder, testudo, type UpProcess, up } from "./command.ts";

let offset: string;
const home = join(temporaryFolder(), "home");

/** A command on this devnet that must succeed; its JSON. */
async function done(...args: readonly string[]) {
  const { code, out, err } = await testudo(...args, "--json", "--home", home);
  expect({ args, code, err }).toEqual({ args, code: 0, err: "" });
  return JSON.parse(out);
}

/** A command on this devnet that must fail in one line. */
async function refused(...args: readonly string[]) {
  const { code, err } = await testudo(...args, "--home", home);
  expect(err).toMatch(/^testudo: [^\n]+\n$/);
  return { code, err };
}

beforeAll(buildCommand);
afterAll(cleanUp);

describe("a devnet from the command line", () => {
  let running: UpProcess;

  it("comes up with an open CCV channel and tells other programs where everything is", async () => {
    offset = String(await freePortOffset());
    running = await up(home, "--port-offset", offset);
    const [hub, consumer] = running.file.chains;
    expect(hub).toMatchObject({ name: "hub", role: "provider", chainId: "hub-1", denom: "uatom" });
    expect(consumer).toMatchObject({
      chainId: "consumer-1",
      consumerId: "0",
      clientIds: { onHub: "07-tendermint-0", onConsumer: "07-tendermint-0" },
      channels: { ccv: { onHub: { port: "provider" }, onConsumer: { port: "consumer" } } },
    });
    expect(running.file.validators.map(({ name }) => name)).toEqual([
      "alice",
      "bob",
      "carol",
      "dave",
    ]);
    const status = await done("status");
    expect(status.chains[1]).toMatchObject({ phase: "LAUNCHED", ccvChannel: "open" });
  });

  it("faults 124: keeps its files for its owner alone", () => {
    const modeOf = (path: string) => statSync(join(home, path)).mode & 0o777;
    for (const file of ["devnet.json", "devnet-state.json", "logs/devnet.log"]) {
      expect([file, modeOf(file)]).toEqual([file, 0o600]);
    }
    for (const folder of ["", "chains/hub-1", "chains/hub-1/data/state", "logs"]) {
      expect([folder, modeOf(folder)]).toEqual([folder, 0o700]);
    }
  });

  it("faults 122: listens on loopback alone", () => {
    const { control, chains } = running.file;
    for (const url of [control, ...chains.map(({ rpc }) => rpc)]) {
      expect(new URL(url).hostname).toBe("127.0.0.1");
    }
  });

  it("moves coins, and stake on the hub is power on the consumer", async () => {
    await done("send", "dora", "erin", "1000");
    await done("send", "dora", "erin", "7", "--chain", "consumer-1");
    await done("stake", "delegate", "dora", "carol", "5000000");
    const powers = await until(
      async () => {
        const carol = await done("validator", "show", "carol");
        return carol.powers["consumer-1"] === "155" && carol.powers;
      },
      { timeoutMs: 20_000, what: "carol's power on the consumer" },
    );
    expect(powers["hub-1"]).toBe("155");
    const { err, code } = await refused("send", "dora", "erin", "9999999999999999");
    expect(err).toMatch(/insufficient funds/);
    expect(code).toBe(1);
  });

  it("faults 110: refuses a second devnet on its home, and on its ports", async () => {
    const again = await refused("up", "--port-offset", offset);
    expect(again).toMatchObject({ code: 2 });
    expect(again.err).toMatch(/runs on .* already/);
    const elsewhere = join(temporaryFolder(), "other");
    const ports = await testudo("up", "--port-offset", offset, "--home", elsewhere);
    expect(ports.err).toMatch(/port \d+ on 127\.0\.0\.1 is in use.*--port-offset/);
    expect(ports.code).toBe(2);

    // Even when nothing tells of the first one, its databases are locked.
    const file = join(home, "devnet.json");
    const text = readFileSync(file);
    rmSync(file);
    const locked = await refused("up", "--port-offset", String(await freePortOffset()));
    expect(locked.err).toMatch(/in use by another process/);
    expect(locked.code).toBe(2);
    writeFileSync(file, text, { mode: 0o600 });
  });

  it("serves CometMock's methods on every chain", async () => {
    const client = createChainClient({ rpcUrl: running.file.chains[1]!.rpc });
    const before = (await client.status()).latestHeight;
    await client.call("advance_blocks", { num_blocks: "3" });
    expect((await client.status()).latestHeight).toBeGreaterThanOrEqual(before + 3n);
    const earlier = (await client.status()).latestTime;
    await client.call("advance_time", { duration_in_seconds: "3600" });
    expect((await client.status()).latestTime - earlier).toBeGreaterThanOrEqual(3_600_000_000_000n);
    const [validator] = (await client.validators(before)).validators;
    const down = await client.call("set_signing_status", {
      private_key_address: toHexUpper(validator!.address),
      status: "up",
    });
    expect(down).toMatchObject({
      new_signing_status_map: { [toHexUpper(validator!.address)]: true },
    });
    await expect(client.call("advance_blocks", { num_blocks: "0" })).rejects.toThrow(/num_blocks/);
    client.close();
  });

  it("creates a consumer whose validators are some of the hub's", async () => {
    const { chain } = await done("consumer", "create", "consumer-2", "--validators", "alice,carol");
    expect(chain).toMatchObject({ chainId: "consumer-2", consumerId: "1" });
    const carol = await done("validator", "show", "carol");
    expect(carol.powers["consumer-2"]).toBe("155");
    const bob = await done("validator", "show", "bob");
    expect(bob.powers["consumer-2"]).toBe("0");
    const taken = await refused("consumer", "create", "consumer-2");
    expect(taken.err).toMatch(/consumer 1 has the chain id consumer-2/);
  });

  it("says why a launch failed and what to do, and launches when it was done", async () => {
    const empty = await refused("consumer", "create", "consumer-3", "--power-cap", "x");
    expect(empty.code).toBe(2);
    const failed = await refused("consumer", "create", "consumer-3", "--min-stake", "999999999999");
    expect(failed.code).toBe(1);
    expect(failed.err).toMatch(/put it back to REGISTERED.*testudo consumer update consumer-3/);
    const genesis = await refused("consumer", "genesis", "consumer-3");
    expect(genesis.err).toMatch(/has no genesis yet: it is REGISTERED/);
    await done("consumer", "update", "consumer-3", "--min-stake", "0");
    await done("consumer", "launch", "consumer-3");
    const shown = await done("consumer", "show", "consumer-3");
    expect(shown.phase).toBe("CONSUMER_PHASE_LAUNCHED");
  });

  it("gives a validator a new key on a consumer", async () => {
    const before = running.file.validators[3]!.consKeys["consumer-1"];
    await done("validator", "assign-key", "dave", "consumer-1");
    await done("epoch", "2");
    const after = await done("validator", "show", "dave");
    expect(after.consKeys["consumer-1"]).not.toBe(before);
    expect(after.powers["consumer-1"]).toBe("50");
  });

  it("punishes a double vote, once", async () => {
    await done("attack", "double-sign", "bob", "--chain", "consumer-1");
    const [found] = await done("evidence", "list");
    expect(found).toMatchObject({ kind: "double-voting", validators: ["bob"] });
    expect(found.reportedIn).toMatch(/^[0-9A-F]{64}$/);
    const out = temporaryFolder();
    const { files } = await done("evidence", "export", found.id, "--out", out);
    const verdict = await refused("evidence", "verify", "consumer-1", ...files);
    expect(verdict).toMatchObject({ code: 1, err: expect.stringMatching(/tombstoned/) });
    const again = await refused("evidence", "submit", "consumer-1", ...files);
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/tombstoned/) });
  });

  it("jails a validator that is down, and lets it back when its time is over", async () => {
    await done("attack", "downtime", "carol", "--chain", "consumer-1");
    const early = await refused("validator", "unjail", "carol");
    expect(early.err).toMatch(/validator still jailed/);
    await done("time", "+61s");
    await done("validator", "unjail", "carol");
    expect(await done("validator", "show", "carol")).toMatchObject({ jailed: false });
  });

  it("travels past every trusting period with its clients alive", async () => {
    await done("time", "+8d");
    const status = await done("status");
    for (const chain of status.chains.slice(1)) {
      expect(chain.clients).toEqual({ onHub: "Active", onConsumer: "Active" });
    }
  });

  it("faults 125: says no mnemonic in what it prints and logs", () => {
    const logs = readdirSync(join(home, "logs")).map((name) =>
      readFileSync(join(home, "logs", name), "utf8"),
    );
    const { accounts, validators } = running.file;
    for (const { mnemonic } of [...accounts, ...validators]) {
      for (const log of logs) expect(log).not.toContain(mnemonic);
    }
  });

  it("stops when told to, and goes on where it was", async () => {
    const before = await done("status");
    await done("down");
    await until(() => running.child.exitCode !== null, { timeoutMs: 20_000, what: "the end" });
    expect(running.child.exitCode).toBe(0);
    expect((await refused("status")).code).toBe(2);

    running = await up(home, "--port-offset", offset);
    const after = await done("status");
    for (const [i, { chainId, height }] of before.chains.entries()) {
      expect(after.chains[i].chainId).toBe(chainId);
      expect(BigInt(after.chains[i].height)).toBeGreaterThanOrEqual(BigInt(height));
    }
    const network = createNetwork({ file: () => running.file });
    expect(await validatorStanding(network, "bob")).toMatchObject({ tombstoned: true });
    network.close();
    await done("send", "dora", "erin", "1", "--chain", "consumer-2");
    expect(await running.end("SIGINT")).toBe(0);
    expect(await done("reset")).toEqual({ removed: home });
  });
});
