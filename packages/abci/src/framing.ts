import { concatBytes } from "@testudo/base";
import { AbciConnectionError } from "./application.ts";

/** The largest message either side accepts, as in CometBFT (`maxMsgSize`): 100 MiB. */
export const MESSAGE_SIZE_MAX = 104_857_600;

/** A length prefix never needs more: 5 bytes hold 35 bits. */
const PREFIX_SIZE_MAX = 5;

/** The message behind its length as an unsigned varint. */
export function frame(message: Uint8Array): Uint8Array {
  const prefix: number[] = [];
  let rest = message.length;
  while (rest >= 0x80) {
    prefix.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  prefix.push(rest);
  return concatBytes(Uint8Array.from(prefix), message);
}

/** Cuts a byte stream into messages. */
export interface FrameReader {
  /**
   * Takes the next piece of the stream and returns the messages it completes.
   *
   * @throws AbciConnectionError on a length that is malformed or above the limit; the stream is unusable from there
   */
  push(chunk: Uint8Array): Uint8Array[];
  /** Bytes of a message that has begun and is not complete. */
  readonly pending: number;
}

/** A reader of length-prefixed messages of at most `sizeMax` bytes. A partial message is not copied until it is whole. */
export function createFrameReader(sizeMax: number = MESSAGE_SIZE_MAX): FrameReader {
  let chunks: Uint8Array[] = [];
  let held = 0;
  /** Bytes needed before the next attempt: saves joining the pieces of a big message again and again. */
  let wanted = 1;

  return {
    get pending() {
      return held;
    },
    push(chunk) {
      chunks.push(chunk);
      held += chunk.length;
      if (held < wanted) return [];

      const stream = chunks.length === 1 ? chunk : concatBytes(...chunks);
      const messages: Uint8Array[] = [];
      let offset = 0;
      wanted = 1;
      while (offset < stream.length) {
        const prefix = readPrefix(stream, offset, sizeMax);
        if (prefix === undefined) break;
        const end = prefix.next + prefix.length;
        if (end > stream.length) {
          wanted = end - offset;
          break;
        }
        messages.push(stream.subarray(prefix.next, end));
        offset = end;
      }
      const rest = stream.subarray(offset);
      chunks = rest.length === 0 ? [] : [rest];
      held = rest.length;
      if (wanted === 1) wanted = held + 1;
      return messages;
    },
  };
}

function readPrefix(
  stream: Uint8Array,
  start: number,
  sizeMax: number,
): { length: number; next: number } | undefined {
  let length = 0;
  for (let index = 0; index < PREFIX_SIZE_MAX; index++) {
    const byte = stream[start + index];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      if (length > sizeMax)
        throw new AbciConnectionError(`message of ${length} bytes is over the limit of ${sizeMax}`);
      return { length, next: start + index + 1 };
    }
  }
  throw new AbciConnectionError("malformed message length");
}
