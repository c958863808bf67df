import { resolve } from "node:path";
import {
  type ControlClient,
  connectControl,
  createNetwork,
  type DevnetFile,
  type Network,
  readDevnetFile,
} from "@testudo/devnet";
import type { Command } from "commander";
import { createOutput, type Output } from "./output.ts";

/** Options that every command takes. */
export interface CommonOptions {
  readonly home: string;
  readonly json?: boolean;
  readonly logLevel: string;
}

/** A running devnet as a command sees it. */
export interface Session {
  readonly home: string;
  readonly file: DevnetFile;
  readonly network: Network;
  readonly control: ControlClient;
  readonly output: Output;
}

/** The default folder of a devnet. */
const HOME = ".testudo";

/** Adds what every command takes. */
export function common(command: Command): Command {
  return command
    .option("--home <folder>", "folder of the devnet", HOME)
    .option("--json", "print JSON")
    .option("--log-level <level>", "debug, info, warn, error or silent", "info");
}

export function homeOf(options: CommonOptions): string {
  return resolve(options.home);
}

/**
 * Runs something against the running devnet.
 *
 * @throws InputError when none runs
 */
export async function withDevnet(
  options: CommonOptions,
  run: (session: Session) => Promise<void>,
): Promise<void> {
  const home = homeOf(options);
  const file = await readDevnetFile(home);
  const network = createNetwork({ file: () => file });
  try {
    await run({
      home,
      file,
      network,
      control: connectControl(file.control),
      output: createOutput(options.json === true),
    });
  } finally {
    network.close();
  }
}
