import {
  coinsAreEqual,
  coinsToText,
  fromUtf8,
  plainError,
  singleCoin,
  toHex,
  toHexUpper,
  utf8,
} from "@testudo/base";
import { fromTimestamp, type JsonValue } from "@testudo/proto";
import { GenesisState, type Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { type Ctx, panic } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import type { StakingKeeper } from "./keeper.ts";
import type { Needs } from "./needs.ts";
import { DEFAULT_PARAMS, validateParams } from "./params.ts";
import { BONDED_POOL, NOT_BONDED_POOL } from "./pools.ts";
import { state } from "./state.ts";
import {
  consAddressOf,
  consensusKeyOf,
  isBonded,
  isUnbonding,
  sharesOf,
  tokensOf,
  updateOf,
} from "./validator.ts";

/** The genesis of a chain without validators. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({
    params: DEFAULT_PARAMS,
    lastTotalPower: utf8("0"),
    lastValidatorPowers: [],
    validators: [],
    delegations: [],
    unbondingDelegations: [],
    redelegations: [],
    exported: false,
  });
}

/**
 * Stores all stake, runs the hooks of new validators and delegations unless the genesis was exported from a running
 * chain, and checks the pools against it.
 *
 * @returns the first bonded set
 */
export function initGenesis(
  keeper: StakingKeeper,
  { auth, bank }: Pick<Needs, "auth" | "bank">,
  outer: Ctx,
  json: JsonValue,
): readonly ValidatorUpdate[] {
  const genesis = GenesisState.fromJSON(json);
  // Genesis counts as the block before the first one, whatever the first height is.
  const ctx = outer.with({ height: 0n });
  keeper.setParams(ctx, genesis.params);
  state.lastTotalPower.set(ctx, { int: intFromWire(fromUtf8(genesis.lastTotalPower)).toString() });

  const tokens = { bonded: 0n, notBonded: 0n };
  for (const validator of genesis.validators) {
    importValidator(keeper, ctx, validator, genesis.exported);
    tokens[isBonded(validator) ? "bonded" : "notBonded"] += tokensOf(validator);
  }
  importDelegations(keeper, ctx, genesis);
  tokens.notBonded += importUnbondings(keeper, ctx, genesis);
  importRedelegations(keeper, ctx, genesis);

  const { bondDenom } = genesis.params;
  checkPool(BONDED_POOL, "bonded", tokens.bonded);
  checkPool(NOT_BONDED_POOL, "not bonded", tokens.notBonded);
  return genesis.exported
    ? importLastPowers(keeper, ctx, genesis)
    : keeper.applyValidatorSetUpdates(ctx);

  function checkPool(pool: string, name: string, amount: bigint): void {
    const account = keeper.parts.pools.poolAccount(ctx, pool);
    const address = keeper.addresses.acc.fromText(account.address);
    const balance = bank.allBalances(ctx, address);
    if (balance.length === 0) auth.setAccount(ctx, account);
    const expected = singleCoin(bondDenom, amount);
    if (!coinsAreEqual(balance, expected)) {
      panic(
        `${name} pool balance is different from ${name} coins: ${coinsToText(balance)} <-> ${coinsToText(expected)}`,
      );
    }
  }
}

function importValidator(
  keeper: StakingKeeper,
  ctx: Ctx,
  validator: Validator,
  exported: boolean,
): void {
  const { validators } = keeper.parts;
  validators.setValidator(ctx, validator);
  validators.setConsAddr(ctx, validator);
  validators.setRank(ctx, validator);
  if (!exported) {
    const operator = validators.operatorOf(validator);
    for (const hook of keeper.hooks) hook.afterValidatorCreated?.(ctx, operator);
  }
  if (isUnbonding(validator)) validators.enqueue(ctx, validator);
}

function importDelegations(keeper: StakingKeeper, ctx: Ctx, genesis: GenesisState): void {
  for (const delegation of genesis.delegations) {
    const delegator = keeper.addresses.acc.fromText(delegation.delegatorAddress);
    const operator = keeper.addresses.val.fromText(delegation.validatorAddress);
    if (!genesis.exported) {
      for (const hook of keeper.hooks) hook.beforeDelegationCreated?.(ctx, delegator, operator);
    }
    keeper.parts.delegations.setDelegation(ctx, delegation);
    if (!genesis.exported) {
      for (const hook of keeper.hooks) hook.afterDelegationModified?.(ctx, delegator, operator);
    }
  }
}

/** @returns the tokens that unbond */
function importUnbondings(keeper: StakingKeeper, ctx: Ctx, genesis: GenesisState): bigint {
  const { unbondings } = keeper.parts;
  let tokens = 0n;
  for (const record of genesis.unbondingDelegations) {
    unbondings.setUnbondingDelegation(ctx, record);
    for (const entry of record.entries) {
      unbondings.enqueue(ctx, record, fromTimestamp(entry.completionTime));
      tokens += intFromWire(entry.balance);
    }
  }
  return tokens;
}

function importRedelegations(keeper: StakingKeeper, ctx: Ctx, genesis: GenesisState): void {
  const { redelegations } = keeper.parts;
  for (const record of genesis.redelegations) {
    redelegations.setRedelegation(ctx, record);
    for (const entry of record.entries) {
      redelegations.enqueue(ctx, record, fromTimestamp(entry.completionTime));
    }
  }
}

/** Takes the last bonded set as it was; its powers, not today's, hold for the first block. */
function importLastPowers(
  keeper: StakingKeeper,
  ctx: Ctx,
  genesis: GenesisState,
): ValidatorUpdate[] {
  return genesis.lastValidatorPowers.map(({ address, power }) => {
    const operator = keeper.addresses.val.fromText(address);
    keeper.parts.validators.setLastValidatorPower(ctx, operator, power);
    const validator = keeper.validator(ctx, operator) ?? panic(`validator ${address} not found`);
    return updateOf(validator, power);
  });
}

/** Everything staking holds, as a genesis file that continues the chain. */
export function exportGenesis(keeper: StakingKeeper, ctx: Ctx): JsonValue {
  return GenesisState.toJSON({
    params: keeper.params(ctx),
    lastTotalPower: utf8(keeper.getLastTotalPower(ctx).toString()),
    lastValidatorPowers: Array.from(
      keeper.iterateLastValidatorPowers(ctx),
      ([operator, power]) => ({ address: keeper.addresses.val.toText(operator), power }),
    ),
    validators: [...keeper.validators(ctx)],
    delegations: [...keeper.delegations(ctx)],
    unbondingDelegations: [...keeper.unbondingDelegations(ctx)],
    redelegations: [...keeper.redelegations(ctx)],
    exported: true,
  });
}

/** @throws AppError undefined/1 for a key that occurs twice, a validator that cannot be, and bad parameters */
export function validateGenesis(json: JsonValue): void {
  const { validators, params } = GenesisState.fromJSON(json);
  const seen = new Set<string>();
  for (const validator of validators) {
    const key = toHex(consensusKeyOf(validator).address());
    const what = `moniker ${validator.description.moniker}, address ${toHexUpper(consAddressOf(validator))}`;
    if (seen.has(key)) throw plainError(`duplicate validator in genesis state: ${what}`);
    seen.add(key);
    if (validator.jailed && isBonded(validator)) {
      throw plainError(`validator is bonded and jailed in genesis state: ${what}`);
    }
    if (sharesOf(validator).isZero() && !isUnbonding(validator)) {
      throw plainError(
        `bonded/unbonded genesis validator cannot have zero delegator shares, validator: ${validator.operatorAddress}`,
      );
    }
  }
  validateParams(params);
}
