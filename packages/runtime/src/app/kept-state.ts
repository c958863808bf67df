import { type Bytes, fromBase64, plainError, toBase64 } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import type { Ctx } from "../ctx.ts";

/**
 * Member of an exported app state that the modules' genesis has no place for. The reference passes over what no module is
 * named like, so a genesis with it is still one for the Go binaries.
 */
export const KEPT_STATE = "testudo_kept_state";

/** Records that an export would lose: all of a store, or those under one byte. */
export interface KeptPart {
  readonly store: string;
  readonly prefix?: number;
}

type KeptJson = Readonly<Record<string, readonly (readonly [key: string, value: string])[]>>;

/** The records of the parts, by `store` or `store/prefix`, keys and values in base64. */
export function keptState(ctx: Ctx, parts: readonly KeptPart[]): JsonValue {
  const entries = parts.map((part) => [
    nameOf(part),
    recordsOf(ctx, part).map(([key, value]) => [toBase64(key), toBase64(value)]),
  ]);
  return Object.fromEntries(entries);
}

/**
 * Puts back what was kept. The modules have run: what they made of these parts gives way to it.
 *
 * @throws AppError for a part that is not this chain's, and for what is no record
 */
export function restoreKeptState(ctx: Ctx, json: JsonValue, parts: readonly KeptPart[]): void {
  const kept = readKept(json, parts);
  for (const part of parts) {
    const records = kept[nameOf(part)];
    if (records === undefined) continue;
    const store = ctx.store(part.store);
    for (const [key] of recordsOf(ctx, part)) store.delete(key);
    for (const [key, value] of records) {
      const bytes = bytesOf(key);
      if (part.prefix !== undefined && bytes[0] !== part.prefix) {
        throw plainError(`${KEPT_STATE}: ${nameOf(part)}: a key of another part`);
      }
      store.set(bytes, bytesOf(value));
    }
  }
}

function readKept(json: JsonValue, parts: readonly KeptPart[]): KeptJson {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw plainError(`${KEPT_STATE} is not an object`);
  }
  const known = new Set(parts.map(nameOf));
  for (const [name, records] of Object.entries(json)) {
    if (!known.has(name)) throw plainError(`${KEPT_STATE}: this chain keeps no "${name}"`);
    const isList =
      Array.isArray(records) &&
      records.every((one) => Array.isArray(one) && one.length === 2 && one.every(isText));
    if (!isList) throw plainError(`${KEPT_STATE}: ${name} is no list of keys and values`);
  }
  return json as KeptJson; // every member was looked at
}

function recordsOf(ctx: Ctx, { store, prefix }: KeptPart): readonly (readonly [Bytes, Bytes])[] {
  const range =
    prefix === undefined ? {} : { start: Uint8Array.of(prefix), end: Uint8Array.of(prefix + 1) };
  return [...ctx.store(store).iterate(range)];
}

function nameOf({ store, prefix }: KeptPart): string {
  return prefix === undefined ? store : `${store}/${prefix}`;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function bytesOf(text: string): Bytes {
  try {
    return fromBase64(text);
  } catch {
    throw plainError(`${KEPT_STATE}: "${text.slice(0, 20)}" is no base64`);
  }
}
