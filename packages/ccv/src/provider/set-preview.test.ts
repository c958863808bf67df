import { ByteSet } from "@testudo/base";
import type { PowerShapingParameters } from "@testudo/proto/interchain_security/ccv/provider/v1";
import { addresses, consAddressOf, createWorld, type World } from "./provider-world.fixture.ts";
import { previewNextSet } from "./set-preview.ts";

const NAMES = ["alice", "bob", "carol", "dave", "erin", "frank"] as const;
const POWERS = { alice: 400n, bob: 300n, carol: 200n, dave: 100n, erin: 50n, frank: 20n };
const ACTIVE_MAX = 4;

const shapes = (changes: Partial<PowerShapingParameters>): PowerShapingParameters => ({
  topN: 0,
  validatorsPowerCap: 0,
  validatorSetCap: 0,
  allowlist: [],
  denylist: [],
  minStake: 0n,
  allowInactiveVals: false,
  prioritylist: [],
  ...changes,
});
const texts = (names: readonly string[]) =>
  names.map((name) => addresses.cons.toText(consAddressOf(name)));
const set = (names: readonly string[]) => new ByteSet(names.map(consAddressOf));

interface Case {
  readonly optedIn: readonly string[];
  readonly shaping?: Partial<PowerShapingParameters>;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly prefer?: readonly string[];
}

function preview(world: World, { optedIn, shaping, allow = [], deny = [], prefer = [] }: Case) {
  const { rows, minPower } = previewNextSet({
    bonded: world.keeper.validatorSets.bondedCandidates(world.ctx),
    activeMax: ACTIVE_MAX,
    shaping: shapes(shaping ?? {}),
    electors: { optedIn: set(optedIn), allowed: set(allow), denied: set(deny) },
    preferred: set(prefer),
  });
  const nameOf = (address: Uint8Array) => NAMES.find((name) => set([name]).has(address));
  return { minPower, rows: rows.map(({ address, ...row }) => ({ name: nameOf(address), ...row })) };
}

const createBig = () =>
  createWorld({
    powers: POWERS,
    params: { maxProviderConsensusValidators: BigInt(ACTIVE_MAX) },
  });

describe("a preview of a set", () => {
  it.each<Case & { readonly why: string }>([
    { why: "an Opt In chain", optedIn: ["alice", "carol", "frank"] },
    {
      why: "inactive validators",
      optedIn: [...NAMES],
      shaping: { allowInactiveVals: true },
    },
    { why: "a set cap", optedIn: [...NAMES], shaping: { validatorSetCap: 2 } },
    {
      why: "a set cap with a priority",
      optedIn: [...NAMES],
      shaping: { validatorSetCap: 2 },
      prefer: ["dave"],
    },
    { why: "a power cap", optedIn: [...NAMES], shaping: { validatorsPowerCap: 30 } },
    { why: "lists", optedIn: [...NAMES], allow: ["alice", "bob", "dave"], deny: ["bob"] },
    { why: "a least stake", optedIn: [...NAMES], shaping: { minStake: 200_000_000n } },
  ])("is what the next epoch gives, with $why", (one) => {
    const world = createBig();
    const id = world.launch(one.optedIn, {
      powerShapingParameters: {
        ...shapes(one.shaping ?? {}),
        allowlist: texts(one.allow ?? []),
        denylist: texts(one.deny ?? []),
        prioritylist: texts(one.prefer ?? []),
      },
    });
    const members = preview(world, one).rows.flatMap((row) =>
      row.isIn ? [[row.name, row.consumerPower]] : [],
    );
    expect(Object.fromEntries(members)).toEqual(Object.fromEntries(world.members(id)));
    expect(members.length).toBeGreaterThan(0);
  });

  it("says why each is in or out", () => {
    const shaping = { validatorSetCap: 1, minStake: 200_000_000n };
    const one = { optedIn: ["alice", "bob", "dave", "frank"], shaping, deny: [] };
    expect(preview(createBig(), one).rows).toEqual([
      { name: "alice", power: 400n, isIn: true, consumerPower: 400n, why: "opted in" },
      { name: "bob", power: 300n, isIn: false, why: "set cap" },
      { name: "carol", power: 200n, isIn: false, why: "not opted in" },
      { name: "dave", power: 100n, isIn: false, why: "stake" },
      { name: "erin", power: 50n, isIn: false, why: "inactive" },
      { name: "frank", power: 20n, isIn: false, why: "inactive" },
    ]);
  });

  it("tells the least power of a Top N, whose top is in without opting in", () => {
    const one = { optedIn: ["dave"], shaping: { topN: 70 }, deny: ["bob"] };
    const { minPower, rows } = preview(createBig(), one);
    expect(minPower).toBe(300n);
    expect(rows.map(({ name, why }) => [name, why])).toEqual([
      ["alice", "in the top N"],
      ["dave", "opted in"],
      ["bob", "on the denylist"],
      ["carol", "not opted in"],
      ["erin", "inactive"],
      ["frank", "inactive"],
    ]);
  });
});
