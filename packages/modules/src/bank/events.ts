import { type Event, event } from "@testudo/runtime";

/** Coins left an account. */
export function coinSpent(spender: string, amount: string): Event {
  return event("coin_spent", ["spender", spender], ["amount", amount]);
}

/** Coins came to an account. */
export function coinReceived(receiver: string, amount: string): Event {
  return event("coin_received", ["receiver", receiver], ["amount", amount]);
}

/** Coins went from one account to another. */
export function transfer(recipient: string, sender: string, amount: string): Event {
  return event("transfer", ["recipient", recipient], ["sender", sender], ["amount", amount]);
}

/** Who moved coins in this message. */
export function messageSender(sender: string): Event {
  return event("message", ["sender", sender]);
}

/** A module made coins. */
export function coinbase(minter: string, amount: string): Event {
  return event("coinbase", ["minter", minter], ["amount", amount]);
}

/** A module destroyed coins. */
export function burn(burner: string, amount: string): Event {
  return event("burn", ["burner", burner], ["amount", amount]);
}
