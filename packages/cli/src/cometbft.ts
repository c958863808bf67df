import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CometBftSetup } from "@testudo/devnet";
import { findCometBft, ownProcess } from "@testudo/node";

/**
 * CometBFT as a devnet needs it: the program named, else the one on PATH, else one built into the user's cache; the
 * applications beside it are processes of this very command.
 */
export function cometBftSetup(options: {
  readonly given: string | undefined;
  readonly onProgress: (text: string) => void;
}): CometBftSetup {
  const { XDG_CACHE_HOME: cache = join(homedir(), ".cache") } = process.env;
  return {
    program: () =>
      findCometBft({
        ...options,
        environment: process.env,
        cacheFolder: join(cache, "testudo"),
      }),
    applicationHost: ownProcess([process.execPath, fileURLToPath(import.meta.url)]),
  };
}
