import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "@testudo/client";
import type { DevnetFile } from "@testudo/devnet";

const root = join(__dirname, "..", "..");
const bundle = join(root, "dist", "testudo.mjs");
const START_TIMEOUT_MS = 90_000;

const children = new Set<ChildProcess>();
const folders: string[] = [];

/** What a finished command printed and answered. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A devnet that runs in a process of its own. */
export interface UpProcess {
  readonly child: ChildProcess;
  readonly file: DevnetFile;
  /** Everything it has printed so far. */
  printed(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Bundles the command as `npm start` does. */
export function buildCommand(): void {
  execFileSync("node", [join(root, "scripts", "build.mjs")], { cwd: root });
}

/** A folder that is removed in the end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "testudo-e2e-"));
  folders.push(folder);
  return folder;
}

/** Runs a command to its end. */
export async function testudo(...args: readonly string[]): Promise<Finished> {
  const child = spawn("node", [bundle, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const [code] = await once(child, "close");
  children.delete(child);
  return { code, out: out(), err: err() };
}

/** A command that runs until it is ended. */
export interface Serving {
  readonly child: ChildProcess;
  /** What it printed once it was ready. */
  readonly answer: Readonly<Record<string, string>>;
  /** What it complained about so far. */
  complaints(): string;
  /** Sends a signal, if any, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command that prints JSON when it is ready, and goes on. */
export async function serve(...args: readonly string[]): Promise<Serving> {
  const child = spawn("node", [bundle, ...args, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const ended = once(child, "close");
  await until(
    () => {
      if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended: ${err()}`);
      return out().endsWith("}\n");
    },
    { timeoutMs: START_TIMEOUT_MS, what: args.join(" ") },
  );
  return {
    child,
    answer: JSON.parse(out()),
    complaints: err,
    async end(signal) {
      if (signal !== undefined) child.kill(signal);
      await ended;
      children.delete(child);
      return child.exitCode;
    },
  };
}

/** Calls a method of a node. @throws Error with the node's refusal */
export async function call(
  rpcUrl: string,
  method: string,
  params: Readonly<Record<string, string>> = {},
) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "content-type": "application/json" };
  const response = await fetch(rpcUrl, { method: "POST", headers, body });
  const { result, error } = JSON.parse(await response.text());
  if (error !== undefined) throw new Error(`${method}: ${error.message} ${error.data}`);
  return result;
}

/** Starts `testudo up` and waits until its devnet is ready. */
export function up(home: string, ...args: readonly string[]): Promise<UpProcess> {
  return ready(home, "node", [bundle, "up", "--json", "--home", home, ...args]);
}

/** Starts `testudo up` and kills it so many milliseconds later, wherever it is then. */
export async function upAndKill(ms: number, home: string, ...args: readonly string[]) {
  const child = spawn("node", [bundle, "up", "--home", home, ...args], { stdio: "ignore" });
  children.add(child);
  const ended = once(child, "exit");
  setTimeout(() => child.kill("SIGKILL"), ms);
  await ended;
  children.delete(child);
}

/** The same as `up` where no file can grow beyond a size, in KiB: a disk that is full. */
export function upOnFullDisk(
  fileSizeMax: number,
  home: string,
  ...args: readonly string[]
): Promise<UpProcess> {
  const limited = `ulimit -f ${fileSizeMax}; exec node "$0" "$@"`;
  return ready(home, "bash", ["-c", limited, bundle, "up", "--json", "--home", home, ...args]);
}

async function ready(home: string, program: string, args: readonly string[]): Promise<UpProcess> {
  const started = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.add(started);
  const [out, err] = [collect(started.stdout), collect(started.stderr)];
  await until(
    () => {
      if (started.exitCode !== null) throw new Error(`up ended: ${err()}`);
      return out().endsWith("}\n") && existsSync(join(home, "devnet.json"));
    },
    { timeoutMs: START_TIMEOUT_MS, what: "a devnet that is ready" },
  );
  const file: DevnetFile = JSON.parse(readFileSync(join(home, "devnet.json"), "utf8"));
  return {
    child: started,
    file,
    printed: () => out() + err(),
    async end(signal) {
      const ended = started.exitCode !== null ? undefined : once(started, "exit");
      started.kill(signal);
      await ended;
      children.delete(started);
      return started.exitCode;
    },
  };
}

/** Ends what still runs and removes all folders; for `afterAll`. */
export function cleanUp(): void {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
