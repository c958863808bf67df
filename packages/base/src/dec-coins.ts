import {
  type Coin,
  type Coins,
  compareDenoms,
  DENOM_PATTERN,
  InvalidCoins,
  newCoins,
  validateDenom,
} from "./coins.ts";
import { Dec } from "./dec.ts";

/** A decimal amount of one denomination. */
export interface DecCoin {
  readonly denom: string;
  readonly amount: Dec;
}

/** Decimal coins sorted by denom, each denom once, all amounts positive. */
export type DecCoins = readonly DecCoin[];

const DEC_COIN = new RegExp(`^(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*(${DENOM_PATTERN})$`);

/**
 * Makes a set of decimal coins: zeros dropped, sorted, checked.
 *
 * @throws InvalidCoins on a duplicate or invalid denom or a negative amount
 */
export function newDecCoins(list: readonly DecCoin[]): DecCoins {
  const coins = withoutZeros(list).sort((a, b) => compareDenoms(a.denom, b.denom));
  validateDecCoins(coins);
  return coins;
}

/** @throws InvalidCoins unless sorted, without duplicates, all denoms valid and all amounts positive */
export function validateDecCoins(coins: readonly DecCoin[]): void {
  let last: string | undefined;
  for (const { denom, amount } of coins) {
    validateDenom(denom);
    if (denom === last) throw new InvalidCoins(`duplicate denomination ${denom}`);
    if (last !== undefined && denom < last) {
      throw new InvalidCoins(`denomination ${denom} is not sorted`);
    }
    if (!amount.isPositive()) throw new InvalidCoins(`coin ${denom} amount is not positive`);
    last = denom;
  }
}

/** The same amounts with 18 decimals. @throws InvalidCoins */
export function decCoinsFromCoins(coins: readonly Coin[]): DecCoins {
  return newCoins(coins).map(({ denom, amount }) => ({ denom, amount: Dec.fromInt(amount) }));
}

/** Sum of two sets; zeros vanish. */
export function addDecCoins(a: DecCoins, b: DecCoins): DecCoins {
  const sum: DecCoin[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined) return [...sum, ...withoutZeros(b.slice(j))];
    if (right === undefined) return [...sum, ...withoutZeros(a.slice(i))];
    const order = compareDenoms(left.denom, right.denom);
    const next = order < 0 ? left : order > 0 ? right : joined(left, right);
    if (!next.amount.isZero()) sum.push(next);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
}

/** Difference of two sets. @throws InvalidCoins when an amount would become negative */
export function subDecCoins(a: DecCoins, b: DecCoins): DecCoins {
  const { coins, negative } = safeSubDecCoins(a, b);
  if (negative) throw new InvalidCoins("negative coin amount");
  return coins;
}

/** Difference of two sets; `negative` tells whether an amount in it is below zero. */
export function safeSubDecCoins(a: DecCoins, b: DecCoins): { coins: DecCoins; negative: boolean } {
  const coins = addDecCoins(
    a,
    b.map(({ denom, amount }) => ({ denom, amount: amount.neg() })),
  );
  return { coins, negative: coins.some(({ amount }) => amount.isNegative()) };
}

/** Every amount times a factor, each product rounded half to even. */
export function mulDec(coins: DecCoins, factor: Dec): DecCoins {
  return mapAmounts(coins, (amount) => amount.mul(factor));
}

/** Every amount times a factor, each product rounded toward zero. */
export function mulDecTruncate(coins: DecCoins, factor: Dec): DecCoins {
  return mapAmounts(coins, (amount) => amount.mulTruncate(factor));
}

/** Every amount by a divisor, each quotient rounded as `Dec.quo`. @throws InvalidCoins when it is zero */
export function quoDec(coins: DecCoins, divisor: Dec): DecCoins {
  if (divisor.isZero()) throw new InvalidCoins("invalid zero decimal");
  return mapAmounts(coins, (amount) => amount.quo(divisor));
}

/** Every amount by a divisor, each quotient rounded toward zero. @throws InvalidCoins when it is zero */
export function quoDecTruncate(coins: DecCoins, divisor: Dec): DecCoins {
  if (divisor.isZero()) throw new InvalidCoins("invalid zero decimal");
  return mapAmounts(coins, (amount) => amount.quoTruncate(divisor));
}

/** The smaller amount of every denom that both have. */
export function intersectDecCoins(a: DecCoins, b: DecCoins): DecCoins {
  return mapAmounts(a, (amount, denom) => Dec.min(amount, decAmountOf(b, denom)));
}

/** Splits into whole coins and the fractions that are left, neither with zeros. */
export function truncateDecCoins(coins: DecCoins): { coins: Coins; change: DecCoins } {
  const whole = coins.map(({ denom, amount }) => ({ denom, amount: amount.truncateInt() }));
  const change = mapAmounts(coins, (amount) => amount.sub(amount.truncateDec()));
  return { coins: newCoins(whole), change };
}

/** Amount of a denom, zero when absent. */
export function decAmountOf(coins: readonly DecCoin[], denom: string): Dec {
  return coins.find((coin) => coin.denom === denom)?.amount ?? Dec.zero;
}

/** Whether all amounts are zero, which includes no coins at all. */
export function decCoinsAreZero(coins: readonly DecCoin[]): boolean {
  return coins.every(({ amount }) => amount.isZero());
}

/** `1.500000000000000000atom,…`; empty text for none. */
export function decCoinsToText(coins: readonly DecCoin[]): string {
  return coins.map(({ denom, amount }) => `${amount}${denom}`).join(",");
}

/** Reads `0.001stake,1atom` in any order, as the SDK reads minimum gas prices. @throws InvalidCoins, InvalidNumber */
export function parseDecCoins(text: string): DecCoins {
  if (text.trim() === "") return [];
  return newDecCoins(
    text.split(",").map((part) => {
      const [, amount, denom] = DEC_COIN.exec(part.trim()) ?? [];
      if (amount === undefined || denom === undefined) {
        throw new InvalidCoins(`invalid decimal coin expression: ${part}`);
      }
      return { denom, amount: Dec.fromText(amount) };
    }),
  );
}

function mapAmounts(coins: DecCoins, change: (amount: Dec, denom: string) => Dec): DecCoin[] {
  return withoutZeros(coins.map(({ denom, amount }) => ({ denom, amount: change(amount, denom) })));
}

function joined(a: DecCoin, b: DecCoin): DecCoin {
  return { denom: a.denom, amount: a.amount.add(b.amount) };
}

function withoutZeros(coins: readonly DecCoin[]): DecCoin[] {
  return coins.filter(({ amount }) => !amount.isZero());
}
