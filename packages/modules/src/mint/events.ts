import type { Dec } from "@testudo/base";
import { type Event, event } from "@testudo/runtime";

/** The inflation of a block. */
export function minted(fields: {
  readonly bondedRatio: Dec;
  readonly inflation: Dec;
  readonly annualProvisions: Dec;
  readonly amount: bigint;
}): Event {
  return event(
    "mint",
    ["bonded_ratio", fields.bondedRatio.toString()],
    ["inflation", fields.inflation.toString()],
    ["annual_provisions", fields.annualProvisions.toString()],
    ["amount", fields.amount.toString()],
  );
}
