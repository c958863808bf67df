import { toHex } from "@testudo/base";
import {
  DEFAULT_CONSENSUS_PARAMS,
  type DuplicateVoteEvidence,
  type Evidence,
  evidenceToProto,
  hashEvidence,
} from "@testudo/comet";
import { EvidenceList } from "@testudo/proto/tendermint/types";
import { kvAddress, kvGenesis, startKvChain } from "@testudo/testkit/kv-chain";

const SECOND = 1_000_000_000n;

const withEvidenceParams = (evidence: {
  maxAgeNumBlocks?: bigint;
  maxAgeDuration?: bigint;
  maxBytes?: bigint;
}) =>
  kvGenesis({
    consensusParams: {
      ...DEFAULT_CONSENSUS_PARAMS,
      evidence: { ...DEFAULT_CONSENSUS_PARAMS.evidence, ...evidence },
    },
  });

async function withDoubleSign(genesis = kvGenesis()) {
  const chain = await startKvChain({ genesis });
  await chain.engine.mine(3);
  const evidence = chain.engine.causeDoubleSign(kvAddress(1)) as DuplicateVoteEvidence;
  return { ...chain, evidence };
}

describe("evidence", () => {
  it("goes into one block only, and what is known is taken in silence", async () => {
    const { engine, evidence } = await withDoubleSign();
    engine.addEvidence(evidence);
    await engine.mine(1);
    engine.addEvidence(evidence);
    await engine.mine(2);
    const counts = [4n, 5n, 6n].map((height) => engine.block(height)!.block.evidence.length);
    expect(counts).toEqual([1, 0, 0]);
  });

  it.each([
    {
      why: "another time",
      change: (one: DuplicateVoteEvidence) => ({ ...one, timestamp: one.timestamp + 1n }),
      error: "evidence has a different time to the block it is associated with",
    },
    {
      why: "another power",
      change: (one: DuplicateVoteEvidence) => ({ ...one, validatorPower: 1n }),
      error: "validator power from evidence and our validator set does not match",
    },
    {
      why: "a forged signature",
      change: (one: DuplicateVoteEvidence) => ({
        ...one,
        voteB: { ...one.voteB, signature: new Uint8Array(64).fill(1) },
      }),
      error: "verifying VoteB: invalid signature",
    },
    {
      why: "a height that is not there",
      change: (one: DuplicateVoteEvidence) => ({
        ...one,
        voteA: { ...one.voteA, height: 99n },
        voteB: { ...one.voteB, height: 99n },
      }),
      error: "don't have header #99",
    },
    {
      why: "votes in the wrong order",
      change: (one: DuplicateVoteEvidence) => ({ ...one, voteA: one.voteB, voteB: one.voteA }),
      error: "evidence.ValidateBasic failed: duplicate votes in invalid order",
    },
  ])("with $why is refused and changes nothing", async ({ change, error }) => {
    const { engine, evidence } = await withDoubleSign();
    await engine.mine(1);
    expect(() => engine.addEvidence(change(evidence))).toThrow(error);
    await engine.mine(1);
    expect(engine.block(5n)!.block.evidence).toEqual([]);
  });

  it.each([
    { blocks: 3n, seconds: 1_000n, isExpired: false },
    { blocks: 1_000n, seconds: 3n, isExpired: false },
    { blocks: 3n, seconds: 3n, isExpired: true },
    { blocks: 4n, seconds: 3n, isExpired: false },
    { blocks: 3n, seconds: 4n, isExpired: false },
  ])(
    "expires by age in blocks and in time together: $blocks blocks, $seconds s: $isExpired",
    async ({ blocks, seconds, isExpired }) => {
      const genesis = withEvidenceParams({
        maxAgeNumBlocks: blocks,
        maxAgeDuration: seconds * SECOND,
      });
      // The evidence of a twin chain: the same keys, clock and blocks.
      const { evidence } = await withDoubleSign(genesis);
      const { engine } = await startKvChain({ genesis });
      await engine.mine(7); // four blocks and four seconds after the infraction
      const add = () => engine.addEvidence(evidence);
      if (isExpired)
        expect(add).toThrow(/is too old; min height is 4 and evidence can not be older/);
      else expect(add).not.toThrow();
    },
  );

  it("leaves the pool when it expires before a block had room", async () => {
    const genesis = withEvidenceParams({
      maxAgeNumBlocks: 2n,
      maxAgeDuration: 2n * SECOND,
      maxBytes: 10n,
    });
    const { engine, database, evidence } = await withDoubleSign(genesis);
    await engine.mine(1);
    const pending = () =>
      EvidenceList.decode(database.getSync(Buffer.from("evidence"))!).evidence.length;
    expect([engine.block(4n)!.block.evidence.length, pending()]).toEqual([0, 1]);
    await engine.mine(2);
    expect(pending()).toBe(0);
    expect(() => engine.addEvidence(evidence)).toThrow("is too old");
  });

  it("takes as much of a block as the parameters allow, the oldest first", async () => {
    const { evidence } = await withDoubleSign();
    const size = BigInt(EvidenceList.encode({ evidence: [evidenceToProto(evidence)] }).length);
    for (const { maxBytes, taken } of [
      { maxBytes: 2n * size + 10n, taken: 2 },
      { maxBytes: size + 10n, taken: 1 },
      { maxBytes: 0n, taken: 0 },
    ]) {
      const { engine } = await withDoubleSign(withEvidenceParams({ maxBytes }));
      const all: Evidence[] = [0, 2, 3].map((one) => engine.causeDoubleSign(kvAddress(one)));
      await engine.mine(1);
      const inBlock = engine.block(4n)!.block.evidence.map((one) => toHex(hashEvidence(one)));
      expect(inBlock).toHaveLength(taken);
      expect(inBlock).toEqual([...inBlock].sort());
      expect(all).toHaveLength(3);
    }
  });

  it("survives a restart, whether pending or committed", async () => {
    const first = await withDoubleSign();
    await first.engine.stop();
    const { state, database } = first;
    const second = await startKvChain({ state, database, clock: first.clock });
    await second.engine.mine(1);
    expect(second.engine.block(4n)!.block.evidence).toHaveLength(1);

    const third = await startKvChain({ state, database, clock: first.clock });
    third.engine.addEvidence(first.evidence);
    await third.engine.mine(1);
    expect(third.engine.block(5n)!.block.evidence).toEqual([]);
  });
});
