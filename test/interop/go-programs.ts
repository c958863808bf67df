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

/** Whether the program may be had: it is there, or there is a Go compiler to try with. Otherwise its tests are skipped. */
export function isWithinReach(program: GoProgram): boolean {
  return existsSync(placeOf(program)) || hasGo();
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
