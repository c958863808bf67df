import { fromHex, utf8 } from "@testudo/base";
import { goJsonString, InvalidJson, readFirstGoJson, readGoJson } from "./go-json.ts";

const read = (text: string) => readGoJson(utf8(text));

describe("reading JSON as Go does", () => {
  it("keeps doubled members in order", () => {
    expect(read('{"a":"1","A":"2","a":null}')).toEqual({
      kind: "object",
      members: [
        ["a", { kind: "string", text: "1" }],
        ["A", { kind: "string", text: "2" }],
        ["a", { kind: "null" }],
      ],
    });
  });

  it.each([
    ['"\\u0041\\n\\/"', "A\n/"],
    ['"\\ud83d\\ude00"', "😀"],
    ['"\\ud83d"', "\ufffd"],
    ['"\\ud83dx"', "\ufffdx"],
    ['"\\ude00\\ud83d"', "\ufffd\ufffd"],
    [' "é" ', "é"],
  ])("reads %s", (json, text) => {
    expect(read(json)).toEqual({ kind: "string", text });
  });

  it("turns each byte that is no UTF-8 into one replacement character", () => {
    const bytes = fromHex(`22${"e282"}${"ff"}${"eda080"}${"c3a9"}22`);
    expect(readGoJson(bytes)).toEqual({ kind: "string", text: `${"\ufffd".repeat(6)}é` });
  });

  it.each([
    "",
    "{",
    "[1,]",
    '{"a"}',
    '{"a":1,}',
    "01",
    "1.",
    "nul",
    '"\t"',
    '"\\x"',
    '"\\u00g0"',
    '"open',
    "{} x",
    "'a'",
    "[}",
    '{"a":{"b":[1,2}}',
    '{"a":[1 2]}',
  ])("refuses %p", (json) => {
    expect(() => read(json)).toThrow(InvalidJson);
  });

  it.each(["[1,-2.5e+3,[true,{}],false]", "-0", "1e5"])("passes over %s", (json) => {
    expect(read(json)).toEqual({ kind: "other" });
  });

  it("takes no deeper nesting than Go, and has no stack to lose", () => {
    const nested = (depth: number) => () => read("[".repeat(depth) + "]".repeat(depth));
    expect(nested(9_999)).not.toThrow();
    expect(nested(200_000)).toThrow(InvalidJson);
  });

  it("can stop behind the first value", () => {
    expect(readFirstGoJson(utf8('{"a":"b"} rest'))).toMatchObject({ rest: " rest" });
  });
});

describe("writing JSON strings as Go does", () => {
  it.each([
    ["<a>&b", '"\\u003ca\\u003e\\u0026b"'],
    ["\u2028\u2029", '"\\u2028\\u2029"'],
    ["\b\f\n\r\t\u0001\u007f", '"\\b\\f\\n\\r\\t\\u0001\u007f"'],
    ['"\\/', '"\\"\\\\/"'],
    ["\ud800é😀", '"\ufffdé😀"'],
  ])("writes %p", (text, json) => {
    expect(goJsonString(text)).toBe(json);
  });
});
