import { type Bytes, toHexUpper } from "@testudo/base";
import type { ConsensusParams, ValidatorSet } from "@testudo/comet";
import type { ResponseFinalizeBlock } from "@testudo/proto/tendermint/abci";
import { validatorsFromUpdates } from "./chain-state.ts";
import { type EventBus, eventAttributes } from "./event-bus.ts";
import type { DecidedBlock } from "./execution.ts";

/** What a committed block gave. */
export interface CommittedBlock {
  readonly decided: DecidedBlock;
  readonly result: ResponseFinalizeBlock;
  /** Hashes of its transactions, in order. */
  readonly hashes: readonly Bytes[];
  /** The set that voted. */
  readonly validators: ValidatorSet;
  /** The parameters before the block. */
  readonly params: ConsensusParams;
}

/** Publishes all events of a block, in CometBFT's order: how it was decided, then what it holds. */
export function publishBlock(bus: EventBus, committed: CommittedBlock): void {
  if (!bus.hasSubscribers) return;
  publishVoting(bus, committed);
  publishContents(bus, committed);
}

function publishVoting(bus: EventBus, { decided, validators }: CommittedBlock): void {
  const { height } = decided.block.header;
  for (const { round, proposer } of decided.rounds) {
    const { address } = proposer;
    bus.publish(
      {
        type: "NewRound",
        height,
        round,
        proposer: { address, index: validators.indexOf(address) },
      },
      eventAttributes("NewRound", []),
    );
  }
  const round = decided.rounds.length - 1;
  bus.publish(
    { type: "CompleteProposal", height, round, blockId: decided.blockId },
    eventAttributes("CompleteProposal", []),
  );
  for (const vote of decided.votes) {
    bus.publish({ type: "Vote", vote }, eventAttributes("Vote", []));
  }
}

function publishContents(bus: EventBus, committed: CommittedBlock): void {
  const { decided, result, hashes, params } = committed;
  const { block, blockId } = decided;
  const { height } = block.header;
  bus.publish(
    { type: "NewBlock", block, blockId, result },
    eventAttributes("NewBlock", result.events),
  );
  bus.publish(
    { type: "NewBlockHeader", header: block.header },
    eventAttributes("NewBlockHeader", []),
  );
  bus.publish(
    { type: "NewBlockEvents", height, events: result.events, numTxs: block.txs.length },
    eventAttributes("NewBlockEvents", result.events),
  );
  for (const evidence of block.evidence) {
    bus.publish({ type: "NewEvidence", height, evidence }, eventAttributes("NewEvidence", []));
  }
  for (const [index, tx] of block.txs.entries()) {
    const [txResult, hash] = [result.txResults[index], hashes[index]];
    if (txResult === undefined || hash === undefined) continue;
    bus.publish(
      { type: "Tx", tx: { height, index, tx, result: txResult } },
      eventAttributes("Tx", txResult.events, {
        "tx.hash": toHexUpper(hash),
        "tx.height": String(height),
      }),
    );
  }
  if (result.validatorUpdates.length > 0) {
    bus.publish(
      {
        type: "ValidatorSetUpdates",
        updates: validatorsFromUpdates(result.validatorUpdates, params),
      },
      eventAttributes("ValidatorSetUpdates", []),
    );
  }
}
