import { type Coin, DAY, type Duration, HOUR, MINUTE, parseCoin, SECOND } from "@testudo/base";
import { InputError } from "@testudo/devnet";

const UNITS: Readonly<Record<string, Duration>> = {
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7n * DAY,
};
const TEXT_MAX = 40;

/**
 * A span of time such as `+21d`, `90s` or `1d12h`.
 *
 * @throws InputError
 */
export function readSpan(text: string): Duration {
  const body = text.replace(/^\+/, "");
  if (!/^(\d{1,9}[smhdw])+$/.test(body)) {
    throw new InputError(`"${short(text)}" is no span of time; use +90s, +2h, +21d or +1d12h`);
  }
  return [...body.matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, count = "0", unit = "s"]) => sum + BigInt(count) * (UNITS[unit] ?? SECOND),
    0n,
  );
}

/**
 * An amount of coins such as `1000uatom`; a bare number is in the chain's own denom.
 *
 * @throws InputError
 */
export function readCoin(text: string, denom: string): Coin {
  if (/^\d{1,30}$/.test(text)) return positive({ denom, amount: BigInt(text) }, text);
  try {
    return positive(parseCoin(text), text);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `"${short(text)}" is no amount; use a number of ${denom}, or 1000${denom}`,
    );
  }
}

/**
 * A whole number from `min` to `max`.
 *
 * @throws InputError
 */
export function readNumber(
  text: string,
  range: { readonly name: string; readonly min: number; readonly max: number },
): number {
  const { name, min, max } = range;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || value < min || value > max) {
    throw new InputError(`${name}: "${short(text)}" is not a whole number from ${min} to ${max}`);
  }
  return value;
}

/**
 * Where an ABCI socket is, as `tcp://host:port` or `unix://path`.
 *
 * @throws InputError
 */
export function socketAddress(name: string, text: string): string {
  if (!/^(tcp:\/\/[^/\s]+:\d{1,5}|unix:\/\/\S+)$/.test(text)) {
    throw new InputError(`${name}: "${short(text)}" is neither tcp://host:port nor unix://path`);
  }
  return text;
}

function positive(coin: Coin, text: string): Coin {
  if (coin.amount <= 0n) throw new InputError(`"${short(text)}" must be more than 0`);
  return coin;
}

function short(text: string): string {
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}...` : text;
}
