import { newState } from "./devnet.ts";
import { InputError } from "./errors.ts";
import { type DevnetState, readState } from "./state-file.ts";
import { readTopology, type Topology, type TopologyOverrides } from "./topology.ts";

export interface PrepareOptions {
  /** Content of a configuration file, parsed; `undefined` without one. */
  readonly config?: unknown;
  /** Its name in refusals. */
  readonly configName?: string;
  readonly overrides: TopologyOverrides;
}

/** Parts of a topology that a devnet may change from one start to the next; the rest is in its chains for good. */
const CHANGEABLE: readonly (keyof Topology)[] = [
  "attach",
  "mine",
  "relayer",
  "compat",
  "portOffset",
];

/**
 * The state that a devnet of a home starts from: the one it left, or a new one.
 *
 * @throws InputError for a bad configuration, and for one that contradicts the devnet that is there
 */
export async function prepareState(
  home: string,
  { config, configName, overrides }: PrepareOptions,
): Promise<DevnetState> {
  const wanted = readTopology(config, overrides, configName);
  const known = await readState(home);
  if (known === undefined) return newState(wanted);

  const named = new Set([...Object.keys(Object(config ?? {})), ...namesOf(overrides)]);
  const pick = <K extends keyof Topology>(key: K): Topology[K] =>
    named.has(key) ? wanted[key] : known.topology[key];
  for (const key of named) {
    if (!isTopologyKey(key, wanted) || CHANGEABLE.includes(key)) continue;
    if (textOf(wanted[key]) !== textOf(known.topology[key])) {
      throw new InputError(
        `${home} holds a devnet with another ${key}; forget it with "testudo reset", or choose another --home`,
      );
    }
  }
  return {
    ...known,
    topology: {
      ...known.topology,
      attach: pick("attach"),
      mine: pick("mine"),
      relayer: pick("relayer"),
      compat: pick("compat"),
      portOffset: pick("portOffset"),
    },
  };
}

function namesOf(overrides: TopologyOverrides): readonly string[] {
  return Object.entries(overrides)
    .filter(([, value]) => value !== undefined)
    .map(([key]) => key);
}

function isTopologyKey(key: string, topology: Topology): key is keyof Topology {
  return key in topology;
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one) => (typeof one === "bigint" ? String(one) : one));
}
