/** Integers in text as Go's `strconv` reads them, and its errors. */

export interface IntegerFormat {
  /** Name of the Go function that its errors carry. */
  readonly name: "ParseInt" | "ParseUint";
  /** 0 lets prefixes and underscores through, as in Go source. */
  readonly base: 0 | 10;
  readonly bits: 32 | 64;
}

/** Text that is no such integer; the message is Go's. */
export class NotAnInteger extends Error {
  override readonly name = "NotAnInteger";
}

/** @throws NotAnInteger */
export function parseGoInteger(text: string, { name, base, bits }: IntegerFormat): bigint {
  const refuse = (why: string) =>
    new NotAnInteger(`strconv.${name}: parsing ${JSON.stringify(text)}: ${why}`);
  const isSigned = name === "ParseInt";
  const match = /^([+-]?)(.*)$/s.exec(text);
  const sign = match?.[1] ?? "";
  const digits = match?.[2] ?? "";
  if (sign !== "" && !isSigned) throw refuse("invalid syntax");
  const magnitude = base === 10 ? decimal(digits) : literal(digits);
  if (magnitude === undefined) throw refuse("invalid syntax");
  const value = sign === "-" ? -magnitude : magnitude;
  const width = BigInt(bits);
  const min = isSigned ? -(1n << (width - 1n)) : 0n;
  const max = isSigned ? (1n << (width - 1n)) - 1n : (1n << width) - 1n;
  if (value < min || value > max) throw refuse("value out of range");
  return value;
}

function decimal(digits: string): bigint | undefined {
  return /^[0-9]+$/.test(digits) ? BigInt(digits) : undefined;
}

/** A Go integer literal: `0x1f`, `0o17`, `017`, `0b101`, `1_000`. */
function literal(digits: string): bigint | undefined {
  const lower = digits.toLowerCase();
  if (/^(0|[1-9](_?[0-9])*)$/.test(lower)) return BigInt(lower.replaceAll("_", ""));
  if (/^0x(_?[0-9a-f])+$/.test(lower) || /^0b(_?[01])+$/.test(lower)) {
    return BigInt(lower.replaceAll("_", ""));
  }
  if (/^0o?(_?[0-7])+$/.test(lower)) {
    return BigInt(`0o${lower.replace(/^0o?/, "").replaceAll("_", "")}`);
  }
  return undefined;
}
