import { type AccAddress, Dec, sdkErrors } from "@testudo/base";
import { VoteOption, type WeightedVoteOption } from "@testudo/proto/cosmos/gov/v1";
import type { Ctx } from "@testudo/runtime";
import { errors } from "./errors.ts";
import { voted } from "./events.ts";
import type { Needs } from "./needs.ts";
import { METADATA_MAX, requireLength } from "./params.ts";
import { state } from "./state.ts";

/** How many votes one walk collects before it deletes them. */
const CLEAR_BATCH = 10_000;

/** A vote as it comes in. */
export interface NewVote {
  readonly proposalId: bigint;
  readonly voter: AccAddress;
  readonly options: readonly WeightedVoteOption[];
  readonly metadata: string;
}

/**
 * Records a vote; a second one of the same voter replaces the first.
 *
 * @throws errors.inactiveProposal, errors.metadataTooLong, errors.invalidVote
 */
export function addVote(ctx: Ctx, { addresses }: Pick<Needs, "addresses">, vote: NewVote): void {
  const { proposalId, voter, options, metadata } = vote;
  if (!state.votingPeriod.has(ctx, proposalId)) {
    throw errors.inactiveProposal(proposalId.toString());
  }
  requireLength(metadata, METADATA_MAX, errors.metadataTooLong, "metadata");
  for (const option of options) requireValidOption(option);
  const voterText = addresses.acc.toText(voter);
  state.votes.set(ctx, [proposalId, voter], { proposalId, voter: voterText, options, metadata });
  ctx.emit(voted(proposalId, voterText, optionsJson(options)));
}

/** The whole vote on one option. @throws errors.invalidVote */
export function singleOption(option: number): WeightedVoteOption[] {
  if (!isVoteOption(option)) throw errors.invalidVote(optionName(option));
  return [{ option, weight: Dec.one.toString() }];
}

/**
 * A vote split over options must be complete and name each option once.
 *
 * @throws sdk/18 when empty, errors.invalidVote
 */
export function requireWholeVote(options: readonly WeightedVoteOption[]): void {
  if (options.length === 0) throw sdkErrors.invalidRequest("[]");
  const used = new Set<number>();
  let total = Dec.zero;
  for (const option of options) {
    requireValidOption(option);
    total = total.add(Dec.fromText(option.weight));
    if (used.has(option.option)) throw errors.invalidVote("duplicated vote option");
    used.add(option.option);
  }
  if (total.gt(Dec.one)) throw errors.invalidVote("total weight overflow 1.00");
  if (total.lt(Dec.one)) throw errors.invalidVote("total weight lower than 1.00");
}

/** Forgets all votes on a proposal, in the batches of the reference: each batch is a walk, which costs gas. */
export function deleteVotes(ctx: Ctx, proposalId: bigint): void {
  let keys: (readonly [bigint, AccAddress])[];
  do {
    keys = [];
    for (const key of state.votes.keys(ctx, { prefix: [proposalId] })) {
      if (keys.length === CLEAR_BATCH) break;
      keys.push(key);
    }
    for (const key of keys) state.votes.delete(ctx, key);
  } while (keys.length === CLEAR_BATCH);
}

function requireValidOption({ option, weight }: WeightedVoteOption): void {
  const share = decOrUndefined(weight);
  const valid = share?.isPositive() === true && share.lte(Dec.one) && isVoteOption(option);
  if (!valid) throw errors.invalidVote(`option:${optionName(option)} weight:"${weight}" `);
}

function decOrUndefined(text: string): Dec | undefined {
  try {
    return Dec.fromText(text);
  } catch {
    return undefined;
  }
}

function isVoteOption(option: number): boolean {
  return (
    option === VoteOption.VOTE_OPTION_YES ||
    option === VoteOption.VOTE_OPTION_ABSTAIN ||
    option === VoteOption.VOTE_OPTION_NO ||
    option === VoteOption.VOTE_OPTION_NO_WITH_VETO
  );
}

function optionName(option: number): string {
  const named = Object.entries(VoteOption).find(([, value]) => value === option);
  return named?.[0] ?? option.toString();
}

/** The options as the reference's JSON has them: numbers for options, fields that are zero left out. */
function optionsJson(options: readonly WeightedVoteOption[]): string {
  return JSON.stringify(options.map(({ option, weight }) => ({ option, weight })));
}
