import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { until } from "@testudo/client";
import WebSocket from "ws";
import { installNpmPackage } from "./npm-packages.ts";

/** A package that carries a whole Chromium. */
const PACKAGED = { name: "@sparticuz/chromium", version: "153.0.0" };
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const START_TIMEOUT_MS = 60_000;

/**
 * Looks for Chromium: the one that `TESTUDO_CHROMIUM` names, one on PATH, one of Playwright's, or one out of a package.
 *
 * @returns why there is none instead, which is a reason to skip and not a failure
 */
export function findBrowser(): { readonly path: string } | { readonly missing: string } {
  const { TESTUDO_CHROMIUM: named, PATH = "" } = process.env;
  if (named !== undefined) {
    return existsSync(named) ? { path: named } : { missing: "TESTUDO_CHROMIUM names no file" };
  }
  const onPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const path = [...onPath, ...ofPlaywright()].find((one) => existsSync(one));
  return path === undefined ? packaged() : { path };
}

function ofPlaywright(): readonly string[] {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium"))
    .flatMap((name) => [
      join(cache, name, "chrome-linux", "chrome"),
      join(cache, name, "chrome-linux", "headless_shell"),
    ]);
}

function packaged(): { readonly path: string } | { readonly missing: string } {
  const found = installNpmPackage(PACKAGED);
  if ("missing" in found) return { missing: `no chromium on PATH; ${found.missing}` };
  const folder = join(found.folder, "unpacked");
  mkdirSync(folder, { recursive: true });
  const entry = join(found.folder, "node_modules", PACKAGED.name, "build", "index.js");
  const script = `const { default: c } = await import(${JSON.stringify(pathToFileURL(entry).href)}); await c.executablePath();`;
  // It unpacks into the folder for temporary files.
  const { status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    env: { ...process.env, TMPDIR: folder },
    stdio: "ignore",
  });
  const path = join(folder, "chromium");
  if (status !== 0) return { missing: `${PACKAGED.name} does not unpack` };
  const runs = spawnSync(path, ["--version"], { encoding: "utf8", timeout: START_TIMEOUT_MS });
  return runs.status === 0 ? { path } : { missing: `${PACKAGED.name} does not run here` };
}

/** A headless browser with nothing of its safeguards switched off but the sandbox, which containers lack. */
export interface Browser {
  /** Opens a page, and gives what an expression has once that is there. */
  valueOn(url: string, expression: string, timeoutMs: number): Promise<unknown>;
  close(): Promise<void>;
}

export async function startBrowser(program: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "testudo-browser-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const child: ChildProcess = spawn(
    program,
    [...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let printed = "";
  child.stderr?.on("data", (data) => {
    printed += String(data);
  });
  const address = await until(
    () => {
      if (child.exitCode !== null) throw new Error(`the browser ended: ${printed}`);
      return /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
    },
    { what: "the browser", timeoutMs: START_TIMEOUT_MS },
  );
  const devTools = await connectDevTools(address);
  return {
    async valueOn(url, expression, timeoutMs) {
      const { targetId } = await devTools.call("Target.createTarget", { url });
      const attach = { targetId, flatten: true };
      const { sessionId } = await devTools.call("Target.attachToTarget", attach);
      return until(
        async () => {
          const asked = { expression, returnByValue: true };
          const { result } = await devTools.call("Runtime.evaluate", asked, sessionId);
          return result.value;
        },
        { what: expression, timeoutMs, pauseMs: 100 },
      );
    },
    async close() {
      devTools.close();
      const ended = child.exitCode === null ? once(child, "exit") : undefined;
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function connectDevTools(address: string) {
  const socket = new WebSocket(address);
  await once(socket, "open");
  // Answers of the protocol are read field by field, as JSON.
  const waiting = new Map<number, (answer: ReturnType<typeof JSON.parse>) => void>();
  socket.on("message", (data) => {
    const answer = JSON.parse(String(data));
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let last = 0;
  return {
    async call(method: string, params: object, sessionId?: string) {
      last += 1;
      const id = last;
      const answered = new Promise<ReturnType<typeof JSON.parse>>((resolve) =>
        waiting.set(id, resolve),
      );
      socket.send(JSON.stringify({ id, method, params, sessionId }));
      const { result, error } = await answered;
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    close: () => socket.close(),
  };
}
