import { AssertionFailure } from "@testudo/base";
import { ClientError, QueryFailed } from "@testudo/client";
import { InputError } from "@testudo/devnet";
import { CometBftUnavailable, DatabaseUnavailable, ListenError } from "@testudo/node";
import { CommanderError } from "commander";

/** Exit codes of the command. */
export const EXIT = { done: 0, failed: 1, badInput: 2, invariantBroke: 3 } as const;

/** The exit code that an error asks for. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof AssertionFailure) return EXIT.invariantBroke;
  if (error instanceof Error && error.name === "InvariantBroken") return EXIT.invariantBroke;
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
    return `${line}; "testudo status" says whether the chain has halted; where blocks are made by hand, "testudo mine" makes one`;
  }
  if (error instanceof QueryFailed && error.path === SIMULATION) {
    return `the chain refused it: ${refusalOf(error.log)}`;
  }
  if (isUnreachable(error)) {
    return `${line}; the chain does not answer: look at "testudo status"`;
  }
  return line === "" ? "failed without a reason" : line;
}

/** Transactions are simulated first; what the chain then says is wrapped in how it was asked. */
const SIMULATION = "/cosmos.tx.v1beta1.Service/Simulate";
const WRAPPED =
  /^(?:query \S+: )?rpc error: code = \w+ desc = (?:failed to execute message; message index: \d+: )?(.*?)(?: with gas used: '\d+'.*)?$/s;
const BEFORE_FIRST_PACKET = /tx contains unsupported message types/;

/** What the chain said, without how it was asked. */
export function refusalOf(log: string): string {
  const reason = WRAPPED.exec(log)?.[1] ?? log;
  return BEFORE_FIRST_PACKET.test(reason)
    ? `${reason}; a consumer takes ordinary transactions only after its first validator set packet: "testudo status" shows its channel`
    : reason;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === "fetch failed";
}
