import {
  createScanner,
  dateOf,
  type NoToken,
  type Scanner,
  TOKEN,
  type Token,
  type TokenKind,
  timeOf,
} from "./query-scanner.ts";

/**
 * The event query grammar of CometBFT v0.38 (`tx_search`, `block_search`, `subscribe`): conditions
 * `type.key <op> value` joined by AND.
 */

/** A query that does not follow the grammar; `offset` counts bytes from 0. */
export class EventQueryError extends Error {
  override readonly name = "EventQueryError";
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(`offset ${offset}: ${reason}`);
    this.offset = offset;
  }
}

export type Operator = "=" | "<" | "<=" | ">" | ">=" | "CONTAINS" | "EXISTS";

/** Right-hand side of a condition; `text` is as it was written, without quotes or label. */
export type Operand =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string; readonly number: Decimal }
  | { readonly kind: "time" | "date"; readonly text: string; readonly nanoseconds: bigint };

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

const OPERATORS: ReadonlyMap<TokenKind, Operator> = new Map([
  [TOKEN.lessOrEqual, "<="],
  [TOKEN.greaterOrEqual, ">="],
  [TOKEN.less, "<"],
  [TOKEN.greater, ">"],
  [TOKEN.equal, "="],
  [TOKEN.contains, "CONTAINS"],
  [TOKEN.exists, "EXISTS"],
]);
const ORDERED = [TOKEN.number, TOKEN.time, TOKEN.date];

/**
 * Parses a query in time linear in its length.
 *
 * @throws EventQueryError
 */
export function parseEventQuery(source: string): EventQuery {
  const scanner = createScanner(source);
  const conditions = [parseCondition(scanner)];
  for (;;) {
    const token = scanner.next();
    if ("reason" in token) {
      // As in the reference, an unfinished string where AND should stand is the end of the query.
      if (token.reason === "EOF") return { conditions };
      throw unexpected(token, TOKEN.invalid, `want ${TOKEN.and}`);
    }
    if (token.kind !== TOKEN.and) throw unexpected(token, token.kind, `want ${TOKEN.and}`);
    conditions.push(parseCondition(scanner));
  }
}

/** The one spelling of a query: two texts with the same meaning differ at most in blanks. */
export function eventQueryText({ conditions }: EventQuery): string {
  return conditions
    .map(({ key, operator, operand }) =>
      operand === undefined ? `${key} ${operator}` : `${key} ${operator} ${operandText(operand)}`,
    )
    .join(" AND ");
}

function parseCondition(scanner: Scanner): Condition {
  const key = expectToken(scanner, [TOKEN.tag]).text;
  const operator = OPERATORS.get(expectToken(scanner, [...OPERATORS.keys()]).kind);
  switch (operator) {
    case undefined:
    case "EXISTS":
      return { key, operator: "EXISTS", operand: undefined };
    case "CONTAINS":
      return { key, operator, operand: operandOf(expectToken(scanner, [TOKEN.text])) };
    case "=":
      return { key, operator, operand: operandOf(expectToken(scanner, [...ORDERED, TOKEN.text])) };
    default:
      return { key, operator, operand: operandOf(expectToken(scanner, ORDERED)) };
  }
}

function expectToken(scanner: Scanner, kinds: readonly TokenKind[]): Token {
  const token = scanner.next();
  if ("reason" in token) throw new EventQueryError(token.offset, token.reason);
  if (kinds.includes(token.kind)) return token;
  const names =
    kinds.length === 1 ? kinds[0] : `${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`;
  throw unexpected(token, token.kind, `wanted ${names}`);
}

function unexpected({ offset }: Token | NoToken, got: TokenKind, wanted: string): EventQueryError {
  return new EventQueryError(offset, `got ${got}, ${wanted}`);
}

function operandOf({ kind, text }: Token): Operand {
  switch (kind) {
    case TOKEN.number:
      return { kind: "number", text, number: parseDecimal(text) };
    case TOKEN.time:
      return { kind: "time", text, nanoseconds: timeOf(text) ?? 0n };
    case TOKEN.date:
      return { kind: "date", text, nanoseconds: dateOf(text) ?? 0n };
    default:
      return { kind: "text", text };
  }
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case "text":
      return `'${operand.text}'`;
    case "number":
      return operand.text;
    default:
      return `${operand.kind === "time" ? "TIME" : "DATE"} ${operand.text}`;
  }
}

/** Reads digits with an optional fraction. */
export function parseDecimal(text: string): Decimal {
  const [whole = "0", fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** -1, 0 or 1 as `left` is smaller than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const a = left.units * 10n ** BigInt(scale - left.scale);
  const b = right.units * 10n ** BigInt(scale - right.scale);
  return a < b ? -1 : a > b ? 1 : 0;
}
