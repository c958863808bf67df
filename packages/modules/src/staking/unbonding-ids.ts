import type { Ctx } from "@testudo/runtime";
import { errors } from "./errors.ts";
import { state } from "./state.ts";

/** What an unbonding id names. */
export const UnbondingType = {
  UNBONDING_DELEGATION: 1n,
  REDELEGATION: 2n,
  VALIDATOR: 3n,
} as const;

/** Hands out the next id: one read, one write. */
export function nextUnbondingId(ctx: Ctx): bigint {
  const id = (state.lastUnbondingId.get(ctx) ?? 0n) + 1n;
  state.lastUnbondingId.set(ctx, id);
  return id;
}

/** Notes in which record an id lies, and of which type that record is. */
export function indexUnbonding(ctx: Ctx, id: bigint, recordKey: Uint8Array, type: bigint): void {
  state.unbondingIndex.set(ctx, id, recordKey);
  state.unbondingTypes.set(ctx, id, type);
}

/** Forgets where an id lies. Its type stays for ever. */
export function unindexUnbonding(ctx: Ctx, id: bigint): void {
  state.unbondingIndex.delete(ctx, id);
}

/** @throws staking/45 for an id that was never indexed */
export function unbondingType(ctx: Ctx, id: bigint): bigint {
  return state.unbondingTypes.require(ctx, id, errors.noUnbondingType);
}
