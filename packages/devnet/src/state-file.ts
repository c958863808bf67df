import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Duration } from "@testudo/base";
import { makeFolder, readFileIfAny, writePrivateFile } from "@testudo/node";
import { InputError, messageOf } from "./errors.ts";
import { type ConsumerSpec, readConsumer, readTopology, type Topology } from "./topology.ts";

/** What a devnet has to remember beside what its chains hold. */
export interface DevnetState {
  readonly topology: Topology;
  /** Consumers that run here, in the order of their ports. */
  readonly consumers: readonly ConsumerSpec[];
  /** How far the devnet's clock is ahead of the machine's. */
  readonly clockOffset: Duration;
  /** How often a validator got a new key on a chain, as `chain/validator`. */
  readonly keyGenerations: Readonly<Record<string, number>>;
}

export function statePath(home: string): string {
  return join(home, "devnet-state.json");
}

/** Where a chain's node lives. */
export function chainHome(home: string, chainId: string): string {
  return join(home, "chains", chainId);
}

/** @throws InputError when the file is damaged */
export async function readState(home: string): Promise<DevnetState | undefined> {
  const path = statePath(home);
  const text = await readFileIfAny(path);
  if (text === undefined) return undefined;
  try {
    return stateFromJson(JSON.parse(text));
  } catch (error) {
    throw new InputError(
      `${path} is damaged (${messageOf(error)}); restore a copy, or forget this devnet with "testudo reset"`,
    );
  }
}

export async function writeState(home: string, state: DevnetState): Promise<void> {
  await makeFolder(home);
  await writePrivateFile(statePath(home), `${JSON.stringify(stateToJson(state), undefined, 2)}\n`);
}

/**
 * Removes everything that a devnet keeps under its home, and the home if nothing else is there.
 *
 * @returns whether there was a devnet
 */
export async function removeHome(home: string): Promise<boolean> {
  const known = (await readFileIfAny(statePath(home))) !== undefined;
  if (!known) return false;
  // The state file last: until then a second reset finds the rest.
  for (const name of [
    "devnet.json",
    "hermes",
    "keplr",
    "registry",
    "logs",
    "chains",
    "devnet-state.json",
  ]) {
    await rm(join(home, name), { recursive: true, force: true });
  }
  if ((await readdir(home)).length === 0) await rm(home, { recursive: true });
  return true;
}

/** The folder of the devnet's logs. */
export async function makeLogFolder(home: string): Promise<string> {
  const folder = join(home, "logs");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function stateToJson({ topology, consumers, clockOffset, keyGenerations }: DevnetState) {
  const { validators, mine, ...rest } = topology;
  return {
    version: 1,
    topology: {
      ...rest,
      mine: mine.mode === "interval" ? `interval:${mine.ms}ms` : mine.mode,
      validators: validators.map(({ name, stake }) => ({ name, stake: String(stake) })),
      consumers: topology.consumers.map(consumerToJson),
    },
    consumers: consumers.map(consumerToJson),
    clockOffset: String(clockOffset),
    keyGenerations,
  };
}

function consumerToJson({ minStake, ...rest }: ConsumerSpec) {
  return { ...rest, minStake: Number(minStake) };
}

function stateFromJson(json: unknown): DevnetState {
  if (typeof json !== "object" || json === null) throw new Error("it holds no object");
  const file = json as Record<string, unknown>;
  if (file.version !== 1) throw new Error(`version ${String(file.version)} is not 1`);
  const topology = readTopology(file.topology, {}, "topology");
  const names = topology.validators.map(({ name }) => name);
  if (!Array.isArray(file.consumers)) throw new Error("consumers is not a list");
  const offset = String(file.clockOffset);
  if (!/^\d+$/.test(offset)) throw new Error("clockOffset is not a number");
  return {
    topology,
    consumers: file.consumers.map((one, i) => readConsumer(one, `consumers[${i}]`, names)),
    clockOffset: BigInt(offset),
    keyGenerations: readGenerations(file.keyGenerations),
  };
}

function readGenerations(json: unknown): Readonly<Record<string, number>> {
  if (typeof json !== "object" || json === null) throw new Error("keyGenerations is missing");
  const entries = Object.entries(json).map(([name, count]) => {
    if (!Number.isSafeInteger(count)) throw new Error(`keyGenerations.${name} is not a number`);
    return [name, Number(count)] as const;
  });
  return Object.fromEntries(entries);
}
