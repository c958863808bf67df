import {
  type AccAddress,
  accAddress,
  type Coins,
  compareBigint,
  singleCoin,
  type Time,
  type ValAddress,
} from "@testudo/base";
import { fromTimestamp, toTimestamp } from "@testudo/proto";
import {
  UnbondingDelegation,
  type UnbondingDelegationEntry,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { Needs } from "./needs.ts";
import { bondDenom, maxEntries } from "./params.ts";
import { NOT_BONDED_POOL } from "./pools.ts";
import { recordAt, state } from "./state.ts";
import {
  indexUnbonding,
  nextUnbondingId,
  UnbondingType,
  unindexUnbonding,
} from "./unbonding-ids.ts";
import { tolerate } from "./validators.ts";

/** Stake on its way out: records per delegator and validator, and the queue by completion time. */
export type Unbondings = ReturnType<typeof createUnbondings>;

/** Builds the part of the keeper that owns unbonding delegations. */
export function createUnbondings({
  addresses,
  hooks,
  logger,
  bank,
}: Pick<Needs, "addresses" | "hooks" | "logger" | "bank">) {
  function unbondingDelegation(
    ctx: Ctx,
    delegator: AccAddress,
    operator: ValAddress,
  ): UnbondingDelegation | undefined {
    return state.unbondings.get(ctx, [delegator, operator]);
  }

  /** All that unbonds from a validator, by delegator; every record is read before any is returned. */
  function getUnbondingDelegationsFromValidator(
    ctx: Ctx,
    operator: ValAddress,
  ): UnbondingDelegation[] {
    const records: UnbondingDelegation[] = [];
    for (const [, delegator] of state.unbondingsByValidator.keys(ctx, { prefix: [operator] })) {
      records.push(
        state.unbondings.require(ctx, [delegator, operator], errors.noUnbondingDelegation),
      );
    }
    return records;
  }

  function unbondingDelegations(ctx: Ctx): Iterable<UnbondingDelegation> {
    return state.unbondings.values(ctx);
  }

  function unbondingDelegationsOf(ctx: Ctx, delegator: AccAddress): Iterable<UnbondingDelegation> {
    return state.unbondings.values(ctx, { prefix: [delegator] });
  }

  function hasMaxEntries(ctx: Ctx, delegator: AccAddress, operator: ValAddress): boolean {
    const entries = unbondingDelegation(ctx, delegator, operator)?.entries.length ?? 0;
    return entries >= maxEntries(ctx);
  }

  function setUnbondingDelegation(ctx: Ctx, record: UnbondingDelegation): void {
    const { delegator, operator } = parties(record);
    state.unbondings.set(ctx, [delegator, operator], record);
    state.unbondingsByValidator.add(ctx, [operator, delegator]);
  }

  function removeUnbondingDelegation(ctx: Ctx, record: UnbondingDelegation): void {
    const { delegator, operator } = parties(record);
    state.unbondings.delete(ctx, [delegator, operator]);
    state.unbondingsByValidator.delete(ctx, [operator, delegator]);
  }

  /** Stores a record, or removes it with its last entry. */
  function storeOrRemove(ctx: Ctx, record: UnbondingDelegation): void {
    if (record.entries.length === 0) removeUnbondingDelegation(ctx, record);
    else setUnbondingDelegation(ctx, record);
  }

  /**
   * Adds an entry. One of the same height and time grows instead; the id it would have had is used up all the same.
   */
  function addEntry(
    ctx: Ctx,
    entry: {
      readonly delegator: AccAddress;
      readonly operator: ValAddress;
      readonly completion: Time;
      readonly balance: bigint;
    },
  ): UnbondingDelegation {
    const { delegator, operator, completion, balance } = entry;
    const id = nextUnbondingId(ctx);
    const existing = unbondingDelegation(ctx, delegator, operator) ?? {
      delegatorAddress: addresses.acc.toText(delegator),
      validatorAddress: addresses.val.toText(operator),
      entries: [],
    };
    const twin = existing.entries.findIndex(
      ({ creationHeight, completionTime }) =>
        creationHeight === ctx.height && fromTimestamp(completionTime) === completion,
    );
    const entries =
      twin < 0
        ? [...existing.entries, newEntry(ctx, { id, completion, balance })]
        : existing.entries.map((old, index) => (index === twin ? grown(old, balance) : old));
    const record = { ...existing, entries };
    setUnbondingDelegation(ctx, record);
    if (twin < 0) {
      const recordKey = state.unbondings.rawKey([delegator, operator]);
      indexUnbonding(ctx, id, recordKey, UnbondingType.UNBONDING_DELEGATION);
      tolerate(logger, "after unbonding initiated", () => {
        for (const hook of hooks) hook.afterUnbondingInitiated?.(ctx, id);
      });
    }
    return record;
  }

  /** Queues the pair of a record for `completion`. A pair may stand in a slot more than once. */
  function enqueue(ctx: Ctx, record: UnbondingDelegation, completion: Time): void {
    const { delegatorAddress, validatorAddress } = record;
    const pairs = state.unbondingQueue.get(ctx, completion)?.pairs ?? [];
    state.unbondingQueue.set(ctx, completion, {
      pairs: [...pairs, { delegatorAddress, validatorAddress }],
    });
  }

  /** Empties the queue up to now and returns the pairs found in it. */
  function dequeueMature(ctx: Ctx) {
    const slots = [...state.unbondingQueue.entries(ctx, { through: ctx.time })];
    for (const [time] of slots) state.unbondingQueue.delete(ctx, time);
    return slots.flatMap(([, { pairs }]) => pairs);
  }

  /**
   * Pays out every mature entry of a record.
   *
   * @returns what was paid
   * @throws staking/26 when there is no record
   */
  function completeUnbonding(ctx: Ctx, delegator: AccAddress, operator: ValAddress): Coins {
    const record = state.unbondings.require(
      ctx,
      [delegator, operator],
      errors.noUnbondingDelegation,
    );
    const denom = bondDenom(ctx);
    const owner = accAddress(addresses.acc.fromText(record.delegatorAddress));
    const entries: UnbondingDelegationEntry[] = [];
    let paid = 0n;
    for (const entry of record.entries) {
      if (!isMature(entry, ctx.time) || isOnHold(entry)) {
        entries.push(entry);
        continue;
      }
      unindexUnbonding(ctx, entry.unbondingId);
      const balance = intFromWire(entry.balance);
      if (balance === 0n) continue;
      const coins = singleCoin(denom, balance);
      bank.undelegateCoinsFromModuleToAccount(ctx, NOT_BONDED_POOL, owner, coins);
      paid += balance;
    }
    storeOrRemove(ctx, { ...record, entries });
    return singleCoin(denom, paid);
  }

  /** @throws staking/26 */
  function unbondingDelegationById(ctx: Ctx, id: bigint): UnbondingDelegation {
    const recordKey = state.unbondingIndex.require(ctx, id, errors.noUnbondingDelegation);
    const record = recordAt(ctx, UnbondingDelegation, recordKey);
    if (record === undefined) throw errors.noUnbondingDelegation();
    return record;
  }

  /** Lets a held entry complete; at once when it is mature and nobody else holds it. @throws staking/42 */
  function release(ctx: Ctx, id: bigint): void {
    const record = unbondingDelegationById(ctx, id);
    const held = entryOf(record.entries, id);
    if (!isOnHold(held)) {
      throw errors.onHoldCountNegative(
        `undelegation unbondingID(${id}), expecting UnbondingOnHoldRefCount > 0, got int64`,
      );
    }
    const freed = { ...held, unbondingOnHoldRefCount: held.unbondingOnHoldRefCount - 1n };
    if (isOnHold(freed) || !isMature(freed, ctx.time)) {
      const entries = record.entries.map((entry) => (entry === held ? freed : entry));
      setUnbondingDelegation(ctx, { ...record, entries });
      return;
    }
    const owner = addresses.acc.fromText(record.delegatorAddress);
    const denom = bondDenom(ctx);
    const balance = intFromWire(freed.balance);
    if (balance !== 0n) {
      const coins = singleCoin(denom, balance);
      bank.undelegateCoinsFromModuleToAccount(ctx, NOT_BONDED_POOL, owner, coins);
    }
    unindexUnbonding(ctx, id);
    storeOrRemove(ctx, { ...record, entries: record.entries.filter((entry) => entry !== held) });
  }

  function hold(ctx: Ctx, id: bigint): void {
    const record = unbondingDelegationById(ctx, id);
    const held = entryOf(record.entries, id);
    setUnbondingDelegation(ctx, {
      ...record,
      entries: record.entries.map((entry) =>
        entry === held
          ? { ...entry, unbondingOnHoldRefCount: entry.unbondingOnHoldRefCount + 1n }
          : entry,
      ),
    });
  }

  function parties(record: UnbondingDelegation) {
    return {
      delegator: addresses.acc.fromText(record.delegatorAddress),
      operator: addresses.val.fromText(record.validatorAddress),
    };
  }

  return {
    unbondingDelegation,
    getUnbondingDelegationsFromValidator,
    unbondingDelegations,
    unbondingDelegationsOf,
    unbondingDelegationById,
    hasMaxEntries,
    setUnbondingDelegation,
    removeUnbondingDelegation,
    storeOrRemove,
    addEntry,
    enqueue,
    dequeueMature,
    completeUnbonding,
    hold,
    release,
  };
}

/** Whether the wait of an entry is over. */
export function isMature(
  entry: { readonly completionTime: UnbondingDelegationEntry["completionTime"] },
  now: Time,
): boolean {
  return compareBigint(fromTimestamp(entry.completionTime), now) <= 0;
}

/** Whether another module keeps an entry from completing. */
export function isOnHold(entry: { readonly unbondingOnHoldRefCount: bigint }): boolean {
  return entry.unbondingOnHoldRefCount > 0n;
}

function entryOf(
  entries: readonly UnbondingDelegationEntry[],
  id: bigint,
): UnbondingDelegationEntry {
  const entry = entries.find(({ unbondingId }) => unbondingId === id);
  if (entry === undefined) throw errors.noUnbondingDelegation();
  return entry;
}

function newEntry(
  ctx: Ctx,
  { id, completion, balance }: { id: bigint; completion: Time; balance: bigint },
): UnbondingDelegationEntry {
  return {
    creationHeight: ctx.height,
    completionTime: toTimestamp(completion),
    initialBalance: balance.toString(),
    balance: balance.toString(),
    unbondingId: id,
    unbondingOnHoldRefCount: 0n,
  };
}

function grown(entry: UnbondingDelegationEntry, by: bigint): UnbondingDelegationEntry {
  return {
    ...entry,
    initialBalance: (intFromWire(entry.initialBalance) + by).toString(),
    balance: (intFromWire(entry.balance) + by).toString(),
  };
}
