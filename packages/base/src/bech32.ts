import { InvalidBytes } from "./bytes.ts";

const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;
/** The SDK allows far more than the 90 characters of BIP-173. */
const LENGTH_MAX = 1023;

/** The bech32 text (BIP-173) of bytes under a prefix. */
export function bech32Encode(prefix: string, bytes: Uint8Array): string {
  const data = regroup(bytes, 8, 5, true);
  let text = `${prefix}1`;
  for (const value of data) text += ALPHABET[value];
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
  for (const char of input) {
    if (char < "!" || char > "~") throw failed(`invalid character in string: '${char}'`);
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
  const data = Uint8Array.from(text.slice(separator + 1), (char) => {
    const value = ALPHABET.indexOf(char);
    if (value < 0) throw failed(`invalid character not part of charset: ${char.charCodeAt(0)}`);
    return value;
  });
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
  const absorb = (value: number) => {
    const top = state >>> 25;
    state = ((state & 0x1ffffff) << 5) ^ value;
    for (const [bit, term] of GENERATOR.entries()) if ((top >> bit) & 1) state ^= term;
  };
  for (let i = 0; i < prefix.length; i++) absorb(prefix.charCodeAt(i) >> 5);
  absorb(0);
  for (let i = 0; i < prefix.length; i++) absorb(prefix.charCodeAt(i) & 31);
  for (const value of data) absorb(value);
  for (let i = 0; i < CHECKSUM_LENGTH; i++) absorb(0);
  state ^= 1;
  let text = "";
  for (let i = CHECKSUM_LENGTH - 1; i >= 0; i--) text += ALPHABET[(state >>> (5 * i)) & 31];
  return text;
}

/** Cuts a bit string into groups of another size; left-over bits are padded, or must be zero and fewer than a group. */
function regroup(input: Uint8Array, from: number, to: number, pad: boolean): Uint8Array {
  const output: number[] = [];
  let bits = 0;
  let held = 0;
  for (const value of input) {
    held = ((held << from) | value) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      output.push((held >> bits) & ((1 << to) - 1));
    }
  }
  const left = held & ((1 << bits) - 1);
  if (pad) {
    if (bits > 0) output.push((left << (to - bits)) & ((1 << to) - 1));
  } else if (bits >= from || left !== 0) {
    throw failed("invalid incomplete group");
  }
  return Uint8Array.from(output);
}

function failed(reason: string): InvalidBytes {
  return new InvalidBytes(`decoding bech32 failed: ${reason}`);
}
