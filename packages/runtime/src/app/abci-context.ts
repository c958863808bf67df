import { fromTimestamp } from "@testudo/proto";
import type {
  Misbehavior as AbciMisbehavior,
  CommitInfo,
  RequestFinalizeBlock,
} from "@testudo/proto/tendermint/abci";
import type { HeaderInfo, Misbehavior, VoteInfo } from "../ctx.ts";

const NO_BYTES = new Uint8Array();

/** The header of a block as far as the application learns it. */
export function headerOfBlock(
  request: Pick<
    RequestFinalizeBlock,
    "height" | "time" | "hash" | "nextValidatorsHash" | "proposerAddress"
  >,
  chain: { readonly chainId: string; readonly appHash: Uint8Array },
): HeaderInfo {
  return {
    chainId: chain.chainId,
    height: request.height,
    time: fromTimestamp(request.time),
    hash: request.hash,
    appHash: chain.appHash,
    nextValidatorsHash: request.nextValidatorsHash,
    proposerAddress: request.proposerAddress,
  };
}

/** A header of which only chain, height and time are known. */
export function bareHeader(chainId: string, height: bigint, time: bigint): HeaderInfo {
  return {
    chainId,
    height,
    time,
    hash: NO_BYTES,
    appHash: NO_BYTES,
    nextValidatorsHash: NO_BYTES,
    proposerAddress: NO_BYTES,
  };
}

/** The votes of the last commit in validator set order. */
export function votesOf(commit: CommitInfo): VoteInfo[] {
  return commit.votes.map(({ validator, blockIdFlag }) => ({
    address: validator.address,
    power: validator.power,
    flag: blockIdFlag,
  }));
}

/** The evidence of a block. */
export function misbehaviorOf(list: readonly AbciMisbehavior[]): Misbehavior[] {
  return list.map(({ type, validator, height, time, totalVotingPower }) => ({
    type,
    address: validator.address,
    power: validator.power,
    height,
    time: fromTimestamp(time),
    totalVotingPower,
  }));
}
