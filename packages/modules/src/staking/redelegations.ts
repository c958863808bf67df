import {
  type AccAddress,
  type Coins,
  type Dec,
  singleCoin,
  type Time,
  type ValAddress,
} from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import { Redelegation, type RedelegationEntry } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { intFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { Needs } from "./needs.ts";
import { bondDenom, maxEntries } from "./params.ts";
import { recordAt, state } from "./state.ts";
import {
  indexUnbonding,
  nextUnbondingId,
  UnbondingType,
  unindexUnbonding,
} from "./unbonding-ids.ts";
import { isMature, isOnHold } from "./unbondings.ts";
import { tolerate } from "./validators.ts";

/** The three parties of a redelegation. */
export interface RedelegationParties {
  readonly delegator: AccAddress;
  readonly source: ValAddress;
  readonly destination: ValAddress;
}

/** Stake that changed its validator and still answers for the old one. */
export type Redelegations = ReturnType<typeof createRedelegations>;

/** Builds the part of the keeper that owns redelegation records. */
export function createRedelegations({
  addresses,
  hooks,
  logger,
}: Pick<Needs, "addresses" | "hooks" | "logger">) {
  function redelegation(ctx: Ctx, parties: RedelegationParties): Redelegation | undefined {
    return state.redelegations.get(ctx, recordKey(parties));
  }

  /** All redelegations away from a validator; every record is read before any is returned. */
  function getRedelegationsFromSrcValidator(ctx: Ctx, source: ValAddress): Redelegation[] {
    const records: Redelegation[] = [];
    const keys = state.redelegationsBySource.keys(ctx, { prefix: [source] });
    for (const [, delegator, destination] of keys) {
      const key = [delegator, source, destination] as const;
      records.push(state.redelegations.require(ctx, key, errors.noRedelegation));
    }
    return records;
  }

  function redelegations(ctx: Ctx): Iterable<Redelegation> {
    return state.redelegations.values(ctx);
  }

  function redelegationsOf(ctx: Ctx, delegator: AccAddress): Iterable<Redelegation> {
    return state.redelegations.values(ctx, { prefix: [delegator] });
  }

  /** Whether stake of the delegator is still arriving at the validator. */
  function isReceiving(ctx: Ctx, delegator: AccAddress, destination: ValAddress): boolean {
    const prefix = [destination, delegator] as const;
    for (const _ of state.redelegationsByDestination.keys(ctx, { prefix })) return true;
    return false;
  }

  /** Whether no further entry fits; the limit is read only when there is a record. */
  function hasMaxEntries(ctx: Ctx, parties: RedelegationParties): boolean {
    const record = redelegation(ctx, parties);
    return record !== undefined && record.entries.length >= maxEntries(ctx);
  }

  function setRedelegation(ctx: Ctx, record: Redelegation): void {
    const { delegator, source, destination } = partiesOf(record);
    state.redelegations.set(ctx, [delegator, source, destination], record);
    state.redelegationsBySource.add(ctx, [source, delegator, destination]);
    state.redelegationsByDestination.add(ctx, [destination, delegator, source]);
  }

  function removeRedelegation(ctx: Ctx, record: Redelegation): void {
    const { delegator, source, destination } = partiesOf(record);
    state.redelegations.delete(ctx, [delegator, source, destination]);
    state.redelegationsBySource.delete(ctx, [source, delegator, destination]);
    state.redelegationsByDestination.delete(ctx, [destination, delegator, source]);
  }

  function storeOrRemove(ctx: Ctx, record: Redelegation): void {
    if (record.entries.length === 0) removeRedelegation(ctx, record);
    else setRedelegation(ctx, record);
  }

  /** Adds an entry; entries are never merged. */
  function addEntry(
    ctx: Ctx,
    parties: RedelegationParties,
    entry: {
      readonly height: bigint;
      readonly completion: Time;
      readonly balance: bigint;
      readonly sharesDst: Dec;
    },
  ): Redelegation {
    const id = nextUnbondingId(ctx);
    const existing = redelegation(ctx, parties) ?? {
      delegatorAddress: addresses.acc.toText(parties.delegator),
      validatorSrcAddress: addresses.val.toText(parties.source),
      validatorDstAddress: addresses.val.toText(parties.destination),
      entries: [],
    };
    const added: RedelegationEntry = {
      creationHeight: entry.height,
      completionTime: toTimestamp(entry.completion),
      initialBalance: entry.balance.toString(),
      sharesDst: entry.sharesDst.toAtomicsText(),
      unbondingId: id,
      unbondingOnHoldRefCount: 0n,
    };
    const record = { ...existing, entries: [...existing.entries, added] };
    setRedelegation(ctx, record);
    const key = state.redelegations.rawKey(recordKey(parties));
    indexUnbonding(ctx, id, key, UnbondingType.REDELEGATION);
    tolerate(logger, "after unbonding initiated", () => {
      for (const hook of hooks) hook.afterUnbondingInitiated?.(ctx, id);
    });
    return record;
  }

  function enqueue(ctx: Ctx, record: Redelegation, completion: Time): void {
    const { delegatorAddress, validatorSrcAddress, validatorDstAddress } = record;
    const triplets = state.redelegationQueue.get(ctx, completion)?.triplets ?? [];
    state.redelegationQueue.set(ctx, completion, {
      triplets: [...triplets, { delegatorAddress, validatorSrcAddress, validatorDstAddress }],
    });
  }

  /** Empties the queue up to the time of the header (where unbondings go by the block's) and returns its triplets. */
  function dequeueMature(ctx: Ctx) {
    const slots = [...state.redelegationQueue.entries(ctx, { through: ctx.header.time })];
    for (const [time] of slots) state.redelegationQueue.delete(ctx, time);
    return slots.flatMap(([, { triplets }]) => triplets);
  }

  /**
   * Ends every mature entry of a record.
   *
   * @returns the sum that had moved
   * @throws staking/28 when there is no record
   */
  function completeRedelegation(ctx: Ctx, parties: RedelegationParties): Coins {
    const record = state.redelegations.require(ctx, recordKey(parties), errors.noRedelegation);
    const denom = bondDenom(ctx);
    const entries: RedelegationEntry[] = [];
    let moved = 0n;
    for (const entry of record.entries) {
      if (!isMature(entry, ctx.time) || isOnHold(entry)) {
        entries.push(entry);
        continue;
      }
      unindexUnbonding(ctx, entry.unbondingId);
      moved += intFromWire(entry.initialBalance);
    }
    storeOrRemove(ctx, { ...record, entries });
    return singleCoin(denom, moved);
  }

  /** @throws staking/28 */
  function redelegationById(ctx: Ctx, id: bigint): Redelegation {
    const key = state.unbondingIndex.require(ctx, id, errors.noRedelegation);
    const record = recordAt(ctx, Redelegation, key);
    if (record === undefined) throw errors.noRedelegation();
    return record;
  }

  /** Lets a held entry complete; at once when it is mature and nobody else holds it. @throws staking/42 */
  function release(ctx: Ctx, id: bigint): void {
    const record = redelegationById(ctx, id);
    const held = entryOf(record.entries, id);
    if (!isOnHold(held)) {
      throw errors.onHoldCountNegative(
        `redelegation unbondingID(${id}), expecting UnbondingOnHoldRefCount > 0, got int64`,
      );
    }
    const freed = { ...held, unbondingOnHoldRefCount: held.unbondingOnHoldRefCount - 1n };
    if (isOnHold(freed) || !isMature(freed, ctx.time)) {
      const entries = record.entries.map((entry) => (entry === held ? freed : entry));
      setRedelegation(ctx, { ...record, entries });
      return;
    }
    unindexUnbonding(ctx, id);
    storeOrRemove(ctx, { ...record, entries: record.entries.filter((entry) => entry !== held) });
  }

  function hold(ctx: Ctx, id: bigint): void {
    const record = redelegationById(ctx, id);
    const held = entryOf(record.entries, id);
    setRedelegation(ctx, {
      ...record,
      entries: record.entries.map((entry) =>
        entry === held
          ? { ...entry, unbondingOnHoldRefCount: entry.unbondingOnHoldRefCount + 1n }
          : entry,
      ),
    });
  }

  function partiesOf(record: Redelegation): RedelegationParties {
    return {
      delegator: addresses.acc.fromText(record.delegatorAddress),
      source: addresses.val.fromText(record.validatorSrcAddress),
      destination: addresses.val.fromText(record.validatorDstAddress),
    };
  }

  return {
    redelegation,
    getRedelegationsFromSrcValidator,
    redelegations,
    redelegationsOf,
    redelegationById,
    isReceiving,
    hasMaxEntries,
    setRedelegation,
    removeRedelegation,
    addEntry,
    enqueue,
    dequeueMature,
    completeRedelegation,
    hold,
    release,
  };
}

function recordKey({ delegator, source, destination }: RedelegationParties) {
  return [delegator, source, destination] as const;
}

function entryOf(entries: readonly RedelegationEntry[], id: bigint): RedelegationEntry {
  const entry = entries.find(({ unbondingId }) => unbondingId === id);
  if (entry === undefined) throw errors.noRedelegation();
  return entry;
}
