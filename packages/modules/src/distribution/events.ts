import { type Coins, coinsToText, type DecCoins, decCoinsToText } from "@testudo/base";
import { type Event, event } from "@testudo/runtime";

/** A delegator's withdraw address changed. */
export function withdrawAddressSet(withdrawAddress: string): Event {
  return event("set_withdraw_address", ["withdraw_address", withdrawAddress]);
}

/** A validator's commission on an allocation. */
export function commissionAllocated(amount: DecCoins, validator: string): Event {
  return event("commission", ["amount", decCoinsToText(amount)], ["validator", validator]);
}

/** A validator's whole share of an allocation, commission included. */
export function rewardsAllocated(amount: DecCoins, validator: string): Event {
  return event("rewards", ["amount", decCoinsToText(amount)], ["validator", validator]);
}

/** A delegator was paid; `amount` may be a single zero coin. */
export function rewardsWithdrawn(amount: Coins, validator: string, delegator: string): Event {
  return event(
    "withdraw_rewards",
    ["amount", coinsToText(amount)],
    ["validator", validator],
    ["delegator", delegator],
  );
}

/** A validator took its commission. */
export function commissionWithdrawn(amount: Coins): Event {
  return event("withdraw_commission", ["amount", coinsToText(amount)]);
}
