import { join } from "node:path";
import type { Logger } from "@testudo/base";
import { InputError, makeLogFolder } from "@testudo/devnet";
import pino from "pino";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

/** A logger that writes JSON lines to a file of the devnet's home. */
export async function fileLogger(home: string, level: string): Promise<Logger> {
  const file = join(await makeLogFolder(home), "devnet.log");
  return made(level, pino.destination({ dest: file, mode: 0o600, sync: true }));
}

/** A logger on stderr. */
export function stderrLogger(level: string): Logger {
  return made(level, pino.destination({ dest: 2, sync: true }));
}

function made(level: string, destination: pino.DestinationStream): Logger {
  if (!LOG_LEVELS.some((one) => one === level)) {
    throw new InputError(`--log-level: "${level}" is not one of ${LOG_LEVELS.join(", ")}`);
  }
  const logger = pino(
    {
      level,
      base: undefined,
      serializers: { err: shortError },
      redact: { paths: SECRETS, censor: "[secret]" },
    },
    destination,
  );
  return logger;
}

/** Names under which a key could be logged by mistake. */
const SECRETS = ["mnemonic", "seed", "key", "*.mnemonic", "*.seed", "*.privKey", "*.key"];

/** Stack traces stay inside the process. */
function shortError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { cause } = error;
  return {
    type: error.name,
    message: error.message,
    ...(cause instanceof Error ? { cause: cause.message } : {}),
  };
}
