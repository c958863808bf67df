import type { AbciClient } from "@testudo/abci";
import { ByteMap, type Bytes, type Logger, toHexUpper } from "@testudo/base";
import {
  type Block,
  BlockIdFlag,
  type Commit,
  EMPTY_COMMIT,
  type Evidence,
  evidenceBytes,
  incrementProposerPriority,
  maxDataBytes,
  sealBlock,
  toMisbehavior,
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
import { buildBlock, nextHeight } from "./block-builder.ts";
import type { ChainState } from "./chain-state.ts";
import type { Clock } from "./clock.ts";
import type { StoredBlock } from "./engine-types.ts";
import { ConsensusHalted, EngineError } from "./errors.ts";
import type { EvidencePool } from "./evidence-pool.ts";
import type { Mempool } from "./mempool.ts";
import { commitFromVotes, type Signers } from "./signers.ts";

/** A block that more than two thirds of the power signed, before it has been executed. */
export interface DecidedBlock extends StoredBlock {
  readonly bytes: Bytes;
  readonly commit: Commit;
  /** Vote extensions by validator address; empty unless the parameters enable them. */
  readonly extensions: ByteMap<Vote>;
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
  last: { readonly commit: Commit; readonly extensions: ByteMap<Vote> },
  needs: ProposerNeeds,
): Promise<DecidedBlock> {
  const { app, clock, signers } = needs;
  const { round, proposer } = firstWorkingRound(state, signers);
  const height = nextHeight(state);
  const lastCommit = height === state.initialHeight ? EMPTY_COMMIT : last.commit;

  const evidence = needs.evidence.pending(state.consensusParams.evidence.maxBytes);
  const txs = await chooseTxs({
    state,
    lastCommit,
    extensions: last.extensions,
    evidence,
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
  const votes = new ByteMap<Vote>();
  for (const { address } of state.validators.validators) {
    if (!signers.signs(address)) continue;
    const extension = isExtended ? await extend(app, block, blockId.hash, address) : undefined;
    votes.set(address, signers.precommit(address, ballot, extension));
  }
  return {
    block,
    blockId,
    bytes,
    commit: commitFromVotes(ballot, votes),
    extensions: isExtended ? votes : new ByteMap<Vote>(),
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
 * The round whose proposer is at work.
 *
 * @throws ConsensusHalted when two thirds of the power or less would sign
 */
export function firstWorkingRound(
  state: ChainState,
  signers: Signers,
): { readonly round: number; readonly proposer: Bytes } {
  const { validators } = state;
  let power = 0n;
  for (const { address, power: one } of validators.validators)
    if (signers.signs(address)) power += one;
  if (power * 3n <= validators.totalPower * 2n) {
    throw new ConsensusHalted(
      `validators with ${power} of ${validators.totalPower} voting power sign; more than two thirds are needed, so bring validators back up`,
    );
  }
  let set: ValidatorSet = validators;
  for (let round = 0; ; round += 1) {
    const { proposer } = set;
    if (proposer !== undefined && signers.signs(proposer.address)) {
      return { round, proposer: proposer.address };
    }
    set = incrementProposerPriority(set, 1);
  }
}

async function chooseTxs(options: {
  readonly state: ChainState;
  readonly lastCommit: Commit;
  readonly extensions: ByteMap<Vote>;
  readonly evidence: readonly Evidence[];
  readonly proposer: Bytes;
  readonly needs: ProposerNeeds;
}): Promise<readonly Bytes[]> {
  const { state, lastCommit, extensions, evidence, proposer, needs } = options;
  const { maxBytes } = state.consensusParams.block;
  const room = maxDataBytes({
    maxBytes,
    evidenceBytes: evidence.reduce((sum, one) => sum + BigInt(evidenceBytes(one).length), 0n),
    validatorCount: state.validators.size,
  });
  const reaped = needs.mempool.reap({
    bytesMax: maxBytes === -1n ? -1 : Number(room),
    gasMax: state.consensusParams.block.maxGas,
  });
  const draft = buildBlock(state, { lastCommit, txs: [], evidence, proposerAddress: proposer });
  const answer = await needs.app.prepareProposal({
    maxTxBytes: room,
    txs: reaped,
    localLastCommit: extendedCommitInfo(lastCommit, state, extensions),
    misbehavior: evidence.flatMap(toMisbehavior),
    height: draft.header.height,
    time: toTimestamp(draft.header.time),
    nextValidatorsHash: draft.header.nextValidatorsHash,
    proposerAddress: proposer,
  });
  const size = answer.txs.reduce((sum, tx) => sum + tx.length, 0);
  if (BigInt(size) > room) {
    throw new EngineError(
      `the application proposed ${size} bytes of transactions, ${room} are allowed`,
    );
  }
  return answer.txs;
}

async function extend(app: AbciClient, block: Block, hash: Bytes, address: Bytes): Promise<Bytes> {
  const { header } = block;
  const answer = await app.extendVote({
    hash,
    height: header.height,
    time: toTimestamp(header.time),
    txs: [...block.txs],
    proposedLastCommit: { round: block.lastCommit.round, votes: [] },
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
  extensions: ByteMap<Vote>,
): ExtendedCommitInfo {
  return {
    round: commit.round,
    votes: commitInfo(commit, state).votes.map((vote) => {
      const extended =
        vote.blockIdFlag === BlockIdFlag.commit
          ? extensions.get(vote.validator.address)
          : undefined;
      return {
        ...vote,
        voteExtension: extended?.extension ?? new Uint8Array(),
        extensionSignature: extended?.extensionSignature ?? new Uint8Array(),
      };
    }),
  };
}
