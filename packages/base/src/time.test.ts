import { InvalidNumber } from "./ints.ts";
import {
  DAY,
  formatDuration,
  formatRfc3339Nano,
  formatSortableTime,
  formatTimestampJson,
  GO_ZERO_TIME,
  MILLISECOND,
  parseDuration,
  parseRfc3339,
  parseSortableTime,
  SECOND,
} from "./time.ts";

describe("time as text", () => {
  it("is what the calendar of the platform says, leap years and centuries included", () => {
    for (let day = -800_000n; day < 800_000n; day += 379n) {
      const time = day * DAY + 12_345n * SECOND;
      const platform = new Date(Number(time / MILLISECOND)).toISOString();
      if (!/^\d{4}-/.test(platform)) continue; // years beyond four digits have another form there
      expect(formatSortableTime(time)).toBe(platform.replace(".000Z", ".000000000"));
      expect(parseRfc3339(platform)).toBe(time);
    }
  });

  it("prints decimals as each form wants them", () => {
    const time = parseRfc3339("2024-02-29T23:59:59.12Z");
    expect(formatRfc3339Nano(time)).toBe("2024-02-29T23:59:59.12Z");
    expect(formatTimestampJson(time)).toBe("2024-02-29T23:59:59.120Z");
    expect(formatSortableTime(time)).toBe("2024-02-29T23:59:59.120000000");
    expect(formatRfc3339Nano(time + 1n)).toBe("2024-02-29T23:59:59.120000001Z");
    expect(formatTimestampJson(time - (time % SECOND))).toBe("2024-02-29T23:59:59Z");
    expect(parseSortableTime(formatSortableTime(time))).toBe(time);
  });

  it("knows Go's zero time and moments before 1970", () => {
    expect(formatRfc3339Nano(GO_ZERO_TIME)).toBe("0001-01-01T00:00:00Z");
    expect(formatRfc3339Nano(-1n)).toBe("1969-12-31T23:59:59.999999999Z");
  });

  it("reads offsets and cuts digits beyond nanoseconds", () => {
    expect(parseRfc3339("2024-01-01T02:00:00.1234567899+02:00")).toBe(
      parseRfc3339("2024-01-01T00:00:00.123456789Z"),
    );
  });

  it.each([
    "2023-02-29T00:00:00Z",
    "2023-13-01T00:00:00Z",
    "2023-01-01T24:00:00Z",
    "2023-01-01 00:00:00Z",
    "2023-01-01T00:00:00",
    "",
  ])("refuses %j", (text) => {
    expect(() => parseRfc3339(text)).toThrow(InvalidNumber);
  });
});

describe("durations", () => {
  it.each([
    ["1814400s", 21n * DAY],
    ["0s", 0n],
    ["0.500s", 500n * MILLISECOND],
    ["-0.500s", -500n * MILLISECOND],
    ["1.000001s", SECOND + 1000n],
    ["1.000000001s", SECOND + 1n],
  ])("%s", (text, duration) => {
    expect(parseDuration(text)).toBe(duration);
    expect(formatDuration(duration)).toBe(text);
  });

  it.each(["1", "1m", "s", ".5s", "1.0000000001s"])("refuses %j", (text) => {
    expect(() => parseDuration(text)).toThrow(InvalidNumber);
  });
});
