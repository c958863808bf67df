import { utf8 } from "@testudo/base";
import {
  type CommitmentProof,
  type ExistenceProof,
  HashOp,
  type InnerOp,
  type NonExistenceProof,
} from "@testudo/proto/cosmos/ics23/v1";
import { merkleMapLeaves, merkleProofs } from "../merkle.ts";
import { InvalidProof } from "./invalid-proof.ts";
import { IAVL_SPEC, TENDERMINT_SPEC } from "./specs.ts";
import { calculateRoot, verifyMembership, verifyNonMembership } from "./verify.ts";

const names = ["acc", "bank", "gov", "ibc", "staking"];
const entries = names.map((name) => [name, utf8(`hash of ${name}`)] as const);
const { root, proofs } = merkleProofs(merkleMapLeaves(entries));

describe("the leaf of an IAVL proof", () => {
  /** A tree of one leaf, with this prefix: varints of height, size and version. */
  function verdict(...prefix: number[]): boolean {
    const [key, value] = [utf8("key"), utf8("value")];
    const leaf = { ...IAVL_SPEC.leafSpec!, prefix: Uint8Array.from(prefix) };
    const proof: CommitmentProof = { exist: { key, value, leaf, path: [] } };
    return verifyMembership(IAVL_SPEC, calculateRoot(proof), proof, key, value);
  }

  it.each([
    { why: "height 0, size 1", prefix: [0, 2, 8], ok: true },
    { why: "another size, which the reference takes as well", prefix: [0, 0x42, 8], ok: true },
    { why: "height 1", prefix: [2, 2, 8], ok: false },
    { why: "a negative size", prefix: [0, 1, 8], ok: false },
    { why: "no version", prefix: [0, 2], ok: false },
    { why: "something after the version", prefix: [0, 2, 8, 0], ok: false },
  ])("with $why is accepted: $ok", ({ prefix, ok }) => {
    expect(verdict(...prefix)).toBe(ok);
  });
});

describe("proofs of a simple map", () => {
  it("show each entry and nothing else", () => {
    for (const name of names) {
      const proof: CommitmentProof = { exist: existence(name) };
      expect(isMember(proof, name)).toBe(true);
      expect(isMember(proof, "other")).toBe(false);
      expect(calculateRoot(proof)).toEqual(root);
    }
  });

  it.each([
    { key: "abc", left: undefined, right: "acc" },
    { key: "bankz", left: "bank", right: "gov" },
    { key: "zeta", left: "staking", right: undefined },
  ])("show the absence of $key between its neighbours", ({ key, left, right }) => {
    const proof: CommitmentProof = { nonexist: absence(key, left, right) };
    expect(isAbsent(proof, key)).toBe(true);
    expect(isAbsent(proof, left ?? right ?? "")).toBe(false);
    expect(isMember(proof, key)).toBe(false);
  });

  it("do not show absence across an entry, or at an end that is none", () => {
    expect(isAbsent({ nonexist: absence("bankz", "bank", "ibc") }, "bankz")).toBe(false);
    expect(isAbsent({ nonexist: absence("bankz", "bank", undefined) }, "bankz")).toBe(false);
    expect(isAbsent({ nonexist: absence("bankz", undefined, "gov") }, "bankz")).toBe(false);
    expect(isAbsent({ nonexist: absence("bankz", undefined, undefined) }, "bankz")).toBe(false);
  });

  it("are limited in depth", () => {
    const exist = existence("acc");
    const step = exist.path[0] as InnerOp;
    const deep = { ...exist, path: Array.from({ length: 129 }, () => step) };
    const deepRoot = calculateRoot({ exist: deep });
    const check = (proof: ExistenceProof, to: Uint8Array) =>
      verifyMembership(TENDERMINT_SPEC, to, { exist: proof }, proof.key, proof.value);
    expect(check(deep, deepRoot)).toBe(false);
    const allowed = { ...deep, path: deep.path.slice(1) };
    expect(check(allowed, calculateRoot({ exist: allowed }))).toBe(true);
  });
});

describe("a batch of proofs", () => {
  const shared = existence("acc");
  const batch: CommitmentProof = {
    batch: {
      entries: [{ exist: shared }, { nonexist: absence("bankz", "bank", "gov") }],
    },
  };

  it("shows what one entry shows", () => {
    expect(isMember(batch, "acc")).toBe(true);
    expect(isMember(batch, "bank")).toBe(false);
    expect(isAbsent(batch, "bankz")).toBe(true);
    expect(isAbsent(batch, "zeta")).toBe(false);
  });

  it("may share its inner steps", () => {
    const { key, value, leaf, path } = shared;
    const compressed = (indexes: number[]): CommitmentProof => ({
      compressed: {
        entries: [{ exist: { key, value, leaf, path: indexes } }],
        lookupInners: path,
      },
    });
    expect(isMember(compressed(path.map((_, i) => i)), "acc")).toBe(true);
    expect(isMember(compressed([path.length]), "acc")).toBe(false);
    expect(() => calculateRoot(compressed([-1]))).toThrow(InvalidProof);
  });

  it("shows nothing when it is empty", () => {
    expect(isMember({ batch: { entries: [] } }, "acc")).toBe(false);
    expect(() => calculateRoot({ batch: { entries: [] } })).toThrow(InvalidProof);
    expect(() => calculateRoot({})).toThrow(InvalidProof);
  });
});

function isMember(proof: CommitmentProof, name: string): boolean {
  return verifyMembership(TENDERMINT_SPEC, root, proof, utf8(name), utf8(`hash of ${name}`));
}

function isAbsent(proof: CommitmentProof, name: string): boolean {
  return verifyNonMembership(TENDERMINT_SPEC, root, proof, utf8(name));
}

function absence(key: string, left?: string, right?: string): NonExistenceProof {
  return {
    key: utf8(key),
    left: left === undefined ? undefined : existence(left),
    right: right === undefined ? undefined : existence(right),
  };
}

/** The simple Merkle proof in the words of ICS-23. */
function existence(name: string): ExistenceProof {
  const { aunts, total, index } = proofs[names.indexOf(name)]!;
  const sides = sidesFromLeaf(Number(index), Number(total));
  return {
    key: utf8(name),
    value: utf8(`hash of ${name}`),
    leaf: TENDERMINT_SPEC.leafSpec,
    path: aunts.map((aunt, i) => ({
      hash: HashOp.SHA256,
      prefix: sides[i] === "left" ? Uint8Array.of(1) : Uint8Array.of(1, ...aunt),
      suffix: sides[i] === "left" ? aunt : new Uint8Array(),
    })),
  };
}

function sidesFromLeaf(index: number, total: number): ("left" | "right")[] {
  if (total === 1) return [];
  const middle = 2 ** Math.floor(Math.log2(total - 1));
  return index < middle
    ? [...sidesFromLeaf(index, middle), "left"]
    : [...sidesFromLeaf(index - middle, total - middle), "right"];
}
