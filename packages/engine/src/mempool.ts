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

/** What the next block could hold at all; a transaction beyond it would wait forever. */
export interface BlockLimits {
  /** Bytes of the transaction list. */
  readonly dataBytes: bigint;
  /** -1 for none. */
  readonly gas: bigint;
}

/** A transaction that the application is being asked about. */
export interface Candidate {
  readonly tx: Bytes;
  readonly hash: Bytes;
}

/** What goes into the next block: within both limits, in order of arrival. */
export interface ReapLimits {
  /** Size of the block's transaction list in bytes, -1 for none. */
  readonly bytesMax: bigint;
  /** Sum of the gas that the transactions ask for, -1 for none. */
  readonly gasMax: bigint;
}

/** Transactions that wait for a block (CometBFT v0.38's `CListMempool`). */
export interface Mempool {
  /**
   * Each candidate has to be settled or withdrawn.
   *
   * @throws MempoolRefusal when the transaction is too large, known already, or the mempool is full
   */
  admit(tx: Bytes, limits: BlockLimits): Candidate;
  /** Keeps a candidate that passed CheckTx, or forgets it so that it may come again. */
  settle(candidate: Candidate, answer: ResponseCheckTx, limits: BlockLimits): void;
  /** Forgets a candidate: the application could not be asked. */
  withdraw(candidate: Candidate): void;
  reap(limits: ReapLimits): Bytes[];
  /** Takes committed transactions out; the failed ones among them may be sent again. */
  committed(hashes: readonly Bytes[], succeeded: (index: number) => boolean): void;
  /** All that remain, in order of arrival. */
  pending(): readonly Candidate[];
  /** Drops one that no longer passes; it may come again. */
  drop(hash: Bytes): void;
  has(hash: Bytes): boolean;
  size(): MempoolSize;
}

interface Entry extends Candidate {
  readonly gasWanted: bigint;
}

export function createMempool(limits: MempoolLimits = MEMPOOL_LIMITS): Mempool {
  const entries = new ByteMap<Entry>();
  /** Hashes seen lately, the one seen longest ago first. */
  const seen = new ByteSet();
  let bytes = 0;
  /** Candidates under way, so that many at once do not pass the limits together. */
  let [asked, askedBytes] = [0, 0];

  const remember = (hash: Bytes): boolean => {
    const isNew = !seen.has(hash);
    seen.delete(hash);
    seen.add(hash);
    if (seen.size > limits.cache) {
      for (const oldest of seen) {
        seen.delete(oldest);
        break;
      }
    }
    return isNew;
  };
  const remove = (hash: Bytes) => {
    const entry = entries.get(hash);
    if (entry === undefined) return;
    entries.delete(hash);
    bytes -= entry.tx.length;
  };
  const answered = ({ tx }: Candidate) => {
    asked -= 1;
    askedBytes -= tx.length;
  };

  return {
    admit(tx, { dataBytes }) {
      if (entries.size + asked >= limits.txs || bytes + askedBytes + tx.length > limits.bytes) {
        throw new MempoolRefusal(
          `mempool is full: number of txs ${entries.size} (max: ${limits.txs}), total txs bytes ${bytes} (max: ${limits.bytes})`,
        );
      }
      if (tx.length > limits.txBytes) {
        throw new MempoolRefusal(
          `Tx too large. Max size is ${limits.txBytes}, but got ${tx.length}`,
        );
      }
      const size = sizeInBlock(tx.length);
      if (BigInt(size) > dataBytes) {
        throw new MempoolRefusal(`tx pre check: tx size is too big: ${size}, max: ${dataBytes}`);
      }
      const hash = sha256(tx);
      if (!remember(hash)) throw new MempoolRefusal("tx already exists in cache");
      asked += 1;
      askedBytes += tx.length;
      return { tx, hash };
    },

    settle(candidate, answer, { gas }) {
      answered(candidate);
      const { tx, hash } = candidate;
      // What asks for more gas than a block has would never leave; the reference drops it without a word, too.
      const fitsBlock = gas === -1n || (answer.gasWanted >= 0n && answer.gasWanted <= gas);
      if (answer.code !== 0 || !fitsBlock) {
        seen.delete(hash);
        return;
      }
      if (entries.has(hash)) return;
      entries.set(hash, { ...candidate, gasWanted: answer.gasWanted });
      bytes += tx.length;
    },

    withdraw(candidate) {
      answered(candidate);
      seen.delete(candidate.hash);
    },

    reap({ bytesMax, gasMax }) {
      const picked: Bytes[] = [];
      let [size, gas] = [0n, 0n];
      for (const [, { tx, gasWanted }] of entries.entries()) {
        size += BigInt(sizeInBlock(tx.length));
        gas += gasWanted;
        if (bytesMax >= 0n && size > bytesMax) break;
        if (gasMax >= 0n && gas > gasMax) break;
        picked.push(tx);
      }
      return picked;
    },

    committed(hashes, succeeded) {
      for (const [index, hash] of hashes.entries()) {
        remove(hash);
        if (succeeded(index)) remember(hash);
        else seen.delete(hash);
      }
    },

    pending: () => [...entries.entries()].map(([, entry]) => entry),

    drop(hash) {
      remove(hash);
      seen.delete(hash);
    },

    has: (hash) => entries.has(hash),
    size: () => ({ txs: entries.size, bytes }),
  };
}

/** Bytes that a transaction takes in `tendermint.types.Data`: tag, length, itself. */
function sizeInBlock(length: number): number {
  let size = 2 + length;
  for (let rest = length; rest >= 0x80; rest >>>= 7) size += 1;
  return size;
}
