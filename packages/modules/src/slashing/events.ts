import { type Event, event } from "@testudo/runtime";

/** A validator was absent from the last commit. */
export function liveness(address: string, missedBlocks: bigint, height: bigint): Event {
  return event(
    "liveness",
    ["address", address],
    ["missed_blocks", missedBlocks.toString()],
    ["height", height.toString()],
  );
}

/** A validator was slashed and jailed for missing too many blocks. */
export function slashedForDowntime(address: string, power: bigint, burned: bigint): Event {
  return event(
    "slash",
    ["address", address],
    ["power", power.toString()],
    ["reason", "missing_signature"],
    ["jailed", address],
    ["burned_coins", burned.toString()],
  );
}

/** A validator was slashed for a reason given by evidence. */
export function slashed(address: string, power: bigint, reason: string, burned: bigint): Event {
  return event(
    "slash",
    ["address", address],
    ["power", power.toString()],
    ["reason", reason],
    ["burned_coins", burned.toString()],
  );
}

/** A validator was jailed because of evidence. */
export function jailed(address: string): Event {
  return event("slash", ["jailed", address]);
}
