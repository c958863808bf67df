import { SECOND } from "@testudo/base";
import { FOREVER, InputError, type Punishment, type ShapingChanges } from "@testudo/devnet";
import type { Command } from "commander";
import { readNumber, readSpan } from "../arguments.ts";
import type { CommonOptions } from "../session.ts";

/** What shapes the set of a new consumer. */
export interface ShapingOptions extends CommonOptions {
  readonly powerCap?: string;
  readonly setCap?: string;
  readonly minStake?: string;
  readonly allowInactive?: boolean;
}

/** What else shapes the set of one that is there. */
export interface ListOptions extends ShapingOptions {
  readonly topN?: string;
  readonly allow?: string;
  readonly deny?: string;
  readonly priority?: string;
}

const STAKE_MAX = 999_999_999_999;

export function shaping(command: Command): Command {
  return command
    .option("--power-cap <percent>", "most power of one validator, 1 to 100, 0 for none")
    .option("--set-cap <count>", "most validators, 0 for no limit")
    .option("--min-stake <amount>", "least stake of a validator in base units")
    .option("--allow-inactive", "validators outside the hub's active set may join");
}

export function lists(command: Command): Command {
  return command
    .option("--no-allow-inactive", "they may not")
    .option("--top-n <percent>", "who holds so much of the hub's power must validate; 0: nobody")
    .option("--allow <names>", "only these may validate, comma between; anybody: ''")
    .option("--deny <names>", "these may not; nobody: ''")
    .option("--priority <names>", "these come first where seats are limited; nobody: ''");
}

/** @throws InputError naming the option */
export function shapingOf(options: ListOptions): ShapingChanges {
  const read = (name: string, given: string | undefined, max: number) =>
    given === undefined ? undefined : readNumber(given, { name, min: 0, max });
  const stake = read("--min-stake", options.minStake, STAKE_MAX);
  const names = (given: string | undefined) => (given === undefined ? undefined : namesIn(given));
  return {
    topN: read("--top-n", options.topN, 100),
    validatorsPowerCap: read("--power-cap", options.powerCap, 100),
    validatorSetCap: read("--set-cap", options.setCap, 200),
    minStake: stake === undefined ? undefined : BigInt(stake),
    allowInactive: options.allowInactive,
    allow: names(options.allow),
    deny: names(options.deny),
    priority: names(options.priority),
  };
}

/** Names with commas between; none of an empty text. */
export function namesIn(text: string): readonly string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

const FLAGS: Readonly<Record<string, boolean>> = { yes: true, no: false };

/**
 * A punishment such as `slash=0.05,jail=forever,tombstone=yes`; what is left out stays.
 *
 * @throws InputError naming the option
 */
export function penalty(option: string, text: string | undefined): Partial<Punishment> | undefined {
  if (text === undefined) return undefined;
  const parts = namesIn(text).map((part): Partial<Punishment> => {
    const [key = "", value = ""] = part.split("=");
    if (key === "slash" && /^(0(\.\d{1,18})?|1(\.0{1,18})?)$/.test(value))
      return { fraction: value };
    if (key === "jail") return { jail: value === "forever" ? FOREVER : readSpan(value) };
    const tombstone = FLAGS[value];
    if (key === "tombstone" && tombstone !== undefined) return { tombstone };
    throw new InputError(
      `${option}: "${part}" is none of slash=0.05, jail=10m, jail=forever, tombstone=yes`,
    );
  });
  if (parts.length === 0) throw new InputError(`${option}: name slash, jail or tombstone`);
  return Object.assign({}, ...parts);
}

/** A punishment as `penalty` reads it. */
export function penaltyText(punishment: Punishment | undefined): string {
  if (punishment === undefined) return "the hub's own";
  const { fraction, jail, tombstone } = punishment;
  const term = jail === FOREVER ? "forever" : `${jail / SECOND}s`;
  return `slash=${fraction},jail=${term},tombstone=${tombstone ? "yes" : "no"}`;
}
