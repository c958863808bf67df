import { InvalidBytes, utf8 } from "./bytes.ts";

const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** The generator's terms for each value of the five bits that leave the state. */
const TERMS = Int32Array.from({ length: 32 }, (_, top) =>
  GENERATOR.reduce((sum, term, bit) => ((top >> bit) & 1 ? sum ^ term : sum), 0),
);
const NO_VALUE = 0xff;
/** Value of each character of the alphabet, by its code. */
const VALUES = new Uint8Array(128).fill(NO_VALUE);
for (const [value, char] of [...ALPHABET].entries()) VALUES[char.charCodeAt(0)] = value;
const FIRST_PRINTABLE = 0x21;
const LAST_PRINTABLE = 0x7e;
const CHECKSUM_LENGTH = 6;
/** The SDK allows far more than the 90 characters of BIP-173. */
const LENGTH_MAX = 1023;

/** The bech32 text (BIP-173) of bytes under a prefix. */
export function bech32Encode(prefix: string, bytes: Uint8Array): string {
  const data = regroup(bytes, 8, 5, true);
  let text = `${prefix}1`;
  for (let i = 0; i < data.length; i++) text += ALPHABET[data[i] as number];
  return text + checksum(prefix, data);
}

/**
 * Reads bech32 text of one case into prefix (lower case) and bytes.
 *
 * @throws InvalidBytes; the message is Go's
 */
export function bech32Decode(input: string): { prefix: string; bytes: Uint8Array } {
  if (input.length < 8 || input.length > LENGTH_MAX) {
    throw failed(`invalid bech32 string length ${input.length}`);
  }
  for (let i = 0; i < input.length; i++) {
    const code = input.charCodeAt(i);
    if (code < FIRST_PRINTABLE || code > LAST_PRINTABLE) {
      // All before is ASCII, so this is the place of its first byte, which is what Go prints.
      const byte = utf8(input)[i] ?? 0;
      throw failed(`invalid character in string: '${String.fromCodePoint(byte)}'`);
    }
  }
  const text = input.toLowerCase();
  if (text !== input && input.toUpperCase() !== input) {
    throw failed("string not all lowercase or all uppercase");
  }
  const separator = text.lastIndexOf("1");
  if (separator < 1 || separator + CHECKSUM_LENGTH + 1 > text.length) {
    throw failed(`invalid separator index ${separator}`);
  }
  const prefix = text.slice(0, separator);
  const data = new Uint8Array(text.length - separator - 1);
  for (let i = 0; i < data.length; i++) {
    const code = text.charCodeAt(separator + 1 + i);
    const value = VALUES[code] as number;
    if (value === NO_VALUE) throw failed(`invalid character not part of charset: ${code}`);
    data[i] = value;
  }
  const payload = data.subarray(0, -CHECKSUM_LENGTH);
  const expected = checksum(prefix, payload);
  const actual = text.slice(-CHECKSUM_LENGTH);
  if (actual !== expected) {
    throw failed(`invalid checksum (expected ${expected} got ${actual})`);
  }
  return { prefix, bytes: regroup(payload, 5, 8, false) };
}

function checksum(prefix: string, data: Uint8Array): string {
  let state = 1;
  for (let i = 0; i < prefix.length; i++) state = absorb(state, prefix.charCodeAt(i) >> 5);
  state = absorb(state, 0);
  for (let i = 0; i < prefix.length; i++) state = absorb(state, prefix.charCodeAt(i) & 31);
  for (let i = 0; i < data.length; i++) state = absorb(state, data[i] as number);
  for (let i = 0; i < CHECKSUM_LENGTH; i++) state = absorb(state, 0);
  state ^= 1;
  let text = "";
  for (let i = CHECKSUM_LENGTH - 1; i >= 0; i--) text += ALPHABET[(state >>> (5 * i)) & 31];
  return text;
}

function absorb(state: number, value: number): number {
  return ((state & 0x1ffffff) << 5) ^ value ^ (TERMS[state >>> 25] as number);
}

/** Cuts a bit string into groups of another size; left-over bits are padded, or must be zero and fewer than a group. */
function regroup(input: Uint8Array, from: number, to: number, pad: boolean): Uint8Array {
  const output = new Uint8Array(Math.ceil((input.length * from) / to));
  let [length, bits, held] = [0, 0, 0];
  for (let i = 0; i < input.length; i++) {
    held = ((held << from) | (input[i] as number)) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      output[length] = (held >> bits) & ((1 << to) - 1);
      length += 1;
    }
  }
  const left = held & ((1 << bits) - 1);
  if (pad) {
    if (bits > 0) {
      output[length] = (left << (to - bits)) & ((1 << to) - 1);
      length += 1;
    }
  } else if (bits >= from || left !== 0) {
    throw failed("invalid incomplete group");
  }
  return output.slice(0, length);
}

function failed(reason: string): InvalidBytes {
  return new InvalidBytes(`decoding bech32 failed: ${reason}`);
}
