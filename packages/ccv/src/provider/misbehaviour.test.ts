import { consAddress, plainError } from "@testudo/base";
import { clientErrors } from "@testudo/ibc/client";
import { tendermintErrors } from "@testudo/ibc/tendermint";
import { matching } from "@testudo/testkit/matching";
import { errors } from "./errors.ts";
import { type HeaderTerms, submitMisbehaviour, validatorSet } from "./evidence.fixture.ts";
import { consAddressOf, createWorld, type World } from "./provider-world.fixture.ts";

const everyone = ["alice", "bob", "carol", "dave"];
const validators = validatorSet(everyone);
const terms = (changes: Partial<HeaderTerms> = {}): HeaderTerms => ({
  validators,
  signers: everyone,
  ...changes,
});

function setUp() {
  const world = createWorld();
  return { world, id: world.launch() };
}

const jailed = (world: World) => everyone.filter((name) => world.validator(name)?.jailed);

describe("two headers of a consumer", () => {
  it.each([
    { why: "equivocate", header: terms({ data: "other" }) },
    { why: "lie about the state", header: terms({ appHash: "false" }) },
    { why: "lie about the state in another round", header: terms({ appHash: "false", round: 3 }) },
  ])("ccv 11.115 that $why get those punished who signed both", ({ header }) => {
    const { world, id } = setUp();
    const signers = ["bob", "carol", "dave"];
    submitMisbehaviour(world, id, [terms(), { ...header, signers }]);
    expect(jailed(world)).toEqual(signers);
    expect(world.validator("dave")?.tokens).toBe("95000000");
  });

  it("ccv 11.115 of one state in two rounds punish nobody, and are refused", () => {
    const { world, id } = setUp();
    const other = terms({ data: "other", round: 1 });
    expect(() => submitMisbehaviour(world, id, [terms(), other])).toThrow(
      "failed to slash, jail, or tombstone all validators: []",
    );
    expect(jailed(world)).toEqual([]);
  });

  it("ccv 11.116 punish the others when one cannot be punished, and are refused when none can", () => {
    const { world, id } = setUp();
    world.slashing.tombstone(world.ctx, consAddress(consAddressOf("alice")));
    const pair = [terms(), terms({ data: "other" })] as const;

    submitMisbehaviour(world, id, pair);
    expect(jailed(world)).toEqual(["bob", "carol", "dave"]);

    expect(() => submitMisbehaviour(world, id, pair)).toThrow("failed to slash, jail");
  });

  it("ccv 11.114 are refused for unequal heights, equal blocks, another chain or another client", () => {
    const { world, id } = setUp();
    const other = terms({ data: "other" });
    const refused = matching(clientErrors.invalidMisbehaviour);
    const higher = terms({ height: 11n });
    expect(() => submitMisbehaviour(world, id, [higher, terms()])).toThrow(refused);
    expect(() => submitMisbehaviour(world, id, [terms(), terms()])).toThrow(refused);
    expect(() => submitMisbehaviour(world, id, [terms(), other], "07-tendermint-9")).toThrow(
      "expected client ID",
    );
    const foreign = [
      terms({ chainId: "other-1" }),
      terms({ chainId: "other-1", data: "other" }),
    ] as const;
    expect(() => submitMisbehaviour(world, id, foreign)).toThrow("different chain id");
    expect(jailed(world)).toEqual([]);
  });

  it("ccv 11.114 are refused as soon as the light client no longer trusts them", () => {
    const { world, id } = setUp();
    world.ibc.refusals.verify = tendermintErrors.trustingPeriodExpired();
    expect(() => submitMisbehaviour(world, id, [terms(), terms({ data: "other" })])).toThrow(
      matching(tendermintErrors.trustingPeriodExpired),
    );
  });

  it("ccv 11.114 need two thirds of their own validators, and honest signatures", () => {
    const { world, id } = setUp();
    const refused = matching(errors.invalidMsgSubmitConsumerMisbehaviour);
    const weak = terms({ data: "other", signers: ["alice", "bob"] });
    expect(() => submitMisbehaviour(world, id, [terms(), weak])).toThrow(refused);
    const forged = terms({ data: "other", forged: "alice" });
    expect(() => submitMisbehaviour(world, id, [terms(), forged])).toThrow();
    expect(jailed(world)).toEqual([]);
  });

  it("ccv 11.117 leave the client as it is, frozen or not", () => {
    const { world, id } = setUp();
    const frozen = { revisionNumber: 0n, revisionHeight: 1n };
    const client = world.ibc.clients.get("07-tendermint-0")!;
    world.ibc.clients.set("07-tendermint-0", { ...client, frozenHeight: frozen });

    submitMisbehaviour(world, id, [terms(), terms({ data: "other" })]);

    expect(jailed(world)).toEqual(everyone);
    expect(world.ibc.clients.get("07-tendermint-0")?.frozenHeight).toEqual(frozen);
  });

  it("are refused for a consumer that is not there", () => {
    const { world } = setUp();
    expect(() =>
      submitMisbehaviour(world, "77" as never, [terms(), terms({ data: "other" })]),
    ).toThrow(plainError("failed to retrieve chain id for consumer id (77)").message);
  });
});
