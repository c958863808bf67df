import { assertInt256, maxBigint, minBigint } from "./ints.ts";

/** An amount of one denomination. */
export interface Coin {
  readonly denom: string;
  readonly amount: bigint;
}

/** Coins sorted by denom, each denom once, all amounts positive. */
export type Coins = readonly Coin[];

/** A list of coins breaks a rule of the set. Inside a transaction it counts as a panic, as in Go. */
export class InvalidCoins extends Error {
  override readonly name = "InvalidCoins";
}

/** Source of the SDK's default denom pattern. */
export const DENOM_PATTERN = "[a-zA-Z][a-zA-Z0-9/:._-]{2,127}";

const DENOM = new RegExp(`^${DENOM_PATTERN}$`);
const COIN = new RegExp(`^(\\d+)\\s*(${DENOM_PATTERN})$`);

/** Whether the denom has the form that the SDK accepts. */
export function isValidDenom(denom: string): boolean {
  return DENOM.test(denom);
}

/** @throws InvalidCoins with Go's text unless the denom is valid */
export function validateDenom(denom: string): void {
  if (!isValidDenom(denom)) throw new InvalidCoins(`invalid denom: ${denom}`);
}

/** @throws InvalidCoins unless the denom is valid and the amount not negative */
export function validateCoin(coin: Coin): void {
  validateDenom(coin.denom);
  if (coin.amount < 0n) throw new InvalidCoins(`negative coin amount: ${coin.amount}`);
}

/** Order of denoms: bytewise. */
export function compareDenoms(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Makes a set of coins: zeros dropped, sorted, checked.
 *
 * @throws InvalidCoins on a duplicate or invalid denom or a negative amount
 */
export function newCoins(list: readonly Coin[]): Coins {
  const coins = sorted(list.filter((coin) => coin.amount !== 0n));
  validateCoins(coins);
  return coins;
}

/** A set of one coin, empty when the amount is zero. @throws InvalidCoins */
export function singleCoin(denom: string, amount: bigint): Coins {
  return newCoins([{ denom, amount }]);
}

/** @throws InvalidCoins unless sorted, without duplicates, all denoms valid and all amounts positive */
export function validateCoins(coins: readonly Coin[]): void {
  let last: string | undefined;
  for (const coin of coins) {
    validateDenom(coin.denom);
    if (last !== undefined && coin.denom < last) {
      throw new InvalidCoins(`denomination ${coin.denom} is not sorted`);
    }
    if (coin.denom === last) throw new InvalidCoins(`duplicate denomination ${coin.denom}`);
    if (coin.amount <= 0n) throw new InvalidCoins(`coin ${coin.denom} amount is not positive`);
    last = coin.denom;
  }
}

/** Whether `validateCoins` finds nothing wrong. */
export function coinsAreValid(coins: readonly Coin[]): boolean {
  try {
    validateCoins(coins);
    return true;
  } catch (error) {
    if (error instanceof InvalidCoins) return false;
    throw error;
  }
}

/** Sum of two sorted lists; zeros vanish. @throws InvalidCoins when one is not sorted */
export function addCoins(a: readonly Coin[], b: readonly Coin[]): Coins {
  if (!isSorted(a) || !isSorted(b)) throw new InvalidCoins("coins must be sorted");
  const sums = new Map<string, bigint>();
  for (const coin of a) sums.set(coin.denom, (sums.get(coin.denom) ?? 0n) + coin.amount);
  for (const coin of b) sums.set(coin.denom, (sums.get(coin.denom) ?? 0n) + coin.amount);
  const coins: Coin[] = [];
  for (const [denom, amount] of sums) {
    if (amount !== 0n) coins.push({ denom, amount: assertInt256(amount) });
  }
  return sorted(coins);
}

/** Difference of two sets. @throws InvalidCoins when an amount would become negative */
export function subCoins(a: readonly Coin[], b: readonly Coin[]): Coins {
  const { coins, negative } = safeSubCoins(a, b);
  if (negative) throw new InvalidCoins("negative coin amount");
  return coins;
}

/** Difference of two sets; `negative` tells whether an amount in it is below zero. */
export function safeSubCoins(
  a: readonly Coin[],
  b: readonly Coin[],
): { coins: Coins; negative: boolean } {
  const minus = newCoins(b).map(({ denom, amount }) => ({ denom, amount: -amount }));
  const coins = addCoins(a, minus);
  return { coins, negative: coins.some((coin) => coin.amount < 0n) };
}

/** Every amount times a factor. @throws InvalidCoins when the factor is zero */
export function mulCoins(coins: Coins, factor: bigint): Coins {
  if (factor === 0n) throw new InvalidCoins("multiplying by zero is an invalid operation on coins");
  return coins.map(({ denom, amount }) => ({ denom, amount: assertInt256(amount * factor) }));
}

/** Amount of a denom, zero when absent. */
export function amountOf(coins: readonly Coin[], denom: string): bigint {
  return coins.find((coin) => coin.denom === denom)?.amount ?? 0n;
}

/** Whether every amount of `b` is covered by `a`. */
export function isAllGTE(a: readonly Coin[], b: readonly Coin[]): boolean {
  return b.every((coin) => amountOf(a, coin.denom) >= coin.amount);
}

/** Whether for some denom of `b` the amount in `a` is at least as large; false when either is empty. */
export function isAnyGTE(a: readonly Coin[], b: readonly Coin[]): boolean {
  return a.some((coin) => {
    const other = amountOf(b, coin.denom);
    return other !== 0n && coin.amount >= other;
  });
}

/** Whether there is at least one coin and all amounts are positive. */
export function isAllPositive(coins: readonly Coin[]): boolean {
  return coins.length > 0 && coins.every((coin) => coin.amount > 0n);
}

/** Whether every denom of `a` is in `b` with an amount other than zero. */
export function denomsSubsetOf(a: readonly Coin[], b: readonly Coin[]): boolean {
  return a.length <= b.length && a.every((coin) => amountOf(b, coin.denom) !== 0n);
}

/** Whether both sets hold the same coins. */
export function coinsAreEqual(a: Coins, b: Coins): boolean {
  return (
    a.length === b.length &&
    a.every((coin, i) => coin.denom === b[i]?.denom && coin.amount === b[i]?.amount)
  );
}

/** The smaller amount of every denom that both have. */
export function minCoins(a: Coins, b: Coins): Coins {
  return newCoins(
    a.map(({ denom, amount }) => ({ denom, amount: minBigint(amount, amountOf(b, denom)) })),
  );
}

/** The larger amount of every denom that either has. */
export function maxCoins(a: Coins, b: Coins): Coins {
  const larger = a.map(({ denom, amount }) => ({
    denom,
    amount: maxBigint(amount, amountOf(b, denom)),
  }));
  return newCoins([...larger, ...b.filter(({ denom }) => amountOf(a, denom) === 0n)]);
}

/** `123denom`. */
export function coinToText({ denom, amount }: Coin): string {
  return `${amount}${denom}`;
}

/** `1atom,2stake` in the given order; empty text for none. */
export function coinsToText(coins: readonly Coin[]): string {
  return coins.map(coinToText).join(",");
}

/** Reads `123denom`. @throws InvalidCoins */
export function parseCoin(text: string): Coin {
  const match = COIN.exec(text.trim());
  const [, amount, denom] = match ?? [];
  if (amount === undefined || denom === undefined) {
    throw new InvalidCoins(`invalid coin expression: ${text}`);
  }
  return { denom, amount: assertInt256(BigInt(amount)) };
}

/** Reads `1atom,2stake` in any order; empty text is no coins. @throws InvalidCoins */
export function parseCoins(text: string): Coins {
  if (text.trim() === "") return [];
  return newCoins(text.split(",").map(parseCoin));
}

function isSorted(coins: readonly Coin[]): boolean {
  return coins.every((coin, i) => i === 0 || (coins[i - 1] as Coin).denom <= coin.denom);
}

function sorted(coins: readonly Coin[]): Coin[] {
  return [...coins].sort((a, b) => compareDenoms(a.denom, b.denom));
}
