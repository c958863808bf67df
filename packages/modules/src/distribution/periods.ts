import {
  addDecCoins,
  Dec,
  type DecCoins,
  quoDecTruncate,
  subDecCoins,
  type ValAddress,
} from "@testudo/base";
import { type Ctx, panic } from "@testudo/runtime";
import { type CurrentRewards, type HistoricalRewards, state } from "./state.ts";

const NO_COINS: DecCoins = [];

/** Historical rewards of a period; where nothing is stored the reference reads an empty record. */
export function historicalRewards(
  ctx: Ctx,
  operator: ValAddress,
  period: bigint,
): HistoricalRewards {
  return state.historical.get(ctx, [operator, period]) ?? { ratio: NO_COINS, references: 0 };
}

/** Rewards of the running period. */
export function currentRewards(ctx: Ctx, operator: ValAddress): CurrentRewards {
  return state.current.get(ctx, operator) ?? { rewards: NO_COINS, period: 0n };
}

/** Everything a validator and its delegators have not withdrawn yet. */
export function outstandingRewards(ctx: Ctx, operator: ValAddress): DecCoins {
  return state.outstanding.get(ctx, operator) ?? NO_COINS;
}

/** Commission a validator has not withdrawn yet. */
export function accumulatedCommission(ctx: Ctx, operator: ValAddress): DecCoins {
  return state.commission.get(ctx, operator) ?? NO_COINS;
}

/** Coins that belong to nobody in particular. */
export function communityPool(ctx: Ctx): DecCoins {
  return state.feePool.get(ctx) ?? panic("collections: not found: key 'no_key' of type fee_pool");
}

/** First records of a new validator: period 0 closed and empty, period 1 running. */
export function startValidator(ctx: Ctx, operator: ValAddress): void {
  state.historical.set(ctx, [operator, 0n], { ratio: NO_COINS, references: 1 });
  state.current.set(ctx, operator, { rewards: NO_COINS, period: 1n });
  state.commission.set(ctx, operator, NO_COINS);
  state.outstanding.set(ctx, operator, NO_COINS);
}

/**
 * Closes the running period of a validator and opens the next.
 *
 * With no tokens nobody can be paid, so the period's rewards go to the community pool.
 *
 * @returns the period that was closed
 */
export function incrementPeriod(ctx: Ctx, operator: ValAddress, tokens: bigint): bigint {
  const { rewards, period } = currentRewards(ctx, operator);
  if (tokens === 0n) {
    const pool = communityPool(ctx);
    const outstanding = outstandingRewards(ctx, operator);
    state.feePool.set(ctx, addDecCoins(pool, rewards));
    state.outstanding.set(ctx, operator, subDecCoins(outstanding, rewards));
  }
  const perToken = tokens === 0n ? NO_COINS : quoDecTruncate(rewards, Dec.fromInt(tokens));

  const { ratio } = historicalRewards(ctx, operator, period - 1n);
  releasePeriod(ctx, operator, period - 1n);
  state.historical.set(ctx, [operator, period], {
    ratio: addDecCoins(ratio, perToken),
    references: 1,
  });
  state.current.set(ctx, operator, { rewards: NO_COINS, period: period + 1n });
  return period;
}

/** Adds a reference to a period. Panics above the three there can be. */
export function holdPeriod(ctx: Ctx, operator: ValAddress, period: bigint): void {
  const historical = historicalRewards(ctx, operator, period);
  if (historical.references > 2) panic("reference count should never exceed 2");
  state.historical.set(ctx, [operator, period], {
    ...historical,
    references: historical.references + 1,
  });
}

/** Takes a reference off a period and forgets the period with the last one. */
export function releasePeriod(ctx: Ctx, operator: ValAddress, period: bigint): void {
  const historical = historicalRewards(ctx, operator, period);
  if (historical.references === 0) panic("cannot set negative reference count");
  if (historical.references === 1) {
    state.historical.delete(ctx, [operator, period]);
    return;
  }
  state.historical.set(ctx, [operator, period], {
    ...historical,
    references: historical.references - 1,
  });
}
