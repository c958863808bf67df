import { plainError, SECOND } from "@testudo/base";
import type { Params } from "@testudo/proto/ibc/core/connection/v1";

/** Blocks are expected within 30 s. */
export const DEFAULT_CONNECTION_PARAMS: Params = { maxExpectedTimePerBlock: 30n * SECOND };

/** @throws an uncoded error when the expected time is zero */
export function validateConnectionParams({ maxExpectedTimePerBlock }: Params): void {
  if (maxExpectedTimePerBlock === 0n) throw plainError("MaxExpectedTimePerBlock cannot be zero");
}
