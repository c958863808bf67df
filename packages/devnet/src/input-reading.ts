import { InputError } from "./errors.ts";

/** Reads one value; `where` names it in the refusal. */
export type Reader<T> = (value: unknown, where: string) => T;

/** Long enough to recognise, short enough for one line. */
const SHOWN_MAX = 60;

/** A value as a refusal quotes it. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}...` : text;
}

/**
 * An object with no other keys than these.
 *
 * @throws InputError
 */
export function readObject(
  value: unknown,
  where: string,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(`${where}: ${quoted(value)} is not an object with keys`);
  }
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`${where}: there is no key "${unknown}"; the keys are ${keys.join(", ")}`);
  }
  return Object.fromEntries(Object.entries(value));
}

/** A list of `min` to `max` entries. */
export function readList(min: number, max: number): Reader<readonly unknown[]> {
  return (value, where) => {
    if (!Array.isArray(value)) throw new InputError(`${where}: ${quoted(value)} is not a list`);
    if (value.length < min || value.length > max) {
      throw new InputError(`${where}: ${value.length} entries; there must be ${min} to ${max}`);
    }
    return value;
  };
}

/** A whole number from `min` to `max`. */
export function readCount(min: number, max: number): Reader<number> {
  return (value, where) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new InputError(
        `${where}: ${quoted(value)} is not a whole number from ${min} to ${max}`,
      );
    }
    return value;
  };
}

/** Text of `min` to `max` characters. */
export function readText(min: number, max: number): Reader<string> {
  return (value, where) => {
    if (typeof value !== "string" || value.length < min || value.length > max) {
      throw new InputError(`${where}: ${quoted(value)} is not text of ${min} to ${max} characters`);
    }
    return value;
  };
}

/** One of these words. */
export function anyOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (value, where) => {
    const word = words.find((one) => one === value);
    if (word === undefined) {
      throw new InputError(`${where}: ${quoted(value)} is not one of ${words.join(", ")}`);
    }
    return word;
  };
}
