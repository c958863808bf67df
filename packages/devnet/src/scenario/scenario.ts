import { InputError } from "../errors.ts";
import {
  anyOf,
  quoted,
  type Reader,
  readCount,
  readList,
  readObject,
  readText,
} from "../input-reading.ts";
import { type Action, readAction } from "./actions.ts";

/** Where a consumer is in its life. */
const PHASES = ["REGISTERED", "INITIALIZED", "LAUNCHED", "STOPPED", "DELETED"] as const;

/** What a scenario may expect, each by name; what it does not name is not looked at. */
export interface Expectations {
  /** Powers of the set that signs two blocks from now, by chain and validator; nobody else may be in it. */
  readonly powers?: Named<Named<number>>;
  readonly phase?: Named<(typeof PHASES)[number]>;
  readonly jailed?: Named<boolean>;
  readonly tombstoned?: Named<boolean>;
  /** Base units of stake with a validator. */
  readonly tokens?: Named<number>;
  /** Whether a validator has opted in, by consumer and validator. */
  readonly optedIn?: Named<Named<boolean>>;
  /** Consumers that a validator has to validate now or from the next epoch on, by name. */
  readonly hasToValidate?: Named<readonly string[]>;
  /** The smallest power in the top of a Top N consumer; -1 for one that is none. */
  readonly minPower?: Named<number>;
  /** Reports that wait on a consumer for the hub to take them. */
  readonly reports?: Named<number>;
  /** What the slash meter has left. */
  readonly meter?: "full" | "positive" | "negative";
  /** Whether validators have been given rewards of consumers. */
  readonly consumerRewards?: Named<boolean>;
  /** Whether the pool holds rewards of consumers that were not given to anybody. */
  readonly rewardsInPool?: boolean;
  /** Whether inflation goes up or down from block to block. */
  readonly inflation?: "rising" | "falling";
  /** Base units of a chain's own denom, by chain and account. */
  readonly balances?: Named<Named<number>>;
  /** Base units that leave a validator, by account. */
  readonly unbonding?: Named<number>;
}

type Named<T> = Readonly<Record<string, T>>;

/** One step: something to do, what has to refuse it, and what must hold afterwards. */
export interface ScenarioStep {
  readonly action?: Action;
  /** `provider/20`, or another word of an outcome; without one the action must go through. */
  readonly refused?: string;
  readonly expect?: Expectations;
}

/** A list of actions with expected states: data that runs in one process as well as on a devnet. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  /** Tokens of stake by validator. */
  readonly powers: Named<number>;
  readonly accounts: readonly string[];
  /** Laid over the genesis of the hub, and of consumers. */
  readonly hub: Named<unknown>;
  readonly consumer: Named<unknown>;
  readonly steps: readonly ScenarioStep[];
}

const name = readText(1, 60);
const flag: Reader<boolean> = (value, where) => {
  if (typeof value !== "boolean")
    throw new InputError(`${where}: ${quoted(value)} is not true or false`);
  return value;
};
const whole = readCount(-1, Number.MAX_SAFE_INTEGER);
const names: Reader<readonly string[]> = (value, where) =>
  readList(0, 100)(value, where).map((entry, i) => name(entry, `${where}[${i}]`));

const EXPECTATIONS: { readonly [K in keyof Expectations]-?: Reader<NonNullable<Expectations[K]>> } =
  {
    powers: named(named(whole)),
    phase: named(anyOf(PHASES)),
    jailed: named(flag),
    tombstoned: named(flag),
    tokens: named(whole),
    optedIn: named(named(flag)),
    hasToValidate: named(names),
    minPower: named(whole),
    reports: named(whole),
    meter: anyOf(["full", "positive", "negative"]),
    consumerRewards: named(flag),
    rewardsInPool: flag,
    inflation: anyOf(["rising", "falling"]),
    balances: named(named(whole)),
    unbonding: named(whole),
  };

/**
 * A scenario from the content of a file (already parsed from YAML or JSON).
 *
 * @throws InputError naming the step and the key; keys that do not exist are refused
 */
export function readScenario(content: unknown, file = "scenario"): Scenario {
  const root = readObject(content, file, [
    "name",
    "about",
    "powers",
    "accounts",
    "hub",
    "consumer",
    "steps",
  ]);
  const free: Reader<Named<unknown>> = (value, where) =>
    readObject(value ?? {}, where, Object.keys(Object(value)));
  return {
    name: name(root.name, `${file}: name`),
    about: readText(1, 500)(root.about, `${file}: about`),
    powers: named(readCount(1, 1_000_000_000))(root.powers, `${file}: powers`),
    accounts: names(root.accounts ?? [], `${file}: accounts`),
    hub: free(root.hub, `${file}: hub`),
    consumer: free(root.consumer, `${file}: consumer`),
    steps: readList(1, 1000)(root.steps, `${file}: steps`).map((step, i) =>
      readStep(step, `${file}: step ${i + 1}`),
    ),
  };
}

function readStep(value: unknown, where: string): ScenarioStep {
  const { refused, expect, ...action } = Object(value) as Record<string, unknown>;
  return {
    ...(Object.keys(action).length > 0 ? { action: readAction(action, where) } : {}),
    ...(refused === undefined ? {} : { refused: name(refused, `${where}.refused`) }),
    ...(expect === undefined ? {} : { expect: readExpectations(expect, `${where}.expect`) }),
  };
}

function readExpectations(value: unknown, where: string): Expectations {
  const object = readObject(value, where, Object.keys(EXPECTATIONS));
  const readers: Named<Reader<unknown>> = EXPECTATIONS;
  return Object.fromEntries(
    Object.entries(object).map(([key, one]) => [key, readers[key]?.(one, `${where}.${key}`)]),
  );
}

/** Values by names that the scenario chooses. */
function named<T>(read: Reader<T>): Reader<Named<T>> {
  return (value, where) => {
    const object = readObject(value, where, Object.keys(Object(value)));
    return Object.fromEntries(
      Object.entries(object).map(([key, one]) => [key, read(one, `${where}.${key}`)]),
    );
  };
}
