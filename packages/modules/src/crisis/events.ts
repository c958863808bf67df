import { type Event, event } from "@testudo/runtime";

/** An invariant was checked and holds. */
export function invariantChecked(route: string): Event {
  return event("invariant", ["route", route]);
}
