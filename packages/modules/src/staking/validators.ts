import {
  type AddressCodec,
  AppError,
  type ConsAddress,
  type Dec,
  equalBytes,
  type Logger,
  toHexUpper,
  type ValAddress,
  valAddress,
} from "@testudo/base";
import type { Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, panic } from "@testudo/runtime";
import { errors } from "./errors.ts";
import type { Needs } from "./needs.ts";
import { maxValidators } from "./params.ts";
import { state } from "./state.ts";
import {
  consAddressOf,
  isBonded,
  isUnbonded,
  potentialPower,
  tokensOf,
  unbondingTimeOf,
  withSharesRemoved,
  withTokensAdded,
  withTokensRemoved,
} from "./validator.ts";

/** Validator records, their indexes and the queue of those that unbond. */
export type Validators = ReturnType<typeof createValidators>;

/** Builds the part of the keeper that owns validator records. */
export function createValidators({
  addresses,
  hooks,
  logger,
}: Pick<Needs, "addresses" | "hooks" | "logger">) {
  const operatorOf = operatorReader(addresses);

  function validator(ctx: Ctx, operator: ValAddress): Validator | undefined {
    return state.validators.get(ctx, operator);
  }

  /** @throws staking/3 */
  function requireValidator(ctx: Ctx, operator: ValAddress): Validator {
    return state.validators.require(ctx, operator, errors.noValidatorFound);
  }

  /** For places where an index promised the record. Panics without it. */
  function indexedValidator(ctx: Ctx, operator: ValAddress): Validator {
    return (
      validator(ctx, operator) ??
      panic(`validator record not found for address: ${toHexUpper(operator)}\n`)
    );
  }

  function validatorByConsAddr(ctx: Ctx, address: ConsAddress): Validator | undefined {
    const operator = state.operators.get(ctx, address);
    return operator === undefined ? undefined : validator(ctx, valAddress(operator));
  }

  function setValidator(ctx: Ctx, record: Validator): void {
    state.validators.set(ctx, operatorOf(record), record);
  }

  function setConsAddr(ctx: Ctx, record: Validator): void {
    state.operators.set(ctx, consAddressOf(record), operatorOf(record));
  }

  /** Ranks a validator by power. Jailed ones have no rank, and nothing is written. */
  function setRank(ctx: Ctx, record: Validator): void {
    if (!record.jailed) state.powerIndex.set(ctx, rankOf(record), operatorOf(record));
  }

  function deleteRank(ctx: Ctx, record: Validator): void {
    state.powerIndex.delete(ctx, rankOf(record));
  }

  function rankOf(record: Validator) {
    return { power: potentialPower(record), operator: operatorOf(record) };
  }

  /** Writes a changed record: its old rank goes, then the record and its new rank come. */
  function replace(ctx: Ctx, old: Validator, changed: Validator): Validator {
    deleteRank(ctx, old);
    setValidator(ctx, changed);
    setRank(ctx, changed);
    return changed;
  }

  function addTokens(
    ctx: Ctx,
    record: Validator,
    amount: bigint,
  ): { readonly validator: Validator; readonly shares: Dec } {
    deleteRank(ctx, record);
    const { validator: changed, shares } = withTokensAdded(record, amount);
    setValidator(ctx, changed);
    setRank(ctx, changed);
    return { validator: changed, shares };
  }

  function removeShares(
    ctx: Ctx,
    record: Validator,
    shares: Dec,
  ): { readonly validator: Validator; readonly tokens: bigint } {
    deleteRank(ctx, record);
    const { validator: changed, tokens } = withSharesRemoved(record, shares);
    setValidator(ctx, changed);
    setRank(ctx, changed);
    return { validator: changed, tokens };
  }

  function removeTokens(ctx: Ctx, record: Validator, tokens: bigint): Validator {
    deleteRank(ctx, record);
    const changed = withTokensRemoved(record, tokens);
    setValidator(ctx, changed);
    setRank(ctx, changed);
    return changed;
  }

  /** Takes the right to be bonded away. Unbonding begins at the end of the block. @throws staking/7 */
  function jailValidator(ctx: Ctx, record: Validator): void {
    if (record.jailed) {
      throw errors.validatorJailed(
        `cannot jail already jailed validator, validator: ${record.operatorAddress}`,
      );
    }
    setValidator(ctx, { ...record, jailed: true });
    deleteRank(ctx, record);
  }

  /**
   * Removes an unbonded validator without tokens, with its indexes.
   *
   * @throws staking/8
   */
  function removeValidator(ctx: Ctx, operator: ValAddress): void {
    const record = validator(ctx, operator);
    if (record === undefined) return;
    if (!isUnbonded(record)) {
      throw errors.badRemoveValidator(
        "cannot call RemoveValidator on bonded or unbonding validators",
      );
    }
    if (tokensOf(record) > 0n) {
      throw errors.badRemoveValidator(
        "attempting to remove a validator which still contains tokens",
      );
    }
    const address = consAddressOf(record);
    state.validators.delete(ctx, operator);
    state.operators.delete(ctx, address);
    deleteRank(ctx, record);
    tolerate(logger, "after validator removed", () => {
      for (const hook of hooks) hook.afterValidatorRemoved?.(ctx, address, operator);
    });
  }

  /** All validators by operator address. */
  function validators(ctx: Ctx): Iterable<Validator> {
    return state.validators.values(ctx);
  }

  /** Bonded validators by descending power, at most `max_validators`. */
  function bondedValidatorsByPower(ctx: Ctx): Validator[] {
    const limit = maxValidators(ctx);
    const bonded: Validator[] = [];
    for (const operator of operatorsByPower(ctx)) {
      if (bonded.length >= limit) break;
      const record = indexedValidator(ctx, operator);
      if (isBonded(record)) bonded.push(record);
    }
    return bonded;
  }

  /** Operators of all validators that are not jailed, highest potential power first. */
  function* operatorsByPower(ctx: Ctx): Generator<ValAddress> {
    for (const operator of state.powerIndex.values(ctx, { reverse: true })) {
      yield valAddress(operator);
    }
  }

  /** Power in the last bonded set; 0 for a validator outside it. */
  function lastValidatorPower(ctx: Ctx, operator: ValAddress): bigint {
    return state.lastPowers.get(ctx, operator)?.value ?? 0n;
  }

  function setLastValidatorPower(ctx: Ctx, operator: ValAddress, power: bigint): void {
    state.lastPowers.set(ctx, operator, { value: power });
  }

  /** Members of the last bonded set and their powers, by operator address. */
  function* iterateLastValidatorPowers(ctx: Ctx): Generator<readonly [ValAddress, bigint]> {
    for (const [operator, { value }] of state.lastPowers.entries(ctx)) yield [operator, value];
  }

  /** Records of the last bonded set, by operator address. Panics when there are more than `max_validators`. */
  function lastValidators(ctx: Ctx): Validator[] {
    const limit = maxValidators(ctx);
    const records: Validator[] = [];
    for (const operator of state.lastPowers.keys(ctx)) {
      if (records.length >= limit) panic("more validators than maxValidators found");
      records.push(requireValidator(ctx, operator));
    }
    return records;
  }

  /** Puts an unbonding validator in the queue of its completion time and height. */
  function enqueue(ctx: Ctx, record: Validator): void {
    const at = queueSlot(record);
    const queued = state.validatorQueue.get(ctx, at)?.addresses ?? [];
    state.validatorQueue.set(ctx, at, { addresses: [...queued, record.operatorAddress] });
  }

  /** Takes a validator out of its queue slot; the slot goes with its last entry. */
  function dequeue(ctx: Ctx, record: Validator): void {
    const at = queueSlot(record);
    const operator = operatorOf(record);
    const queued = state.validatorQueue.get(ctx, at)?.addresses ?? [];
    const rest = queued.filter((text) => !equalBytes(addresses.val.fromText(text), operator));
    if (rest.length === 0) state.validatorQueue.delete(ctx, at);
    else state.validatorQueue.set(ctx, at, { addresses: rest });
  }

  /** @throws staking/3 for an unknown validator */
  function isValidatorJailed(ctx: Ctx, address: ConsAddress): boolean {
    const record = validatorByConsAddr(ctx, address);
    if (record === undefined) throw errors.noValidatorFound();
    return record.jailed;
  }

  function* validatorPubKeys(ctx: Ctx): Generator<Any> {
    for (const { consensusPubkey } of validators(ctx)) {
      if (consensusPubkey !== undefined) yield consensusPubkey;
    }
  }

  return {
    operatorOf,
    validator,
    requireValidator,
    indexedValidator,
    validatorByConsAddr,
    setValidator,
    setConsAddr,
    setRank,
    deleteRank,
    replace,
    addTokens,
    removeShares,
    removeTokens,
    jailValidator,
    removeValidator,
    validators,
    bondedValidatorsByPower,
    operatorsByPower,
    lastValidatorPower,
    setLastValidatorPower,
    deleteLastValidatorPower: (ctx: Ctx, operator: ValAddress): void =>
      state.lastPowers.delete(ctx, operator),
    iterateLastValidatorPowers,
    lastValidators,
    enqueue,
    dequeue,
    isValidatorJailed,
    validatorPubKeys,
  };
}

/** Reads the operator address out of a record. */
export function operatorReader(addresses: AddressCodec): (record: Validator) => ValAddress {
  return (record) => addresses.val.fromText(record.operatorAddress);
}

/** Runs hooks whose refusal changes nothing but the log, as in the reference. */
export function tolerate(logger: Logger, what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.error({ err: error }, `hook failed: ${what}`);
  }
}

function queueSlot(record: Validator) {
  return { time: unbondingTimeOf(record), height: record.unbondingHeight };
}
