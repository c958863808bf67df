import { consAddress, Dec, SECOND } from "@testudo/base";
import { errors as slashingErrors } from "@testudo/modules/slashing";
import { fromTimestamp, toDuration } from "@testudo/proto";
import { matching } from "@testudo/testkit/matching";
import { ccvErrors } from "../wire/errors.ts";
import { errors } from "./errors.ts";
import { doubleVote, submitDoubleVoting, voteOf } from "./evidence.fixture.ts";
import {
  consAddressOf,
  createWorld,
  decToBytes,
  initParams,
  UNBONDING,
} from "./provider-world.fixture.ts";

const stake = (tokens: bigint) => `${tokens * 1_000_000n}`;

function setUp() {
  const world = createWorld();
  return { world, id: world.launch() };
}

describe("evidence of a double vote", () => {
  it("ccv 11.108 slashes, jails and bars the voter, and only once", () => {
    const { world, id } = setUp();
    submitDoubleVoting(world, id, doubleVote({ key: "dave" }));

    const info = world.slashing.signingInfo(world.ctx, consAddress(consAddressOf("dave")));
    expect(world.validator("dave")).toMatchObject({ jailed: true, tokens: stake(95n) });
    expect(info?.tombstoned).toBe(true);
    expect(() => submitDoubleVoting(world, id, doubleVote({ key: "dave" }))).toThrow(
      "validator is tombstoned",
    );
    expect(world.validator("dave")?.tokens).toBe(stake(95n));
  });

  const key = "dave";
  const [one, other] = doubleVote({ key });
  const signedElsewhere = { ...other, signature: doubleVote({ key, chainId: "x-1" })[1].signature };
  it.each([
    { why: "another chain's sign bytes", votes: doubleVote({ key, chainId: "other-1" }), code: 1 },
    { why: "one bad signature", votes: [one, signedElsewhere] as const, code: 1 },
    {
      why: "unequal rounds",
      votes: [one, voteOf({ key, round: 1, block: "other" })] as const,
      code: 16,
    },
    {
      why: "unequal heights",
      votes: [one, voteOf({ key, height: 11n, block: "other" })] as const,
      code: 16,
    },
    {
      why: "unequal types",
      votes: [one, voteOf({ key, type: 1, block: "other" })] as const,
      code: 16,
    },
    {
      why: "two voters",
      votes: [one, voteOf({ key: "carol", block: "other" })] as const,
      code: 16,
    },
    { why: "one block twice", votes: [one, one] as const, code: 48 },
  ])("ccv 11.109 is refused for $why", ({ votes, code }) => {
    const { world, id } = setUp();
    const submit = () => submitDoubleVoting(world, id, [votes[0], votes[1]]);
    expect(submit).toThrow(expect.objectContaining({ code }));
    expect(world.validator("dave")?.jailed).toBe(false);
  });

  it("ccv 11.109 is refused for votes in the wrong order, and for a voter that the header does not know", () => {
    const { world, id } = setUp();
    const votes = doubleVote({ key: "dave" });
    expect(() => submitDoubleVoting(world, id, votes, { unsorted: true })).toThrow(
      matching(errors.invalidMsgSubmitConsumerDoubleVoting),
    );
    expect(() => submitDoubleVoting(world, id, votes, { keys: ["alice"] })).toThrow(
      matching(ccvErrors.invalidDoubleVotingEvidence),
    );
  });

  it("ccv 11.110 counts from the consumer's first height on", () => {
    const world = createWorld();
    const id = world.launch(["dave"], {
      initializationParameters: initParams({
        spawnTime: world.ctx.time,
        initialHeight: { revisionNumber: 1n, revisionHeight: 10n },
      }),
    });
    expect(() => submitDoubleVoting(world, id, doubleVote({ key: "dave", height: 9n }))).toThrow(
      matching(ccvErrors.invalidDoubleVotingEvidence),
    );
    submitDoubleVoting(world, id, doubleVote({ key: "dave", height: 10n }));
    expect(world.validator("dave")?.jailed).toBe(true);
  });

  it("ccv 11.111 is refused before launch and after deletion, and taken while stopped", () => {
    const { world, id } = setUp();
    const votes = doubleVote({ key: "dave" });
    const refused = matching(ccvErrors.invalidDoubleVotingEvidence);
    expect(() => submitDoubleVoting(world, world.create(), votes)).toThrow(refused);

    world.remove(id);
    submitDoubleVoting(world, id, votes);
    expect(world.validator("dave")?.jailed).toBe(true);

    world.nextBlock({ after: UNBONDING });
    expect(() => submitDoubleVoting(world, id, doubleVote({ key: "carol" }))).toThrow(refused);
  });

  it("ccv 11.112 made with a former key hits its owner, and nobody once the key is forgotten", () => {
    const { world, id } = setUp();
    world.assignKey("dave", id, "fresh");
    world.assignKey("dave", id, "newer");
    const votes = doubleVote({ key: "fresh" });
    const keys = ["fresh"];

    world.nextBlock({ after: UNBONDING });
    submitDoubleVoting(world, id, votes, { keys });
    expect(world.validator("dave")?.jailed).toBe(true);

    world.nextBlock();
    expect(() => submitDoubleVoting(world, id, votes, { keys })).toThrow(
      matching(slashingErrors.noValidatorForAddress),
    );
  });

  it("ccv 11.113 takes the fraction of what is there and of everything that is leaving", () => {
    const { world, id } = setUp();
    world.fund("eve");
    world.delegate("eve", "dave", 100_000_000n);
    world.nextBlock();
    world.undelegate("eve", "dave", 40_000_000n);
    world.nextBlock();

    submitDoubleVoting(world, id, doubleVote({ key: "dave" }));

    expect(world.validator("dave")?.tokens).toBe("152000000");
    const [leaving] = world.staking.getUnbondingDelegationsFromValidator(
      world.ctx,
      world.staking.addresses.val.fromText(world.validator("dave")!.operatorAddress),
    );
    expect(leaving?.entries.map(({ balance }) => balance)).toEqual(["38000000"]);
  });

  it("ccv 11.118 punishes as the consumer says; without a ban the same evidence counts again", () => {
    const world = createWorld();
    const id = world.launch(["dave"], {
      infractionParameters: {
        doubleSign: {
          slashFraction: decToBytes(Dec.fromText("0.5")),
          jailDuration: toDuration(60n * SECOND),
          tombstone: false,
        },
        downtime: undefined,
      },
    });
    const votes = doubleVote({ key: "dave" });
    submitDoubleVoting(world, id, votes);
    const info = world.slashing.signingInfo(world.ctx, consAddress(consAddressOf("dave")));
    expect(world.validator("dave")?.tokens).toBe(stake(50n));
    expect(info?.tombstoned).toBe(false);
    expect(fromTimestamp(info!.jailedUntil)).toBe(world.ctx.time + 60n * SECOND);

    submitDoubleVoting(world, id, votes);
    expect(world.validator("dave")?.tokens).toBe("0");
  });

  it("tells which consumer, and shows the evidence", () => {
    const { world, id } = setUp();
    const { events } = submitDoubleVoting(world, id, doubleVote({ key: "dave" }));
    const told = events.find(({ type }) => type === "submit_consumer_double_voting");
    expect(told?.attributes.slice(0, 3)).toEqual([
      { key: "module", value: "provider" },
      { key: "consumer_id", value: "0" },
      { key: "consumer_chain_id", value: "consumer-1" },
    ]);
  });
});
