import { ByteMap, compareBytes, equalBytes, toHexUpper } from "@testudo/base";
import { cometError } from "./errors.ts";
import { normalizePriorities } from "./proposer-priority.ts";
import { byPower, type Validator } from "./validator.ts";
import {
  EMPTY_VALIDATOR_SET,
  incrementProposerPriority,
  MAX_TOTAL_VOTING_POWER,
  ValidatorSet,
} from "./validator-set.ts";

/**
 * A fresh set: priorities centred, then moved on by one round, as at genesis.
 *
 * @throws CometError "validatorUpdate" on doubled addresses and on powers that are not positive or too large
 */
export function newValidatorSet(validators: readonly Validator[]): ValidatorSet {
  if (validators.length === 0) return EMPTY_VALIDATOR_SET;
  const first = applyChanges(EMPTY_VALIDATOR_SET, validators, { allowRemovals: false });
  return incrementProposerPriority(first, 1);
}

/**
 * The set with updates (power above 0), additions and removals (power 0) applied; priorities are kept for those
 * who stay and start at -1.125 of the new total power for those who come. The proposer stays the previous one until the
 * next increment.
 *
 * @throws CometError "validatorUpdate" for doubled entries, negative or excessive power, removal of a stranger, a
 *   resulting empty set, or a total above `MAX_TOTAL_VOTING_POWER`
 */
export function updateWithChangeSet(
  set: ValidatorSet,
  changes: readonly Validator[],
): ValidatorSet {
  return applyChanges(set, changes, { allowRemovals: true });
}

function applyChanges(
  set: ValidatorSet,
  changes: readonly Validator[],
  options: { readonly allowRemovals: boolean },
): ValidatorSet {
  if (changes.length === 0) return set;
  const { updates, removals } = sortOut(changes);
  if (!options.allowRemovals && removals.length > 0) {
    throw refuse("cannot process validators with voting power 0");
  }
  const additions = updates.filter((update) => !set.has(update.address));
  if (additions.length === 0 && set.size === removals.length) {
    throw refuse("applying the validator changes would result in empty set");
  }
  const removedPower = checkRemovals(set, removals);
  const totalBeforeRemovals = checkUpdates(set, updates, removedPower);

  const merged = merge({ set, updates, removals, totalBeforeRemovals });
  const total = merged.reduce((sum, validator) => sum + validator.power, 0n);
  const priorities = normalizePriorities(
    merged.map((validator) => validator.proposerPriority),
    total,
  );
  const validators = merged
    .map((validator, i) => ({ ...validator, proposerPriority: priorities[i] ?? 0n }))
    .sort(byPower);
  return new ValidatorSet(validators, set.proposer);
}

function sortOut(changes: readonly Validator[]): { updates: Validator[]; removals: Validator[] } {
  const updates: Validator[] = [];
  const removals: Validator[] = [];
  let previous = new Uint8Array(0);
  for (const change of changes.toSorted((a, b) => compareBytes(a.address, b.address))) {
    if (equalBytes(change.address, previous)) {
      throw refuse(`duplicate entry ${toHexUpper(change.address)}`);
    }
    if (change.power < 0n) throw refuse(`voting power can't be negative: ${change.power}`);
    if (change.power > MAX_TOTAL_VOTING_POWER) {
      throw refuse(
        `to prevent clipping/overflow, voting power can't be higher than ${MAX_TOTAL_VOTING_POWER}, got ${change.power}`,
      );
    }
    (change.power === 0n ? removals : updates).push(change);
    previous = Uint8Array.from(change.address);
  }
  return { updates, removals };
}

function checkRemovals(set: ValidatorSet, removals: readonly Validator[]): bigint {
  let removedPower = 0n;
  for (const { address } of removals) {
    const validator = set.byAddress(address);
    if (validator === undefined) {
      throw refuse(`failed to find validator ${toHexUpper(address)} to remove`);
    }
    removedPower += validator.power;
  }
  return removedPower;
}

/** The total after the updates and before the removals; refuses one that is too large after both. */
function checkUpdates(
  set: ValidatorSet,
  updates: readonly Validator[],
  removedPower: bigint,
): bigint {
  let total = set.totalPower - removedPower;
  for (const update of updates) {
    total += update.power - (set.byAddress(update.address)?.power ?? 0n);
  }
  // CometBFT adds the changes from the smallest up and looks at each sum: the last sum is the largest that matters,
  // because the sums only rise once the changes are positive.
  if (total > MAX_TOTAL_VOTING_POWER) {
    throw refuse(`total voting power of resulting valset exceeds max ${MAX_TOTAL_VOTING_POWER}`);
  }
  return total + removedPower;
}

function merge(options: {
  readonly set: ValidatorSet;
  readonly updates: readonly Validator[];
  readonly removals: readonly Validator[];
  readonly totalBeforeRemovals: bigint;
}): Validator[] {
  const { set, updates, removals, totalBeforeRemovals } = options;
  const byAddress = new ByteMap<Validator>();
  for (const validator of set.validators) byAddress.set(validator.address, validator);
  // Leaving and coming back must not reset a low priority to zero, hence the penalty.
  const penalty = -(totalBeforeRemovals + (totalBeforeRemovals >> 3n));
  for (const update of updates) {
    const known = byAddress.get(update.address);
    byAddress.set(update.address, {
      ...update,
      proposerPriority: known === undefined ? penalty : known.proposerPriority,
    });
  }
  for (const { address } of removals) byAddress.delete(address);
  return [...byAddress.entries()].map(([, validator]) => validator);
}

function refuse(text: string): Error {
  return cometError("validatorUpdate", text);
}
