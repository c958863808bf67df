import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChainRole } from "@testudo/chains";

const MODULE = "github.com/cosmos/interchain-security/v7";
const VERSION = "v7.0.0";
const PROGRAMS: Readonly<Record<ChainRole, string>> = {
  provider: "interchain-security-pd",
  consumer: "interchain-security-cd",
  standalone: "interchain-security-sd",
  democracy: "interchain-security-cdd",
};
/** Name binaries that are there already. */
const VARIABLES: Readonly<Record<ChainRole, string>> = {
  provider: "TESTUDO_PD",
  consumer: "TESTUDO_CD",
  standalone: "TESTUDO_SD",
  democracy: "TESTUDO_CDD",
};
/** Newer compilers do not build some dependencies of this generation. */
const GO_TOOLCHAIN = "go1.24.9";
const BUILD_TIMEOUT_MS = 1_800_000;

/** The module that programs are built in: a replacement of theirs counts only in the main module. */
export const GO_MOD = `module testudo/interop

go 1.23.6

require ${MODULE} ${VERSION}

replace github.com/syndtr/goleveldb => github.com/syndtr/goleveldb v1.0.1-0.20210819022825-2ae1ddf74ef7
`;

/** A Go application, or why there is none: a reason to skip, not a failure. */
export type GoBinary = { readonly path: string } | { readonly missing: string };

/**
 * The Go application of a role, if it is there: named by `TESTUDO_PD`, `TESTUDO_CD` and so on, or built before.
 */
export function findGoApplication(role: ChainRole): GoBinary {
  const path = process.env[VARIABLES[role]] || join(folder(), PROGRAMS[role]);
  if (existsSync(path)) return { path };
  const why = `${PROGRAMS[role]} is not built; set ${VARIABLES[role]} to its path`;
  return { missing: `${why}, or TESTUDO_BUILD_GO=1 to build it (ten minutes and 4 GB)` };
}

/**
 * Like `findGoApplication`, but with `TESTUDO_BUILD_GO=1` a missing application is built from its Go module into a cache
 * outside the tree. That takes about ten minutes the first time.
 */
export async function requireGoApplication(role: ChainRole): Promise<GoBinary> {
  const found = findGoApplication(role);
  if ("path" in found || process.env.TESTUDO_BUILD_GO !== "1") return found;
  if (spawnSync("go", ["version"], { stdio: "ignore" }).status !== 0) {
    return { missing: `${PROGRAMS[role]} needs a Go compiler to be built` };
  }
  await mkdir(folder(), { recursive: true });
  await writeFile(join(folder(), "go.mod"), GO_MOD);
  const path = join(folder(), PROGRAMS[role]);
  const fault = await buildGo(folder(), `${MODULE}/cmd/${PROGRAMS[role]}`, `${path}.part`);
  if (fault !== undefined) return { missing: `go build ${PROGRAMS[role]}: ${fault}` };
  // Under its name it is whole.
  await rename(`${path}.part`, path);
  return { path };
}

function folder(): string {
  return join(
    process.env.XDG_CACHE_HOME ?? tmpdir(),
    "testudo-interop",
    `interchain-security-${VERSION}`,
  );
}

/** Builds a program in the module of a folder; a text says why it could not be built. */
export function buildGo(
  folder: string,
  program: string,
  output: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(
      "go",
      ["build", "-o", output, program],
      {
        cwd: folder,
        timeout: BUILD_TIMEOUT_MS,
        maxBuffer: 64 * 1024 * 1024,
        env: {
          ...process.env,
          GOTOOLCHAIN: GO_TOOLCHAIN,
          GONOSUMDB: "*",
          GOFLAGS: "-mod=mod",
        },
      },
      (error, _stdout, stderr) => {
        resolve(error === null ? undefined : (stderr.trim().split("\n").at(-1) ?? error.message));
      },
    );
  });
}
