/** Arguments per `fromCharCode` call, well below any engine's limit. */
const CHUNK = 4096;

/**
 * Bytes as a string of the same length, one code unit per byte. Such strings are equal and ordered
 * as the bytes are, and make fast keys of a `Map`.
 */
export function byteString(bytes: Uint8Array): string {
  const length = bytes.length;
  if (length <= CHUNK) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = "";
  for (let at = 0; at < length; at += CHUNK) text += byteString(bytes.subarray(at, at + CHUNK));
  return text;
}

/** Writes the bytes of a byte string at an offset, and gives the offset behind them. */
export function writeByteString(out: Uint8Array, offset: number, text: string): number {
  const length = text.length;
  for (let i = 0; i < length; i++) out[offset + i] = text.charCodeAt(i);
  return offset + length;
}
