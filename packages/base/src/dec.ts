import { utf8 } from "./bytes.ts";
import {
  absBigint,
  assertInt256,
  InvalidNumber,
  NumberOverflow,
  parseGoInteger,
  toInt64,
} from "./ints.ts";

const PRECISION = 18;
const ONE = 10n ** 18n;
const HALF = ONE / 2n;
/** First magnitude out of range. */
const LIMIT = (1n << 256n) * ONE;
/** Newton's method stops here even when it still moves, as in Go. */
const ROOT_STEPS_MAX = 300;

/**
 * A decimal number with exactly 18 places: the SDK's `LegacyDec`, with its roundings and its limit |value| < 2²⁵⁶.
 *
 * Immutable. Every operation whose result leaves the range throws `NumberOverflow`, where Go panics.
 */
export class Dec {
  static readonly zero = new Dec(0n);
  static readonly one = new Dec(ONE);
  /** 10⁻¹⁸ */
  static readonly smallest = new Dec(1n);

  /** The value times 10¹⁸. */
  readonly atomics: bigint;

  private constructor(atomics: bigint) {
    this.atomics = atomics;
  }

  /**
   * Reads text such as `-0.5`, with all the oddities of Go's `LegacyNewDecFromStr` (`--1` is 1). The error texts are
   * Go's: failed proposals keep them.
   *
   * @throws InvalidNumber
   */
  static fromText(text: string): Dec {
    const negative = text.startsWith("-");
    const unsigned = negative ? text.slice(1) : text;
    if (unsigned === "") throw new InvalidNumber("decimal string cannot be empty");
    const [whole = "", fraction, ...rest] = unsigned.split(".");
    if (rest.length > 0) throw new InvalidNumber("invalid decimal string");
    if (fraction === "" || (fraction !== undefined && whole === "")) {
      throw new InvalidNumber("invalid decimal length");
    }
    const spare = PRECISION - utf8(fraction ?? "").length;
    if (spare < 0) {
      throw new InvalidNumber(
        `value '${unsigned}' exceeds max precision by ${spare} decimal places: max precision ${PRECISION}`,
      );
    }
    const digits = `${whole}${fraction ?? ""}${"0".repeat(spare)}`;
    if (!/^[+-]?[0-9]+$/.test(digits)) {
      throw new InvalidNumber(`failed to set decimal string with base 10: ${digits}`);
    }
    const magnitude = BigInt(digits.startsWith("+") ? digits.slice(1) : digits);
    if (absBigint(magnitude) >= LIMIT) {
      throw new InvalidNumber("out of range: invalid decimal string");
    }
    return new Dec(negative ? -magnitude : magnitude);
  }

  /**
   * From the scaled integer, which is also the protobuf wire form; empty text is zero.
   *
   * @throws InvalidNumber
   */
  static fromAtomics(atomics: bigint | string): Dec {
    if (atomics === "") return Dec.zero;
    const value = typeof atomics === "bigint" ? atomics : parseGoInteger(atomics);
    if (absBigint(value) >= LIMIT) throw new InvalidNumber(`${value} is out of range`);
    return new Dec(value);
  }

  static fromInt(value: bigint): Dec {
    return new Dec(value * ONE);
  }

  /** `numerator / denominator`, rounded as `quo` does. */
  static fromRatio(numerator: bigint, denominator: bigint): Dec {
    return Dec.fromInt(numerator).quo(Dec.fromInt(denominator));
  }

  static min(a: Dec, b: Dec): Dec {
    return a.lt(b) ? a : b;
  }

  static max(a: Dec, b: Dec): Dec {
    return a.lt(b) ? b : a;
  }

  add(other: Dec): Dec {
    return inRange(this.atomics + other.atomics);
  }

  sub(other: Dec): Dec {
    return inRange(this.atomics - other.atomics);
  }

  neg(): Dec {
    return new Dec(-this.atomics);
  }

  abs(): Dec {
    return new Dec(absBigint(this.atomics));
  }

  /** Product, rounded half to even. */
  mul(other: Dec): Dec {
    return inRange(roundHalfEven(this.atomics * other.atomics));
  }

  /** Product, rounded toward zero. */
  mulTruncate(other: Dec): Dec {
    return inRange((this.atomics * other.atomics) / ONE);
  }

  /** Product, rounded toward positive infinity. */
  mulRoundUp(other: Dec): Dec {
    const product = this.atomics * other.atomics;
    const quotient = product / ONE;
    return inRange(product > 0n && product % ONE !== 0n ? quotient + 1n : quotient);
  }

  mulInt(factor: bigint): Dec {
    return inRange(this.atomics * factor);
  }

  /** Quotient cut off at 36 places, then rounded half to even at 18: the two steps of Go. */
  quo(other: Dec): Dec {
    return inRange(roundHalfEven((this.atomics * ONE * ONE) / other.atomics));
  }

  /** Quotient, rounded toward zero. */
  quoTruncate(other: Dec): Dec {
    return inRange((this.atomics * ONE) / other.atomics);
  }

  /**
   * Quotient of numbers of one sign, rounded up.
   *
   * A remainder adds one last digit to the truncated quotient by Go's sign test, which rounds a negative
   * quotient one digit too far; kept for equal results.
   */
  quoRoundUp(other: Dec): Dec {
    const scaled = this.atomics * ONE;
    const quotient = scaled / other.atomics;
    const remainder = scaled % other.atomics;
    const sameSign = quotient < 0n === other.atomics < 0n;
    const up = (remainder > 0n && sameSign) || (remainder < 0n && !sameSign);
    return inRange(up ? quotient + 1n : quotient);
  }

  /** Quotient by an integer, rounded toward zero. */
  quoInt(divisor: bigint): Dec {
    return new Dec(this.atomics / divisor);
  }

  /** Toward zero. */
  truncateInt(): bigint {
    return assertInt256(this.atomics / ONE);
  }

  /** Half to even. */
  roundInt(): bigint {
    return assertInt256(roundHalfEven(this.atomics));
  }

  /** Toward zero, as a signed 64-bit integer. @throws NumberOverflow */
  truncateInt64(): bigint {
    return toInt64(this.truncateInt());
  }

  /** Half to even, as a signed 64-bit integer. @throws NumberOverflow */
  roundInt64(): bigint {
    return toInt64(this.roundInt());
  }

  truncateDec(): Dec {
    return Dec.fromInt(this.truncateInt());
  }

  /** The smallest integer not below. */
  ceil(): Dec {
    const whole = this.truncateInt();
    return Dec.fromInt(this.atomics > 0n && !this.isInteger() ? whole + 1n : whole);
  }

  /** Repeated squaring, each product rounded half to even, in the order of Go. */
  power(exponent: bigint): Dec {
    if (exponent === 0n) return Dec.one;
    let base: Dec = this;
    let odd = Dec.one;
    for (let left = exponent; left > 1n; left /= 2n) {
      if (left % 2n !== 0n) odd = odd.mul(base);
      base = base.mul(base);
    }
    return base.mul(odd);
  }

  /**
   * The n-th root by Newton's method from 1, with Go's stopping rule; of a negative number, minus the root of
   * its magnitude.
   */
  approxRoot(root: bigint): Dec {
    if (root === 0n) return Dec.one;
    if (this.isNegative()) return this.neg().approxRoot(root).neg();
    if (root === 1n || this.isZero() || this.eq(Dec.one)) return this;
    let guess = Dec.one;
    for (let step = 0; step < ROOT_STEPS_MAX; step++) {
      const power = guess.power(root - 1n);
      const divisor = power.isZero() ? Dec.smallest : power;
      const delta = this.quo(divisor).sub(guess).quoInt(root);
      guess = guess.add(delta);
      if (delta.abs().lte(Dec.smallest)) break;
    }
    return guess;
  }

  approxSqrt(): Dec {
    return this.approxRoot(2n);
  }

  compare(other: Dec): -1 | 0 | 1 {
    if (this.atomics === other.atomics) return 0;
    return this.atomics < other.atomics ? -1 : 1;
  }

  eq(other: Dec): boolean {
    return this.atomics === other.atomics;
  }

  lt(other: Dec): boolean {
    return this.atomics < other.atomics;
  }

  lte(other: Dec): boolean {
    return this.atomics <= other.atomics;
  }

  gt(other: Dec): boolean {
    return this.atomics > other.atomics;
  }

  gte(other: Dec): boolean {
    return this.atomics >= other.atomics;
  }

  isZero(): boolean {
    return this.atomics === 0n;
  }

  isNegative(): boolean {
    return this.atomics < 0n;
  }

  isPositive(): boolean {
    return this.atomics > 0n;
  }

  isInteger(): boolean {
    return this.atomics % ONE === 0n;
  }

  /** Always 18 decimal places. */
  toString(): string {
    const digits = absBigint(this.atomics)
      .toString()
      .padStart(PRECISION + 1, "0");
    const text = `${digits.slice(0, -PRECISION)}.${digits.slice(-PRECISION)}`;
    return this.isNegative() ? `-${text}` : text;
  }

  /** The wire form in protobuf: the scaled integer as text. */
  toAtomicsText(): string {
    return this.atomics.toString();
  }

  /** As the SDK writes it in JSON. */
  toJSON(): string {
    return this.toString();
  }
}

function inRange(atomics: bigint): Dec {
  if (absBigint(atomics) >= LIMIT) throw new NumberOverflow("Int overflow");
  return Dec.fromAtomics(atomics);
}

/** Divides by 10¹⁸, rounding half to even; negative numbers mirror positive ones. */
function roundHalfEven(value: bigint): bigint {
  if (value < 0n) return -roundHalfEven(-value);
  const quotient = value / ONE;
  const remainder = value % ONE;
  if (remainder < HALF) return quotient;
  if (remainder > HALF) return quotient + 1n;
  return quotient % 2n === 0n ? quotient : quotient + 1n;
}
