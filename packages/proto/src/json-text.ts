/** JSON as text, in the way Go's encoder writes it. */
import type { JsonValue } from "./descriptor.ts";

/** What Go escapes beyond JSON.stringify, so that the text may stand inside HTML and JavaScript. */
const HTML = /[<>&\u2028\u2029]/g;

/** No spaces, members in the order that they have, and Go's escapes for HTML. */
export function jsonText(value: JsonValue): string {
  return write(value, (names) => names);
}

/** Like `jsonText` with members sorted by name at every level: the text of `MustSortJSON`. */
export function sortedJsonText(value: JsonValue): string {
  return write(value, (names) => names.sort(compare));
}

function write(value: JsonValue, order: (names: string[]) => readonly string[]): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map((item) => write(item, order)).join(",")}]`;
  const members = order(Object.keys(value)).map(
    (name) => `${quoted(name)}:${write(value[name] ?? null, order)}`,
  );
  return `{${members.join(",")}}`;
}

/** Bytes that are no UTF-8 come out as the escape of the replacement character, one each. */
function quoted(text: string): string {
  if (text.isWellFormed()) return `"${escaped(text)}"`;
  const pieces = Array.from(text, (character) =>
    character.isWellFormed() ? escaped(character) : "\\ufffd",
  );
  return `"${pieces.join("")}"`;
}

function escaped(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(HTML, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
