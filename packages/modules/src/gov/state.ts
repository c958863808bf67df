import { accAddress } from "@testudo/base";
import { Deposit, Params, Proposal, Vote } from "@testudo/proto/cosmos/gov/v1";
import { defineState, item, key, map, proto, sequence, value } from "@testudo/store";

const accountKey = key.branded(key.lpBytes, accAddress);
/** End of the period, proposal. */
const queueKey = key.tuple(key.time29, key.uint64);

/** Prefix of all proposals, for pages over them. */
export const PROPOSALS_PREFIX = Uint8Array.of(0x00);

/** Everything under the `gov` store. */
export const state = defineState("gov", {
  proposals: map(PROPOSALS_PREFIX, key.uint64, proto(Proposal)),
  activeQueue: map(0x01, queueKey, value.uint64BE),
  inactiveQueue: map(0x02, queueKey, value.uint64BE),
  nextProposalId: sequence(0x03),
  /** Marks the proposals that take votes. */
  votingPeriod: map(0x04, key.uint64, value.bool),
  /** Proposal, depositor. */
  deposits: map(0x10, key.tuple(key.uint64, accountKey), proto(Deposit)),
  /** Proposal, voter. */
  votes: map(0x20, key.tuple(key.uint64, accountKey), proto(Vote)),
  params: item(0x30, proto(Params)),
  constitution: item(0x31, value.text),
});
