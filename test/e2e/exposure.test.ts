import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { toBase64, toHex } from "@testudo/base";
import { privKeyFromMnemonic } from "@testudo/crypto";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { buildCommand, cleanUp, temporaryFolder, testudo, type UpProcess, up } from "./command.ts";

const home = join(temporaryFolder(), "home");
const LISTENING = "0A";
const LOOPBACK = [
  "0100007F",
  "00000000000000000000000001000000",
  "0000000000000000FFFF00000100007F",
];

let devnet: UpProcess;
/** Everything that anybody can see of the devnet but its own file. */
const seen: { readonly where: string; readonly text: string }[] = [];

async function run(...args: readonly string[]) {
  const { out, err } = await testudo(...args, "--home", home);
  seen.push({ where: args.join(" "), text: out + err });
}

async function get(url: string) {
  const response = await fetch(url);
  seen.push({ where: url, text: await response.text() });
}

beforeAll(async () => {
  buildCommand();
  devnet = await up(home, "--port-offset", String(await freePortOffset()), "--log-level", "debug");
});
afterAll(cleanUp);

/** Linux tells what a process has open; elsewhere these are reported as skipped. */
const onLinux = existsSync("/proc/self/net/tcp") ? it : it.skip;

onLinux("faults 122: every socket that listens is on the loopback interface", () => {
  const { pid } = devnet.child;
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  const lines = ["tcp", "tcp6", "udp", "udp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8").split("\n").slice(1),
  );
  const listening = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTENING && inodes.has(inode))
    .map(([, local]) => local?.split(":")[0]);
  // Control, and RPC of two chains at least.
  expect(listening.length).toBeGreaterThanOrEqual(3);
  for (const address of listening) expect(LOOPBACK).toContain(address);
});

it("faults 124: every file under its home is for its owner alone", () => {
  const open: string[] = [];
  const walk = (path: string) => {
    const { mode } = statSync(path);
    if ((mode & 0o077) !== 0) open.push(`${(mode & 0o777).toString(8)} ${path}`);
    if (!statSync(path).isDirectory()) return;
    for (const name of readdirSync(path)) walk(join(path, name));
  };
  walk(home);
  expect(open).toEqual([]);
});

it("faults 125: no mnemonic and no key is in what it prints, logs, answers or is started with", async () => {
  await run("accounts");
  await run("accounts", "--json");
  await run("status", "--json");
  await run("validator", "list", "--json");
  await run("send", "dora", "erin", "5", "--json");
  await run("send", "dora", "nobody", "5");
  await run("send", "dora", "erin", "99999999999999999");
  await run("attack", "double-sign", "dave", "--chain", "consumer-1", "--json");
  await run("evidence", "list", "--json");
  await run("up");
  const { chains, accounts, validators, control, seed } = devnet.file;
  for (const { rpc } of chains) {
    const page = await (await fetch(rpc)).text();
    // The listing page names every method that needs no argument with its address.
    const methods = new Set([...page.matchAll(/\/([a-z_]+)(?=[?"<])/g)].map(([, name]) => name));
    expect(methods.size).toBeGreaterThan(10);
    for (const name of methods) await get(`${rpc}/${name}`);
    await get(`${rpc}/tx_search?query="tx.height>0"`);
    await get(`${rpc}/broadcast_tx_sync?tx="${accounts[0]?.name}"`);
  }
  await get(`${control}/status`);
  await get(`${control}/nothing`);
  const logs = join(home, "logs");
  for (const name of readdirSync(logs)) {
    seen.push({ where: name, text: readFileSync(join(logs, name), "utf8") });
  }
  for (const name of ["cmdline", "environ"]) {
    const path = `/proc/${devnet.child.pid}/${name}`;
    if (existsSync(path)) seen.push({ where: name, text: readFileSync(path, "utf8") });
  }
  // A crash tells no more.
  await devnet.end("SIGABRT");
  seen.push({ where: "the devnet's own output", text: devnet.printed() });

  const secrets = [...accounts, ...validators].flatMap(({ name, mnemonic }) => {
    const key = privKeyFromMnemonic(mnemonic);
    const words = mnemonic.split(" ");
    return [
      [`first words of ${name}`, words.slice(0, 4).join(" ")],
      [`last words of ${name}`, words.slice(-4).join(" ")],
      [`key of ${name}`, toHex(key)],
      [`key of ${name}`, toBase64(key)],
    ] as const;
  });
  expect(seed).toBe("testudo");
  const found = seen.flatMap(({ where, text }) => {
    const lower = text.toLowerCase();
    return secrets
      .filter(([, secret]) => text.includes(secret) || lower.includes(secret))
      .map(([what]) => `${what} in ${where}`);
  });
  expect(found).toEqual([]);
  expect(seen.length).toBeGreaterThan(40);
});

it.each([
  ["an option", ["up", "--host", "0.0.0.0"]],
  ["another option", ["up", "--rpc.laddr", "tcp://0.0.0.0:26657"]],
])(
  "faults 128: a devnet, whose mnemonics everybody knows, is not to be had on a public address by %s",
  async (_how, args) => {
    const { code, err } = await testudo(...args, "--home", join(temporaryFolder(), "public"));
    expect(code).toBe(2);
    expect(err).toMatch(/^testudo: unknown option '--(host|rpc\.laddr)'[^\n]*\n$/);
  },
);
