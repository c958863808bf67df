import { AssertionFailure } from "@testudo/base";
import { ClientError } from "@testudo/client";
import { InputError } from "@testudo/devnet";
import {
  CometBftUnavailable,
  ConsensusHalted,
  DatabaseUnavailable,
  ListenError,
} from "@testudo/node";
import { CommanderError } from "commander";

/** Exit codes of the command. */
export const EXIT = { done: 0, failed: 1, badInput: 2, invariantBroke: 3 } as const;

/** The exit code that an error asks for. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof AssertionFailure || error instanceof ConsensusHalted) {
    return EXIT.invariantBroke;
  }
  const isInput =
    error instanceof InputError ||
    error instanceof ListenError ||
    error instanceof DatabaseUnavailable ||
    error instanceof CometBftUnavailable;
  if (isInput) return EXIT.badInput;
  return EXIT.failed;
}

/** An error in one line: what was wrong, where, what to do. Never a stack. */
export function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ")
    .trim();
  if (error instanceof CommanderError) return `${line}; see --help`;
  if (error instanceof ClientError && error.name === "TimedOut") {
    return `${line}; is the devnet mining by hand? then "testudo mine" makes blocks`;
  }
  if (isUnreachable(error)) {
    return `${line}; the chain does not answer: look at "testudo status"`;
  }
  return line === "" ? "failed without a reason" : line;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === "fetch failed";
}
