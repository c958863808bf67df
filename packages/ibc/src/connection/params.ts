import { plainError, SECOND } from "@testudo/base";
import type { Params } from "@testudo/proto/ibc/core/connection/v1";
import type { Ctx } from "@testudo/runtime";
import { state } from "./state.ts";

/** Blocks are expected within 30 s. */
export const DEFAULT_CONNECTION_PARAMS: Params = { maxExpectedTimePerBlock: 30n * SECOND };

/** Puts the parameters back to their defaults: what the upgrade to this version does. */
export function resetConnectionParams(ctx: Ctx): void {
  state.params.set(ctx, DEFAULT_CONNECTION_PARAMS);
}

/** @throws an uncoded error when the expected time is zero */
export function validateConnectionParams({ maxExpectedTimePerBlock }: Params): void {
  if (maxExpectedTimePerBlock === 0n) throw plainError("MaxExpectedTimePerBlock cannot be zero");
}
