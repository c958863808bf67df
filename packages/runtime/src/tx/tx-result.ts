import { type AppError, textOfBytes } from "@testudo/base";
import { TxMsgData } from "@testudo/proto/cosmos/base/abci/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Event as AbciEvent, ExecTxResult } from "@testudo/proto/tendermint/abci";
import type { Event } from "../events.ts";

/** How a transaction ended. */
export interface TxOutcome {
  readonly gasWanted: bigint;
  readonly gasUsed: bigint;
  /** Why it failed; absent on success. */
  readonly error?: AppError;
  /** One per message on success, else empty. */
  readonly responses: readonly Any[];
  /** Ante events and, on success, message events. */
  readonly events: readonly Event[];
}

/** The success data of a transaction: the responses of its messages. Nothing for no message. */
export function txData(responses: readonly Any[]): Uint8Array {
  return TxMsgData.encode({ data: [], msgResponses: [...responses] });
}

/** The outcome as a block carries it. */
export function toExecTxResult(outcome: TxOutcome): ExecTxResult {
  const { error, events } = outcome;
  return {
    code: error?.code ?? 0,
    data: error === undefined ? txData(outcome.responses) : NO_BYTES,
    log: error?.message ?? "",
    info: "",
    gasWanted: toWireGas(outcome.gasWanted),
    gasUsed: toWireGas(outcome.gasUsed),
    events: events.map((event) => toAbciEvent(event)),
    codespace: error?.codespace ?? "",
  };
}

/** Gas is uint64 inside and int64 on the wire; the reference converts without a check. */
export function toWireGas(gas: bigint): bigint {
  return BigInt.asIntN(64, gas);
}

/** An event as ABCI carries it. Raw bytes go through as they are. */
export function toAbciEvent({ type, attributes }: Event, index = true): AbciEvent {
  return {
    type,
    attributes: attributes.map(({ key, value }) => ({
      key,
      value: typeof value === "string" ? value : textOfBytes(value),
      index,
    })),
  };
}

const NO_BYTES = new Uint8Array();
