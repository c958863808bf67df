/** The synchronous parts of block making, for whoever drives an application without a node. */
export { buildBlock, nextBlockTime, nextHeight } from "./block-builder.ts";
export { type ChainState, genesisState, stateAfterBlock } from "./chain-state.ts";
export { finalizeRequest, roundsUntilProposal } from "./execution.ts";
export { type AttackTarget, doubleSign, lightClientAttack } from "./faults.ts";
export { type Ballot, commitFromVotes, createSigners, type Signers } from "./signers.ts";
