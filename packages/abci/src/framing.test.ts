import { concatBytes } from "@testudo/base";
import { AbciConnectionError } from "./application.ts";
import { createFrameReader, frame } from "./framing.ts";

const message = (size: number, fill: number) => new Uint8Array(size).fill(fill);

describe("framing", () => {
  const messages = [
    message(0, 0),
    message(1, 1),
    message(127, 2),
    message(128, 3),
    message(70_000, 4),
  ];
  const stream = concatBytes(...messages.map(frame));

  it("finds messages however the stream is cut", () => {
    for (const size of [1, 7, 1000, stream.length]) {
      const reader = createFrameReader();
      const found: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += size) {
        found.push(...reader.push(stream.subarray(at, at + size)));
      }
      expect(found).toEqual(messages);
      expect(reader.pending).toBe(0);
    }
  });

  it("knows how much of a message is there when the stream ends", () => {
    const reader = createFrameReader();
    expect(reader.push(frame(message(10, 1)).subarray(0, 4))).toEqual([]);
    expect(reader.pending).toBe(4);
  });

  it("takes a message of the limit and refuses one byte more before it has arrived", () => {
    const reader = createFrameReader(100);
    expect(reader.push(frame(message(100, 1)))).toHaveLength(1);
    expect(() => reader.push(Uint8Array.of(101))).toThrow(AbciConnectionError);
  });

  it("refuses a length that never ends", () => {
    expect(() => createFrameReader().push(message(6, 0xff))).toThrow("malformed message length");
  });
});
