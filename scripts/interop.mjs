/**
 * Runs the tests against foreign programs. Flags of its own, everything else goes to jest:
 *
 * --differential   only the run of random transactions on our applications and on the Go ones
 * --seed N         of that run; the same seed makes the same transactions
 * --txs N          its transactions
 * --build          builds Go applications that are missing (ten minutes)
 * --recordings     also asks the Go applications what the integration tests ask ours
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);
const env = { ...process.env };
const differential = takeFlag("--differential");
const recordings = takeFlag("--recordings");
if (takeFlag("--build")) env.TESTUDO_BUILD_GO = "1";
for (const [flag, variable] of [
  ["--seed", "TESTUDO_SEED"],
  ["--txs", "TESTUDO_TXS"],
]) {
  const value = takeValue(flag);
  if (value !== undefined) env[variable] = value;
}

const folder = recordings ? mkdtempSync(join(tmpdir(), "testudo-recordings-")) : undefined;
try {
  if (folder !== undefined) {
    env.TESTUDO_RECORDINGS = folder;
    process.exitCode = jest(["--config", "jest.recording.config.mjs"]);
  }
  if (!process.exitCode) {
    const only = differential || recordings ? ["test/interop/differential"] : [];
    process.exitCode = jest(["--config", "jest.interop.config.mjs", ...only, ...args]);
  }
} finally {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

function jest(options) {
  const program = join(root, "node_modules/jest/bin/jest.js");
  return spawnSync(process.execPath, [program, ...options], { cwd: root, env, stdio: "inherit" })
    .status;
}

function takeFlag(name) {
  const at = args.indexOf(name);
  if (at < 0) return false;
  args.splice(at, 1);
  return true;
}

function takeValue(name) {
  const at = args.indexOf(name);
  if (at < 0) return undefined;
  const [, value] = args.splice(at, 2);
  if (!/^[0-9]+$/.test(value ?? "")) {
    process.stderr.write(`${name} wants a number\n`);
    process.exit(2);
  }
  return value;
}
