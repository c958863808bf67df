import { isValidDenom } from "@testudo/base";
import { InputError } from "./errors.ts";
import {
  anyOf,
  quoted,
  type Reader,
  readCount,
  readList,
  readObject,
  readText,
} from "./input-reading.ts";
import { PRESET_NAMES, type PresetName } from "./presets.ts";

/** When blocks are made. */
export type MineSetting =
  | { readonly mode: "auto" }
  | { readonly mode: "interval"; readonly ms: number }
  | { readonly mode: "manual" };

export interface ValidatorSpec {
  readonly name: string;
  /** Self-delegation in base units. */
  readonly stake: bigint;
}

/** A consumer that the devnet creates and runs. */
export interface ConsumerSpec {
  readonly chainId: string;
  readonly denom: string;
  /** Names of the validators that opt in. */
  readonly validators: readonly string[];
  readonly validatorsPowerCap: number;
  readonly validatorSetCap: number;
  readonly minStake: bigint;
  readonly allowInactive: boolean;
}

/** `legacy-events`: events as ibc-go before v10 had them, and as CometBFT before v0.38 listed them. */
export type Compat = (typeof COMPATS)[number];
const COMPATS = ["none", "legacy-events"] as const;

/** Everything that decides what a devnet is. */
export interface Topology {
  readonly seed: string;
  readonly preset: PresetName;
  /** What makes the blocks. */
  readonly engine: "builtin" | "cometbft";
  /** RPC addresses of chains whose nodes run elsewhere, by chain id. */
  readonly attach: Readonly<Record<string, string>>;
  readonly mine: MineSetting;
  readonly relayer: "builtin" | "none";
  /** Additions to what a node serves, for clients older than it. */
  readonly compat: Compat;
  readonly portOffset: number;
  readonly hub: { readonly chainId: string; readonly denom: string; readonly minGasPrice: string };
  readonly validators: readonly ValidatorSpec[];
  /** Names of the accounts with coins on every chain. */
  readonly accounts: readonly string[];
  readonly consumers: readonly ConsumerSpec[];
}

/** Options of the command that go over what a file says. */
export interface TopologyOverrides {
  readonly seed?: string;
  readonly preset?: string;
  readonly engine?: string;
  readonly attach?: Readonly<Record<string, string>>;
  readonly mine?: string;
  readonly relayer?: string;
  readonly compat?: string;
  readonly portOffset?: number;
  readonly validators?: number;
  readonly consumers?: number;
}

/** What makes blocks: the engine of this process, or a CometBFT node per validator. */
const ENGINES = ["builtin", "cometbft"] as const;

/** Accounts that the devnet itself uses; nobody else may have their names. */
export const FAUCET = "faucet";
export const RELAYER = "relayer";

const DEFAULT_ACCOUNTS = ["dora", "erin", "frank"];
const DEFAULT_SEED = "testudo";
const DEFAULT_HUB = { chainId: "hub-1", denom: "uatom", minGasPrice: "0.005" };
const CONSUMER_DENOM = "ucon";

/** One unit of voting power in base units (staking's power reduction). */
export const POWER_UNIT = 1_000_000n;

/** Unequal on purpose: with equal stakes a validator that is down takes exactly a third, and a chain of three stops. */
const DEFAULT_VALIDATORS: readonly ValidatorSpec[] = [
  { name: "alice", stake: 500n * POWER_UNIT },
  { name: "bob", stake: 300n * POWER_UNIT },
  { name: "carol", stake: 150n * POWER_UNIT },
  { name: "dave", stake: 50n * POWER_UNIT },
  { name: "grace", stake: 400n * POWER_UNIT },
  { name: "heidi", stake: 350n * POWER_UNIT },
  { name: "ivan", stake: 250n * POWER_UNIT },
  { name: "judy", stake: 200n * POWER_UNIT },
];
const DEFAULT_VALIDATOR_COUNT = 4;

/** One process signs for all of them; the hub bonds no more by default. */
const VALIDATORS_MAX = 200;
/** Each consumer is a whole chain in this process. */
const CONSUMERS_MAX = 50;
const TEXT_MAX = 100;

/** A name is also a folder and a label of a key. */
const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const CHAIN_ID = /^[a-zA-Z][a-zA-Z0-9-]{0,49}$/;
const DECIMAL = /^\d+(\.\d{1,18})?$/;

/**
 * A topology from the content of a configuration file (already parsed from YAML or JSON) and options that go over it.
 *
 * @throws InputError naming the key; keys that do not exist are refused
 */
export function readTopology(
  config: unknown,
  overrides: TopologyOverrides = {},
  file = "configuration",
): Topology {
  const root = readObject(config ?? {}, file, [
    "seed",
    "preset",
    "engine",
    "attach",
    "mine",
    "relayer",
    "compat",
    "portOffset",
    "hub",
    "validators",
    "accounts",
    "consumers",
  ]);
  const pick = <T>(key: string, over: unknown, read: Reader<T>, fallback: T): T => {
    if (over !== undefined) return read(over, optionName(key));
    const value = root[key];
    return value === undefined ? fallback : read(value, `${file}: ${key}`);
  };

  const validators = pick("validators", overrides.validators, readValidators, firstValidators());
  const names = validators.map(({ name }) => name);
  const readConsumersHere: Reader<readonly ConsumerSpec[]> = (value, where) =>
    readConsumers(value, where, names);
  const topology: Topology = {
    seed: pick("seed", overrides.seed, readText(1, TEXT_MAX), DEFAULT_SEED),
    preset: pick("preset", overrides.preset, anyOf(PRESET_NAMES), "dev"),
    engine: pick("engine", overrides.engine, anyOf(ENGINES), "builtin"),
    attach: pick("attach", overrides.attach, readAttach, {}),
    mine: pick("mine", overrides.mine, readMine, { mode: "auto" }),
    relayer: pick("relayer", overrides.relayer, anyOf(["builtin", "none"] as const), "builtin"),
    compat: pick("compat", overrides.compat, anyOf(COMPATS), "none"),
    portOffset: pick("portOffset", overrides.portOffset, readCount(0, 40_000), 0),
    hub: pick("hub", undefined, readHub, DEFAULT_HUB),
    validators,
    accounts: pick("accounts", undefined, readAccounts, DEFAULT_ACCOUNTS),
    consumers: pick(
      "consumers",
      overrides.consumers,
      readConsumersHere,
      numberedConsumers(1, names),
    ),
  };
  refuseDoubles(topology, file);
  if (topology.engine === "cometbft" && topology.mine.mode === "manual") {
    throw new InputError(
      `${file}: CometBFT makes blocks by itself, so mine cannot be manual; use interval:1s, or the engine builtin`,
    );
  }
  return topology;
}

/**
 * `auto`, `manual` or `interval:<time>`, the time as `500ms` or `2s`.
 *
 * @throws InputError
 */
export const readMine: Reader<MineSetting> = (value, where) => {
  if (value === "auto" || value === "manual") return { mode: value };
  const match = typeof value === "string" ? /^interval:(\d{1,6})(ms|s)$/.exec(value) : null;
  const ms = Number(match?.[1]) * (match?.[2] === "s" ? 1_000 : 1);
  if (match === null || ms < 1) {
    throw new InputError(
      `${where}: ${quoted(value)} is no way of mining; use auto, manual, interval:500ms or interval:2s`,
    );
  }
  return { mode: "interval", ms };
};

/** The default consumer of a number: `consumer-1` and so on, validated by everybody. */
export function defaultConsumer(chainId: string, validators: readonly string[]): ConsumerSpec {
  return {
    chainId,
    denom: CONSUMER_DENOM,
    validators,
    validatorsPowerCap: 0,
    validatorSetCap: 0,
    minStake: 0n,
    allowInactive: false,
  };
}

/**
 * One consumer, as a list entry of a configuration or a request to create it describes it.
 *
 * @throws InputError
 */
export function readConsumer(
  value: unknown,
  where: string,
  validators: readonly string[],
): ConsumerSpec {
  const read = readObject(value, where, [
    "chainId",
    "denom",
    "validators",
    "validatorsPowerCap",
    "validatorSetCap",
    "minStake",
    "allowInactive",
  ]);
  const base = defaultConsumer(readChainId(read.chainId, `${where}.chainId`), validators);
  const optional = <T>(key: keyof ConsumerSpec, reader: Reader<T>, fallback: T): T =>
    read[key] === undefined ? fallback : reader(read[key], `${where}.${key}`);
  return {
    chainId: base.chainId,
    denom: optional("denom", readDenom, base.denom),
    validators: optional("validators", knownNames(validators), base.validators),
    validatorsPowerCap: optional("validatorsPowerCap", readCount(0, 100), 0),
    validatorSetCap: optional("validatorSetCap", readCount(0, VALIDATORS_MAX), 0),
    minStake: BigInt(optional("minStake", readCount(0, Number.MAX_SAFE_INTEGER), 0)),
    allowInactive: optional("allowInactive", readFlag, false),
  };
}

const readChainId: Reader<string> = (value, where) => {
  if (typeof value !== "string" || !CHAIN_ID.test(value)) {
    throw new InputError(
      `${where}: ${quoted(value)} is no chain id; use letters, digits and dashes, at most 50, such as consumer-2`,
    );
  }
  return value;
};

const readDenom: Reader<string> = (value, where) => {
  if (typeof value !== "string" || !isValidDenom(value)) {
    throw new InputError(
      `${where}: ${quoted(value)} is no denom; use 3 to 128 letters and digits, such as ucon`,
    );
  }
  return value;
};

const readName: Reader<string> = (value, where) => {
  if (typeof value !== "string" || !NAME.test(value)) {
    throw new InputError(
      `${where}: ${quoted(value)} is no name; use a small letter, then small letters, digits and dashes, at most 31`,
    );
  }
  return value;
};

const readFlag: Reader<boolean> = (value, where) => {
  if (typeof value !== "boolean") {
    throw new InputError(`${where}: ${quoted(value)} is neither true nor false`);
  }
  return value;
};

const readStake: Reader<bigint> = (value, where) => {
  const isWhole = Number.isSafeInteger(value) || (typeof value === "string" && /^\d+$/.test(value));
  const stake = isWhole ? BigInt(value as number | string) : 0n;
  if (stake < POWER_UNIT) {
    throw new InputError(
      `${where}: ${quoted(value)} is no stake; give base units, at least ${POWER_UNIT}`,
    );
  }
  return stake;
};

const readAttach: Reader<Readonly<Record<string, string>>> = (value, where) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(
      `${where}: ${quoted(value)} is no list of chains; use chain-id: http://...`,
    );
  }
  const entries = Object.entries(value).map(([chainId, url]: [string, unknown]) => {
    if (typeof url !== "string" || !/^https?:\/\/[^/\s]+\/?$/.test(url)) {
      throw new InputError(
        `${where}.${chainId}: ${quoted(url)} is no RPC address; use http://host:port`,
      );
    }
    return [readChainId(chainId, where), url.replace(/\/$/, "")] as const;
  });
  return Object.fromEntries(entries);
};

const readHub: Reader<Topology["hub"]> = (value, where) => {
  const read = readObject(value, where, ["chainId", "denom", "minGasPrice"]);
  const price: unknown = read.minGasPrice ?? DEFAULT_HUB.minGasPrice;
  if (typeof price !== "string" || !DECIMAL.test(price)) {
    throw new InputError(
      `${where}.minGasPrice: ${quoted(price)} is no price; use text like "0.005"`,
    );
  }
  return {
    chainId: readChainId(read.chainId ?? DEFAULT_HUB.chainId, `${where}.chainId`),
    denom: readDenom(read.denom ?? DEFAULT_HUB.denom, `${where}.denom`),
    minGasPrice: price,
  };
};

const readValidators: Reader<readonly ValidatorSpec[]> = (value, where) => {
  if (typeof value === "number") {
    const count = readCount(1, VALIDATORS_MAX)(value, where);
    return Array.from({ length: count }, (_, i) => nthValidator(i));
  }
  return readList(1, VALIDATORS_MAX)(value, where).map((entry, i) => {
    const at = `${where}[${i}]`;
    const read = readObject(entry, at, ["name", "stake"]);
    return { name: readName(read.name, `${at}.name`), stake: readStake(read.stake, `${at}.stake`) };
  });
};

const readAccounts: Reader<readonly string[]> = (value, where) =>
  readList(0, TEXT_MAX)(value, where).map((name, i) => readName(name, `${where}[${i}]`));

function readConsumers(
  value: unknown,
  where: string,
  validators: readonly string[],
): readonly ConsumerSpec[] {
  if (typeof value === "number") {
    return numberedConsumers(readCount(0, CONSUMERS_MAX)(value, where), validators);
  }
  return readList(0, CONSUMERS_MAX)(value, where).map((entry, i) =>
    readConsumer(entry, `${where}[${i}]`, validators),
  );
}

/** Some of these names, each once. */
function knownNames(known: readonly string[]): Reader<readonly string[]> {
  return (value, where) => {
    const names = readList(0, VALIDATORS_MAX)(value, where);
    const unknown = names.find((name) => !known.includes(String(name)));
    if (unknown !== undefined) {
      throw new InputError(
        `${where}: there is no validator ${quoted(unknown)}; there are ${known.join(", ")}`,
      );
    }
    return [...new Set(names.map(String))];
  };
}

function refuseDoubles({ hub, consumers, validators, accounts }: Topology, file: string): void {
  const refuse = (what: string, names: readonly string[]) => {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) {
      throw new InputError(`${file}: the ${what} ${twice} is there twice; choose another`);
    }
  };
  refuse("chain id", [hub.chainId, ...consumers.map(({ chainId }) => chainId)]);
  refuse("name", [FAUCET, RELAYER, ...validators.map(({ name }) => name), ...accounts]);
}

function firstValidators(): readonly ValidatorSpec[] {
  return DEFAULT_VALIDATORS.slice(0, DEFAULT_VALIDATOR_COUNT);
}

function nthValidator(index: number): ValidatorSpec {
  const extra = { name: `val-${index + 1}`, stake: BigInt(100 + index) * POWER_UNIT };
  return DEFAULT_VALIDATORS[index] ?? extra;
}

function numberedConsumers(count: number, validators: readonly string[]): readonly ConsumerSpec[] {
  return Array.from({ length: count }, (_, i) => defaultConsumer(`consumer-${i + 1}`, validators));
}

function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
