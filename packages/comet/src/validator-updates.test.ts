import { utf8 } from "@testudo/base";
import { ed25519KeyFromSeed, sha256 } from "@testudo/crypto";
import { pubKey } from "./keys.ts";
import { newValidator, type Validator } from "./validator.ts";
import {
  EMPTY_VALIDATOR_SET,
  incrementProposerPriority,
  MAX_TOTAL_VOTING_POWER,
  proposerPriorityHash,
  ValidatorSet,
  validatorSetFault,
  validatorSetFromExisting,
} from "./validator-set.ts";
import { newValidatorSet, updateWithChangeSet } from "./validator-updates.ts";

const alice = (power: bigint) => named("alice", power);
const bob = (power: bigint) => named("bob", power);
const carol = (power: bigint) => named("carol", power);

describe("updateWithChangeSet", () => {
  const set = newValidatorSet([alice(10n), bob(20n)]);

  it.each([
    { why: "a validator is named twice", changes: [alice(1n), alice(2n)] },
    { why: "a power is negative", changes: [alice(-1n)] },
    { why: "a power is above the maximum", changes: [alice(MAX_TOTAL_VOTING_POWER + 1n)] },
    { why: "a stranger is removed", changes: [carol(0n)] },
    { why: "nobody would be left", changes: [alice(0n), bob(0n)] },
    {
      why: "the total is one above the maximum",
      changes: [carol(MAX_TOTAL_VOTING_POWER - 30n + 1n)],
    },
  ])("refuses when $why", ({ changes }) => {
    expect(() => updateWithChangeSet(set, changes)).toThrow(
      expect.objectContaining({ reason: "validatorUpdate", codespace: "undefined", code: 1 }),
    );
  });

  it("takes the largest total, even if power comes and goes in one change", () => {
    const full = updateWithChangeSet(set, [carol(MAX_TOTAL_VOTING_POWER - 30n)]);
    expect(full.totalPower).toBe(MAX_TOTAL_VOTING_POWER);
    const swapped = updateWithChangeSet(full, [
      carol(0n),
      named("dave", MAX_TOTAL_VOTING_POWER - 30n),
    ]);
    expect(swapped.totalPower).toBe(MAX_TOTAL_VOTING_POWER);
  });

  it("replaces everybody at once", () => {
    const replaced = updateWithChangeSet(set, [alice(0n), bob(0n), carol(5n)]);
    expect(replaced.validators.map(({ power }) => power)).toEqual([5n]);
  });

  it("puts newcomers far behind in the rotation", () => {
    const grown = updateWithChangeSet(set, [carol(10n)]);
    const newcomer = grown.byAddress(carol(0n).address)!;
    // -1.125 × 40 = -45, then centred: with -10 and 10 the mean is -15.
    expect(newcomer.proposerPriority).toBe(-30n);
  });

  it("leaves the given set as it was", () => {
    updateWithChangeSet(set, [carol(1n)]);
    expect(set.size).toBe(2);
    expect(updateWithChangeSet(set, [])).toBe(set);
  });
});

describe("newValidatorSet", () => {
  it("refuses validators without power", () => {
    expect(() => newValidatorSet([alice(0n)])).toThrow(
      expect.objectContaining({ reason: "validatorUpdate" }),
    );
  });

  it("is empty for nobody", () => {
    expect(newValidatorSet([])).toBe(EMPTY_VALIDATOR_SET);
    expect(EMPTY_VALIDATOR_SET.proposer).toBeUndefined();
  });
});

describe("a validator set", () => {
  const set = newValidatorSet([alice(10n), bob(20n), carol(30n)]);

  it("keeps hash and order over the rotation, and moves the priorities", () => {
    const next = incrementProposerPriority(set, 1);
    expect(next.hash()).toBe(set.hash());
    expect(proposerPriorityHash(next)).not.toEqual(proposerPriorityHash(set));
    expect(proposerPriorityHash(EMPTY_VALIDATOR_SET)).toBeUndefined();
  });

  it("gives everyone turns in proportion to power", () => {
    const turns = new Map<bigint, number>();
    let now = set;
    for (let i = 0; i < 60; i++) {
      turns.set(now.proposer!.power, (turns.get(now.proposer!.power) ?? 0) + 1);
      now = incrementProposerPriority(now, 1);
    }
    expect(Object.fromEntries(turns)).toEqual({ 10: 10, 20: 20, 30: 30 });
  });

  it("takes several rounds at once as one by one", () => {
    const atOnce = incrementProposerPriority(set, 3);
    const oneByOne = [1, 1, 1].reduce(incrementProposerPriority, set);
    expect(atOnce.validators).toEqual(oneByOne.validators);
    expect(() => incrementProposerPriority(set, 0)).toThrow();
    expect(() => incrementProposerPriority(EMPTY_VALIDATOR_SET, 1)).toThrow();
  });

  it("is rebuilt from its list with the proposer worked out", () => {
    const rebuilt = validatorSetFromExisting([...set.validators].reverse());
    expect(rebuilt.validators).toEqual(set.validators);
    expect(rebuilt.proposer).toEqual(set.proposer);
  });

  it.each([
    { why: "it is empty", bad: EMPTY_VALIDATOR_SET, text: "empty" },
    {
      why: "the proposer comes from outside",
      bad: new ValidatorSet([alice(1n)], bob(1n)),
      text: "proposer not in validator set",
    },
    {
      why: "an address belongs to another key",
      bad: new ValidatorSet([{ ...alice(1n), address: bob(1n).address }], undefined),
      text: "incorrectly derived",
    },
    {
      why: "a power is negative",
      bad: new ValidatorSet([alice(-1n)], undefined),
      text: "negative",
    },
  ])("is found faulty when $why", ({ bad, text }) => {
    expect(validatorSetFault(bad)).toContain(text);
  });

  it("cannot have more than the maximum power", () => {
    const huge = alice(MAX_TOTAL_VOTING_POWER);
    expect(() => new ValidatorSet([huge, bob(1n)], undefined)).toThrow("exceed");
  });
});

function named(name: string, power: bigint): Validator {
  const { pub } = ed25519KeyFromSeed(sha256(utf8(name)));
  return newValidator(pubKey("ed25519", pub), power);
}
