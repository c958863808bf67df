import { rejectNonCanonicalTxRaw } from "./adr-027.ts";

/** Texts of the SDK's decoder, those of `protowire` below it among them. */
describe("ADR-027", () => {
  it("takes fields in order with the shortest lengths, a field more than once too", () => {
    rejectNonCanonicalTxRaw(Uint8Array.of(0x0a, 0, 0x12, 1, 7, 0x1a, 0, 0x1a, 0));
    rejectNonCanonicalTxRaw(new Uint8Array());
  });

  it.each([
    { why: "field 0", bytes: [0x02, 0], says: "invalid length; proto: invalid field number" },
    {
      why: "a number that never ends",
      bytes: Array.from({ length: 11 }, () => 0xff),
      says: "invalid length; proto: variable length integer overflow",
    },
    { why: "a length beyond the end", bytes: [0x0a, 5, 1], says: "invalid length; unexpected EOF" },
    { why: "another wire type", bytes: [0x08, 1], says: "expected 2 wire type, got 0" },
    {
      why: "fields out of order",
      bytes: [0x12, 0, 0x0a, 0],
      says: "txRaw must follow ADR-027, got tagNum 1 after tagNum 2",
    },
    {
      why: "a length that is longer than it must be",
      bytes: [0x0a, 0x80, 0x00],
      says: "length prefix varint for tagNum 1 is not as short as possible, read 2, only need 1",
    },
  ])("refuses $why", ({ bytes, says }) => {
    expect(() => rejectNonCanonicalTxRaw(Uint8Array.from(bytes))).toThrow(
      new Error(`${says}: tx parse error`),
    );
  });
});
