import { Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { Header as BlockHeader, Commit } from "@testudo/proto/tendermint/types";
import { isMisbehaviour } from "./misbehaviour.ts";

const HASH_SIZE = 32;

/** A header of height 7 whose commit is for a block id of these lengths. */
function headerFor(hash: Uint8Array, partsHashSize = HASH_SIZE): Header {
  const blockId = {
    hash,
    partSetHeader: { total: 1, hash: new Uint8Array(partsHashSize).fill(9) },
  };
  return Header.create({
    signedHeader: {
      header: BlockHeader.create({ chainId: "chain-1", height: 7n }),
      commit: Commit.create({ height: 7n, blockId }),
    },
  });
}

const one = new Uint8Array(HASH_SIZE).fill(1);
const two = new Uint8Array(HASH_SIZE).fill(2);

describe("isMisbehaviour of two headers at one height", () => {
  it.each([
    { why: "commits for two blocks", a: headerFor(one), b: headerFor(two), found: true },
    { why: "commits for one block", a: headerFor(one), b: headerFor(one), found: false },
    {
      why: "a part set hash of 31 bytes, which is no block id",
      a: headerFor(one),
      b: headerFor(two, HASH_SIZE - 1),
      found: false,
    },
    {
      why: "a block hash of 33 bytes",
      a: headerFor(new Uint8Array(HASH_SIZE + 1)),
      b: headerFor(two),
      found: false,
    },
  ])("is $found for $why", ({ a, b, found }) => {
    expect(isMisbehaviour(Misbehaviour.create({ header1: a, header2: b }))).toBe(found);
  });
});
