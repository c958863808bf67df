import { growsLinearly } from "@testudo/testkit/growth";
import { maxDataBytes } from "./block.ts";
import { hashData } from "./data.ts";
import { BLOCK_PART_SIZE, makePartSet, partFault, verifyPart } from "./part-set.ts";

const set = makePartSet(new Uint8Array(2 * BLOCK_PART_SIZE + 5).fill(1));
const [first, second, last] = [set.parts[0]!, set.parts[1]!, set.parts[2]!];

describe("verifyPart", () => {
  it("takes every part of the set", () => {
    for (const part of set.parts) verifyPart(set.header, part);
    expect(set.byteSize).toBe(2 * BLOCK_PART_SIZE + 5);
  });

  it.each([
    { why: "its index is not that of its proof", part: { ...first, index: 1 } },
    { why: "it belongs to another set", part: makePartSet(Uint8Array.of(1)).parts[0]! },
    { why: "its bytes differ", part: { ...last, bytes: Uint8Array.of(1) } },
    { why: "an inner part is short", part: { ...first, bytes: first.bytes.subarray(1) } },
    {
      why: "it is too large",
      part: { ...last, bytes: new Uint8Array(BLOCK_PART_SIZE + 1) },
    },
    {
      why: "its proof has odd aunts",
      part: { ...second, proof: { ...second.proof, aunts: [new Uint8Array(31)] } },
    },
    {
      why: "its proof is endless",
      part: { ...second, proof: { ...second.proof, aunts: Array(101).fill(new Uint8Array(32)) } },
    },
  ])("faults 55: refuses a part when $why", ({ part }) => {
    expect(() => verifyPart(set.header, part)).toThrow();
  });

  it("says what is wrong", () => {
    expect(partFault({ ...first, index: 1 })).toContain("part index 1 != proof index 0");
  });
});

it("faults 120: the hashes of a block take time linear in its size", () => {
  const hashes = (size: number) => {
    const block = new Uint8Array(size * 200).fill(7);
    const txs = Array.from({ length: size }, (_, i) => block.subarray(i * 200, (i + 1) * 200));
    return () => {
      makePartSet(block);
      hashData(txs);
    };
  };
  expect(growsLinearly(2_000, hashes)).toBe(true);
});

describe("maxDataBytes", () => {
  it("leaves what header, commit and evidence do not take", () => {
    const options = { maxBytes: 1000n, evidenceBytes: 50n, validatorCount: 1 };
    expect(maxDataBytes(options)).toBe(1000n - 11n - 626n - (94n + 111n) - 50n);
    expect(maxDataBytes({ ...options, maxBytes: -1n })).toBe(104_857_600n - 892n);
    expect(() => maxDataBytes({ ...options, maxBytes: 891n })).toThrow("too small");
  });
});
