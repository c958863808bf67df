import { growsLinearly } from "@testudo/testkit/growth";
import { createLightChain, type Voting } from "@testudo/testkit/light-chain";
import type { CometError } from "./errors.ts";
import type { Commit, CommitSig } from "./types.ts";
import {
  type CommitCheck,
  verifyCommit,
  verifyCommitLight,
  verifyCommitLightAllSignatures,
  verifyCommitLightTrusting,
  verifyCommitLightTrustingAllSignatures,
} from "./verify-commit.ts";

const chain = createLightChain({ chainId: "consumer-1", powers: [10n, 10n, 10n, 10n, 10n, 10n] });
const third = { numerator: 1n, denominator: 3n };

describe("verifyCommit", () => {
  it.each<{ votes: Voting[]; reason?: string }>([
    { votes: ["block", "block", "block", "block", "block"] },
    { votes: ["block", "block", "block", "block", "block", "nil"] },
    { votes: ["block", "block", "block", "block", "nil", "absent"], reason: "notEnoughPower" },
  ])("wants more than two thirds for the block: $votes", ({ votes, reason }) => {
    expect(refusal(() => verifyCommit(signed(votes)))).toBe(reason);
    expect(refusal(() => verifyCommitLight(signed(votes)))).toBe(reason);
  });

  it("checks every signature, votes for nil included, where the light check does not look", () => {
    const check = signed(["block", "block", "block", "block", "block", "nil"]);
    const spoilt = { ...check, commit: spoil(check.commit, 5, { signature: new Uint8Array(64) }) };

    expect(refusal(() => verifyCommit(spoilt))).toBe("wrongSignature");
    expect(refusal(() => verifyCommitLight(spoilt))).toBeUndefined();
    expect(refusal(() => verifyCommitLightAllSignatures(spoilt))).toBeUndefined();
  });

  it("stops at two thirds in light verification, and not for evidence", () => {
    const check = signed([]);
    const spoilt = { ...check, commit: spoil(check.commit, 5, { signature: new Uint8Array(64) }) };

    expect(refusal(() => verifyCommitLight(spoilt))).toBeUndefined();
    expect(refusal(() => verifyCommitLightAllSignatures(spoilt))).toBe("wrongSignature");
  });

  it("faults 51: refuses a signature under another validator's address, but not in light verification", () => {
    const check = signed([]);
    const stranger = check.commit.signatures[1]!.validatorAddress;
    const renamed = {
      ...check,
      commit: spoil(check.commit, 0, { validatorAddress: stranger }),
    };

    expect(refusal(() => verifyCommit(renamed))).toBe("invalid");
    expect(refusal(() => verifyCommitLightAllSignatures(renamed))).toBe("invalid");
    expect(refusal(() => verifyCommitLight(renamed))).toBeUndefined();
  });

  it.each([
    { what: "height", change: { height: 8n } },
    { what: "number of signatures", change: { signatures: 5 } },
    { what: "block", change: { block: true } },
  ])("refuses another $what", ({ change }) => {
    const check = signed([]);
    const other = {
      ...check,
      height: change.height ?? check.height,
      blockId: change.block === true ? chain.sign(chain.header(9n)).commit.blockId : check.blockId,
      commit: {
        ...check.commit,
        signatures: check.commit.signatures.slice(0, change.signatures ?? 6),
      },
    };
    expect(refusal(() => verifyCommitLight(other))).toBe("invalid");
  });

  it("refuses what was signed for another chain", () => {
    expect(refusal(() => verifyCommitLight({ ...signed([]), chainId: "consumer-2" }))).toBe(
      "wrongSignature",
    );
  });
});

it("faults 120: the signatures of a commit take time linear in their number", () => {
  const verification = (count: number) => {
    // A chain of its own: signatures once verified are remembered.
    const large = createLightChain({ chainId: "hub-1", powers: Array(count).fill(10n) });
    const { header, commit } = large.sign(large.header(7n));
    const { chainId, validators } = large;
    const check = { chainId, validators, blockId: commit.blockId, height: header.height, commit };
    return () => verifyCommit(check);
  };
  expect(growsLinearly(25, verification)).toBe(true);
});

describe("verifyCommitLightTrusting", () => {
  const { commit } = signed([]);
  const trusting = (validators = chain.validators, changed: Commit = commit) => ({
    chainId: chain.chainId,
    validators,
    commit: changed,
    trustLevel: third,
  });

  it("wants more than the trust level of the known set", () => {
    const exactly: Voting[] = ["block", "block", "nil", "nil", "nil", "nil"];
    const above: Voting[] = ["block", "block", "block", "nil", "nil", "nil"];
    expect(
      refusal(() => verifyCommitLightTrusting(trusting(undefined, signed(exactly).commit))),
    ).toBe("notEnoughPower");
    expect(
      refusal(() => verifyCommitLightTrusting(trusting(undefined, signed(above).commit))),
    ).toBeUndefined();
  });

  it("passes over strangers", () => {
    const others = createLightChain({ chainId: chain.chainId, powers: [5n], names: "others" });
    expect(refusal(() => verifyCommitLightTrusting(trusting(others.validators)))).toBe(
      "notEnoughPower",
    );
  });

  it("refuses a validator who votes twice", () => {
    const [first, , ...rest] = commit.signatures;
    const doubled = { ...commit, signatures: [first!, first!, ...rest] };
    expect(refusal(() => verifyCommitLightTrusting(trusting(undefined, doubled)))).toBe("invalid");
  });

  it("looks behind the trust level only for evidence", () => {
    const spoilt = spoil(commit, 5, { signature: new Uint8Array(64) });
    expect(refusal(() => verifyCommitLightTrusting(trusting(undefined, spoilt)))).toBeUndefined();
    expect(refusal(() => verifyCommitLightTrustingAllSignatures(trusting(undefined, spoilt)))).toBe(
      "wrongSignature",
    );
  });
});

function signed(voting: readonly Voting[]): CommitCheck {
  const { header, commit } = chain.sign(chain.header(7n), { voting });
  return {
    chainId: chain.chainId,
    validators: chain.validators,
    blockId: commit.blockId,
    height: header.height,
    commit,
  };
}

function spoil(commit: Commit, index: number, change: Partial<CommitSig>): Commit {
  return {
    ...commit,
    signatures: commit.signatures.map((line, i) => (i === index ? { ...line, ...change } : line)),
  };
}

function refusal(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as CometError).reason;
  }
}
