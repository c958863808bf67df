import { consAddress, toHex } from "@testudo/base";
import { createCtx } from "@testudo/runtime";
import { plainStores } from "@testudo/testkit/stake-chain";
import {
  deleteMissedBlocks,
  isBlockMissed,
  markBlock,
  missedBlockPositions,
} from "./missed-blocks.ts";
import { state } from "./state.ts";

const validator = consAddress(new Uint8Array(20).fill(7));
const neighbour = consAddress(new Uint8Array(20).fill(8));
const setUp = () => createCtx({ state: plainStores() });

describe("missed blocks", () => {
  it("stores 136 bytes: the length, then words whose lowest bit comes first", () => {
    const ctx = setUp();

    markBlock(ctx, validator, 0n, true);
    markBlock(ctx, validator, 65n, true);

    const chunk = state.missedBlocks.get(ctx, [validator, 0n])!;
    expect(chunk).toHaveLength(136);
    expect(toHex(chunk.subarray(0, 24))).toBe("000000000000040000000000000000010000000000000002");
  });

  it("begins a new chunk at 1024, numbered little endian", () => {
    const ctx = setUp();

    markBlock(ctx, validator, 1023n, true);
    markBlock(ctx, validator, 1024n, true);

    expect([1022n, 1023n, 1024n, 1025n].map((at) => isBlockMissed(ctx, validator, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(toHex(state.missedBlocks.rawKey([validator, 1n]))).toMatch(/0100000000000000$/);
    expect(missedBlockPositions(ctx, validator)).toEqual([1023n, 1024n]);
  });

  it("keeps a cleared chunk, and forgets only the validator it is told to", () => {
    const ctx = setUp();
    markBlock(ctx, validator, 5n, true);
    markBlock(ctx, validator, 5n, false);
    markBlock(ctx, neighbour, 5n, true);

    expect(state.missedBlocks.has(ctx, [validator, 0n])).toBe(true);
    deleteMissedBlocks(ctx, validator);

    expect(state.missedBlocks.has(ctx, [validator, 0n])).toBe(false);
    expect(isBlockMissed(ctx, neighbour, 5n)).toBe(true);
  });
});
