import { Dec } from "./dec.ts";

describe("Dec.fromText", () => {
  // The texts end up in the state: a failed proposal keeps the error of its message.
  it.each([
    ["", "decimal string cannot be empty"],
    ["-", "decimal string cannot be empty"],
    [".5", "invalid decimal length"],
    ["5.", "invalid decimal length"],
    ["1.2.3", "invalid decimal string"],
    ["abc", "failed to set decimal string with base 10: abc000000000000000000"],
    ["0.é", "failed to set decimal string with base 10: 0é0000000000000000"],
    [
      `-0.${"1".repeat(20)}`,
      `value '0.${"1".repeat(20)}' exceeds max precision by -2 decimal places: max precision 18`,
    ],
    [`${2n ** 256n}`, "out of range: invalid decimal string"],
  ])("says of %j what Go says", (text, reason) => {
    expect(() => Dec.fromText(text)).toThrow(new Error(reason));
  });
});
