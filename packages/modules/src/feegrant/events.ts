import { type Event, event } from "@testudo/runtime";

/** The two ends of an allowance, as text. */
export interface EndsText {
  readonly granter: string;
  readonly grantee: string;
}

/** An allowance was given. */
export const allowanceSet = (ends: EndsText): Event => about("set_feegrant", ends);
/** A fee was taken from an allowance. */
export const allowanceUsed = (ends: EndsText): Event => about("use_feegrant", ends);
/** An allowance is stored with what is left of it. */
export const allowanceUpdated = (ends: EndsText): Event => about("update_feegrant", ends);
/** An allowance was taken back or used up. */
export const allowanceRevoked = (ends: EndsText): Event => about("revoke_feegrant", ends);

/** Somebody had expired allowances removed. */
export function allowancesPruned(pruner: string): Event {
  return event("prune_feegrant", ["pruner", pruner]);
}

function about(type: string, { granter, grantee }: EndsText): Event {
  return event(type, ["granter", granter], ["grantee", grantee]);
}
