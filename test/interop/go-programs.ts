import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A program of the Go stack, installed by its package name. */
export interface GoProgram {
  readonly name: string;
  readonly module: string;
  readonly version: string;
}

export const COMETBFT: GoProgram = {
  name: "cometbft",
  module: "github.com/cometbft/cometbft/cmd/cometbft",
  version: "v0.38.17",
};

/** Newer compilers do not build some dependencies of this generation. */
const GO_TOOLCHAIN = "go1.24.9";
const INSTALL_TIMEOUT_MS = 200_000;

/** Where `prepare.ts` leaves word that a program cannot be had, and why. */
export function missingVariable({ name }: GoProgram): string {
  return `TESTUDO_${name.toUpperCase()}_MISSING`;
}

/** Why there is no such program, which is a reason to skip its tests; `undefined` where it is there. */
export function whyMissing(program: GoProgram): string | undefined {
  if (existsSync(placeOf(program))) return undefined;
  return process.env[missingVariable(program)] ?? `${program.name} is not installed`;
}

/** A test's name that ends with the reason why it is skipped, if it is. */
export function named(name: string, reason: string | undefined): string {
  return reason === undefined ? name : `${name} (${reason})`;
}

function hasGo(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

function placeOf({ name, version }: GoProgram): string {
  return (
    process.env[`TESTUDO_${name.toUpperCase()}`] ??
    join(process.env.XDG_CACHE_HOME ?? tmpdir(), "testudo-interop", `${name}-${version}`, name)
  );
}

/**
 * The path of a Go program. It is built once and kept outside the tree, in the user's cache folder or the one for
 * temporary files; `TESTUDO_COMETBFT` and the like name one that is there already.
 *
 * @returns why it cannot be had instead, which is a reason to skip and not a failure
 */
export async function installGoProgram(
  program: GoProgram,
): Promise<{ readonly path: string } | { readonly missing: string }> {
  const path = placeOf(program);
  if (existsSync(path)) return { path };
  if (!hasGo()) return { missing: "no Go compiler" };
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const fault = await goInstall(program, folder);
  if (fault !== undefined) return { missing: `go install ${program.name}: ${fault}` };
  return { path };
}

function goInstall({ module, version }: GoProgram, folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      "go",
      ["install", `${module}@${version}`],
      {
        timeout: INSTALL_TIMEOUT_MS,
        env: {
          ...process.env,
          GOTOOLCHAIN: GO_TOOLCHAIN,
          GONOSUMDB: "*",
          GOFLAGS: "-mod=mod",
          GOBIN: folder,
        },
      },
      (error, _stdout, stderr) => {
        resolve(error === null ? undefined : (lastLine(stderr) ?? error.message));
      },
    );
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1) || undefined;
}
