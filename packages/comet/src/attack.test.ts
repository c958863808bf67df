import { SECOND } from "@testudo/base";
import { createLightChain, type Voting } from "@testudo/testkit/light-chain";
import {
  attackKind,
  byzantineValidators,
  isEvidenceExpired,
  verifyDuplicateVote,
  verifyLightClientAttack,
} from "./attack.ts";
import { voteSignBytes } from "./canonical.ts";
import { commitVote } from "./commit.ts";
import {
  duplicateVoteEvidence,
  hashEvidence,
  toMisbehavior,
  validateEvidence,
} from "./evidence.ts";
import { hashHeader } from "./header.ts";
import { DEFAULT_CONSENSUS_PARAMS } from "./params.ts";
import type { LightClientAttackEvidence, SignedHeader } from "./types.ts";

const chain = createLightChain({ chainId: "consumer-1", powers: [40n, 30n, 20n, 10n] });
const forgedHash = new Uint8Array(32).fill(7);
const trusted = chain.sign(chain.header(10n));
const common = chain.sign(chain.header(8n));

describe("a light client attack", () => {
  const equivocation = chain.sign(chain.header(10n, { dataHash: forgedHash }));
  const lunatic = chain.sign(chain.header(10n, { appHash: forgedHash }));
  const amnesia = chain.sign(chain.header(10n, { dataHash: forgedHash }), { round: 1 });

  it.each([
    { kind: "equivocation", conflicting: equivocation, blamed: 4, commonHeight: 10n },
    { kind: "lunatic", conflicting: lunatic, blamed: 4, commonHeight: 8n },
    { kind: "amnesia", conflicting: amnesia, blamed: 0, commonHeight: 10n },
  ])("of $kind is recognised and proven", ({ kind, conflicting, blamed, commonHeight }) => {
    const evidence = attack(conflicting, commonHeight);

    expect(attackKind(conflicting, trusted)).toBe(kind);
    expect(evidence.byzantineValidators).toHaveLength(blamed);
    expect(toMisbehavior(evidence)).toHaveLength(blamed);
    validateEvidence(evidence);
    verify(evidence);
  });

  it("blames only who signed both blocks", () => {
    const voting: Voting[] = ["block", "nil", "block", "block"];
    const found = byzantineValidators({
      conflictingBlock: {
        signedHeader: chain.sign(chain.header(10n, { dataHash: forgedHash }), { voting }),
        validatorSet: chain.validators,
      },
      commonValidators: chain.validators,
      trusted,
    });
    expect(found.map(({ power }) => power)).toEqual([40n, 20n, 10n]);
  });

  it.each([
    {
      why: "a false state is claimed at the common height itself",
      evidence: attack(lunatic, 10n),
      text: "correctly derived",
    },
    { why: "the header is the chain's own", evidence: attack(trusted, 10n), text: "matches" },
    {
      why: "somebody is missing from the blame",
      evidence: { ...attack(equivocation, 10n), byzantineValidators: [] },
      text: "expected 4 byzantine validators",
    },
    {
      why: "the total power is wrong",
      evidence: { ...attack(equivocation, 10n), totalVotingPower: 99n },
      text: "total voting power",
    },
    {
      why: "a signature after two thirds is bad",
      evidence: attack(withBadLastSignature(equivocation), 10n),
      text: "wrong signature (#3)",
    },
    {
      why: "too few signed",
      evidence: attack(
        chain.sign(chain.header(10n, { dataHash: forgedHash }), { voting: ["nil"] }),
        10n,
      ),
      text: "insufficient voting power",
    },
  ])("is refused when $why", ({ evidence, text }) => {
    expect(() => verify(evidence)).toThrow(text);
  });

  it("ahead of the chain needs a time that goes back", () => {
    const ahead = (time: bigint) =>
      attack(chain.sign(chain.header(12n, { appHash: forgedHash, time })), 8n);
    verify(ahead(trusted.header.time));
    expect(() => verify(ahead(trusted.header.time + 1n))).toThrow("monotonically increasing time");
  });

  it("has one identity for all selections of signatures, blind to the last byte of the header hash", () => {
    const voting: Voting[] = ["block", "block", "block", "absent"];
    const fewer = chain.sign(chain.header(10n, { dataHash: forgedHash }), { voting });
    expect(hashHeader(fewer.header)).toEqual(hashHeader(equivocation.header));
    expect(hashEvidence(attack(fewer, 10n))).toEqual(hashEvidence(attack(equivocation, 10n)));
    expect(hashEvidence(attack(equivocation, 9n))).not.toEqual(
      hashEvidence(attack(equivocation, 10n)),
    );
  });

  function attack(conflicting: SignedHeader, commonHeight: bigint): LightClientAttackEvidence {
    const conflictingBlock = { signedHeader: conflicting, validatorSet: chain.validators };
    return {
      kind: "lightClientAttack",
      conflictingBlock,
      commonHeight,
      byzantineValidators: byzantineValidators({
        conflictingBlock,
        commonValidators: chain.validators,
        trusted,
      }),
      totalVotingPower: chain.validators.totalPower,
      timestamp: common.header.time,
    };
  }

  function verify(evidence: LightClientAttackEvidence): void {
    verifyLightClientAttack({
      evidence,
      commonHeader: evidence.commonHeight === 10n ? trusted : common,
      trustedHeader: trusted,
      commonValidators: chain.validators,
    });
  }
});

describe("two votes of one validator", () => {
  const votes = [trusted, chain.sign(chain.header(10n, { dataHash: forgedHash }))].map(
    ({ commit }) => commitVote(commit, 1),
  );
  const [one, two] = [votes[0]!, votes[1]!];
  const evidence = duplicateVoteEvidence({
    votes: [one, two],
    blockTime: trusted.header.time,
    validators: chain.validators,
  });
  const verify = (changes: Partial<typeof evidence>) =>
    verifyDuplicateVote({
      evidence: { ...evidence, ...changes },
      chainId: chain.chainId,
      validators: chain.validators,
    });

  it("are evidence, whichever came first", () => {
    validateEvidence(evidence);
    verify({});
    const other = duplicateVoteEvidence({
      votes: [two, one],
      blockTime: trusted.header.time,
      validators: chain.validators,
    });
    expect(other).toEqual(evidence);
    expect(() => validateEvidence({ ...evidence, voteA: two, voteB: two })).toThrow("order");
  });

  it.each([
    { why: "the block is the same", changes: { voteB: evidence.voteA } },
    { why: "the height differs", changes: { voteB: { ...evidence.voteB, height: 11n } } },
    { why: "the round differs", changes: { voteB: { ...evidence.voteB, round: 1 } } },
    { why: "the step differs", changes: { voteB: { ...evidence.voteB, type: 1 } } },
    { why: "the power is wrong", changes: { validatorPower: 31n } },
    { why: "the total power is wrong", changes: { totalVotingPower: 1n } },
    {
      why: "a signature is bad",
      changes: { voteB: { ...evidence.voteB, signature: evidence.voteA.signature } },
    },
    {
      why: "the voter is a stranger",
      changes: { voteA: { ...evidence.voteA, validatorAddress: new Uint8Array(20) } },
    },
  ])("are refused when $why", ({ changes }) => {
    expect(() => verify(changes)).toThrow();
  });

  it("are told to the application once", () => {
    expect(toMisbehavior(evidence)).toMatchObject([
      { type: 1, height: 10n, validator: { power: 30n }, totalVotingPower: 100n },
    ]);
  });

  it("stand for votes that the validator signed", () => {
    const validator = chain.validators.validators[1]!;
    const signature = chain.signature(validator, voteSignBytes(chain.chainId, one));
    expect(one.signature).toEqual(signature);
  });
});

describe("isEvidenceExpired", () => {
  const params = { ...DEFAULT_CONSENSUS_PARAMS.evidence, maxAgeNumBlocks: 10n };
  const { maxAgeDuration } = params;

  it.each([
    { blocks: 11n, age: maxAgeDuration + 1n, expired: true },
    { blocks: 10n, age: maxAgeDuration + 1n, expired: false },
    { blocks: 11n, age: maxAgeDuration, expired: false },
  ])("wants both limits passed: $blocks blocks, $age ns", ({ blocks, age, expired }) => {
    expect(
      isEvidenceExpired({
        height: 100n + blocks,
        time: 5n * SECOND + age,
        evidenceHeight: 100n,
        evidenceTime: 5n * SECOND,
        params,
      }),
    ).toBe(expired);
  });
});

function withBadLastSignature(signed: SignedHeader): SignedHeader {
  const signatures = signed.commit.signatures.map((line, i) =>
    i === 3 ? { ...line, signature: new Uint8Array(64) } : line,
  );
  return { ...signed, commit: { ...signed.commit, signatures } };
}
