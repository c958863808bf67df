import { ByteMap, type Bytes, concatBytes, MAX_INT64, varint } from "@testudo/base";
import { merkleRoot, sha256 } from "@testudo/crypto";
import { cometError, throwIfInvalid } from "./errors.ts";
import { moveProposer } from "./proposer-priority.ts";
import {
  byPower,
  higherPriority,
  simpleValidatorBytes,
  type Validator,
  validatorFault,
} from "./validator.ts";

/** Largest total voting power of a set: leaves room so that priorities never clip. */
export const MAX_TOTAL_VOTING_POWER = MAX_INT64 / 8n;

/** What a set remembers of itself; survives a change of priorities, which it does not depend on. */
interface Memo {
  hash?: Bytes;
  indexes?: ByteMap<number>;
  sameKeyType?: boolean;
}

/**
 * Validators of one height, ordered by power descending, then address ascending. Immutable.
 *
 * The constructor takes the list as it is; `newValidatorSet` is for lists that come from elsewhere.
 */
export class ValidatorSet {
  readonly validators: readonly Validator[];
  /** The current proposer; undefined only in an empty set. */
  readonly proposer: Validator | undefined;
  readonly totalPower: bigint;
  readonly #memo: Memo;

  constructor(
    validators: readonly Validator[],
    proposer: Validator | undefined,
    same?: ValidatorSet,
  ) {
    this.validators = validators;
    this.totalPower = same === undefined ? totalPowerOf(validators) : same.totalPower;
    this.proposer = proposer ?? findProposer(validators);
    this.#memo = same === undefined ? {} : same.#memo;
  }

  get size(): number {
    return this.validators.length;
  }

  /** Merkle root over (key, power) of the validators; computed once per membership. */
  hash(): Bytes {
    const hash = this.#memo.hash ?? merkleRoot(this.validators.map(simpleValidatorBytes));
    this.#memo.hash = hash;
    return hash;
  }

  /** Position of the first validator with the address, or -1. */
  indexOf(address: Bytes): number {
    this.#memo.indexes ??= indexByAddress(this.validators);
    return this.#memo.indexes.get(address) ?? -1;
  }

  /** The first validator with the address. */
  byAddress(address: Bytes): Validator | undefined {
    return this.validators[this.indexOf(address)];
  }

  has(address: Bytes): boolean {
    return this.indexOf(address) >= 0;
  }

  /** Whether all keys are of one kind, which CometBFT needs for batch verification. */
  allKeysHaveSameType(): boolean {
    this.#memo.sameKeyType ??= this.validators.every(
      (validator) => validator.pubKey.type === this.validators[0]?.pubKey.type,
    );
    return this.#memo.sameKeyType;
  }
}

/** An empty set: the last validators of the first height. */
export const EMPTY_VALIDATOR_SET = new ValidatorSet([], undefined);

/**
 * The set after `times` rounds of proposer rotation.
 *
 * @throws CometError "invalid" when the set is empty or `times` is not positive
 */
export function incrementProposerPriority(set: ValidatorSet, times: number): ValidatorSet {
  if (set.size === 0) throw cometError("invalid", "empty validator set");
  if (times <= 0) {
    throw cometError(
      "invalid",
      "cannot increment proposer priority a non-positive number of times",
    );
  }
  const powers = set.validators.map((validator) => validator.power);
  const before = set.validators.map((validator) => validator.proposerPriority);
  const { priorities, proposer } = moveProposer({
    validators: set.validators,
    powers,
    priorities: before,
    totalPower: set.totalPower,
    times,
  });
  const validators = set.validators.map((validator, i) => ({
    ...validator,
    proposerPriority: priorities[i] ?? 0n,
  }));
  return new ValidatorSet(validators, validators[proposer], set);
}

/**
 * Rebuilds a set from a list of validators with priorities, such as the pages of an RPC answer. The proposer becomes
 * the validator with the lowest priority, which is the one who proposed last.
 *
 * @throws CometError "invalid" for an empty list or a malformed validator
 */
export function validatorSetFromExisting(validators: readonly Validator[]): ValidatorSet {
  if (validators.length === 0) throw cometError("invalid", "validator set is empty");
  for (const validator of validators) throwIfInvalid(validatorFault(validator));
  const sorted = validators.toSorted(byPower);
  const previous = sorted.reduce((lowest, validator) =>
    higherPriority(lowest, validator) === lowest ? validator : lowest,
  );
  return new ValidatorSet(sorted, previous);
}

/** Merkle root over a list of validators in the order given; empty lists have the hash of nothing. */
export function hashValidators(validators: readonly Validator[] | ValidatorSet): Bytes {
  if (validators instanceof ValidatorSet) return validators.hash();
  return merkleRoot(validators.map(simpleValidatorBytes));
}

/** Hash over the priorities in set order; nodes compare it when they fetch a set that the header hash does not cover. */
export function proposerPriorityHash(set: ValidatorSet): Bytes | undefined {
  if (set.size === 0) return undefined;
  return sha256(
    concatBytes(...set.validators.map((validator) => varint(validator.proposerPriority))),
  );
}

/** What is wrong with a set by itself: emptiness, a malformed validator, a proposer from outside. */
export function validatorSetFault(set: ValidatorSet): string | undefined {
  if (set.size === 0) return "validator set is nil or empty";
  for (const [i, validator] of set.validators.entries()) {
    const fault = validatorFault(validator);
    if (fault !== undefined) return `invalid validator #${i}: ${fault}`;
  }
  if (set.proposer === undefined) return "proposer failed validate basic, error: nil validator";
  const fault = validatorFault(set.proposer);
  if (fault !== undefined) return `proposer failed validate basic, error: ${fault}`;
  if (!set.has(set.proposer.address)) return "proposer not in validator set";
  return undefined;
}

/** Throws a CometError "invalid" unless `validatorSetFault` finds nothing. */
export function validateValidatorSet(set: ValidatorSet): void {
  throwIfInvalid(validatorSetFault(set));
}

function totalPowerOf(validators: readonly Validator[]): bigint {
  let sum = 0n;
  for (const validator of validators) {
    sum += validator.power;
    if (sum > MAX_TOTAL_VOTING_POWER) {
      throw cometError(
        "invalid",
        `total voting power should be guarded to not exceed ${MAX_TOTAL_VOTING_POWER}; got: ${sum}`,
      );
    }
  }
  return sum;
}

function indexByAddress(validators: readonly Validator[]): ByteMap<number> {
  const indexes = new ByteMap<number>();
  for (const [i, validator] of validators.entries()) {
    if (!indexes.has(validator.address)) indexes.set(validator.address, i);
  }
  return indexes;
}

function findProposer(validators: readonly Validator[]): Validator | undefined {
  return validators.length === 0 ? undefined : validators.reduce(higherPriority);
}
