import {
  AppError,
  type Coin,
  type Coins,
  Dec,
  parseInt256,
  plainError,
  type TextCodec,
} from "@testudo/base";
import type { Coin as WireCoin } from "@testudo/proto/cosmos/base/v1beta1";
import { panic } from "@testudo/runtime";

/**
 * Reads an `Int` as it stands in messages and records; empty text is an absent number, read as zero.
 *
 * @throws InvalidNumber
 */
export function intFromWire(text: string): bigint {
  return text === "" ? 0n : parseInt256(text);
}

/** Reads a `Dec` as it stands in messages and records: the value times 10^18 as integer text; empty is zero. */
export function decFromWire(text: string): Dec {
  return text === "" ? Dec.zero : Dec.fromAtomics(text);
}

/** One coin of a message. */
export function coinFromWire(coin: WireCoin): Coin {
  return { denom: coin.denom, amount: intFromWire(coin.amount) };
}

/** One coin for a message or record. */
export function coinToWire(coin: Coin): WireCoin {
  return { denom: coin.denom, amount: coin.amount.toString() };
}

/**
 * Coins of a message in the order given; whether they are valid is the caller's question. Panics on a coin without an
 * amount, where Go runs into a nil pointer.
 */
export function coinsFromWire(coins: readonly WireCoin[]): Coins {
  return coins.map((coin) => (coin.amount === "" ? panic(NIL_POINTER) : coinFromWire(coin)));
}

/** What Go's runtime says when a number that is not there gets used. */
export const NIL_POINTER = "runtime error: invalid memory address or nil pointer dereference";

/** Coins for a message or record. */
export function coinsToWire(coins: Coins): WireCoin[] {
  return coins.map(coinToWire);
}

/**
 * Reads an address; `refuse` makes the error of a text that is none from the decoder's complaint. Without it the error
 * is the decoder's own: undefined/1, sdk/35 or sdk/9.
 */
export function addressFromWire<T extends Uint8Array>(
  codec: TextCodec<T>,
  text: string,
  refuse?: (complaint: string) => AppError,
): T {
  try {
    return codec.parse(text);
  } catch (error) {
    if (refuse === undefined && error instanceof AppError) throw error;
    throw (refuse ?? plainError)(error instanceof Error ? error.message : String(error));
  }
}

/** Reads an address where the reference uses its global functions, whose complaint about another chain differs. */
export function addressFromBech32<T extends Uint8Array>(
  codec: TextCodec<T>,
  text: string,
  refuse: (complaint: string) => AppError,
): T {
  try {
    return codec.fromText(text);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}
