import { fromUtf8 } from "@testudo/base";

/** Packet data that is no JSON value. */
export class InvalidPacketJson extends Error {
  override readonly name = "InvalidPacketJson";
}

/** Go's decoder gives up at this depth. */
const DEPTH_MAX = 10_000;
const SPACE = /[ \t\r\n]*/y;
/** From the space on, without quote and backslash: control characters must be escaped. */
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;

/** Members whose quoted values are names or numbers: Go takes those as they stand, so an escape makes them unknown. */
const VERBATIM = new Set(["type", "infraction", "power", "valset_update_id", "valsetUpdateId"]);
const NOTHING: ReadonlySet<string> = new Set();

/**
 * Reads the first JSON value of packet data, as Go's stream decoder does: what follows it is nobody's business.
 *
 * Integers beyond 2^53 stay text, since packets carry 64-bit numbers bare or quoted. A number with a fraction or an
 * exponent becomes NaN: no field of a CCV packet takes one.
 *
 * @throws InvalidPacketJson
 */
export function readPacketJson(data: Uint8Array): unknown {
  return readFirst(fromUtf8(data), VERBATIM).value;
}

/**
 * Reads a text that is one JSON value and nothing else. Numbers as in `readPacketJson`.
 *
 * @throws InvalidPacketJson
 */
export function readWholeJson(text: string): unknown {
  const { value, rest } = readFirst(text, NOTHING);
  if (!/^[ \t\r\n]*$/.test(rest)) throw new InvalidPacketJson("characters after top-level value");
  return value;
}

function readFirst(
  text: string,
  verbatim: ReadonlySet<string>,
): { readonly value: unknown; readonly rest: string } {
  let at = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function take(character: string): boolean {
    match(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }

  function expect(character: string): void {
    if (!take(character)) throw new InvalidPacketJson(`expected ${character} at ${at}`);
  }

  function value(depth: number): unknown {
    if (depth > DEPTH_MAX) throw new InvalidPacketJson("exceeded max depth");
    match(SPACE);
    if (take("{")) return members(depth);
    if (take("[")) return elements(depth);
    const string = match(STRING);
    if (string !== undefined) return textOf(string);
    const number = match(NUMBER);
    if (number !== undefined) return integer(number);
    const literal = match(LITERAL);
    if (literal !== undefined) return JSON.parse(literal);
    throw new InvalidPacketJson(at >= text.length ? "EOF" : `no value at ${at}`);
  }

  function members(depth: number): object {
    const read: [string, unknown][] = [];
    if (take("}")) return {};
    do {
      match(SPACE);
      const literal = match(STRING);
      if (literal === undefined) throw new InvalidPacketJson(`no member name at ${at}`);
      const name = textOf(literal);
      expect(":");
      match(SPACE);
      const start = at;
      read.push([name, value(depth + 1)]);
      if (verbatim.has(name) && /^".*\\/s.test(text.slice(start, at))) {
        throw new InvalidPacketJson(`escape in a name or number at ${start}`);
      }
    } while (take(","));
    expect("}");
    return Object.fromEntries(read);
  }

  function elements(depth: number): unknown[] {
    const read: unknown[] = [];
    if (take("]")) return read;
    do read.push(value(depth + 1));
    while (take(","));
    expect("]");
    return read;
  }

  return { value: value(0), rest: text.slice(at) };
}

/** Half a surrogate pair is no character for Go, which puts U+FFFD in its place. */
function textOf(literal: string): string {
  return (JSON.parse(literal) as string).toWellFormed();
}

function integer(text: string): number | string {
  if (!/^-?[0-9]+$/.test(text)) return Number.NaN;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
