import { textOfBytes } from "@testudo/base";
import { jsonText, sortedJsonText } from "./json-text.ts";

describe("JSON text as Go writes it", () => {
  it("escapes what HTML would read", () => {
    expect(jsonText({ memo: "<&>\u2028" })).toBe('{"memo":"\\u003c\\u0026\\u003e\\u2028"}');
  });

  it("has an escape for each byte that is no UTF-8, and none for the replacement character", () => {
    const text = textOfBytes(Uint8Array.of(0x61, 0xff, 0xfe));
    expect(sortedJsonText([text, "\ufffd", "\\udc80"])).toBe(
      '["a\\ufffd\\ufffd","\ufffd","\\\\udc80"]',
    );
  });
});
