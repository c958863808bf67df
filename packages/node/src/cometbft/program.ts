import { execFile } from "node:child_process";
import { access, constants, mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { CometBftUnavailable } from "./errors.ts";

/** The release whose blocks, RPC and ABCI everything here is held against. */
export const COMETBFT_VERSION = "v0.38.17";
const MODULE = "github.com/cometbft/cometbft/cmd/cometbft";

/** Newer compilers do not build some of this release's dependencies. */
const GO_TOOLCHAIN = "go1.24.9";
/** A cold build on a small machine. */
const INSTALL_TIMEOUT_MS = 900_000;
const VERSION_TIMEOUT_MS = 20_000;

/** Variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProgramSearch {
  /** A path that somebody named; nothing else is looked at then. */
  readonly given?: string;
  /** `PATH` and what the Go compiler needs. */
  readonly environment: Environment;
  /** Folder that a built program is kept in, outside every source tree. */
  readonly cacheFolder: string;
  readonly onProgress?: (text: string) => void;
}

/**
 * The path of a CometBFT v0.38: the one named, the one on `PATH`, the one built earlier, or one built now by its Go
 * package name.
 *
 * @throws CometBftUnavailable
 */
export async function findCometBft(search: ProgramSearch): Promise<string> {
  const { given, environment, cacheFolder } = search;
  if (given !== undefined) return usable(given);
  const onPath = await findOnPath("cometbft", environment);
  if (onPath !== undefined) return usable(onPath);

  const folder = join(cacheFolder, `cometbft-${COMETBFT_VERSION}`);
  const built = join(folder, "cometbft");
  if (await isExecutable(built)) return usable(built);
  if ((await findOnPath("go", environment)) === undefined) {
    throw new CometBftUnavailable(
      `cometbft is neither on PATH nor in ${folder}, and there is no Go compiler to build it; install Go and run "go install ${MODULE}@${COMETBFT_VERSION}", or name the program with --cometbft`,
    );
  }
  search.onProgress?.(`building cometbft ${COMETBFT_VERSION}, once`);
  await mkdir(folder, { recursive: true });
  await goInstall(folder, environment);
  return usable(built);
}

async function goInstall(folder: string, environment: Environment): Promise<void> {
  const answer = await output("go", ["install", `${MODULE}@${COMETBFT_VERSION}`], {
    timeoutMs: INSTALL_TIMEOUT_MS,
    environment: {
      ...environment,
      GOTOOLCHAIN: GO_TOOLCHAIN,
      GONOSUMDB: "*",
      GOFLAGS: "-mod=mod",
      GOBIN: folder,
    },
  });
  if (answer.fault === undefined) return;
  throw new CometBftUnavailable(
    `cannot build cometbft with Go: ${answer.fault}; name a built program with --cometbft, or put it on PATH`,
  );
}

/** The program, if it speaks ABCI 2.0 as this release does. */
async function usable(program: string): Promise<string> {
  const { fault, text } = await output(program, ["version"], { timeoutMs: VERSION_TIMEOUT_MS });
  if (fault !== undefined) {
    throw new CometBftUnavailable(`${program} is no cometbft that runs here: ${fault}`);
  }
  const version = text.trim().replace(/^v/, "");
  if (!version.startsWith("0.38.")) {
    throw new CometBftUnavailable(
      `${program} is cometbft ${version}; Testudo needs v0.38, such as ${COMETBFT_VERSION}: name one with --cometbft`,
    );
  }
  return program;
}

async function findOnPath(name: string, { PATH = "" }: Environment): Promise<string | undefined> {
  for (const folder of PATH.split(delimiter)) {
    if (folder !== "" && (await isExecutable(join(folder, name)))) return join(folder, name);
  }
  return undefined;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** What a program printed, or the last line of its complaint. */
function output(
  program: string,
  args: readonly string[],
  { timeoutMs, environment }: { readonly timeoutMs: number; readonly environment?: Environment },
): Promise<{ readonly text: string; readonly fault?: string }> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { timeout: timeoutMs, ...(environment === undefined ? {} : { env: { ...environment } }) },
      (error, stdout, stderr) => {
        if (error === null) resolve({ text: stdout });
        else resolve({ text: stdout, fault: stderr.trim().split("\n").at(-1) || error.message });
      },
    );
  });
}
