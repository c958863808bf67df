import { fromHex, utf8 } from "./bytes.ts";

/** A text is no hex; the message is that of Go's `encoding/hex`. */
export class GoHexError extends Error {
  override readonly name = "GoHexError";
}

const DIGIT = /^[0-9a-fA-F]$/;

/**
 * Reads hex as Go does, which looks at bytes one pair after the other and names the first that is no digit.
 *
 * @throws GoHexError
 */
export function fromGoHex(text: string): Uint8Array {
  for (const byte of utf8(text)) {
    if (!DIGIT.test(String.fromCharCode(byte))) {
      throw new GoHexError(`encoding/hex: invalid byte: ${named(byte)}`);
    }
  }
  if (text.length % 2 !== 0) throw new GoHexError("encoding/hex: odd length hex string");
  return fromHex(text);
}

/** Go's `%#U` of a byte: its number, and the character where that can be printed. */
function named(byte: number): string {
  const number = `U+${byte.toString(16).toUpperCase().padStart(4, "0")}`;
  const isPrinted = (byte >= 0x20 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
  return isPrinted ? `${number} '${String.fromCharCode(byte)}'` : number;
}
