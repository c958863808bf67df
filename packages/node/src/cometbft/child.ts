import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { FILE_MODE } from "../home.ts";
import { NodeEnded } from "./errors.ts";

export interface ChildOptions {
  /** How it is called in errors: `cometbft of alice`. */
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** What it prints is appended here. */
  readonly logFile: string;
  /** Opens a channel whose end tells the child that this process is gone. */
  readonly tied?: boolean;
}

/** A process that was started here. */
export interface Child {
  readonly pid: number;
  /** Resolves when it is gone: with what happened, or `undefined` when it was asked to stop. */
  readonly ended: Promise<NodeEnded | undefined>;
  /** Asks it to stop, and after a while makes it. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would; `ended` tells it as a crash. */
  kill(): Promise<void>;
}

/** CometBFT closes its databases in this time even on a slow disk. */
const STOP_TIMEOUT_MS = 15_000;
const LOG_TAIL_BYTES = 4096;

/**
 * Starts a program in a process group of its own, so that Ctrl-C in a terminal reaches it through `stop` alone.
 *
 * @throws NodeEnded when it cannot be started
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, command, logFile, tied = false } = options;
  const [program, ...args] = command;
  const log = await open(logFile, "a", FILE_MODE);
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", log.fd, log.fd, ...(tied ? (["ipc"] as const) : [])],
  });
  const { pid } = await spawned(child, name).finally(() => log.close());

  let isStopping = false;
  const ended = new Promise<NodeEnded | undefined>((resolve) => {
    child.once("exit", (code, signal) => {
      if (isStopping) return resolve(undefined);
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      void lastComplaint(logFile).then((why) =>
        resolve(new NodeEnded(`${name} ended ${how}${why}; its log is ${logFile}`)),
      );
    });
  });

  return {
    pid,
    ended,
    async stop() {
      isStopping = true;
      if (hasExited(child)) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => killGroup(pid), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      killGroup(pid);
      await ended;
    },
  };
}

function spawned(child: ChildProcess, name: string): Promise<{ readonly pid: number }> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      reject(new NodeEnded(`${name} does not start: ${error.message}`));
    child.once("error", failed);
    child.once("spawn", () => {
      child.off("error", failed);
      // Later ones are about signals and messages to a process that is gone already.
      child.on("error", () => undefined);
      resolve({ pid: child.pid ?? 0 });
    });
  });
}

function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

/** The last error of a log, as `: text`. */
async function lastComplaint(logFile: string): Promise<string> {
  const file = await open(logFile, "r");
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LOG_TAIL_BYTES);
    const { buffer } = await file.read({
      buffer: Buffer.alloc(length),
      length,
      position: size - length,
    });
    const lines = buffer.toString("utf8").split("\n");
    const found = lines
      .filter((line) => /^E\[|^ERROR|^panic|^testudo:|"level":50/.test(line))
      .at(-1);
    return found === undefined ? "" : `: ${found.replace(/\s+/g, " ").trim().slice(0, 300)}`;
  } finally {
    await file.close();
  }
}
