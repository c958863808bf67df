import { sdkErrors } from "@testudo/base";

/** Bytes of the wire type of every field of TxRaw. */
const LENGTH_DELIMITED = 2;

/**
 * Refuses a TxRaw that has another encoding of the same content (ADR-027): without it anybody could change the hash of a
 * signed transaction. Fields ascend, all are length-delimited, lengths are as short as possible.
 *
 * @throws sdk/2
 */
export function rejectNonCanonicalTxRaw(bytes: Uint8Array): void {
  let at = 0;
  let previous = 0;
  while (at < bytes.length) {
    const tag = varintAt(bytes, at);
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (number === 0 || number > 0x1fffffff)
      throw refuse("invalid length; proto: invalid field number");
    if (wireType !== LENGTH_DELIMITED) {
      throw refuse(`expected ${LENGTH_DELIMITED} wire type, got ${wireType}`);
    }
    if (number < previous) {
      throw refuse(`txRaw must follow ADR-027, got tagNum ${number} after tagNum ${previous}`);
    }
    previous = number;

    const length = varintAt(bytes, at + tag.size);
    const shortest = varintSize(length.value);
    if (length.size !== shortest) {
      throw refuse(
        `length prefix varint for tagNum ${number} is not as short as possible, ` +
          `read ${length.size}, only need ${shortest}`,
      );
    }
    at += tag.size + length.size + length.value;
    if (at > bytes.length) throw refuse("invalid length; unexpected EOF");
  }
}

function varintAt(bytes: Uint8Array, start: number): { value: number; size: number } {
  let value = 0;
  let scale = 1;
  for (let size = 1; size <= 10; size++) {
    const byte = bytes[start + size - 1];
    if (byte === undefined) throw refuse("invalid length; unexpected EOF");
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, size };
    scale *= 0x80;
  }
  throw refuse("invalid length; proto: variable length integer overflow");
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = Math.floor(value / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

function refuse(reason: string) {
  return sdkErrors.txDecode(reason);
}
