import { goDurationText } from "./go-duration.ts";

describe("goDurationText", () => {
  it.each([
    [0n, "0s"],
    [1n, "1ns"],
    [1_100n, "1.1µs"],
    [2_500_000n, "2.5ms"],
    [1_000_000_000n, "1s"],
    [60_000_000_000n, "1m0s"],
    [3_661_500_000_000n, "1h1m1.5s"],
    [-1_500_000_000n, "-1.5s"],
    [172_800_000_000_000n, "48h0m0s"],
  ])("prints %s ns as Go does", (duration, text) => {
    expect(goDurationText(duration)).toBe(text);
  });
});
