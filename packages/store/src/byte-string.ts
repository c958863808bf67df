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
