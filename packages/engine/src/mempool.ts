import { ByteMap, ByteSet, type Bytes } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import type { ResponseCheckTx } from "@testudo/proto/tendermint/abci";
import type { MempoolSize } from "./engine-types.ts";

/** CometBFT's defaults (`config.toml`, section mempool). */
export interface MempoolLimits {
  readonly txs: number;
  readonly bytes: number;
  readonly txBytes: number;
  readonly cache: number;
}

export const MEMPOOL_LIMITS: MempoolLimits = {
  txs: 5_000,
  bytes: 1_073_741_824,
  txBytes: 1_048_576,
  cache: 10_000,
};

/** A transaction that the mempool does not even show to the application. */
export class MempoolRefusal extends Error {
  override readonly name = "MempoolRefusal";
}

interface Entry {
  readonly tx: Bytes;
  readonly gasWanted: bigint;
}

/** What goes into the next block: within both limits, in order of arrival. */
export interface ReapLimits {
  /** Size of the block's transaction list in bytes, -1 for none. */
  readonly bytesMax: number;
  /** Sum of the gas that the transactions ask for, -1 for none. */
  readonly gasMax: bigint;
}

export interface Mempool {
  /** @throws MempoolRefusal when the transaction is too large, known already, or the mempool is full */
  admit(tx: Bytes): void;
  /** What CheckTx said of an admitted transaction: keeps it, or forgets it so that it may come again. */
  settle(tx: Bytes, answer: ResponseCheckTx): void;
  reap(limits: ReapLimits): Bytes[];
  /** Takes committed transactions out; the failed ones among them may be sent again. */
  committed(txs: readonly Bytes[], succeeded: (index: number) => boolean): void;
  /** All that remain, for a recheck. */
  pending(): readonly Bytes[];
  /** Drops one that no longer passes. */
  drop(tx: Bytes): void;
  size(): MempoolSize;
}

export function createMempool(limits: MempoolLimits = MEMPOOL_LIMITS): Mempool {
  const entries = new ByteMap<Entry>();
  /** Hashes seen lately, oldest first. */
  const seen = new ByteSet();
  let bytes = 0;

  const forget = (hash: Bytes) => {
    const entry = entries.get(hash);
    if (entry === undefined) return;
    entries.delete(hash);
    bytes -= entry.tx.length;
  };

  return {
    admit(tx) {
      if (tx.length > limits.txBytes) {
        throw new MempoolRefusal(
          `Tx too large. Max size is ${limits.txBytes}, but got ${tx.length}`,
        );
      }
      if (entries.size >= limits.txs || bytes + tx.length > limits.bytes) {
        throw new MempoolRefusal(
          `mempool is full: number of txs ${entries.size} (max: ${limits.txs}), total txs bytes ${bytes} (max: ${limits.bytes})`,
        );
      }
      const hash = sha256(tx);
      if (seen.has(hash)) throw new MempoolRefusal("tx already exists in cache");
      seen.add(hash);
      if (seen.size > limits.cache) {
        for (const oldest of seen) {
          seen.delete(oldest);
          break;
        }
      }
    },

    settle(tx, answer) {
      const hash = sha256(tx);
      if (answer.code !== 0) {
        seen.delete(hash);
        return;
      }
      if (entries.has(hash)) return;
      entries.set(hash, { tx, gasWanted: answer.gasWanted });
      bytes += tx.length;
    },

    reap({ bytesMax, gasMax }) {
      const picked: Bytes[] = [];
      let [size, gas] = [0, 0n];
      for (const [, { tx, gasWanted }] of entries.entries()) {
        size += protoListSize(tx.length);
        gas += gasWanted;
        if (bytesMax >= 0 && size > bytesMax) break;
        if (gasMax >= 0n && gas > gasMax) break;
        picked.push(tx);
      }
      return picked;
    },

    committed(txs, succeeded) {
      for (const [index, tx] of txs.entries()) {
        const hash = sha256(tx);
        forget(hash);
        if (succeeded(index)) seen.add(hash);
        else seen.delete(hash);
      }
    },

    pending: () => [...entries.entries()].map(([, { tx }]) => tx),

    drop(tx) {
      const hash = sha256(tx);
      forget(hash);
      seen.delete(hash);
    },

    size: () => ({ txs: entries.size, bytes }),
  };
}

/** Bytes that a transaction takes in `tendermint.types.Data`: tag, length, itself. */
function protoListSize(length: number): number {
  let size = 2 + length;
  for (let rest = length; rest >= 0x80; rest >>>= 7) size += 1;
  return size;
}
