/** Largest signed 64-bit integer. */
export const MAX_INT64 = (1n << 63n) - 1n;
/** Smallest signed 64-bit integer. */
export const MIN_INT64 = -(1n << 63n);
/** Largest unsigned 64-bit integer. */
export const MAX_UINT64 = (1n << 64n) - 1n;
/** Largest magnitude of the SDK's `math.Int`. */
export const MAX_INT256 = (1n << 256n) - 1n;

/** A text is not a number of the wanted form. */
export class InvalidNumber extends Error {
  override readonly name = "InvalidNumber";
}

/** A number left the range of its type. Inside a transaction it counts as a panic, as in Go. */
export class NumberOverflow extends Error {
  override readonly name = "NumberOverflow";
}

/** @throws NumberOverflow unless the value fits a signed 64-bit integer */
export function toInt64(value: bigint | number): bigint {
  const integer = toBigint(value);
  if (integer < MIN_INT64 || integer > MAX_INT64) {
    throw new NumberOverflow(`${value} is not a signed 64-bit integer`);
  }
  return integer;
}

/** @throws NumberOverflow unless the value fits an unsigned 64-bit integer */
export function toUint64(value: bigint | number): bigint {
  const integer = toBigint(value);
  if (integer < 0n || integer > MAX_UINT64) {
    throw new NumberOverflow(`${value} is not an unsigned 64-bit integer`);
  }
  return integer;
}

/** @throws NumberOverflow unless the value is a safe integer */
export function toSafeNumber(value: bigint | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new NumberOverflow(`${value} is not a safe integer`);
  return number;
}

export function minBigint(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function maxBigint(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export function absBigint(a: bigint): bigint {
  return a < 0n ? -a : a;
}

export function compareBigint(a: bigint, b: bigint): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Remainder of Euclidean division, never negative: the `Mod` of the SDK's `math.Int`. */
export function euclideanMod(a: bigint, b: bigint): bigint {
  const remainder = a % b;
  return remainder < 0n ? remainder + absBigint(b) : remainder;
}

/** @throws NumberOverflow unless |value| < 2²⁵⁶, the range of the SDK's `math.Int` */
export function assertInt256(value: bigint): bigint {
  if (value > MAX_INT256 || value < -MAX_INT256) throw new NumberOverflow("Integer overflow");
  return value;
}

/**
 * Reads decimal digits, as Go's `strconv.ParseUint(text, 10, 64)`: no sign, no spaces.
 *
 * @throws InvalidNumber
 */
export function parseUint64(text: string): bigint {
  if (!/^[0-9]+$/.test(text)) {
    throw new InvalidNumber(`"${text}" is not an unsigned integer`);
  }
  const value = BigInt(text);
  if (value > MAX_UINT64) throw new InvalidNumber(`"${text}" exceeds 64 bits`);
  return value;
}

/**
 * Reads decimal digits with an optional sign, as Go's `strconv.ParseInt(text, 10, 64)`.
 *
 * @throws InvalidNumber
 */
export function parseInt64(text: string): bigint {
  if (!/^[+-]?[0-9]+$/.test(text)) throw new InvalidNumber(`"${text}" is not an integer`);
  const value = signed(text, BigInt);
  if (value < MIN_INT64 || value > MAX_INT64) {
    throw new InvalidNumber(`"${text}" exceeds 64 bits`);
  }
  return value;
}

/**
 * Reads an integer as the SDK's `math.Int` does, that is with Go's base prefixes: `0x`, `0b`, `0o`, a leading `0`
 * for octal, and underscores between digits.
 *
 * @throws InvalidNumber also outside ±(2²⁵⁶-1)
 */
export function parseInt256(text: string): bigint {
  const value = parseGoInteger(text);
  if (absBigint(value) > MAX_INT256) throw new InvalidNumber(`"${text}" exceeds 256 bits`);
  return value;
}

/**
 * Reads an integer of any size in the syntax of Go's `big.Int` with base 0.
 *
 * @throws InvalidNumber
 */
export function parseGoInteger(text: string): bigint {
  if (!GO_INTEGER.test(text)) throw new InvalidNumber(`"${text}" is not an integer`);
  return signed(text, (digits) => {
    const plain = digits.replaceAll("_", "");
    return BigInt(/^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain);
  });
}

const GO_INTEGER =
  /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;

function signed(text: string, read: (digits: string) => bigint): bigint {
  if (text.startsWith("-")) return -read(text.slice(1));
  return read(text.startsWith("+") ? text.slice(1) : text);
}

function toBigint(value: bigint | number): bigint {
  return typeof value === "bigint" ? value : BigInt(toSafeNumber(value));
}
