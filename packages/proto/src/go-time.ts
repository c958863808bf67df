/** What Go's `time.Time` and `time.Duration` can hold: other timestamps and durations do not decode there. */
import { MAX_INT64, MIN_INT64, SECOND } from "@testudo/base";
import type { Message, MessageType } from "./descriptor.ts";
import { DURATION, TIMESTAMP } from "./well-known.ts";
import { WireError } from "./wire-error.ts";

/** The first second of year 1. */
const TIMESTAMP_SECONDS_MIN = -62_135_596_800n;
/** The first second of year 10000. */
const TIMESTAMP_SECONDS_END = 253_402_300_800n;
/** Ten thousand years. */
const DURATION_SECONDS_MAX = 315_576_000_000n;
const NANOS_END = 1_000_000_000;

/** The check of a message type that Go holds in a type of its own; undefined for all others. */
export function goTimeCheck(typeName: string): ((message: Message) => void) | undefined {
  switch (typeName) {
    case TIMESTAMP:
      return checkTimestamp;
    case DURATION:
      return checkDuration;
    default:
      return undefined;
  }
}

/**
 * Refuses the bytes of a timestamp or duration that Go cannot hold; bytes of other types pass unseen.
 *
 * @throws WireError
 */
export function requireGoTime(type: MessageType<unknown>, bytes: Uint8Array): void {
  goTimeCheck(type.typeName)?.(type.decode(bytes) as Message);
}

function checkTimestamp(message: Message): void {
  const { seconds, nanos } = parts(message);
  const shown = `timestamp: ${goText("timestamppb.Timestamp", message)}`;
  if (seconds < TIMESTAMP_SECONDS_MIN) throw new WireError(`${shown} before 0001-01-01`);
  if (seconds >= TIMESTAMP_SECONDS_END) throw new WireError(`${shown} after 10000-01-01`);
  if (nanos < 0 || nanos >= NANOS_END) {
    throw new WireError(`${shown}: nanos not in range [0, 1e9)`);
  }
}

function checkDuration(message: Message): void {
  const { seconds, nanos } = parts(message);
  const refuse = (reason: string) =>
    new WireError(`duration: ${goText("durationpb.Duration", message)}${reason}`);
  if (seconds < -DURATION_SECONDS_MAX || seconds > DURATION_SECONDS_MAX) {
    throw refuse(": seconds out of range");
  }
  if (nanos <= -NANOS_END || nanos >= NANOS_END) throw refuse(": nanos out of range");
  if ((seconds < 0n && nanos > 0) || (seconds > 0n && nanos < 0)) {
    throw refuse(": seconds and nanos have different signs");
  }
  const whole = seconds * SECOND + BigInt(nanos);
  if (whole > MAX_INT64 || whole < MIN_INT64) throw refuse(" is out of range for time.Duration");
}

function parts({ seconds, nanos }: Message): { readonly seconds: bigint; readonly nanos: number } {
  return { seconds: seconds as bigint, nanos: nanos as number };
}

function goText(name: string, { seconds, nanos }: Message): string {
  return `&${name}{Seconds: ${seconds},\nNanos: ${nanos},\n}`;
}
