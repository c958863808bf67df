import { EventGrant, EventRevoke } from "@testudo/proto/cosmos/authz/v1beta1";
import { type Event, typedEvent } from "@testudo/runtime";

/** Who may do what in whose name, as text. */
export interface GrantText {
  readonly granter: string;
  readonly grantee: string;
  readonly msgTypeUrl: string;
}

/** A grant was given or replaced. */
export function granted(grant: GrantText): Event {
  return typedEvent(EventGrant, grant);
}

/** A grant was taken back or used up. */
export function revoked(grant: GrantText): Event {
  return typedEvent(EventRevoke, grant);
}

/** An event of an inner message, marked with that message's place. */
export function ofInnerMessage(event: Event, index: number): Event {
  return {
    ...event,
    attributes: [...event.attributes, { key: "authz_msg_index", value: index.toString() }],
  };
}
