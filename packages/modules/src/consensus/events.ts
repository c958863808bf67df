import { type Event, event } from "@testudo/runtime";

/** Consensus parameters were replaced; `parameters` is their gogoproto text form. */
export function consensusParamsUpdated(authority: string, parameters: string): Event {
  return event("update_consensus_params", ["authority", authority], ["parameters", parameters]);
}
