/** Between nanoseconds in a bigint and the two messages that carry them. */
import { type Duration as Nanoseconds, SECOND, type Time } from "@testudo/base";
import type { Duration, Timestamp } from "./gen/google/protobuf.ts";

export function toTimestamp(time: Time): Timestamp {
  const nanos = ((time % SECOND) + SECOND) % SECOND;
  return { seconds: (time - nanos) / SECOND, nanos: Number(nanos) };
}

export function fromTimestamp(timestamp: Timestamp): Time {
  return timestamp.seconds * SECOND + BigInt(timestamp.nanos);
}

/** Seconds and nanoseconds have the same sign, as in Go. */
export function toDuration(duration: Nanoseconds): Duration {
  return { seconds: duration / SECOND, nanos: Number(duration % SECOND) };
}

export function fromDuration(duration: Duration): Nanoseconds {
  return duration.seconds * SECOND + BigInt(duration.nanos);
}
