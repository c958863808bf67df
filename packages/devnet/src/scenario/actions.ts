import { type Duration, parseDuration } from "@testudo/base";
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

/** A whole number of base units, as a number or as its digits. */
const amount: Reader<bigint> = (value, where) => {
  const text = String(value);
  if (!/^\d{1,40}$/.test(text)) throw new InputError(`${where}: ${quoted(value)} is no amount`);
  return BigInt(text);
};

/** A span of time as in `90s`, `2h` or `21d`; kept as text, so that an action is plain data. */
const span: Reader<string> = (value, where) => {
  const text = readText(2, 20)(value, where);
  durationOf(text, where);
  return text;
};

const flag: Reader<boolean> = (value, where) => {
  if (typeof value !== "boolean")
    throw new InputError(`${where}: ${quoted(value)} is not true or false`);
  return value;
};

const name = readText(1, 60);
const names: Reader<readonly string[]> = (value, where) =>
  readList(0, 1000)(value, where).map((entry, i) => name(entry, `${where}[${i}]`));
const percent = readCount(0, 100);
const fraction: Reader<string> = (value, where) => {
  const text = String(value);
  if (!/^[01](\.\d{1,18})?$/.test(text)) {
    throw new InputError(`${where}: ${quoted(value)} is no fraction such as 0.05`);
  }
  return text;
};
const votes: Reader<Readonly<Record<string, "yes" | "no" | "veto" | "abstain">>> = (
  value,
  where,
) => {
  const object = readObject(value, where, Object.keys(Object(value)));
  return Object.fromEntries(
    Object.entries(object).map(([who, vote]) => [
      who,
      anyOf(["yes", "no", "veto", "abstain"])(vote, `${where}.${who}`),
    ]),
  );
};

/** What decides who validates a consumer and how; names stand for validators. */
const SHAPING = {
  topN: optional(percent),
  powerCap: optional(percent),
  setCap: optional(readCount(0, 1000)),
  minStake: optional(amount),
  allowInactive: optional(flag),
  allow: optional(names),
  deny: optional(names),
  prefer: optional(names),
};

/** What infractions on a consumer cost. */
const PUNISHMENT = {
  doubleSignFraction: optional(fraction),
  doubleSignJail: optional(span),
  doubleSignTombstone: optional(flag),
  downtimeFraction: optional(fraction),
  downtimeJail: optional(span),
};

const UPDATE = {
  consumer: required(name),
  by: optional(name),
  newOwner: optional(name),
  spawn: optional(span),
  chainId: optional(name),
  ...SHAPING,
  ...PUNISHMENT,
  rewardDenoms: optional(names),
};

/** What governance can be asked for. */
const GOVERNMENT = {
  /** Any field of `update-consumer`, in the name of government. */
  update: optional((value, where) => readFields(UPDATE, value, where) as ValuesOf<typeof UPDATE>),
  remove: optional(name),
  rewardDenoms: optional(names),
  /** Allows the denom that a consumer's own coins have on the hub. */
  rewardDenomOf: optional(name),
  /** New values of the hub's CCV parameters. */
  blocksPerEpoch: optional(readCount(1, 100_000)),
  meterFraction: optional(fraction),
  meterPeriod: optional(span),
  maxActive: optional(readCount(1, 1000)),
  /** Of staking. */
  maxValidators: optional(readCount(1, 1000)),
  /** A transfer out of the community pool: the simplest proposal there is. */
  spend: optional(amount),
};

const VALIDATOR_ON = { validator: required(name), consumer: required(name) };
const ON_CHAIN = { validator: required(name), chain: required(name) };

/**
 * Everything that a scenario can do, with its fields. `consumer` and `chain` are names that the scenario gave, `hub` is
 * the hub; validators, accounts and keys are names as well, and a key may be used that nobody mentioned before.
 */
const FIELDS = {
  /** Registers a consumer; with `spawn`, it launches so long from now. */
  "create-consumer": {
    consumer: required(name),
    chainId: optional(name),
    by: optional(name),
    spawn: optional(span),
    ...SHAPING,
    ...PUNISHMENT,
    rewardDenoms: optional(names),
    unbonding: optional(span),
    blocksPerTransmission: optional(readCount(1, 1_000_000)),
  },
  "update-consumer": UPDATE,
  "remove-consumer": { consumer: required(name), by: optional(name) },
  /** Starts the chain of a launched consumer, and opens its connection and channels. */
  "start-chain": { consumer: required(name) },
  "opt-in": { ...VALIDATOR_ON, key: optional(name) },
  "opt-out": VALIDATOR_ON,
  "assign-key": { ...VALIDATOR_ON, key: required(name) },
  "set-commission": { ...VALIDATOR_ON, rate: required(fraction) },

  delegate: { from: required(name), validator: required(name), amount: required(amount) },
  undelegate: { from: required(name), validator: required(name), amount: required(amount) },
  redelegate: {
    from: required(name),
    validator: required(name),
    to: required(name),
    amount: required(amount),
  },
  /** Takes back the latest undelegation. */
  "cancel-undelegation": {
    from: required(name),
    validator: required(name),
    amount: required(amount),
  },
  unjail: { validator: required(name) },
  "withdraw-rewards": { from: required(name), validator: required(name) },
  send: {
    chain: required(name),
    from: required(name),
    to: required(name),
    amount: required(amount),
  },
  /** Pays so much in fees on a chain, in its own denom. */
  "pay-fees": { chain: required(name), from: required(name), amount: required(amount) },
  /** Sends coins over the transfer channel of a consumer, to the same account on the other side. */
  transfer: {
    consumer: required(name),
    from: required(name),
    direction: required(anyOf(["to-hub", "to-consumer"])),
    amount: required(amount),
  },

  /** Blocks of one chain, or of all. */
  blocks: { chain: optional(name), count: required(readCount(1, 10_000)) },
  /** Hub blocks up to the end of the epoch. */
  "end-epoch": {},
  /** An epoch, all packets, and the two blocks until new sets sign. */
  epoch: {},
  /** Time passes on all chains; clients are kept alive unless they may `expire`. */
  wait: { span: required(span), clients: optional(anyOf(["keep", "expire"])) },
  /** Takes packets and answers over; all of one direction or both, or only the first so many. */
  relay: {
    consumer: optional(name),
    direction: optional(anyOf(["to-hub", "to-consumer"])),
    channel: optional(anyOf(["ccv", "transfer"])),
    count: optional(readCount(1, 1000)),
    /** Last first: for the unordered transfer channel. */
    reversed: optional(flag),
  },
  /** Tells the sender that its oldest packet was not received in time. */
  "time-out": {
    consumer: required(name),
    direction: required(anyOf(["to-hub", "to-consumer"])),
  },

  /** A validator's key stops or begins to sign the blocks of a chain. */
  silence: ON_CHAIN,
  wake: ON_CHAIN,
  /** A validator sleeps until it is reported or jailed, or for so many blocks. */
  downtime: { ...ON_CHAIN, blocks: optional(readCount(1, 1000)) },
  /** A validator signs two blocks of a height, and the evidence goes where it is punished. */
  "double-sign": ON_CHAIN,
  "light-client-attack": {
    validators: required(names),
    consumer: required(name),
    kind: required(anyOf(["equivocation", "lunatic", "amnesia"])),
  },

  /** A proposal goes to the vote and its period passes. `change` is an action of the hub's government. */
  govern: {
    votes: required(votes),
    change: required((value, where) => readFields(GOVERNMENT, value, where) as Government),
  },
} as const satisfies Record<string, Readonly<Record<string, Field<unknown>>>>;

/** A value of an action that may be left out. */
interface Field<T> {
  readonly read: Reader<T>;
  readonly isRequired: boolean;
}

type Shape = Readonly<Record<string, Field<unknown>>>;
type ValueOf<F> = F extends Field<infer T> ? T : never;
type ValuesOf<S extends Shape> = {
  readonly [K in keyof S as S[K] extends { readonly isRequired: true } ? K : never]: ValueOf<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends { readonly isRequired: true } ? never : K]?: ValueOf<S[K]>;
};

/** Names of the actions. */
export type ActionKind = keyof typeof FIELDS;

/** One thing that a scenario does: plain data. */
export type Action<K extends ActionKind = ActionKind> = {
  readonly [Kind in K]: { readonly do: Kind } & ValuesOf<(typeof FIELDS)[Kind]>;
}[K];

/** What a proposal asks for. */
export type Government = ValuesOf<typeof GOVERNMENT>;

/** How a consumer is shaped and punished. */
export type ConsumerTerms = ValuesOf<typeof SHAPING> & ValuesOf<typeof PUNISHMENT>;

/** Names of all actions, for whoever documents them. */
export const ACTION_KINDS = Object.keys(FIELDS) as readonly ActionKind[];

/**
 * An action out of a file.
 *
 * @throws InputError naming the field; fields that the action does not have are refused
 */
export const readAction: Reader<Action> = (value, where) => {
  const kind = anyOf(ACTION_KINDS)(Object(value).do, `${where}.do`);
  const fields: Shape = FIELDS[kind];
  const rest = Object.fromEntries(
    Object.entries(readObject(value, where, ["do", ...Object.keys(fields)])).filter(
      ([key]) => key !== "do",
    ),
  );
  // The table of fields is what the type is made of.
  return { do: kind, ...readFields(fields, rest, where) } as Action;
};

/** Reads `90s`, `5m`, `2h` or `21d`. @throws InputError */
export function durationOf(text: string, where = "span"): Duration {
  const [, number = "", unit = ""] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = SECONDS[unit];
  if (seconds === undefined) throw new InputError(`${where}: ${quoted(text)} is no span like 21d`);
  return BigInt(number) * parseDuration(`${seconds}s`);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function readFields(fields: Shape, value: unknown, where: string): Record<string, unknown> {
  const object = readObject(value, where, Object.keys(fields));
  const result: Record<string, unknown> = {};
  for (const [key, { read, isRequired }] of Object.entries(fields)) {
    const given = object[key];
    if (given !== undefined) result[key] = read(given, `${where}.${key}`);
    else if (isRequired) throw new InputError(`${where}: "${key}" is missing`);
  }
  return result;
}

function required<T>(read: Reader<T>) {
  return { read, isRequired: true } as const;
}

function optional<T>(read: Reader<T>) {
  return { read, isRequired: false } as const;
}
