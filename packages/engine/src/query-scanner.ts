import { utf8 } from "@testudo/base";

/** Kinds of tokens of the event query grammar; the texts stand in error messages. */
export const TOKEN = {
  invalid: "invalid token",
  tag: "tag",
  text: "string",
  number: "number",
  time: "timestamp",
  date: "datestamp",
  and: "AND operator",
  contains: "CONTAINS operator",
  exists: "EXISTS operator",
  equal: "= operator",
  less: "< operator",
  lessOrEqual: "<= operator",
  greater: "> operator",
  greaterOrEqual: ">= operator",
} as const;

export type TokenKind = (typeof TOKEN)[keyof typeof TOKEN];

export interface Token {
  readonly kind: TokenKind;
  /** A string without its quotes, a time or date without its label. */
  readonly text: string;
  /** Where it starts, in bytes. */
  readonly offset: number;
}

/** Why there is no next token; `reason` is `EOF` at the end of the input, also inside an unfinished string. */
export interface NoToken {
  readonly reason: string;
  readonly offset: number;
}

/** Reads one token after another. */
export interface Scanner {
  next(): Token | NoToken;
}

const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const DIGIT = /[0-9]/;
const TAG_START = /[_\p{L}\p{Nd}]/u;
const TAG_PART = /[._\-\p{L}\p{Nd}]/u;
const TIME_PART = /[-T:+Z0-9]/;
const DATE_PART = /[-0-9]/;
const WORDS: Readonly<Record<string, TokenKind>> = {
  AND: TOKEN.and,
  EXISTS: TOKEN.exists,
  CONTAINS: TOKEN.contains,
};
const COMPARISONS: Readonly<Record<string, TokenKind>> = {
  "=": TOKEN.equal,
  "<": TOKEN.less,
  "<=": TOKEN.lessOrEqual,
  ">": TOKEN.greater,
  ">=": TOKEN.greaterOrEqual,
};

/** Tokens of a query, read as CometBFT v0.38's scanner (`libs/pubsub/query/syntax`) does; each character is seen once. */
export function createScanner(source: string): Scanner {
  const characters = [...source];
  let at = 0;
  let offset = 0;

  const peek = () => characters[at];
  const take = (): string => {
    const character = characters[at] ?? "";
    at += 1;
    offset += character.codePointAt(0) === undefined ? 0 : byteLength(character);
    return character;
  };
  const takeWhile = (pattern: RegExp): string => {
    let text = "";
    for (let next = peek(); next !== undefined && pattern.test(next); next = peek()) text += take();
    return text;
  };

  function number(): string {
    const whole = takeWhile(DIGIT);
    return peek() === "." ? whole + take() + takeWhile(DIGIT) : whole;
  }

  function quoted(start: number): Token | NoToken {
    take();
    let text = "";
    for (;;) {
      if (peek() === undefined) return { reason: "EOF", offset: start };
      const character = take();
      if (character === "'") return { kind: TOKEN.text, text, offset: start };
      text += character;
    }
  }

  function comparison(start: number): Token {
    let text = take();
    if (text !== "=" && peek() === "=") text += take();
    return { kind: COMPARISONS[text] ?? TOKEN.invalid, text, offset: start };
  }

  function word(start: number): Token | NoToken {
    const text = takeWhile(TAG_PART);
    if ((text === "TIME" || text === "DATE") && peek() === " ") {
      take();
      return text === "TIME" ? moment(start, TIME_VALUE) : moment(start, DATE_VALUE);
    }
    return { kind: WORDS[text] ?? TOKEN.tag, text, offset: start };
  }

  function moment(start: number, form: MomentForm): Token | NoToken {
    const text = takeWhile(form.part);
    if (form.parse(text) === undefined) {
      return {
        reason: `invalid ${form.label} value: parsing time ${JSON.stringify(text)} as ${JSON.stringify(form.layout)}: cannot parse`,
        offset: start,
      };
    }
    const year = Number(text.slice(0, 4));
    if (year < YEAR_MIN || year > YEAR_MAX) {
      return { reason: `${form.kind} year ${year} out of range`, offset: start };
    }
    return { kind: form.kind, text, offset: start };
  }

  return {
    next() {
      takeWhile(SPACE);
      const start = offset;
      const first = peek();
      if (first === undefined) return { reason: "EOF", offset: start };
      if (DIGIT.test(first)) return { kind: TOKEN.number, text: number(), offset: start };
      if (TAG_START.test(first)) return word(start);
      if (first === "'") return quoted(start);
      if (first === "<" || first === ">" || first === "=") return comparison(start);
      take();
      return { reason: `invalid input ${first} at offset ${offset}`, offset: start };
    },
  };
}

const YEAR_MIN = 1900;
const YEAR_MAX = 2999;

interface MomentForm {
  readonly kind: TokenKind;
  readonly label: string;
  readonly layout: string;
  readonly part: RegExp;
  readonly parse: (text: string) => bigint | undefined;
}

const TIME_VALUE: MomentForm = {
  kind: TOKEN.time,
  label: "TIME",
  layout: "2006-01-02T15:04:05Z07:00",
  part: TIME_PART,
  parse: timeOf,
};
const DATE_VALUE: MomentForm = {
  kind: TOKEN.date,
  label: "DATE",
  layout: "2006-01-02",
  part: DATE_PART,
  parse: dateOf,
};

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|([+-])(\d{2}):(\d{2}))$/;
const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const NANOSECONDS_PER_MINUTE = 60_000_000_000n;

/** Nanoseconds of an RFC 3339 time, or `undefined` when it is none. */
export function timeOf(text: string): bigint | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, day = "", hour = "", minute = "", second = "", fraction = "", , sign] = match;
  const [zoneHours, zoneMinutes] = [match[8] ?? "0", match[9] ?? "0"];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(zoneHours) > 24 || Number(zoneMinutes) > 60) return undefined;
  const start = dateOf(day);
  if (start === undefined) return undefined;
  const seconds = BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(second);
  const zone = (BigInt(zoneHours) * 60n + BigInt(zoneMinutes)) * NANOSECONDS_PER_MINUTE;
  return (
    start +
    seconds * 1_000_000_000n +
    BigInt(fraction.slice(0, 9).padEnd(9, "0")) -
    (sign === "-" ? -zone : zone)
  );
}

/** Nanoseconds of the start of a day in UTC, or `undefined` when there is no such day. */
export function dateOf(text: string): bigint | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // JavaScript reads February 30 as March 1 in some forms; the same text must come back.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return BigInt(ms) * NANOSECONDS_PER_MILLISECOND;
}

function byteLength(character: string): number {
  return character.charCodeAt(0) < 0x80 ? 1 : utf8(character).length;
}
