import { ByteMap, ByteSet, compareBytes, Dec, equalBytes, toHex } from "@testudo/base";
import { pubKeyFromAny } from "@testudo/crypto";
import { BondStatus } from "@testudo/proto/cosmos/staking/v1beta1";
import type {
  ConsensusValidator,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { PHASE } from "./consumers.ts";
import { isEpochEnd } from "./set-updates.ts";
import { lastPowerAt } from "./staking.ts";
import { provider, staking } from "./stored.ts";
import { type Passage, type StateView, sum } from "./view.ts";

interface Candidate {
  readonly operator: Uint8Array;
  readonly address: Uint8Array;
  readonly key: Uint8Array;
  readonly power: bigint;
  readonly tokens: bigint;
}

interface Member {
  readonly address: Uint8Array;
  readonly power: bigint;
  readonly candidate: Candidate;
}

/**
 * Shaped sets: at the end of an epoch a consumer's set is what its parameters make of the hub's validators. Powers that
 * tie at a limit are left alone, since their order is not defined by the protocol.
 */
export function* shapedSets({ before, after }: Passage): Generator<string> {
  if (!isEpochEnd(after)) return;
  const candidates = bonded(after);
  for (const [id, phase] of provider.phases.entries(after)) {
    if (phase !== PHASE.launched || provider.phases.get(before, id) !== phase) continue;
    const shaping = provider.shaping.get(after, id);
    if (shaping === undefined) continue;
    for (const fault of setFaults({ before, after }, { id, shaping, candidates })) {
      yield `shaped sets: ${id} ${fault}`;
    }
  }
}

function* setFaults(
  { before, after }: Pick<Passage, "before" | "after">,
  {
    id,
    shaping,
    candidates,
  }: {
    readonly id: string;
    readonly shaping: PowerShapingParameters;
    readonly candidates: readonly Candidate[];
  },
): Generator<string> {
  const active = candidates.slice(0, maxActive(after));
  const admitted = shaping.allowInactiveVals
    ? candidates
    : firstByTokens(candidates, maxActive(after));
  if (admitted === undefined) return;
  const minPower = shaping.topN > 0 ? topPower(active, shaping.topN) : undefined;
  const listed = (list: Pick<typeof provider.optedIn, "has">) => (address: Uint8Array) =>
    list.has(after, [id, address]);
  const [isOptedIn, isAllowed, isDenied, isPreferred] = [
    provider.optedIn,
    provider.allowlist,
    provider.denylist,
    provider.prioritylist,
  ].map(listed) as [Listed, Listed, Listed, Listed];
  const hasAllowlist = [...provider.allowlist.keys(after, { prefix: [id] })].length > 0;

  if (minPower !== undefined) {
    const stored = provider.minPowersInTopN.get(after, id);
    if (stored !== minPower) yield `has min power ${stored}, its top begins with ${minPower}`;
    for (const { address, power } of active) {
      if (power >= minPower && !isOptedIn(address)) yield `did not opt ${toHex(address)} in`;
    }
  }
  const eligible = admitted.filter(
    ({ address, tokens }) =>
      isOptedIn(address) &&
      (!hasAllowlist || isAllowed(address)) &&
      !isDenied(address) &&
      tokens >= shaping.minStake,
  );

  const members: Member[] = [];
  for (const stored of provider.members.values(after, { prefix: [id] })) {
    const candidate = eligible.find(({ address }) => equalBytes(address, stored.providerConsAddr));
    if (candidate === undefined) {
      yield `has ${toHex(stored.providerConsAddr)}, who may not validate it`;
      continue;
    }
    members.push({ address: candidate.address, power: stored.power, candidate });
    yield* memberFaults({ before, after, id }, stored, candidate);
  }
  const inside = new ByteSet(members.map(({ address }) => address));
  const outside = eligible.filter(({ address }) => !inside.has(address));
  const isCapped = shaping.topN === 0 && shaping.validatorSetCap > 0;
  if (!isCapped) {
    for (const { address } of outside) yield `lacks ${toHex(address)}, who should validate it`;
  } else {
    const size = Math.min(shaping.validatorSetCap, eligible.length);
    if (members.length !== size) yield `has ${members.length} members and should have ${size}`;
    for (const left of outside) {
      const better = members.find(({ candidate }) => outranks(left, candidate, isPreferred));
      if (better) yield `took ${toHex(better.address)} before ${toHex(left.address)}`;
    }
  }
  yield* powerFaults(members, shaping.validatorsPowerCap);
}

type Listed = (address: Uint8Array) => boolean;

function* memberFaults(
  { before, after, id }: Pick<Passage, "before" | "after"> & { readonly id: string },
  stored: ConsensusValidator,
  { address, key }: Candidate,
): Generator<string> {
  const assigned = provider.assignedKeys.get(after, [id, address])?.ed25519;
  const used = stored.publicKey?.ed25519 ?? new Uint8Array();
  if (!equalBytes(used, assigned ?? key)) yield `has another key for ${toHex(address)}`;
  const joined = provider.members.get(before, [id, address])?.joinHeight ?? after.height;
  if (stored.joinHeight !== joined) {
    yield `has ${toHex(address)} since ${stored.joinHeight}, which joined at ${joined}`;
  }
}

/** Powers are those of the hub; under a cap nobody exceeds it where that is possible, and the sum stays. */
function* powerFaults(members: readonly Member[], percent: number): Generator<string> {
  const total = sum(members.map(({ candidate }) => candidate.power));
  if (percent === 0) {
    for (const { address, power, candidate } of members) {
      if (power === candidate.power) continue;
      yield `gives ${toHex(address)} power ${power}, the hub ${candidate.power}`;
    }
    return;
  }
  const given = sum(members.map(({ power }) => power));
  const share = (total * BigInt(percent)) / 100n;
  const limit = share > 1n ? share : 1n;
  const isFeasible = limit * BigInt(members.length) >= total;
  if (!isFeasible) return;
  if (given !== total) yield `has powers of ${given} and should have ${total}`;
  for (const { address, power } of members) {
    if (power > limit) yield `gives ${toHex(address)} power ${power}, the cap is ${limit}`;
  }
}

function outranks(a: Candidate, b: Candidate, isPreferred: Listed): boolean {
  const [first, second] = [isPreferred(a.address), isPreferred(b.address)];
  return first === second ? a.power > b.power : first;
}

/** All validators that stake is bonded to, in the order of staking: by power, and the lower operator of a tie first. */
function bonded(view: StateView): Candidate[] {
  const powers = new ByteMap(staking.lastPowers.entries(view));
  const found: Candidate[] = [];
  for (const [operator, validator] of staking.validators.entries(view)) {
    if (validator.status !== BondStatus.BOND_STATUS_BONDED) continue;
    if (validator.consensusPubkey === undefined) continue;
    const key = pubKeyFromAny(validator.consensusPubkey);
    if (key.kind !== "ed25519") continue;
    found.push({
      operator,
      address: key.address(),
      key: key.bytes,
      power: powers.get(operator)?.value ?? 0n,
      tokens: BigInt(validator.tokens),
    });
  }
  return found.sort((a, b) => descending(a.power, b.power) || compareBytes(a.operator, b.operator));
}

/** The first so many by tokens; undefined when a tie makes that ambiguous. */
function firstByTokens(candidates: readonly Candidate[], count: number): Candidate[] | undefined {
  const ranked = candidates.toSorted((a, b) => descending(a.tokens, b.tokens));
  const [last, next] = [ranked[count - 1], ranked[count]];
  if (last !== undefined && next !== undefined && last.tokens === next.tokens) return undefined;
  return ranked.slice(0, count);
}

function descending(a: bigint, b: bigint): number {
  return Number(b > a) - Number(a > b);
}

/** How many validators of a hub take part in its own consensus. */
export function maxActive(view: StateView): number {
  return Number(provider.params.get(view)?.maxProviderConsensusValidators ?? 0n);
}

/** The smallest power in the top so many percent. */
function topPower(active: readonly Candidate[], topN: number): bigint | undefined {
  const total = sum(active.map(({ power }) => power));
  let reached = 0n;
  for (const { power } of active) {
    reached += power;
    const share = Dec.fromInt(reached).quo(Dec.fromInt(total));
    if (share.gte(Dec.fromInt(BigInt(topN)).quoInt(100n))) return power;
  }
  return undefined;
}

/** Own set: the engine gets the strongest bonded validators, as many as may take part. */
export function* ownSet(view: StateView): Generator<string> {
  const strongest = bonded(view).slice(0, maxActive(view));
  const own = [...provider.ownSet.values(view)];
  if (own.length > maxActive(view)) yield `own set: ${own.length}, the limit is ${maxActive(view)}`;
  const text = (list: readonly { address: Uint8Array; power: bigint }[]) =>
    list
      .map(({ address, power }) => `${toHex(address)}:${power}`)
      .sort()
      .join(" ");
  const [wanted, actual] = [
    text(strongest),
    text(own.map(({ providerConsAddr, power }) => ({ address: providerConsAddr, power }))),
  ];
  if (wanted !== actual) yield `own set: ${actual} and should be ${wanted}`;
}

/** Opting out: those who belong to the top of a Top N consumer cannot. */
export function* optOuts({ before, after }: Passage): Generator<string> {
  for (const [id, address] of provider.optedIn.keys(before)) {
    const [topN, now] = [before, after].map((view) => provider.shaping.get(view, id)?.topN ?? 0);
    if (topN === 0 || topN !== now || provider.optedIn.has(after, [id, address])) continue;
    if (provider.phases.get(after, id) !== PHASE.launched) continue;
    const minPower = provider.minPowersInTopN.get(before, id) ?? 0n;
    const power = lastPowerAt(before, address);
    if (power >= minPower) {
      yield `opting out: ${toHex(address)} left ${id} with ${power}, from ${minPower} on one has to stay`;
    }
  }
}
