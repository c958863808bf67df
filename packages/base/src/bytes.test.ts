import { ByteMap, ByteSet } from "./byte-map.ts";
import {
  compareBytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  fromUtf8Strict,
  InvalidBytes,
  lengthPrefixed,
  prefixEnd,
  startsWith,
  textOfBytes,
  toBase64,
  toHex,
  toHexUpper,
  utf8,
} from "./bytes.ts";
import {
  readUint64BE,
  readUvarint,
  readVarint,
  uint64BE,
  uint64LE,
  uvarint,
  varint,
} from "./integers-as-bytes.ts";
import { MAX_INT64, MAX_UINT64, MIN_INT64, NumberOverflow } from "./ints.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

describe("hex and base64", () => {
  it("agree with Node for every byte and every length modulo three", () => {
    for (const length of [0, 1, 2, 3, 255, 256]) {
      const bytes = everyByte.slice(0, length);
      const node = Buffer.from(bytes);
      expect(toHex(bytes)).toBe(node.toString("hex"));
      expect(toHexUpper(bytes)).toBe(node.toString("hex").toUpperCase());
      expect(toBase64(bytes)).toBe(node.toString("base64"));
      expect(fromHex(toHexUpper(bytes))).toEqual(bytes);
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }
  });

  it.each(["0", "0g", "é0", "0x12", " 1"])("refuse %j as hex", (text) => {
    expect(() => fromHex(text)).toThrow(InvalidBytes);
  });

  it.each(["A", "AA", "AAA", "A===", "AA=A", "AA-_", "A A=", "====", "é==="])(
    "refuse %j as base64",
    (text) => {
      expect(() => fromBase64(text)).toThrow(InvalidBytes);
    },
  );

  it("skip line breaks in base64, as Go does", () => {
    expect(fromBase64("AQ\r\nI=")).toEqual(Uint8Array.of(1, 2));
  });
});

describe("UTF-8", () => {
  it.each([[[0x61, 0xff, 0xc3, 0xa9, 0xc3]], [[0xf0, 0x9f, 0x98]], [[0xed, 0xb2, 0x80]]])(
    "gives any bytes back: %j",
    (list) => {
      const bytes = Uint8Array.from(list);
      expect(utf8(textOfBytes(bytes))).toEqual(bytes);
      expect(utf8(`${"x".repeat(60)}${textOfBytes(bytes)}`).slice(60)).toEqual(bytes);
    },
  );

  it("keeps a byte order mark and replaces what is invalid", () => {
    expect(fromUtf8(utf8("\ufeffé"))).toBe("\ufeffé");
    expect(fromUtf8(Uint8Array.of(0x61, 0xff))).toBe("a\ufffd");
    expect(() => fromUtf8Strict(Uint8Array.of(0x61, 0xff))).toThrow(InvalidBytes);
  });

  it.each([
    { bytes: "e282ac", text: "€" },
    { bytes: "e282", text: "\ufffd\ufffd" },
    { bytes: "e28261", text: "\ufffd\ufffda" },
    { bytes: "eda080", text: "\ufffd\ufffd\ufffd" },
    { bytes: "f09f9880c3", text: "😀\ufffd" },
    { bytes: "ffefbfbd", text: "\ufffd\ufffd" },
    { bytes: "c0af", text: "\ufffd\ufffd" },
  ])("replaces invalid bytes one by one, as Go does: $bytes", ({ bytes, text }) => {
    expect(fromUtf8(fromHex(bytes))).toBe(text);
  });
});

describe("byte order", () => {
  it("puts a prefix before what it starts and compares unsigned", () => {
    const sorted = ["", "00", "0000", "01", "7f", "80", "ff", "ff00"].map(fromHex);
    expect([...sorted].reverse().sort(compareBytes)).toEqual(sorted);
  });

  it("ends a prefix at the smallest key above it", () => {
    expect(prefixEnd(fromHex("01"))).toEqual(fromHex("02"));
    expect(prefixEnd(fromHex("01ff"))).toEqual(fromHex("02"));
    expect(prefixEnd(fromHex("ffff"))).toBeUndefined();
    expect(prefixEnd(new Uint8Array())).toBeUndefined();
  });

  it("knows equality and prefixes by content", () => {
    expect(equalBytes(fromHex("0102"), concatBytes(fromHex("01"), fromHex("02")))).toBe(true);
    expect(equalBytes(fromHex("0102"), fromHex("010200"))).toBe(false);
    expect(startsWith(fromHex("0102"), fromHex("01"))).toBe(true);
    expect(startsWith(fromHex("01"), fromHex("0102"))).toBe(false);
  });
});

describe("numbers as bytes", () => {
  it.each([0n, 1n, 127n, 128n, 300n, 2n ** 63n, MAX_UINT64])("keep %p", (value) => {
    expect(readUint64BE(uint64BE(value))).toBe(value);
    expect(uint64LE(value).reverse()).toEqual(uint64BE(value));
    const bytes = uvarint(value);
    expect(readUvarint(bytes, 0)).toEqual({ value, next: bytes.length });
  });

  it.each([
    [0n, "00"],
    [-1n, "01"],
    [1n, "02"],
    [MAX_INT64, "feffffffffffffffff01"],
    [MIN_INT64, "ffffffffffffffffff01"],
  ])("write %p zigzag as Go does", (value, hex) => {
    expect(toHex(varint(value))).toBe(hex);
    expect(readVarint(fromHex(hex), 0).value).toBe(value);
  });

  it("refuse what does not fit 64 bits", () => {
    expect(() => uint64BE(MAX_UINT64 + 1n)).toThrow(NumberOverflow);
    expect(() => uvarint(-1)).toThrow(NumberOverflow);
    expect(() => readUvarint(fromHex("ffffffffffffffffff02"), 0)).toThrow(InvalidBytes);
    expect(() => readUvarint(fromHex("80"), 0)).toThrow(InvalidBytes);
    expect(() => readUint64BE(fromHex("00000000000000"))).toThrow(InvalidBytes);
    expect(() => lengthPrefixed(new Uint8Array(256))).toThrow(InvalidBytes);
    expect(lengthPrefixed(new Uint8Array(255))).toHaveLength(256);
  });
});

describe("ByteMap", () => {
  it("finds keys by content, keeps insertion order and sorts on demand", () => {
    const map = new ByteMap<string>([
      [fromHex("ff"), "last"],
      [fromHex("00"), "first"],
      [fromHex("7f80"), "middle"],
    ]);
    map.set(fromHex("ff"), "end");

    expect(map.size).toBe(3);
    expect(map.get(fromHex("ff"))).toBe("end");
    expect(map.get(fromHex("7f"))).toBeUndefined();
    expect([...map.values()]).toEqual(["end", "first", "middle"]);
    expect(map.sortedEntries().map(([key]) => toHex(key))).toEqual(["00", "7f80", "ff"]);
    expect(map.delete(fromHex("00"))).toBe(true);
    expect(map.delete(fromHex("00"))).toBe(false);
  });

  it("takes keys of any length", () => {
    const long = new Uint8Array(200_000).fill(7);
    expect(new ByteSet([long]).has(long.slice())).toBe(true);
    expect(new ByteSet([long]).has(long.slice(1))).toBe(false);
  });
});
