import type { RequestPrepareProposal } from "@testudo/proto/tendermint/abci";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { TxDecoder } from "../tx/tx-decoder.ts";

/**
 * Picks transactions for a proposal as the SDK does without an application-side mempool: in the order given, each that
 * still fits the bytes and (if limited) the gas of a block, until a limit is reached. Nothing is executed. Gas is counted
 * in 64 bits without a sign, as there: the sum of two large limits is small, and no limit is the largest one.
 *
 * @throws AppError when one of them cannot be decoded
 */
export function selectTxs(
  request: Pick<RequestPrepareProposal, "txs" | "maxTxBytes">,
  params: ConsensusParams | undefined,
  decoder: TxDecoder,
): readonly Uint8Array[] {
  const { maxTxBytes } = request;
  const maxGas = BigInt.asUintN(64, params?.block?.maxGas ?? 0n);
  const limitsGas = maxGas > 0n;
  const selected: Uint8Array[] = [];
  let bytes = 0n;
  let gas = 0n;
  for (const tx of request.txs) {
    const size = BigInt(tx.length);
    const { gasLimit } = decoder.decode(tx).fee;
    const gasWith = BigInt.asUintN(64, gas + gasLimit);
    if (bytes + size <= maxTxBytes && (!limitsGas || gasWith <= maxGas)) {
      selected.push(tx);
      bytes += size;
      gas = gasWith;
    }
    if (bytes >= maxTxBytes || (limitsGas && gas >= maxGas)) break;
  }
  return selected;
}
