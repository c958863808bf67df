/**
 * The event query grammar of CometBFT v0.38 (`tx_search`, `block_search`, `subscribe`): conditions
 * `type.key <op> value` joined by AND.
 */

/** A query that does not follow the grammar; `offset` counts characters from 0. */
export class EventQueryError extends Error {
  override readonly name = "EventQueryError";
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(`offset ${offset}: ${reason}`);
    this.offset = offset;
  }
}

export type Operator = "=" | "<" | "<=" | ">" | ">=" | "CONTAINS" | "EXISTS";

/** Right-hand side of a condition. Times are compared as nanoseconds. */
export type Operand =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: Decimal; readonly text: string }
  | { readonly kind: "time"; readonly time: number; readonly text: string };

/** A decimal number without rounding: `units` × 10^-`scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export interface Condition {
  readonly key: string;
  readonly operator: Operator;
  /** Absent for EXISTS. */
  readonly operand: Operand | undefined;
}

export interface EventQuery {
  readonly conditions: readonly Condition[];
}

/** Longest query that RPC takes, in characters. */
export const EVENT_QUERY_LENGTH_MAX = 512;

const KEY = /[^\s=<>'"()]+/y;
const OPERATOR = /<=|>=|=|<|>|CONTAINS\b|EXISTS\b/y;
const TEXT = /'([^']*)'/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const TIME = /TIME\s+(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))/y;
const DATE = /DATE\s+(\d{4}-\d{2}-\d{2})/y;
const SPACE = /\s*/y;
const AND = /AND\b/y;

/**
 * Parses a query; each token is matched once at its place, so the time is linear in the length.
 *
 * @throws EventQueryError
 */
export function parseEventQuery(source: string): EventQuery {
  const conditions: Condition[] = [];
  let offset = 0;

  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = offset;
    const match = pattern.exec(source);
    if (match === null) return undefined;
    offset += match[0].length;
    return match;
  };
  const fail = (expected: string): never => {
    const found = offset >= source.length ? "EOF" : `got "${source.slice(offset, offset + 12)}"`;
    throw new EventQueryError(offset, found === "EOF" ? "EOF" : `${found}, wanted ${expected}`);
  };
  const operand = (): Operand => {
    const text = take(TEXT);
    if (text !== undefined) return { kind: "text", text: text[1] ?? "" };
    const time = take(TIME) ?? take(DATE);
    if (time !== undefined) {
      const ms = Date.parse(time[1] ?? "");
      if (Number.isNaN(ms)) throw new EventQueryError(offset, `no such time: ${time[1]}`);
      return { kind: "time", time: ms, text: time[1] ?? "" };
    }
    const number = take(NUMBER);
    if (number === undefined) return fail("a value");
    return { kind: "number", number: parseDecimal(number[0]), text: number[0] };
  };

  take(SPACE);
  for (;;) {
    const key = take(KEY) ?? fail("a tag");
    take(SPACE);
    const operator = (take(OPERATOR) ?? fail("an operator"))[0] as Operator;
    take(SPACE);
    if (operator === "EXISTS") {
      conditions.push({ key: key[0], operator, operand: undefined });
    } else {
      const value = operand();
      if (operator === "CONTAINS" && value.kind !== "text") fail("a quoted string");
      conditions.push({ key: key[0], operator, operand: value });
    }
    take(SPACE);
    if (offset >= source.length) return { conditions };
    take(AND) ?? fail("AND");
    take(SPACE);
  }
}

/** Whether one attribute value meets a condition. */
export function valueMatches(condition: Condition, value: string): boolean {
  const { operator, operand } = condition;
  if (operand === undefined) return true;
  if (operator === "CONTAINS") return value.includes(operand.text);
  switch (operand.kind) {
    case "text":
      return operator === "=" && value === operand.text;
    case "number": {
      const digits = FIRST_NUMBER.exec(value)?.[0];
      return (
        digits !== undefined &&
        holds(operator, compareDecimals(parseDecimal(digits), operand.number))
      );
    }
    case "time": {
      const time = Date.parse(value);
      return !Number.isNaN(time) && holds(operator, Math.sign(time - operand.time));
    }
  }
}

/**
 * Whether a map of `type.key` → values meets all conditions, each by any value (the rule of subscriptions).
 */
export function queryMatches(
  query: EventQuery,
  attributes: ReadonlyMap<string, readonly string[]>,
): boolean {
  return query.conditions.every((condition) =>
    (attributes.get(condition.key) ?? []).some((value) => valueMatches(condition, value)),
  );
}

/** CometBFT compares with the first number inside the attribute, so `12stake` counts as 12. */
const FIRST_NUMBER = /-?\d+(?:\.\d+)?/;

function parseDecimal(text: string): Decimal {
  const [whole = "0", fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const a = left.units * 10n ** BigInt(scale - left.scale);
  const b = right.units * 10n ** BigInt(scale - right.scale);
  return a < b ? -1 : a > b ? 1 : 0;
}

function holds(operator: Operator, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return false;
  }
}
