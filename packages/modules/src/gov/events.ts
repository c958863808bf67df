import { type Coins, coinsToText } from "@testudo/base";
import { type Event, event } from "@testudo/runtime";

/** A proposal was stored. `messages` is every type URL with a comma before it. */
export function proposalSubmitted(id: bigint, proposer: string, messages: string): Event {
  return event(
    "submit_proposal",
    ["proposal_id", id.toString()],
    ["proposal_proposer", proposer],
    ["proposal_messages", messages],
  );
}

/** The initial deposit was enough for voting to start. */
export function votingStartedBySubmission(id: bigint): Event {
  return event("submit_proposal", ["voting_period_start", id.toString()]);
}

/** A later deposit made voting start. */
export function votingStartedByDeposit(id: bigint): Event {
  return event("proposal_deposit", ["voting_period_start", id.toString()]);
}

/** Somebody added to a proposal's deposit. */
export function deposited(id: bigint, depositor: string, amount: Coins): Event {
  return event(
    "proposal_deposit",
    ["depositor", depositor],
    ["amount", coinsToText(amount)],
    ["proposal_id", id.toString()],
  );
}

/** Somebody voted; `options` is their JSON. */
export function voted(id: bigint, voter: string, options: string): Event {
  return event(
    "proposal_vote",
    ["voter", voter],
    ["option", options],
    ["proposal_id", id.toString()],
  );
}

/** The proposer took a proposal back. */
export function proposalCanceled(id: bigint, sender: string): Event {
  return event("cancel_proposal", ["sender", sender], ["proposal_id", id.toString()]);
}

/** A proposal did not collect its deposit in time. */
export function proposalDropped(id: bigint): Event {
  return event(
    "inactive_proposal",
    ["proposal_id", id.toString()],
    ["proposal_result", "proposal_dropped"],
  );
}

/** Voting on a proposal ended. */
export function proposalDecided(id: bigint, result: string, log: string): Event {
  return event(
    "active_proposal",
    ["proposal_id", id.toString()],
    ["proposal_result", result],
    ["proposal_log", log],
  );
}
