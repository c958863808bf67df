import { type AccAddress, Dec } from "@testudo/base";
import type {
  Params,
  Proposal,
  TallyResult,
  WeightedVoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import { VoteOption } from "@testudo/proto/cosmos/gov/v1";
import type { Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Ctx } from "@testudo/runtime";
import { decFromWire, intFromWire } from "../wire.ts";
import type { Needs } from "./needs.ts";
import { state } from "./state.ts";

/** What the votes say. */
export interface Outcome {
  readonly passes: boolean;
  readonly burnDeposits: boolean;
  readonly result: TallyResult;
}

/** A validator of the voting set while votes are counted. */
interface VotingValidator {
  readonly bondedTokens: bigint;
  readonly shares: Dec;
  /** Shares of delegators that voted for themselves. */
  deducted: Dec;
  vote: readonly WeightedVoteOption[];
}

/** No votes. */
export const EMPTY_TALLY: TallyResult = {
  yesCount: "0",
  abstainCount: "0",
  noCount: "0",
  noWithVetoCount: "0",
};

/**
 * Counts the votes of a proposal and removes them.
 *
 * Delegators vote with their own shares; what is left of a validator's shares follows the validator.
 *
 * @param params read between counting and deciding, as the reference does
 */
export function tally(
  ctx: Ctx,
  { addresses, staking }: Pick<Needs, "addresses" | "staking">,
  proposal: Proposal,
  params: (ctx: Ctx) => Params,
): Outcome {
  const count = createCount();
  const validators = new Map<string, VotingValidator>();
  for (const validator of staking.bondedValidatorsByPower(ctx)) {
    validators.set(validator.operatorAddress, votingValidator(validator));
  }

  for (const [key, vote] of state.votes.entries(ctx, { prefix: [proposal.id] })) {
    const voter: AccAddress = addresses.acc.fromText(vote.voter);
    const own = validators.get(addresses.val.toText(voter));
    if (own !== undefined) own.vote = vote.options;
    for (const delegation of staking.delegationsOf(ctx, voter)) {
      const validator = validators.get(delegation.validatorAddress);
      if (validator === undefined) continue;
      const shares = decFromWire(delegation.shares);
      validator.deducted = validator.deducted.add(shares);
      count.add(powerOf(validator, shares), vote.options);
    }
    state.votes.delete(ctx, key);
  }
  for (const validator of validators.values()) {
    if (validator.vote.length === 0) continue;
    count.add(powerOf(validator, validator.shares.sub(validator.deducted)), validator.vote);
  }
  return decide(proposal, params(ctx), count, staking.totalBondedTokens(ctx));
}

type Count = ReturnType<typeof createCount>;

function createCount() {
  const byOption = new Map<number, Dec>();
  let total = Dec.zero;
  return {
    add(power: Dec, options: readonly WeightedVoteOption[]): void {
      for (const { option, weight } of options) {
        const part = power.mul(Dec.fromText(weight));
        byOption.set(option, (byOption.get(option) ?? Dec.zero).add(part));
      }
      total = total.add(power);
    },
    of: (option: number): Dec => byOption.get(option) ?? Dec.zero,
    total: (): Dec => total,
  };
}

function decide(proposal: Proposal, params: Params, count: Count, totalBonded: bigint): Outcome {
  const yes = count.of(VoteOption.VOTE_OPTION_YES);
  const abstain = count.of(VoteOption.VOTE_OPTION_ABSTAIN);
  const veto = count.of(VoteOption.VOTE_OPTION_NO_WITH_VETO);
  const total = count.total();
  const result: TallyResult = {
    yesCount: yes.truncateInt().toString(),
    abstainCount: abstain.truncateInt().toString(),
    noCount: count.of(VoteOption.VOTE_OPTION_NO).truncateInt().toString(),
    noWithVetoCount: veto.truncateInt().toString(),
  };
  const rejected = (burnDeposits: boolean): Outcome => ({ passes: false, burnDeposits, result });

  if (totalBonded === 0n) return rejected(false);
  if (total.quo(Dec.fromInt(totalBonded)).lt(Dec.fromText(params.quorum))) {
    return rejected(params.burnVoteQuorum);
  }
  const decided = total.sub(abstain);
  if (decided.isZero()) return rejected(false);
  if (veto.quo(total).gt(Dec.fromText(params.vetoThreshold))) return rejected(params.burnVoteVeto);
  const threshold = proposal.expedited ? params.expeditedThreshold : params.threshold;
  if (yes.quo(decided).gt(Dec.fromText(threshold))) {
    return { passes: true, burnDeposits: false, result };
  }
  return rejected(false);
}

function votingValidator(validator: Validator): VotingValidator {
  return {
    // Only bonded validators are asked for, so all tokens are bonded.
    bondedTokens: intFromWire(validator.tokens),
    shares: decFromWire(validator.delegatorShares),
    deducted: Dec.zero,
    vote: [],
  };
}

function powerOf({ bondedTokens, shares: all }: VotingValidator, shares: Dec): Dec {
  return shares.mulInt(bondedTokens).quo(all);
}
