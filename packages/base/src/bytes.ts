/** Raw bytes. Callers treat them as immutable once they were handed on. */
export type Bytes = Uint8Array;

/** A text is not the hex, base64 or number encoding that it should be. */
export class InvalidBytes extends Error {
  override readonly name = "InvalidBytes";
}

const HEX_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);
const BASE64_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NOT_A_DIGIT = 0xff;
const HEX_VALUES = charValues("0123456789abcdef");
for (const [i, char] of [..."ABCDEF"].entries()) HEX_VALUES[char.charCodeAt(0)] = 10 + i;
const BASE64_VALUES = charValues(BASE64_ALPHABET);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** Lower-case hex. */
export function toHex(bytes: Bytes): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += HEX_PAIRS[bytes[i] as number];
  return text;
}

/** Upper-case hex, as CometBFT prints hashes and addresses. */
export function toHexUpper(bytes: Bytes): string {
  return toHex(bytes).toUpperCase();
}

/**
 * Reads hex of either case, without a `0x` prefix.
 *
 * @throws InvalidBytes on an odd length or another character
 */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new InvalidBytes(`hex of odd length ${text.length}`);
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = digit(HEX_VALUES, text.charCodeAt(2 * i));
    const low = digit(HEX_VALUES, text.charCodeAt(2 * i + 1));
    if (high === NOT_A_DIGIT || low === NOT_A_DIGIT) {
      throw new InvalidBytes(`"${text.slice(2 * i, 2 * i + 2)}" at ${2 * i} is not hex`);
    }
    bytes[i] = (high << 4) | low;
  }
  return bytes;
}

/** Standard base64 with padding. */
export function toBase64(bytes: Bytes): string {
  let text = "";
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const group = at(bytes, i) * 0x10000 + at(bytes, i + 1) * 0x100 + at(bytes, i + 2);
    text += sextet(group >> 18) + sextet(group >> 12) + sextet(group >> 6) + sextet(group);
  }
  const left = bytes.length - i;
  if (left === 1) {
    const group = at(bytes, i) << 16;
    text += `${sextet(group >> 18)}${sextet(group >> 12)}==`;
  } else if (left === 2) {
    const group = (at(bytes, i) << 16) | (at(bytes, i + 1) << 8);
    text += `${sextet(group >> 18)}${sextet(group >> 12)}${sextet(group >> 6)}=`;
  }
  return text;
}

/**
 * Reads standard base64 with padding. As in Go, line breaks are skipped and unused trailing bits are ignored.
 *
 * @throws InvalidBytes on another character or wrong padding
 */
export function fromBase64(input: string): Uint8Array {
  const text = /[\r\n]/.test(input) ? input.replace(/[\r\n]/g, "") : input;
  if (text.length % 4 !== 0) throw new InvalidBytes(`base64 of length ${text.length}`);
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let filled = 0;
  let group = 0;
  for (let i = 0; i < digits; i++) {
    const value = digit(BASE64_VALUES, text.charCodeAt(i));
    if (value === NOT_A_DIGIT) throw new InvalidBytes(`"${text[i]}" at ${i} is not base64`);
    group = (group << 6) | value;
    if (i % 4 === 3) {
      bytes[filled++] = group >> 16;
      bytes[filled++] = group >> 8;
      bytes[filled++] = group;
      group = 0;
    }
  }
  if (padding === 1) {
    bytes[filled++] = group >> 10;
    bytes[filled] = group >> 2;
  } else if (padding === 2) {
    bytes[filled] = group >> 4;
  }
  return bytes;
}

/** Up to here a loop is faster than the platform's encoder; denoms, numbers and keys are shorter. */
const SHORT_TEXT = 48;

/** The UTF-8 bytes of a text; the lone surrogates of `textOfBytes` are the bytes behind them. */
export function utf8(text: string): Uint8Array {
  const { length } = text;
  if (length > SHORT_TEXT) return longUtf8(text);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return longUtf8(text);
    bytes[i] = code;
  }
  return bytes;
}

function longUtf8(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const parts: Uint8Array[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isEscaped = code >= ESCAPED + 0x80 && code <= ESCAPED + 0xff;
    parts.push(isEscaped ? Uint8Array.of(code - ESCAPED) : encoder.encode(character));
  }
  return concatBytes(...parts);
}

/** Text of UTF-8 bytes; each byte that belongs to no valid sequence becomes one U+FFFD, as in Go. A byte order mark is kept. */
export function fromUtf8(bytes: Bytes): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return lenientText(bytes, () => "\ufffd");
  }
}

/**
 * Any bytes as text from which `utf8` gets them back: a byte that belongs to no valid sequence becomes the lone
 * surrogate U+DC00 + byte. Go's strings hold any bytes, ours do not.
 */
export function textOfBytes(bytes: Bytes): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return lenientText(bytes, (byte) => String.fromCharCode(ESCAPED + byte));
  }
}

const ESCAPED = 0xdc00;

/** Goes from one valid sequence to the next; decoders of the platform replace several bytes by one character. */
function lenientText(bytes: Bytes, invalid: (byte: number) => string): string {
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const sequence = bytes.subarray(at, at + sequenceLength(bytes[at] ?? 0));
    const character = decoder.decode(sequence);
    const isValid = character.codePointAt(0) !== 0xfffd || isReplacement(sequence);
    text += isValid ? character : invalid(bytes[at] ?? 0);
    at += isValid ? sequence.length : 1;
  }
  return text;
}

function sequenceLength(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** The encoded U+FFFD itself is valid. */
function isReplacement([first, second, third]: Bytes): boolean {
  return first === 0xef && second === 0xbf && third === 0xbd;
}

/**
 * Text of UTF-8 bytes.
 *
 * @throws InvalidBytes when they are not valid UTF-8
 */
export function fromUtf8Strict(bytes: Bytes): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    throw new InvalidBytes("bytes are not valid UTF-8");
  }
}

/** All parts in a row, in fresh memory. */
export function concatBytes(...parts: readonly Bytes[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether both hold the same bytes. Not for secrets: the time depends on the content. */
export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

/** Lexicographic order, a prefix before what it starts: the order of store keys. */
export function compareBytes(a: Bytes, b: Bytes): -1 | 0 | 1 {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) return at(a, i) < at(b, i) ? -1 : 1;
  }
  if (a.length === b.length) return 0;
  return a.length < b.length ? -1 : 1;
}

/** Whether the bytes begin with the prefix. */
export function startsWith(bytes: Bytes, prefix: Bytes): boolean {
  if (bytes.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (bytes[i] !== prefix[i]) return false;
  }
  return true;
}

/** The smallest key above every key with the prefix; undefined when there is none (empty or all `ff`). */
export function prefixEnd(prefix: Bytes): Uint8Array | undefined {
  for (let i = prefix.length - 1; i >= 0; i--) {
    if (prefix[i] !== 0xff) {
      const end = prefix.slice(0, i + 1);
      end[i] = at(prefix, i) + 1;
      return end;
    }
  }
  return undefined;
}

/**
 * The bytes behind a one-byte length.
 *
 * @throws InvalidBytes above 255 bytes
 */
export function lengthPrefixed(bytes: Bytes): Uint8Array {
  if (bytes.length > 255) {
    throw new InvalidBytes(`length ${bytes.length} does not fit a one-byte length prefix`);
  }
  const prefixed = new Uint8Array(bytes.length + 1);
  prefixed[0] = bytes.length;
  prefixed.set(bytes, 1);
  return prefixed;
}

function at(bytes: Bytes, index: number): number {
  return bytes[index] as number;
}

function sextet(value: number): string {
  return BASE64_ALPHABET[value & 0x3f] as string;
}

function charValues(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(NOT_A_DIGIT);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}

function digit(values: Uint8Array, charCode: number): number {
  return values[charCode] ?? NOT_A_DIGIT;
}
