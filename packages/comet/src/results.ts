import { type Bytes, concatBytes } from "@testudo/base";
import { merkleRoot } from "@testudo/crypto";
import { bytesField, varintField } from "./encoding.ts";

/** The parts of a transaction result that consensus agrees on. */
export interface DeterministicTxResult {
  readonly code: number;
  readonly data: Bytes;
  readonly gasWanted: bigint;
  readonly gasUsed: bigint;
}

/** The last results hash of the next header; logs, events and codespace are not covered. */
export function hashResults(results: readonly DeterministicTxResult[]): Bytes {
  return merkleRoot(results.map(deterministicResultBytes));
}

/** `tendermint.abci.ExecTxResult` with the deterministic fields alone. */
export function deterministicResultBytes(result: DeterministicTxResult): Bytes {
  return concatBytes(
    varintField(0x08, BigInt(result.code)),
    bytesField(0x12, result.data),
    varintField(0x28, result.gasWanted),
    varintField(0x30, result.gasUsed),
  );
}
