import type { Bytes, Time } from "@testudo/base";
import { type Block, type Commit, type Evidence, makeBlock, medianTime } from "@testudo/comet";
import type { ChainState } from "./chain-state.ts";

/** What the proposer chose for the next block. */
export interface BlockContent {
  readonly lastCommit: Commit;
  readonly txs: readonly Bytes[];
  readonly evidence: readonly Evidence[];
  readonly proposerAddress: Bytes;
}

/** Height of the block that follows a state. */
export function nextHeight(state: ChainState): bigint {
  return state.lastHeight === 0n ? state.initialHeight : state.lastHeight + 1n;
}

/** BFT time of the next block: genesis time at first, then the weighted median of the last commit. */
export function nextBlockTime(state: ChainState, lastCommit: Commit): Time {
  if (nextHeight(state) === state.initialHeight) return state.lastBlockTime;
  return medianTime(lastCommit, state.lastValidators);
}

/** The next block with a header that follows from the state. */
export function buildBlock(state: ChainState, content: BlockContent): Block {
  return makeBlock({
    ...content,
    chainId: state.chainId,
    height: nextHeight(state),
    time: nextBlockTime(state, content.lastCommit),
    appVersion: state.consensusParams.version.app,
    lastBlockId: state.lastBlockId,
    validators: state.validators,
    nextValidators: state.nextValidators,
    consensusParams: state.consensusParams,
    appHash: state.appHash,
    lastResultsHash: state.lastResultsHash,
  });
}
