import {
  AppError,
  assert,
  ByteSet,
  type ConsumerId,
  Dec,
  plainError,
  providerConsAddress,
} from "@testudo/base";
import type {
  ConsensusValidator,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import type { Ctx } from "@testudo/runtime";
import { ccvErrors } from "../wire/errors.ts";
import { type Candidate, candidateOf, publicKeyId } from "./candidates.ts";
import { requirePowerShapingParameters } from "./consumers.ts";
import type { Needs } from "./needs.ts";
import { maxProviderConsensusValidators } from "./params.ts";
import { capValidatorSet, capValidatorsPower } from "./power-cap.ts";
import { state, type ValidatorList } from "./state.ts";
import { sortSlice } from "./unstable-sort.ts";
import { enlist, listedValidators } from "./validator-lists.ts";

/** Who validates a consumer, and with which power. */
export type ValidatorSets = ReturnType<typeof createValidatorSets>;

/** Everybody who could validate a consumer, read once for all of them. */
export interface Electorate {
  /** Validators that stake is bonded to. Gets sorted by stake in place. */
  readonly bonded: Candidate[];
  /** Those that take part in the provider's own consensus. */
  readonly active: readonly Candidate[];
}

export function createValidatorSets(needs: Pick<Needs, "addresses" | "staking">) {
  const { staking } = needs;

  /** Validators that stake is bonded to, by power: at most staking's `max_validators`. */
  function bondedCandidates(ctx: Ctx): Candidate[] {
    const limit = staking.maxValidators(ctx);
    return firstBonded(ctx, limit);
  }

  /** Validators that take part in the provider's own consensus, by power. */
  function activeCandidates(ctx: Ctx): Candidate[] {
    const limit = Number(BigInt.asUintN(32, maxProviderConsensusValidators(ctx)));
    return firstBonded(ctx, limit);
  }

  function electorate(ctx: Ctx): Electorate {
    return { bonded: bondedCandidates(ctx), active: activeCandidates(ctx) };
  }

  function firstBonded(ctx: Ctx, limit: number): Candidate[] {
    return staking
      .bondedValidatorsByPower(ctx)
      .slice(0, limit)
      .map((validator) => candidateOf(ctx, needs, validator));
  }

  /** The first `max_provider_consensus_validators` of the bonded, as the engine knows them. */
  function providerConsensusValidators(ctx: Ctx): ConsensusValidator[] {
    const bonded = staking.bondedValidatorsByPower(ctx);
    const limit = Number(maxProviderConsensusValidators(ctx));
    return bonded.slice(0, limit).map((validator) => {
      const { address, publicKey, power } = candidateOf(ctx, needs, validator);
      return { providerConsAddr: address, power, publicKey, joinHeight: 0n };
    });
  }

  /** End of a block: stores the provider's own set and returns what changed for the engine. */
  function providerValidatorUpdates(ctx: Ctx): ValidatorUpdate[] {
    const current = [...state.lastConsensusValidators.values(ctx)];
    const next = providerConsensusValidators(ctx);
    setLastConsensusValidators(ctx, next);
    return diffValidators(current, next);
  }

  /** Genesis: stores the provider's own set and returns all of it. */
  function initialValidatorUpdates(ctx: Ctx): ValidatorUpdate[] {
    const validators = providerConsensusValidators(ctx);
    setLastConsensusValidators(ctx, validators);
    return validators.map((validator) => ({ pubKey: keyOf(validator), power: validator.power }));
  }

  return {
    bondedCandidates,
    activeCandidates,
    electorate,
    providerValidatorUpdates,
    initialValidatorUpdates,
  };
}

/**
 * Computes a consumer's next set, stores it and returns what changes against `current`. The validators of a Top N chain
 * that belong to the top are opted in on the way.
 *
 * `bonded` gets sorted by stake in place: the order that is left is the one the next consumer starts from.
 *
 * @throws CCV/11, undefined/1
 */
export function computeConsumerNextValSet(
  ctx: Ctx,
  id: ConsumerId,
  current: readonly ConsensusValidator[],
  { bonded, active }: Electorate,
): ValidatorUpdate[] {
  const shaping = shapingOf(ctx, id);
  let minPower = 0n;
  if (shaping.topN > 0) {
    minPower = explained(`computing min power to opt in, consumerId(${id})`, () =>
      minPowerInTopN(
        active.map(({ power }) => power),
        shaping.topN,
      ),
    );
    state.minPowersInTopN.set(ctx, id, minPower);
    for (const { address, power } of active) {
      if (power >= minPower) enlist(ctx, state.optedIn, id, address);
    }
  }
  const next = computeNextValidators(ctx, id, { bonded, shaping, minPower });
  setConsumerValidators(ctx, id, next);
  return diffValidators(current, next);
}

function shapingOf(ctx: Ctx, id: ConsumerId): PowerShapingParameters {
  try {
    return requirePowerShapingParameters(ctx, id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw ccvErrors.invalidConsumerState(`getting power shaping parameters: ${error.message}`);
  }
}

/** The set of the coming epoch, capped. Nothing is stored; `bonded` gets sorted by stake in place. */
export function computeNextValidators(
  ctx: Ctx,
  id: ConsumerId,
  {
    bonded,
    shaping,
    minPower,
  }: {
    readonly bonded: Candidate[];
    readonly shaping: PowerShapingParameters;
    readonly minPower: bigint;
  },
): readonly ConsensusValidator[] {
  const admitted = admittedCandidates(bonded, {
    allowInactive: shaping.allowInactiveVals,
    activeMax: Number(maxProviderConsensusValidators(ctx)),
  });
  const members = (list: ValidatorList) => new ByteSet(listedValidators(ctx, list, id));
  const electors: Electors = {
    optedIn: members(state.optedIn),
    allowed: members(state.allowlist),
    denied: members(state.denylist),
  };

  const eligible = admitted.filter(
    (candidate) => exclusionOf(candidate, { shaping, minPower, electors }) === undefined,
  );
  const ranked = rankByPriority(
    eligible.map((candidate) => createConsumerValidator(ctx, id, candidate)),
    members(state.prioritylist),
  );
  return capValidatorsPower(shaping.validatorsPowerCap, capValidatorSet(shaping, ranked));
}

/** Who has opted in to a consumer, and its lists. */
export interface Electors {
  readonly optedIn: ByteSet;
  readonly allowed: ByteSet;
  readonly denied: ByteSet;
}

/** What keeps a candidate out of a consumer's set before any cap counts. */
export type Exclusion = "not opted in" | "not on the allowlist" | "on the denylist" | "stake";

/** Those who may validate a consumer at all, by stake. `bonded` gets sorted in place. */
export function admittedCandidates(
  bonded: Candidate[],
  { allowInactive, activeMax }: { readonly allowInactive: boolean; readonly activeMax: number },
): readonly Candidate[] {
  sortSlice(bonded, (a, b) => a.bondedTokens > b.bondedTokens);
  return allowInactive ? bonded : bonded.slice(0, activeMax);
}

/** Opted in, or in the top; on the allowlist if there is one, not on the denylist; with enough stake: else why not. */
export function exclusionOf(
  { address, power, bondedTokens }: Candidate,
  {
    shaping,
    minPower,
    electors: { optedIn, allowed, denied },
  }: {
    readonly shaping: PowerShapingParameters;
    readonly minPower: bigint;
    readonly electors: Electors;
  },
): Exclusion | undefined {
  const isInTop = shaping.topN > 0 && power >= minPower;
  if (!optedIn.has(address) && !isInTop) return "not opted in";
  if (allowed.size > 0 && !allowed.has(address)) return "not on the allowlist";
  if (denied.has(address)) return "on the denylist";
  return bondedTokens >= shaping.minStake ? undefined : "stake";
}

/** With the assigned key or else the provider's, and since when it has been a member. */
function createConsumerValidator(
  ctx: Ctx,
  id: ConsumerId,
  { address, publicKey, power }: Candidate,
): ConsensusValidator {
  const assigned = state.assignedKeys.get(ctx, [id, address]);
  const member = state.consumerValidators.get(ctx, [id, address]);
  return {
    providerConsAddr: address,
    power,
    publicKey: assigned ?? publicKey,
    joinHeight: member?.joinHeight ?? ctx.height,
  };
}

/**
 * The smallest power inside the top `topN` percent of all, those level with it included.
 *
 * @throws undefined/1 unless 0 < topN ≤ 100, or without powers
 */
export function minPowerInTopN(powers: readonly bigint[], topN: number): bigint {
  if (topN === 0 || topN > 100) {
    throw plainError(
      `trying to compute minimum power with an incorrect topN value (${topN}). topN has to be in (0, 100]`,
    );
  }
  const descending = powers.toSorted((a, b) => Number(b > a) - Number(a > b));
  const total = Dec.fromInt(descending.reduce((sum, power) => sum + power, 0n));
  const threshold = Dec.fromInt(BigInt(topN)).quoInt(100n);
  let sum = Dec.zero;
  for (const power of descending) {
    sum = sum.add(Dec.fromInt(power));
    if (sum.quo(total).gte(threshold)) return power;
  }
  throw plainError(
    `should never reach this point with topN (${topN}), totalPower (${total.atomics}), and powerSum (${sum.atomics})`,
  );
}

/** Members of a consumer's stored set by ascending provider address. */
export function consumerValidators(ctx: Ctx, id: ConsumerId): ConsensusValidator[] {
  return [...state.consumerValidators.values(ctx, { prefix: [id] })];
}

/** Replaces a consumer's stored set. */
function setConsumerValidators(
  ctx: Ctx,
  id: ConsumerId,
  validators: readonly ConsensusValidator[],
): void {
  deleteConsumerValidators(ctx, id);
  for (const validator of validators) {
    state.consumerValidators.set(
      ctx,
      [id, providerConsAddress(validator.providerConsAddr)],
      validator,
    );
  }
}

export function deleteConsumerValidators(ctx: Ctx, id: ConsumerId): void {
  for (const member of [...state.consumerValidators.keys(ctx, { prefix: [id] })]) {
    state.consumerValidators.delete(ctx, member);
  }
}

function setLastConsensusValidators(ctx: Ctx, validators: readonly ConsensusValidator[]): void {
  for (const address of [...state.lastConsensusValidators.keys(ctx)]) {
    state.lastConsensusValidators.delete(ctx, address);
  }
  for (const validator of validators) {
    const address = providerConsAddress(validator.providerConsAddr);
    state.lastConsensusValidators.set(ctx, address, validator);
  }
}

/**
 * What a chain that has `current` needs to hear to have `next`, by consumer key: those who leave or change in the order
 * of `current`, then those who come in the order of `next`.
 */
export function diffValidators(
  current: readonly ConsensusValidator[],
  next: readonly ConsensusValidator[],
): ValidatorUpdate[] {
  const before = new Set(current.map((validator) => publicKeyId(keyOf(validator))));
  const after = new Map(next.map((validator) => [publicKeyId(keyOf(validator)), validator]));
  const updates: ValidatorUpdate[] = [];
  for (const validator of current) {
    const pubKey = keyOf(validator);
    const successor = after.get(publicKeyId(pubKey));
    if (successor === undefined) updates.push({ pubKey, power: 0n });
    else if (successor.power !== validator.power) updates.push({ pubKey, power: successor.power });
  }
  for (const validator of next) {
    const pubKey = keyOf(validator);
    if (!before.has(publicKeyId(pubKey))) updates.push({ pubKey, power: validator.power });
  }
  return updates;
}

function keyOf({ publicKey }: ConsensusValidator): PublicKey {
  assert(publicKey !== undefined, "member of a validator set without a key");
  return publicKey;
}

/** Preferred validators first, each part by descending power. */
export function rankByPriority(
  validators: readonly ConsensusValidator[],
  preferred: ByteSet,
): ConsensusValidator[] {
  const first = validators.filter(({ providerConsAddr }) => preferred.has(providerConsAddr));
  const others = validators.filter(({ providerConsAddr }) => !preferred.has(providerConsAddr));
  for (const part of [first, others]) sortSlice(part, (a, b) => a.power > b.power);
  return [...first, ...others];
}

/** Runs a step and puts a heading before the text of its refusal, whose numbers Go loses here. */
function explained<T>(heading: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw plainError(`${heading}: ${error.message}`, error);
  }
}
