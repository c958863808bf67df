import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { until } from "@testudo/client";

/** The last version whose dependencies load nothing while they are built. */
const VERSION = "1.10.5";
const CRATE = "ibc-relayer-cli";
const BUILD_TIMEOUT_MS = 45 * 60_000;
const COMMAND_TIMEOUT_MS = 180_000;
/** Hermes answers a signal at once, but for a block that it waits for. */
const STOP_TIMEOUT_MS = 20_000;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Whether there is a Hermes to test with; otherwise why not, which is a reason to skip and not a failure. */
export type HermesSearch =
  | { readonly path: string }
  | { readonly buildAt: string }
  | { readonly missing: string };

/**
 * Looks for Hermes: the one that `TESTUDO_HERMES` names, one on PATH, or one that a test has built before. With
 * `TESTUDO_BUILD_HERMES=1` it may be built, which takes half an hour.
 */
export function searchHermes(): HermesSearch {
  const { TESTUDO_HERMES: named, TESTUDO_BUILD_HERMES: mayBuild, PATH = "" } = process.env;
  if (named !== undefined) {
    return existsSync(named) ? { path: named } : { missing: `TESTUDO_HERMES names no file` };
  }
  const known = [...PATH.split(delimiter), binFolder()].map((folder) => join(folder, "hermes"));
  const path = known.find((one) => existsSync(one));
  if (path !== undefined) return { path };
  if (mayBuild !== "1") {
    return {
      missing: "no hermes on PATH; TESTUDO_HERMES names one, TESTUDO_BUILD_HERMES=1 builds",
    };
  }
  const hasCargo = spawnSync("cargo", ["--version"], { stdio: "ignore" }).status === 0;
  return hasCargo ? { buildAt: cacheFolder() } : { missing: "no cargo to build hermes with" };
}

/**
 * `describe`, or its tests skipped under a name that says why.
 *
 * @param missing what else is not there
 */
export function describeWithHermes(name: string, body: () => void, missing?: string): void {
  const search = searchHermes();
  const reason = "missing" in search ? search.missing : missing;
  if (reason !== undefined) describe.skip(`${name} (skipped: ${reason})`, body);
  else describe(name, body);
}

/** The path of Hermes, built first where that is asked for. */
export async function installHermes(): Promise<string> {
  const search = searchHermes();
  if ("missing" in search) throw new Error(search.missing);
  if ("path" in search) return search.path;
  await new Promise<void>((resolve, reject) => {
    execFile(
      "cargo",
      ["install", CRATE, "--version", VERSION, "--root", search.buildAt],
      { timeout: BUILD_TIMEOUT_MS, maxBuffer: Number.POSITIVE_INFINITY },
      (error) => (error === null ? resolve() : reject(error)),
    );
  });
  return join(binFolder(), "hermes");
}

/** What a command of Hermes printed and answered. */
export interface HermesAnswer {
  readonly code: number | null;
  /** Both streams, without colours. */
  readonly text: string;
}

/** A Hermes with its configuration. */
export interface Hermes {
  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<HermesAnswer>;
  /** Runs a command that has to succeed, and gives its result. */
  result(...args: readonly string[]): Promise<unknown>;
  /** Starts a command that runs until it is stopped, such as `start`. */
  begin(...args: readonly string[]): HermesProcess;
  /** Ends whatever still runs. */
  stop(): Promise<void>;
}

/** A Hermes that keeps running. */
export interface HermesProcess {
  /** Everything that it has logged so far, without colours. */
  log(): string;
  isRunning(): boolean;
  /** Waits until it has logged something. */
  says(what: string | RegExp): Promise<void>;
  stop(): Promise<void>;
}

const SAYS_TIMEOUT_MS = 120_000;

export function createHermes(program: string, config: string): Hermes {
  const running = new Set<HermesProcess>();

  function start(args: readonly string[]): ChildProcess {
    return spawn(program, ["--config", config, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  }

  async function run(...args: readonly string[]): Promise<HermesAnswer> {
    const child = start(args);
    const text = collect(child);
    const timer = setTimeout(() => child.kill("SIGKILL"), COMMAND_TIMEOUT_MS);
    const [code] = await once(child, "close");
    clearTimeout(timer);
    return { code, text: text() };
  }

  return {
    run,

    async result(...args) {
      const { code, text } = await run("--json", ...args);
      const last = text.trim().split("\n").at(-1) ?? "";
      if (code !== 0) throw new Error(`hermes ${args.join(" ")}: ${text.slice(-2_000)}`);
      const { status, result }: { status?: unknown; result?: unknown } = JSON.parse(last);
      if (status !== "success") throw new Error(`hermes ${args.join(" ")}: ${last}`);
      return result;
    },

    begin(...args) {
      const child = start(args);
      const log = collect(child);
      const closed = once(child, "close");
      const process: HermesProcess = {
        log,
        isRunning: () => child.exitCode === null && child.signalCode === null,
        async says(what) {
          const has = () => (typeof what === "string" ? log().includes(what) : what.test(log()));
          await until(
            () => {
              if (has()) return true;
              if (child.exitCode !== null) throw new Error(`hermes ended: ${log().slice(-2_000)}`);
              return false;
            },
            { what: `${what} in the log of hermes`, timeoutMs: SAYS_TIMEOUT_MS },
          );
        },
        async stop() {
          running.delete(process);
          const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
          child.kill("SIGTERM");
          await closed;
          clearTimeout(timer);
        },
      };
      running.add(process);
      return process;
    },

    async stop() {
      await Promise.all([...running].map((one) => one.stop()));
    },
  };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return () => text.replace(COLOURS, "");
}

function cacheFolder(): string {
  const root = process.env.XDG_CACHE_HOME ?? tmpdir();
  return join(root, "testudo-interop", `hermes-${VERSION}`);
}

function binFolder(): string {
  return join(cacheFolder(), "bin");
}
