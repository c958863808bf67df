import { AppError } from "@testudo/base";
import type { Ctx } from "./ctx.ts";
import type { Event } from "./events.ts";
import { branchState } from "./state.ts";

/**
 * Runs `fn` on a branch of state and events and keeps both only if it returns. The gas meter is shared: work that is
 * thrown away was still paid for.
 */
export function atomically<T>(ctx: Ctx, fn: (ctx: Ctx) => T): T {
  const { value, keep } = onBranch(ctx, fn);
  keep();
  return value;
}

/** The result of a step that may be refused. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: AppError };

/**
 * Like `atomically`, but a refusal (`AppError`) is returned instead of thrown. Everything else (panics, out of gas,
 * assertions) passes through.
 */
export function attempt<T>(ctx: Ctx, fn: (ctx: Ctx) => T): Result<T> {
  try {
    return { ok: true, value: atomically(ctx, fn) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error };
    throw error;
  }
}

/**
 * Runs `fn` on a branch and leaves the decision to the caller: `keep` writes state and events to `ctx`; without it both
 * are dropped. For steps whose result says whether they count (a packet callback's acknowledgement), and for trial runs.
 */
export function onBranch<T>(
  ctx: Ctx,
  fn: (ctx: Ctx) => T,
): { readonly value: T; readonly events: readonly Event[]; keep(): void } {
  const state = branchState(ctx.state);
  const events: Event[] = [];
  const value = fn(ctx.with({ state, eventLog: events }));
  return {
    value,
    events,
    keep() {
      state.write();
      for (const event of events) ctx.emit(event);
    },
  };
}
