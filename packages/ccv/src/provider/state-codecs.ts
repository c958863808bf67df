import {
  type ConsumerId,
  concatBytes,
  consumerId,
  fromUtf8,
  GO_ZERO_TIME,
  readUint64BE,
  SECOND,
  type Time,
  toInt64,
  uint32BE,
  uint64BE,
  utf8,
} from "@testudo/base";
import type { ConsumerPhase } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { type KeyCodec, key, MalformedValue, type ValueCodec, value } from "@testudo/store";

const LENGTH_SIZE = 8;

/** Text behind its length in eight bytes. */
export const longText: KeyCodec<string> = {
  encode: (text) => {
    const bytes = utf8(text as string);
    return concatBytes(uint64BE(BigInt(bytes.length)), bytes);
  },
  decode(bytes, offset) {
    const start = offset + LENGTH_SIZE;
    const next = start + Number(readUint64BE(bytes.subarray(offset, start)));
    return { value: fromUtf8(bytes.subarray(start, next)), next };
  },
};

/** A consumer id behind its length: the form of most keys, whose order is that of the numbers. */
export const longConsumerId = key.branded(longText, consumerId);

/** A consumer id up to the end of the key: the form of the oldest keys, whose order is that of the text. */
export const plainConsumerId = key.branded(key.text, consumerId);

/** A consumer id as a value. */
export const consumerIdValue: ValueCodec<ConsumerId> = value.mapped(
  value.text,
  (id: ConsumerId) => id as string,
  consumerId,
);

/** A signed number in eight bytes, two's complement. */
export const int64BE: ValueCodec<bigint> = value.mapped(
  value.uint64BE,
  (power: bigint) => BigInt.asUintN(64, toInt64(power)),
  (stored) => BigInt.asIntN(64, stored),
);

/** Four bytes of number and four that stay zero. */
export const phaseValue: ValueCodec<ConsumerPhase> = {
  encode: (phase) => concatBytes(uint32BE(phase), new Uint8Array(4)),
  decode: (bytes) => Number(readUint64BE(bytes) >> 32n),
};

const BINARY_TIME_SIZE = 15;
const BINARY_TIME_VERSION = 1;
/** Offset in minutes that stands for UTC. */
const UTC_MARK = Uint8Array.of(0xff, 0xff);

/** Go's `Time.MarshalBinary` in UTC: a version, seconds since the year 1, nanoseconds and the zone. */
export const binaryTime: ValueCodec<Time> = {
  encode(time) {
    const sinceYearOne = time - GO_ZERO_TIME;
    const nanos = ((sinceYearOne % SECOND) + SECOND) % SECOND;
    return concatBytes(
      Uint8Array.of(BINARY_TIME_VERSION),
      uint64BE(BigInt.asUintN(64, (sinceYearOne - nanos) / SECOND)),
      uint32BE(Number(nanos)),
      UTC_MARK,
    );
  },
  decode(bytes) {
    if (bytes.length !== BINARY_TIME_SIZE || bytes[0] !== BINARY_TIME_VERSION) {
      throw new MalformedValue(`${bytes.length} bytes are no binary time`);
    }
    const seconds = BigInt.asIntN(64, readUint64BE(bytes.subarray(1, 9)));
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return GO_ZERO_TIME + seconds * SECOND + BigInt(view.getUint32(9));
  },
};
