import { formatRfc3339Nano, SECOND, type Time } from "@testudo/base";
import { type Event, event } from "@testudo/runtime";

/** Names of the event attributes that several events share. */
interface Move {
  readonly delegator: string;
  readonly validator: string;
  /** `100stake`. */
  readonly amount: string;
}

/** A validator came into being with its own stake. */
export function validatorCreated(validator: string, amount: string): Event {
  return event("create_validator", ["validator", validator], ["amount", amount]);
}

/** `commission` is in gogoproto's text format, as the reference prints it. */
export function validatorEdited(commission: string, minSelfDelegation: string): Event {
  return event(
    "edit_validator",
    ["commission_rate", commission],
    ["min_self_delegation", minSelfDelegation],
  );
}

/** Coins were delegated. */
export function delegated({ delegator, validator, amount }: Move, newShares: string): Event {
  return event(
    "delegate",
    ["validator", validator],
    ["delegator", delegator],
    ["amount", amount],
    ["new_shares", newShares],
  );
}

/** Stake began to leave; it is paid out at `completion`. */
export function unbondingBegun({ delegator, validator, amount }: Move, completion: Time): Event {
  return event(
    "unbond",
    ["validator", validator],
    ["delegator", delegator],
    ["amount", amount],
    ["completion_time", wholeSeconds(completion)],
  );
}

/** Leaving stake was delegated again. */
export function unbondingCancelled(
  { delegator, validator, amount }: Move,
  creationHeight: bigint,
): Event {
  return event(
    "cancel_unbonding_delegation",
    ["amount", amount],
    ["validator", validator],
    ["delegator", delegator],
    ["creation_height", creationHeight.toString()],
  );
}

/** `amount` is empty text when nothing was left to pay out. */
export function unbondingCompleted({ delegator, validator, amount }: Move): Event {
  return event(
    "complete_unbonding",
    ["amount", amount],
    ["validator", validator],
    ["delegator", delegator],
  );
}

/** Stake that moved between two validators. */
interface Redelegated {
  readonly source: string;
  readonly destination: string;
  readonly amount: string;
}

/** Stake changed its validator; it answers for the old one until `completion`. */
export function redelegated({ source, destination, amount }: Redelegated, completion: Time): Event {
  return event(
    "redelegate",
    ["source_validator", source],
    ["destination_validator", destination],
    ["amount", amount],
    ["completion_time", wholeSeconds(completion)],
  );
}

/** Moved stake no longer answers for its old validator. */
export function redelegationCompleted(
  { source, destination, amount }: Redelegated,
  delegator: string,
): Event {
  return event(
    "complete_redelegation",
    ["amount", amount],
    ["delegator", delegator],
    ["source_validator", source],
    ["destination_validator", destination],
  );
}

/** RFC 3339 without a fraction. */
function wholeSeconds(time: Time): string {
  const rest = ((time % SECOND) + SECOND) % SECOND;
  return formatRfc3339Nano(time - rest);
}
