import { type Bytes, toHexUpper } from "@testudo/base";
import {
  type Commit,
  commitVote,
  isZeroBlockId,
  type JsonObject,
  timeToJson,
  type Validator,
  type ValidatorSet,
  validatorSetToJson,
} from "@testudo/comet";
import type { ChainPort } from "./node-port.ts";

// What CometBFT shows of the round in progress. Between two blocks that is the first round of the next height, before
// anybody voted in it.

/** CometBFT's number of the step in which a height begins. */
const STEP_NEW_HEIGHT = 1;

/** `consensus_state` */
export function consensusState(chain: ChainPort): JsonObject {
  const { height, startTime, validators } = nextHeight(chain);
  const proposer = validators?.proposer;
  return {
    "height/round/step": `${height}/0/${STEP_NEW_HEIGHT}`,
    start_time: timeToJson(startTime),
    proposal_block_hash: "",
    locked_block_hash: "",
    valid_block_hash: "",
    height_vote_set: voteSets(validators),
    proposer: {
      address: proposer === undefined ? "" : toHexUpper(proposer.address),
      index: proposer === undefined ? 0 : (validators?.indexOf(proposer.address) ?? 0),
    },
  };
}

/** `dump_consensus_state` */
export function wholeConsensusState(chain: ChainPort): JsonObject {
  const { height, startTime, validators } = nextHeight(chain);
  const last = chain.validators(height - 1n)?.validators;
  const lastCommit = chain.commit(height - 1n)?.commit;
  return {
    height: String(height),
    round: 0,
    step: STEP_NEW_HEIGHT,
    start_time: timeToJson(startTime),
    commit_time: timeToJson(startTime),
    validators: validators === undefined ? null : validatorSetToJson(validators),
    proposal: null,
    proposal_block: null,
    proposal_block_parts: null,
    locked_round: -1,
    locked_block: null,
    locked_block_parts: null,
    valid_round: -1,
    valid_block: null,
    valid_block_parts: null,
    votes: voteSets(validators),
    commit_round: -1,
    last_commit:
      last === undefined || lastCommit === undefined ? null : commitVotes(lastCommit, last),
    last_validators: last === undefined ? null : validatorSetToJson(last),
    triggered_timeout_precommit: false,
  };
}

function nextHeight(chain: ChainPort) {
  const { latestHeight, latestTime, earliestHeight } = chain.status();
  const height = latestHeight === 0n ? earliestHeight : latestHeight + 1n;
  return { height, startTime: latestTime, validators: chain.validators(height)?.validators };
}

/** Both vote sets of round 0, still empty. */
function voteSets(validators: ValidatorSet | undefined): JsonObject[] {
  const members = validators?.validators ?? [];
  const votes = members.map(() => NO_VOTE);
  const bits = bitArray(
    members,
    members.map(() => false),
  );
  return [
    {
      round: 0,
      prevotes: votes,
      prevotes_bit_array: bits,
      precommits: votes,
      precommits_bit_array: bits,
    },
  ];
}

function commitVotes(commit: Commit, validators: ValidatorSet): JsonObject {
  const members = validators.validators;
  const isThere = members.map((_member, i) => (commit.signatures[i]?.signature.length ?? 0) > 0);
  return {
    votes: members.map((_member, i) => (isThere[i] ? voteText(commit, i) : NO_VOTE)),
    votes_bit_array: bitArray(members, isThere),
    peer_maj_23s: {},
  };
}

const NO_VOTE = "nil-Vote";

/** Who voted as CometBFT prints it: a cross or a line for each validator, then power and its share. */
function bitArray(members: readonly Validator[], voted: readonly boolean[]): string {
  let [power, total] = [0n, 0n];
  for (const [i, member] of members.entries()) {
    total += member.power;
    if (voted[i]) power += member.power;
  }
  const share = total === 0n ? 0 : Number(power) / Number(total);
  const bits = voted.map((one) => (one ? "x" : "_")).join("");
  return `BA{${members.length}:${bits}} ${power}/${total} = ${share.toFixed(2)}`;
}

function voteText(commit: Commit, index: number): string {
  const vote = commitVote(commit, index);
  const blockHash = isZeroBlockId(vote.blockId) ? new Uint8Array() : vote.blockId.hash;
  const round = String(vote.round).padStart(2, "0");
  return (
    `Vote{${index}:${fingerprint(vote.validatorAddress)} ${vote.height}/${round}/` +
    `SIGNED_MSG_TYPE_PRECOMMIT(Precommit) ${fingerprint(blockHash)} ` +
    `${fingerprint(vote.signature)} ${fingerprint(vote.extension)} @ ${timeToJson(vote.timestamp)}}`
  );
}

const FINGERPRINT_BYTES = 6;

function fingerprint(bytes: Bytes): string {
  return toHexUpper(bytes.subarray(0, FINGERPRINT_BYTES)).padEnd(2 * FINGERPRINT_BYTES, "0");
}
