import { toBase64, toHexUpper } from "@testudo/base";
import {
  blockIdToJson,
  blockToJson,
  bytesToJson,
  consensusParamUpdatesToJson,
  eventToJson,
  evidenceToJson,
  execTxResultToJson,
  execTxResultToSparseJson,
  headerToJson,
  type JsonObject,
  validatorToJson,
  validatorUpdateToJson,
  voteToJson,
} from "@testudo/comet";
import type { NodeEvent } from "./node-port.ts";

/** The `data` of a subscription's answer: Go's type name and the value. */
export function eventDataToJson(event: NodeEvent): JsonObject {
  return { type: `tendermint/event/${event.type}`, value: eventValue(event) };
}

function eventValue(event: NodeEvent): JsonObject {
  switch (event.type) {
    case "NewBlock": {
      const { events, txResults, validatorUpdates, consensusParamUpdates, appHash } = event.result;
      return {
        block: blockToJson(event.block),
        block_id: blockIdToJson(event.blockId),
        result_finalize_block: {
          ...(events.length === 0 ? {} : { events: events.map(eventToJson) }),
          ...(txResults.length === 0 ? {} : { tx_results: txResults.map(execTxResultToJson) }),
          // Always there, as in a Go node: readers such as Hermes drop an event without it.
          validator_updates: validatorUpdates.map(validatorUpdateToJson),
          ...(consensusParamUpdates === undefined
            ? {}
            : { consensus_param_updates: consensusParamUpdatesToJson(consensusParamUpdates) }),
          app_hash: bytesToJson(appHash),
        },
      };
    }
    case "NewBlockHeader":
      return { header: headerToJson(event.header) };
    case "NewBlockEvents":
      return {
        height: String(event.height),
        events: event.events.length === 0 ? null : event.events.map(eventToJson),
        num_txs: String(event.numTxs),
      };
    case "NewEvidence":
      return { height: String(event.height), evidence: evidenceToJson(event.evidence) };
    case "Tx": {
      const { height, index, tx, result } = event.tx;
      return {
        TxResult: {
          height: String(height),
          ...(index === 0 ? {} : { index }),
          tx: toBase64(tx),
          result: execTxResultToSparseJson(result),
        },
      };
    }
    case "ValidatorSetUpdates":
      return { validator_updates: event.updates.map(validatorToJson) };
    case "Vote":
      return { Vote: voteToJson(event.vote) };
    case "NewRound":
      return {
        height: String(event.height),
        round: event.round,
        step: "RoundStepNewRound",
        proposer: {
          address: toHexUpper(event.proposer.address),
          index: event.proposer.index,
        },
      };
    case "CompleteProposal":
      return {
        height: String(event.height),
        round: event.round,
        step: "RoundStepPropose",
        block_id: blockIdToJson(event.blockId),
      };
  }
}
