import { fromUtf8 } from "@testudo/base";

/** A JSON value as far as IBC applications look into one: a value inside an object is a text, nothing, or `other`. */
export type GoJson =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "null" }
  | { readonly kind: "object"; readonly members: readonly (readonly [string, GoJson])[] }
  | { readonly kind: "other" };

/** Text that Go's decoder refuses. */
export class InvalidJson extends Error {
  override readonly name = "InvalidJson";
}

/** Go's decoder gives up at this depth. */
const MAX_DEPTH = 10_000;
const REPLACEMENT = "\ufffd";
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Reads JSON with the leniency of Go's `encoding/json`: doubled members stay in order, bytes that are no UTF-8 and lone
 * surrogates become U+FFFD.
 *
 * @throws InvalidJson unless the bytes are one JSON value and white space
 */
export function readGoJson(bytes: Uint8Array): GoJson {
  const { value, rest } = readFirstGoJson(bytes);
  if (!/^[ \t\r\n]*$/.test(rest)) throw new InvalidJson("characters after top-level value");
  return value;
}

/**
 * Like `readGoJson`, but stops behind the first value, as Go's stream decoder does.
 *
 * @throws InvalidJson
 */
export function readFirstGoJson(bytes: Uint8Array): {
  readonly value: GoJson;
  readonly rest: string;
} {
  const reader = createReader(goText(bytes));
  const value = reader.value();
  return { value, rest: reader.rest() };
}

function createReader(text: string) {
  let at = 0;

  function skipSpace(): void {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  }

  function expect(character: string): void {
    if (text[at] !== character) throw new InvalidJson(`expected ${character} at ${at}`);
    at += 1;
  }

  function match(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at += found[0].length;
    return true;
  }

  function value(): GoJson {
    skipSpace();
    if (text[at] !== "{") return scalarOrOther();
    const members: (readonly [string, GoJson])[] = [];
    at += 1;
    skipSpace();
    if (text[at] === "}") at += 1;
    else {
      do {
        members.push([memberName(), scalarOrOther()]);
        skipSpace();
      } while (take(","));
      expect("}");
    }
    return { kind: "object", members };
  }

  function scalarOrOther(): GoJson {
    skipSpace();
    if (text[at] === '"') return { kind: "string", text: string() };
    if (text.startsWith("null", at)) {
      at += 4;
      return { kind: "null" };
    }
    skipValue();
    return { kind: "other" };
  }

  /** Without recursion: whoever sends deep nesting must not decide where the stack ends. */
  function skipValue(): void {
    const closers: string[] = [];
    do {
      skipSpace();
      if (take("[")) closers.push("]");
      else if (take("{")) closers.push("}");
      else {
        skipScalar();
        leave(closers);
        continue;
      }
      if (closers.length >= MAX_DEPTH) throw new InvalidJson("exceeded max depth");
      skipSpace();
      if (text[at] === closers[closers.length - 1]) leave(closers);
      else if (closers[closers.length - 1] === "}") memberName();
    } while (closers.length > 0);
  }

  /** Behind a value: closes what ends here and goes on to the next value, if there is one. */
  function leave(closers: string[]): void {
    for (let closer = closers.at(-1); closer !== undefined; closer = closers.at(-1)) {
      skipSpace();
      if (take(",")) {
        if (closer === "}") memberName();
        return;
      }
      expect(closer);
      closers.pop();
    }
  }

  function skipScalar(): void {
    if (text[at] === '"') string();
    else if (!match(LITERAL) && !match(NUMBER)) throw new InvalidJson(`no value at ${at}`);
  }

  function memberName(): string {
    skipSpace();
    const name = string();
    skipSpace();
    expect(":");
    return name;
  }

  function take(character: string): boolean {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }

  function string(): string {
    expect('"');
    let result = "";
    for (;;) {
      const character = text[at];
      if (character === undefined || character < " ") throw new InvalidJson(`bad string at ${at}`);
      at += 1;
      if (character === '"') return result;
      result += character === "\\" ? escaped() : character;
    }
  }

  function escaped(): string {
    const character = text[at] ?? "";
    at += 1;
    if ('"\\/'.includes(character) && character !== "") return character;
    const short = "bfnrt".indexOf(character);
    if (character !== "" && short >= 0) return "\b\f\n\r\t".charAt(short);
    if (character === "u") return unicode();
    throw new InvalidJson(`bad escape at ${at}`);
  }

  function unicode(): string {
    const unit = hexUnit(at);
    if (unit === undefined) throw new InvalidJson(`bad \\u escape at ${at}`);
    at += 4;
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    const low = text.startsWith("\\u", at) ? hexUnit(at + 2) : undefined;
    const isPair = unit < 0xdc00 && low !== undefined && low >= 0xdc00 && low <= 0xdfff;
    if (!isPair) return REPLACEMENT;
    at += 6;
    return String.fromCharCode(unit, low);
  }

  function hexUnit(from: number): number | undefined {
    const digits = text.slice(from, from + 4);
    return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
  }

  return { value, rest: () => text.slice(at) };
}

/** UTF-8 to text, each byte that belongs to no character becoming one U+FFFD. */
function goText(bytes: Uint8Array): string {
  let text = "";
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const size = characterSize(bytes, at);
    if (size === 0) {
      text += fromUtf8(bytes.subarray(start, at)) + REPLACEMENT;
      start = at + 1;
    }
    at += size || 1;
  }
  return text + fromUtf8(bytes.subarray(start));
}

/** Length of the well-formed UTF-8 character at an offset, 0 when there is none. */
function characterSize(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let i = 2; i < size; i++) {
    const next = bytes[at + i] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return size;
}

/** A JSON string as Go writes it: `<`, `>`, `&`, U+2028 and U+2029 escaped, lone surrogates replaced. */
export function goJsonString(text: string): string {
  return JSON.stringify(text.replace(LONE_SURROGATE, REPLACEMENT)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
