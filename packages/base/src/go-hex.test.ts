import { fromGoHex } from "./go-hex.ts";

describe("hex as Go reads it", () => {
  it("takes both cases", () => {
    expect(fromGoHex("00fFAb")).toEqual(Uint8Array.of(0, 255, 171));
    expect(fromGoHex("")).toEqual(new Uint8Array());
  });

  // What go1.24 prints for hex.DecodeString.
  it.each([
    ["zz", "encoding/hex: invalid byte: U+007A 'z'"],
    ["abz", "encoding/hex: invalid byte: U+007A 'z'"],
    ["abc", "encoding/hex: odd length hex string"],
    ["ab\n0", "encoding/hex: invalid byte: U+000A"],
    ["é0", "encoding/hex: invalid byte: U+00C3 'Ã'"],
    ["\u00ad", "encoding/hex: invalid byte: U+00C2 'Â'"],
    [" 0", "encoding/hex: invalid byte: U+0020 ' '"],
    ["0\u007f", "encoding/hex: invalid byte: U+007F"],
  ])("refuses %j", (text, message) => {
    expect(() => fromGoHex(text)).toThrow(new Error(message));
  });
});
