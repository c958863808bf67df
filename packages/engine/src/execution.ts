import type { AbciClient } from "@testudo/abci";
import { ByteMap, type Bytes, type Logger, toHexUpper } from "@testudo/base";
import {
  type Block,
  type Commit,
  EMPTY_COMMIT,
  type Evidence,
  type ExtendedCommit,
  incrementProposerPriority,
  maxDataBytes,
  sealBlock,
  toMisbehavior,
  txsSize,
  type Validator,
  type ValidatorSet,
  type Vote,
  voteExtensionsEnabled,
} from "@testudo/comet";
import { toTimestamp } from "@testudo/proto";
import {
  type CommitInfo,
  type ExtendedCommitInfo,
  type RequestFinalizeBlock,
  ResponseProcessProposal_ProposalStatus,
} from "@testudo/proto/tendermint/abci";
import { buildBlock, nextBlockTime, nextHeight } from "./block-builder.ts";
import type { ChainState } from "./chain-state.ts";
import type { Clock } from "./clock.ts";
import type { StoredBlock } from "./engine-types.ts";
import { ConsensusHalted, EngineError } from "./errors.ts";
import type { EvidencePool } from "./evidence-pool.ts";
import type { Mempool } from "./mempool.ts";
import { commitFromVotes, extendedCommitFromVotes, type Signers } from "./signers.ts";

/** A round of voting and who proposes in it. */
export interface Round {
  readonly round: number;
  readonly proposer: Validator;
}

/** A block that more than two thirds of the power signed, before it has been executed. */
export interface DecidedBlock extends StoredBlock {
  readonly bytes: Bytes;
  readonly commit: Commit;
  /** The commit with its vote extensions, if the parameters enable them at this height. */
  readonly extended: ExtendedCommit | undefined;
  /** The rounds up to the one that decided. */
  readonly rounds: readonly Round[];
  /** The precommits, in the order of the validator set. */
  readonly votes: readonly Vote[];
}

/** A vote's time is at least this much after the block's, so that block time rises (CometBFT's `timeIota`). */
const TIME_IOTA = 1_000_000n;

export interface ProposerNeeds {
  readonly app: AbciClient;
  readonly clock: Clock;
  readonly signers: Signers;
  readonly mempool: Mempool;
  readonly evidence: EvidencePool;
  readonly logger: Logger;
}

/**
 * One height of consensus: the first round whose proposer is at work, its proposal, and everybody's precommits.
 *
 * @throws ConsensusHalted when two thirds of the power or less would sign
 * @throws EngineError when the application refuses its own proposal
 */
export async function decideBlock(
  state: ChainState,
  last: { readonly commit: Commit; readonly extended: ExtendedCommit | undefined },
  needs: ProposerNeeds,
): Promise<DecidedBlock> {
  const { app, clock, signers } = needs;
  const rounds = roundsUntilProposal(state, signers);
  const round = rounds.length - 1;
  const proposer = rounds[round]?.proposer.address ?? new Uint8Array();
  const height = nextHeight(state);
  const lastCommit = height === state.initialHeight ? EMPTY_COMMIT : last.commit;

  const { evidence, bytes: evidenceBytes } = needs.evidence.pending(
    state.consensusParams.evidence.maxBytes,
  );
  const txs = await chooseTxs({
    state,
    lastCommit,
    extended: last.extended,
    evidence,
    evidenceBytes,
    proposer,
    needs,
  });
  const block = buildBlock(state, { lastCommit, txs, evidence, proposerAddress: proposer });
  const { blockId, bytes } = sealBlock(block);

  const verdict = await app.processProposal({
    txs: [...txs],
    proposedLastCommit: commitInfo(lastCommit, state),
    misbehavior: evidence.flatMap(toMisbehavior),
    hash: blockId.hash,
    height,
    time: toTimestamp(block.header.time),
    nextValidatorsHash: block.header.nextValidatorsHash,
    proposerAddress: proposer,
  });
  if (verdict.status !== ResponseProcessProposal_ProposalStatus.ACCEPT) {
    throw new EngineError(`the application refused its own proposal for height ${height}`);
  }

  const now = clock.now();
  const earliest = block.header.time + TIME_IOTA;
  const ballot = {
    chainId: state.chainId,
    height,
    round,
    blockId,
    timestamp: now > earliest ? now : earliest,
    validators: state.validators,
  };
  const isExtended = voteExtensionsEnabled(state.consensusParams, height);
  const voters = state.validators.validators
    .map(({ address }) => address)
    .filter((address) => signers.signs(address));
  const extensions = new ByteMap<Bytes>();
  for (const address of isExtended ? voters : []) {
    extensions.set(address, await extend(app, { block, hash: blockId.hash, address, state }));
  }
  // Nothing can fail from the first signature to the end: a retry of this height would be another block, and who has
  // signed one refuses to sign a second.
  const votes = new ByteMap<Vote>();
  for (const address of voters) {
    votes.set(address, signers.precommit(address, ballot, extensions.get(address)));
  }
  return {
    block,
    blockId,
    bytes,
    commit: commitFromVotes(ballot, votes),
    extended: isExtended ? extendedCommitFromVotes(ballot, votes) : undefined,
    rounds,
    votes: [...votes.values()],
  };
}

/** What the application is asked to execute; the same for a fresh block and for one replayed at start. */
export function finalizeRequest(
  stored: StoredBlock,
  state: Pick<ChainState, "initialHeight" | "lastValidators">,
): RequestFinalizeBlock {
  const { block, blockId } = stored;
  return {
    txs: [...block.txs],
    decidedLastCommit: commitInfo(block.lastCommit, state),
    misbehavior: block.evidence.flatMap(toMisbehavior),
    hash: blockId.hash,
    height: block.header.height,
    time: toTimestamp(block.header.time),
    nextValidatorsHash: block.header.nextValidatorsHash,
    proposerAddress: block.header.proposerAddress,
  };
}

/**
 * Rounds pass until the proposer of one is at work; that one decides.
 *
 * @throws ConsensusHalted when two thirds of the power or less would sign
 */
export function roundsUntilProposal(state: ChainState, signers: Signers): Round[] {
  const { validators } = state;
  let power = 0n;
  for (const { address, power: one } of validators.validators)
    if (signers.signs(address)) power += one;
  if (power * 3n <= validators.totalPower * 2n) {
    throw new ConsensusHalted(
      `validators with ${power} of ${validators.totalPower} voting power sign; more than two thirds are needed, so bring validators back up`,
    );
  }
  const rounds: Round[] = [];
  for (let set: ValidatorSet = validators; ; set = incrementProposerPriority(set, 1)) {
    const { proposer } = set;
    if (proposer === undefined) throw new ConsensusHalted("the validator set has no proposer");
    rounds.push({ round: rounds.length, proposer });
    if (signers.signs(proposer.address)) return rounds;
  }
}

async function chooseTxs(options: {
  readonly state: ChainState;
  readonly lastCommit: Commit;
  readonly extended: ExtendedCommit | undefined;
  readonly evidence: readonly Evidence[];
  readonly evidenceBytes: bigint;
  readonly proposer: Bytes;
  readonly needs: ProposerNeeds;
}): Promise<readonly Bytes[]> {
  const { state, lastCommit, extended, evidence, evidenceBytes, proposer, needs } = options;
  const { maxBytes } = state.consensusParams.block;
  const room = maxDataBytes({ maxBytes, evidenceBytes, validatorCount: state.validators.size });
  const reaped = needs.mempool.reap({
    bytesMax: maxBytes === -1n ? -1n : room,
    gasMax: state.consensusParams.block.maxGas,
  });
  const answer = await needs.app.prepareProposal({
    maxTxBytes: room,
    txs: reaped,
    localLastCommit: extendedCommitInfo(lastCommit, state, extended),
    misbehavior: evidence.flatMap(toMisbehavior),
    height: nextHeight(state),
    time: toTimestamp(nextBlockTime(state, lastCommit)),
    nextValidatorsHash: state.nextValidators.hash(),
    proposerAddress: proposer,
  });
  const size = txsSize(answer.txs);
  if (size > room) {
    throw new EngineError(
      `the application proposed ${size} bytes of transactions, ${room} are allowed`,
    );
  }
  return answer.txs;
}

async function extend(
  app: AbciClient,
  vote: {
    readonly block: Block;
    readonly hash: Bytes;
    readonly address: Bytes;
    readonly state: ChainState;
  },
): Promise<Bytes> {
  const { block, hash, address, state } = vote;
  const { header } = block;
  const answer = await app.extendVote({
    hash,
    height: header.height,
    time: toTimestamp(header.time),
    txs: [...block.txs],
    proposedLastCommit: commitInfo(block.lastCommit, state),
    misbehavior: block.evidence.flatMap(toMisbehavior),
    nextValidatorsHash: header.nextValidatorsHash,
    proposerAddress: header.proposerAddress,
  });
  const verdict = await app.verifyVoteExtension({
    hash,
    validatorAddress: address,
    height: header.height,
    voteExtension: answer.voteExtension,
  });
  if (verdict.status !== 1) {
    throw new EngineError(
      `the application refused the vote extension of validator ${toHexUpper(address)} at height ${header.height}`,
    );
  }
  return answer.voteExtension;
}

function commitInfo(commit: Commit, state: Pick<ChainState, "lastValidators">): CommitInfo {
  return {
    round: commit.round,
    votes: commit.signatures.map((signature, i) => {
      const validator = state.lastValidators.validators[i];
      return {
        validator: {
          address: validator?.address ?? new Uint8Array(),
          power: validator?.power ?? 0n,
        },
        blockIdFlag: signature.blockIdFlag,
      };
    }),
  };
}

function extendedCommitInfo(
  commit: Commit,
  state: ChainState,
  extended: ExtendedCommit | undefined,
): ExtendedCommitInfo {
  const { round, votes } = commitInfo(commit, state);
  return {
    round,
    votes: votes.map((vote, i) => ({
      ...vote,
      voteExtension: extended?.signatures[i]?.extension ?? new Uint8Array(),
      extensionSignature: extended?.signatures[i]?.extensionSignature ?? new Uint8Array(),
    })),
  };
}
