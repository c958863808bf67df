const ESCAPES: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** Makes JSON text look as Go writes it: `<`, `>`, `&` and the line separators U+2028 and U+2029 are escaped. */
export function escapeGoJson(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character);
}

/** Drops the blanks between the tokens of valid JSON text; numbers and strings stay as they are. */
export function compactJson(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}

/**
 * The members of a JSON object as raw text, so that numbers keep their digits. Of doubled names the last counts, as in
 * Go. The text must be valid JSON; anything but an object has no members.
 */
export function rawMembers(json: string): Map<string, string> {
  const members = new Map<string, string>();
  const start = skipBlanks(json, 0);
  if (json[start] !== "{") return members;
  let at = skipBlanks(json, start + 1);
  while (json[at] === '"') {
    const nameEnd = valueEnd(json, at);
    const colon = skipBlanks(json, nameEnd);
    const from = skipBlanks(json, colon + 1);
    const to = valueEnd(json, from);
    members.set(String(JSON.parse(json.slice(at, nameEnd))), json.slice(from, to));
    const next = skipBlanks(json, to);
    at = json[next] === "," ? skipBlanks(json, next + 1) : next;
  }
  return members;
}

/** The elements of a JSON array as raw text. The text must be valid JSON; anything but an array has none. */
export function rawElements(json: string): string[] {
  const elements: string[] = [];
  const start = skipBlanks(json, 0);
  if (json[start] !== "[") return elements;
  let at = skipBlanks(json, start + 1);
  while (at < json.length && json[at] !== "]") {
    const to = valueEnd(json, at);
    elements.push(json.slice(at, to));
    const next = skipBlanks(json, to);
    at = json[next] === "," ? skipBlanks(json, next + 1) : next;
  }
  return elements;
}

/** Where the value that begins at `from` ends. */
function valueEnd(json: string, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; at++) {
    const character = json[at];
    if (character === '"') {
      at = stringEnd(json, at) - 1;
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") {
      depth++;
    } else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (character === "," || isBlank(character))) {
      return at;
    }
  }
  return json.length;
}

function stringEnd(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    if (json[at] === "\\") at++;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (isBlank(json[at])) at++;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\r" || character === "\t";
}
