import { InvalidNumber } from "./ints.ts";

/** Nanoseconds since 1970-01-01T00:00:00Z. */
export type Time = bigint;
/** Nanoseconds. */
export type Duration = bigint;

export const NANOSECOND: Duration = 1n;
export const MILLISECOND: Duration = 1_000_000n;
export const SECOND: Duration = 1_000_000_000n;
export const MINUTE: Duration = 60n * SECOND;
export const HOUR: Duration = 60n * MINUTE;
export const DAY: Duration = 24n * HOUR;

/** Go's zero `time.Time`: 0001-01-01T00:00:00Z. */
export const GO_ZERO_TIME: Time = -62135596800n * SECOND;

const SECONDS_PER_DAY = 86400n;
const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/;
const PROTO_DURATION = /^(-?)(\d+)(?:\.(\d{1,9}))?s$/;

/** RFC 3339 in UTC with as many of nine decimals as needed, as Go's `RFC3339Nano`. */
export function formatRfc3339Nano(time: Time): string {
  const { text, nanos } = clockText(time);
  if (nanos === 0n) return `${text}Z`;
  return `${text}.${nineDigits(nanos).replace(/0+$/, "")}Z`;
}

/** RFC 3339 in UTC with 0, 3, 6 or 9 decimals: Timestamp in proto JSON. */
export function formatTimestampJson(time: Time): string {
  const { text, nanos } = clockText(time);
  return `${text}${decimals(nanos)}Z`;
}

/** 29 characters whose order is the order of time: `2006-01-02T15:04:05.000000000` (the SDK's `FormatTimeBytes`). */
export function formatSortableTime(time: Time): string {
  const { text, nanos } = clockText(time);
  return `${text}.${nineDigits(nanos)}`;
}

/**
 * Reads what `formatSortableTime` writes.
 *
 * @throws InvalidNumber
 */
export function parseSortableTime(text: string): Time {
  if (text.length !== 29) throw new InvalidNumber(`"${text}" is not a sortable time`);
  return parseRfc3339(`${text}Z`);
}

/**
 * Reads RFC 3339 with any offset; digits beyond nanoseconds are cut off.
 *
 * @throws InvalidNumber
 */
export function parseRfc3339(text: string): Time {
  const match = RFC3339.exec(text);
  if (match === null) throw new InvalidNumber(`"${text}" is not an RFC 3339 time`);
  const [, year, month, day, hour, minute, second, fraction = "", offset = "Z"] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  if (
    date.month < 1 ||
    date.month > 12 ||
    date.day < 1 ||
    date.day > daysInMonth(date.year, date.month) ||
    clock.hour > 23 ||
    clock.minute > 59 ||
    clock.second > 59
  ) {
    throw new InvalidNumber(`"${text}" is not a calendar time`);
  }
  const seconds =
    BigInt(daysFromDate(date.year, date.month, date.day)) * SECONDS_PER_DAY +
    BigInt(clock.hour * 3600 + clock.minute * 60 + clock.second) -
    offsetSeconds(offset, text);
  return seconds * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
}

/**
 * Reads proto JSON durations such as `1814400s` or `-0.500s`.
 *
 * @throws InvalidNumber
 */
export function parseDuration(text: string): Duration {
  const match = PROTO_DURATION.exec(text);
  if (match === null) throw new InvalidNumber(`"${text}" is not a duration such as "1814400s"`);
  const [, sign, seconds = "0", fraction = ""] = match;
  const duration = BigInt(seconds) * SECOND + BigInt(fraction.padEnd(9, "0"));
  return sign === "-" ? -duration : duration;
}

/** Proto JSON: seconds with 0, 3, 6 or 9 decimals and an `s`. */
export function formatDuration(duration: Duration): string {
  const magnitude = duration < 0n ? -duration : duration;
  const text = `${magnitude / SECOND}${decimals(magnitude % SECOND)}s`;
  return duration < 0n ? `-${text}` : text;
}

function decimals(nanos: bigint): string {
  if (nanos === 0n) return "";
  return `.${nineDigits(nanos).replace(/(?:000){1,2}$/, "")}`;
}

function nineDigits(nanos: bigint): string {
  return nanos.toString().padStart(9, "0");
}

/** `2006-01-02T15:04:05` and the nanoseconds that are left. */
function clockText(time: Time): { text: string; nanos: bigint } {
  const nanos = ((time % SECOND) + SECOND) % SECOND;
  const seconds = (time - nanos) / SECOND;
  const ofDay = ((seconds % SECONDS_PER_DAY) + SECONDS_PER_DAY) % SECONDS_PER_DAY;
  const { year, month, day } = dateFromDays(Number((seconds - ofDay) / SECONDS_PER_DAY));
  const clock = Number(ofDay);
  const [hour, minute, second] = [clock / 3600, (clock / 60) % 60, clock % 60].map((part) =>
    digits(Math.floor(part), 2),
  );
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  return { text: `${date}T${hour}:${minute}:${second}`, nanos };
}

function digits(value: number, width: number): string {
  return value.toString().padStart(width, "0");
}

function offsetSeconds(offset: string, text: string): bigint {
  if (offset === "Z") return 0n;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 23 || minutes > 59) throw new InvalidNumber(`"${text}" has an impossible offset`);
  const seconds = BigInt(hours * 3600 + minutes * 60);
  return offset.startsWith("-") ? -seconds : seconds;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01 of a proleptic Gregorian date; years are counted from March so that leap days come last. */
function daysFromDate(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function dateFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const leapFree =
    dayOfEra -
    Math.floor(dayOfEra / 1460) +
    Math.floor(dayOfEra / 36524) -
    Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor(leapFree / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}
