import { ByteMap, Dec, toHex } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import { fromTimestamp } from "@testudo/proto";
import { BondStatus, type Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import { bank, staking } from "./stored.ts";
import { type StateView, sum } from "./view.ts";

/** Base units of stake to one unit of power. */
export const POWER_REDUCTION = 1_000_000n;

/** Bonded pools: they hold exactly the stake of validators and of those who leave. */
export function* pools(view: StateView): Generator<string> {
  const denom = staking.params.get(view)?.bondDenom ?? "";
  let [bonded, others] = [0n, 0n];
  for (const { status, tokens } of staking.validators.values(view)) {
    if (status === BondStatus.BOND_STATUS_BONDED) bonded += BigInt(tokens);
    else others += BigInt(tokens);
  }
  for (const { entries } of staking.unbondings.values(view)) {
    others += sum(entries.map(({ balance }) => BigInt(balance)));
  }
  for (const [pool, owed] of [
    ["bonded_tokens_pool", bonded],
    ["not_bonded_tokens_pool", others],
  ] as const) {
    const held = bank.balances.get(view, [moduleAddress(pool), denom]) ?? 0n;
    if (held !== owed) {
      yield `pools: ${pool} holds ${held}${denom}, its stake is ${owed} (${held - owed} too much)`;
    }
  }
}

/** Shares: those of a validator are the ones of its delegations, and all are positive. */
export function* shares(view: StateView): Generator<string> {
  const delegated = new ByteMap<Dec>();
  for (const [[delegator, operator], delegation] of staking.delegations.entries(view)) {
    const part = Dec.fromAtomics(delegation.shares);
    if (!part.isPositive()) yield `shares: ${toHex(delegator)} has ${part} of ${toHex(operator)}`;
    delegated.set(operator, (delegated.get(operator) ?? Dec.zero).add(part));
  }
  for (const [operator, { delegatorShares, tokens }] of staking.validators.entries(view)) {
    const total = delegated.get(operator) ?? Dec.zero;
    const issued = Dec.fromAtomics(delegatorShares);
    delegated.delete(operator);
    if (!total.eq(issued)) {
      yield `shares: ${toHex(operator)} issued ${issued}, its delegations hold ${total}`;
    }
    if (BigInt(tokens) < 0n) yield `shares: ${toHex(operator)} has ${tokens} tokens`;
  }
  for (const [operator] of delegated.entries()) {
    yield `shares: there are delegations to ${toHex(operator)}, which is no validator`;
  }
}

/** Powers: bonded validators are those with a power, the strongest that there is room for, none of them in jail. */
export function* powers(view: StateView): Generator<string> {
  const last = new ByteMap<bigint>();
  for (const [operator, { value }] of staking.lastPowers.entries(view)) last.set(operator, value);
  const total = BigInt(staking.lastTotalPower.get(view)?.int ?? "0");
  const added = sum([...last.entries()].map(([, power]) => power));
  if (added !== total) yield `powers: they add up to ${added}, the total is ${total}`;

  const limit = staking.params.get(view)?.maxValidators ?? 0;
  if (last.size > limit) yield `powers: ${last.size} validators are bonded, the limit is ${limit}`;
  const free: bigint[] = [];
  for (const [operator, validator] of staking.validators.entries(view)) {
    const isBonded = validator.status === BondStatus.BOND_STATUS_BONDED;
    const power = BigInt(validator.tokens) / POWER_REDUCTION;
    const stored = last.get(operator);
    if (isBonded !== (stored !== undefined)) {
      yield `powers: ${toHex(operator)} has status ${validator.status} and power ${stored}`;
    } else if (stored !== undefined && stored !== power) {
      yield `powers: ${toHex(operator)} has power ${stored} for ${validator.tokens} tokens`;
    }
    if (isBonded && validator.jailed) yield `powers: ${toHex(operator)} is bonded and in jail`;
    if (!isBonded && !validator.jailed) free.push(power);
  }
  const weakest = [...last.entries()].map(([, power]) => power).sort(ascending)[0] ?? 0n;
  const strongest = free.sort(ascending).at(-1) ?? 0n;
  if (strongest > 0n && (last.size < limit || strongest > weakest)) {
    yield `powers: one with ${strongest} is left out, ${last.size} of ${limit} are in, the last with ${weakest}`;
  }
}

/** Power index: it names each validator that is not in jail once, and nobody else. */
export function* powerIndex(view: StateView): Generator<string> {
  const indexed = new ByteMap<number>();
  for (const operator of staking.powerIndex.values(view)) {
    indexed.set(operator, (indexed.get(operator) ?? 0) + 1);
  }
  for (const [operator, { jailed }] of staking.validators.entries(view)) {
    const times = indexed.get(operator) ?? 0;
    indexed.delete(operator);
    if (times !== (jailed ? 0 : 1)) {
      yield `power index: ${toHex(operator)} stands in it ${times} times, jailed ${jailed}`;
    }
  }
  for (const [operator] of indexed.entries()) {
    yield `power index: ${toHex(operator)} is no validator`;
  }
}

/** Unbonding: it ends on time, whatever consumers do. */
export function* unbonding(view: StateView): Generator<string> {
  const { time } = view;
  for (const [[delegator], { entries }] of staking.unbondings.entries(view)) {
    for (const { completionTime, balance, unbondingOnHoldRefCount } of entries) {
      if (fromTimestamp(completionTime) <= time && unbondingOnHoldRefCount <= 0n) {
        yield `unbonding: ${balance} of ${toHex(delegator)} should be free`;
      }
      if (BigInt(balance) < 0n) yield `unbonding: ${toHex(delegator)} gets ${balance}`;
    }
  }
  for (const [[delegator], { entries }] of staking.redelegations.entries(view)) {
    for (const { completionTime, unbondingOnHoldRefCount } of entries) {
      if (fromTimestamp(completionTime) <= time && unbondingOnHoldRefCount <= 0n) {
        yield `unbonding: a redelegation of ${toHex(delegator)} should be over`;
      }
    }
  }
  for (const [operator, validator] of staking.validators.entries(view)) {
    const isDue =
      validator.status === BondStatus.BOND_STATUS_UNBONDING &&
      fromTimestamp(validator.unbondingTime) <= time &&
      validator.unbondingHeight <= view.height &&
      validator.unbondingOnHoldRefCount <= 0n;
    if (isDue) yield `unbonding: validator ${toHex(operator)} should be unbonded`;
  }
}

/** Operators by consensus address: each validator is found by its own key. */
export function* operators(view: StateView): Generator<string> {
  let count = 0;
  for (const [address, operator] of staking.operators.entries(view)) {
    count += 1;
    if (!staking.validators.has(view, operator)) {
      yield `operators: ${toHex(address)} leads to ${toHex(operator)}, which is no validator`;
    }
  }
  const validators = [...staking.validators.keys(view)].length;
  if (count !== validators) yield `operators: ${count} addresses for ${validators} validators`;
}

/** A validator by its address of consensus. */
export function validatorAt(view: StateView, address: Uint8Array): Validator | undefined {
  const operator = staking.operators.get(view, address);
  return operator === undefined ? undefined : staking.validators.get(view, operator);
}

/** The power that the last end of a block left a validator with. */
export function lastPowerAt(view: StateView, address: Uint8Array): bigint {
  const operator = staking.operators.get(view, address);
  if (operator === undefined) return 0n;
  return staking.lastPowers.get(view, operator)?.value ?? 0n;
}

function ascending(a: bigint, b: bigint): number {
  return Number(a > b) - Number(a < b);
}
