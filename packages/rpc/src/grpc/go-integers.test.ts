import { parseGoInteger } from "./go-integers.ts";

const INT64 = { name: "ParseInt", base: 10, bits: 64 } as const;
const UINT64_LITERAL = { name: "ParseUint", base: 0, bits: 64 } as const;
const INT32_LITERAL = { name: "ParseInt", base: 0, bits: 32 } as const;

describe("parseGoInteger", () => {
  it.each([
    { text: "42", format: INT64, value: 42n },
    { text: "+42", format: INT64, value: 42n },
    { text: "-9223372036854775808", format: INT64, value: -(2n ** 63n) },
    { text: "007", format: INT64, value: 7n },
    { text: "0x1F", format: UINT64_LITERAL, value: 31n },
    { text: "0b101", format: UINT64_LITERAL, value: 5n },
    { text: "0o17", format: UINT64_LITERAL, value: 15n },
    { text: "017", format: UINT64_LITERAL, value: 15n },
    { text: "1_000", format: UINT64_LITERAL, value: 1000n },
    { text: "0", format: UINT64_LITERAL, value: 0n },
    { text: "18446744073709551615", format: UINT64_LITERAL, value: 2n ** 64n - 1n },
    { text: "-0x10", format: INT32_LITERAL, value: -16n },
  ])("reads $text", ({ text, format, value }) => {
    expect(parseGoInteger(text, format)).toBe(value);
  });

  it.each([
    { text: "", format: INT64, error: 'strconv.ParseInt: parsing "": invalid syntax' },
    { text: "0x1", format: INT64, error: 'strconv.ParseInt: parsing "0x1": invalid syntax' },
    { text: "1_0", format: INT64, error: 'strconv.ParseInt: parsing "1_0": invalid syntax' },
    {
      text: "9223372036854775808",
      format: INT64,
      error: 'strconv.ParseInt: parsing "9223372036854775808": value out of range',
    },
    {
      text: "-1",
      format: UINT64_LITERAL,
      error: 'strconv.ParseUint: parsing "-1": invalid syntax',
    },
    {
      text: "+1",
      format: UINT64_LITERAL,
      error: 'strconv.ParseUint: parsing "+1": invalid syntax',
    },
    {
      text: "1__0",
      format: UINT64_LITERAL,
      error: 'strconv.ParseUint: parsing "1__0": invalid syntax',
    },
    {
      text: "08",
      format: UINT64_LITERAL,
      error: 'strconv.ParseUint: parsing "08": invalid syntax',
    },
    {
      text: "2147483648",
      format: INT32_LITERAL,
      error: 'strconv.ParseInt: parsing "2147483648": value out of range',
    },
  ])("refuses $text as $format.name does", ({ text, format, error }) => {
    expect(() => parseGoInteger(text, format)).toThrow(error);
  });
});
