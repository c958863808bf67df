import { type Bytes, type ErrorKind, plainError, sdkErrors, toHexUpper } from "@testudo/base";
import { hashTx } from "@testudo/comet";
import { TxResponse } from "@testudo/proto/cosmos/base/abci/v1beta1";
import {
  BroadcastMode,
  BroadcastTxRequest,
  BroadcastTxResponse,
} from "@testudo/proto/cosmos/tx/v1beta1";
import type { ResponseCheckTx } from "@testudo/proto/tendermint/abci";
import { GrpcCode, StatusError } from "./grpc-status.ts";

export const BROADCAST_PATH = "/cosmos.tx.v1beta1.Service/BroadcastTx";

/** Where transactions go. */
export interface BroadcastPort {
  /** Rejects with an error that names why the mempool did not even ask the application. */
  broadcastTxSync(tx: Bytes): Promise<ResponseCheckTx>;
  broadcastTxAsync(tx: Bytes): Promise<void>;
}

/** Refusals of a mempool, which the SDK turns into a response with a code; found by their text, as there. */
const REFUSALS: readonly (readonly [string, ErrorKind])[] = [
  ["tx already exists in cache", sdkErrors.txInMempoolCache],
  ["mempool is full", sdkErrors.mempoolIsFull],
  ["tx too large", sdkErrors.txTooLarge],
];

/**
 * `cosmos.tx.v1beta1.Service/BroadcastTx`, bytes in and out.
 *
 * @throws AppError for a request that is refused, WireError for bytes that are none
 */
export async function broadcastTx(node: BroadcastPort, request: Bytes): Promise<Bytes> {
  const { txBytes, mode } = BroadcastTxRequest.decode(request);
  if (txBytes.length === 0) throw new StatusError(GrpcCode.INVALID_ARGUMENT, "invalid empty tx");
  const send = sender(node, mode);
  if (send === undefined) {
    throw plainError("unsupported return type unspecified; supported types: sync, async");
  }
  const txhash = toHexUpper(hashTx(txBytes));
  const answer = await send(txBytes).catch((error: unknown) => refusalOf(error));
  return BroadcastTxResponse.encode({ txResponse: TxResponse.create({ ...answer, txhash }) });
}

function sender(node: BroadcastPort, mode: BroadcastMode) {
  if (mode === BroadcastMode.BROADCAST_MODE_SYNC) {
    return async (tx: Bytes): Promise<Partial<TxResponse>> => {
      const { code, codespace, data, log } = await node.broadcastTxSync(tx);
      return { code, codespace, data: toHexUpper(data), rawLog: log };
    };
  }
  if (mode !== BroadcastMode.BROADCAST_MODE_ASYNC) return undefined;
  return async (tx: Bytes): Promise<Partial<TxResponse>> => {
    await node.broadcastTxAsync(tx);
    return {};
  };
}

function refusalOf(error: unknown): Partial<TxResponse> {
  const text = error instanceof Error ? error.message : String(error);
  const kind = REFUSALS.find(([part]) => text.toLowerCase().includes(part))?.[1];
  if (kind === undefined) throw plainError(text, error);
  return { code: kind.code, codespace: kind.codespace };
}
