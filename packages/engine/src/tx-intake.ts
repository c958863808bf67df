import type { AbciClient } from "@testudo/abci";
import { type Bytes, type Logger, toHexUpper } from "@testudo/base";
import { CheckTxType, type ResponseCheckTx } from "@testudo/proto/tendermint/abci";
import type { IndexedTx } from "./engine-types.ts";
import { EngineError } from "./errors.ts";
import type { BlockLimits, Candidate, Mempool } from "./mempool.ts";

/** The way of a transaction from a client into the mempool, and the client's wait for its block. */
export interface TxIntake {
  /** @throws MempoolRefusal */
  submit(tx: Bytes): Promise<ResponseCheckTx>;
  /** Returns before CheckTx. @throws MempoolRefusal */
  submitUnanswered(tx: Bytes): Promise<void>;
  /** @throws EngineError when the mempool refuses it, or no block has it in time */
  submitAndWait(
    tx: Bytes,
    timeoutMs: number,
  ): Promise<{ readonly checkTx: ResponseCheckTx; readonly committed: IndexedTx | undefined }>;
  /**
   * Runs a commit while no transaction is under way to the application: it resets the state that CheckTx works on, and
   * new transactions may come only after the waiting ones have been checked again on it.
   */
  duringCommit<T>(commit: () => Promise<T>): Promise<T>;
  /** Takes a block's transactions out of the mempool and checks again those that are left. */
  blockCommitted(hashes: readonly Bytes[], succeeded: (index: number) => boolean): Promise<void>;
  /** Tells whoever waits that the transaction is in a block. */
  included(hash: Bytes, tx: IndexedTx): void;
}

export interface TxIntakeNeeds {
  readonly app: AbciClient;
  readonly mempool: Mempool;
  readonly limits: () => BlockLimits;
  /** Told when there is something for a block. */
  readonly onTx: () => void;
  readonly logger: Logger;
}

/** Longest stretch of rechecking after which other requests get their turn. */
const RECHECK_STRETCH_MS = 25;

export function createTxIntake(needs: TxIntakeNeeds): TxIntake {
  const { app, mempool, limits, onTx, logger } = needs;
  const waiters = new Map<string, Set<(tx: IndexedTx) => void>>();
  /** Pending while a commit is under way. */
  let commit: Promise<unknown> | undefined;

  async function open(): Promise<void> {
    while (commit !== undefined) await commit;
  }

  async function ask(candidate: Candidate): Promise<ResponseCheckTx> {
    const answer = await app
      .checkTx({ tx: candidate.tx, type: CheckTxType.NEW })
      .catch((error: unknown) => {
        mempool.withdraw(candidate);
        throw error;
      });
    mempool.settle(candidate, answer, limits());
    if (mempool.has(candidate.hash)) onTx();
    return answer;
  }

  async function submit(tx: Bytes): Promise<ResponseCheckTx> {
    if (commit !== undefined) await open();
    return ask(mempool.admit(tx, limits()));
  }

  return {
    submit,

    async submitUnanswered(tx) {
      if (commit !== undefined) await open();
      const candidate = mempool.admit(tx, limits());
      ask(candidate).catch((err) => logger.warn({ err }, "CheckTx failed"));
    },

    async submitAndWait(tx, timeoutMs) {
      if (commit !== undefined) await open();
      const candidate = admitForWait(tx);
      const name = toHexUpper(candidate.hash);
      const ended = createWaiter(waiters, name);
      try {
        const checkTx = await ask(candidate);
        const committed = checkTx.code === 0 ? await ended.within(timeoutMs) : undefined;
        return { checkTx, committed };
      } finally {
        ended.forget();
      }
    },

    async duringCommit(run) {
      let done = () => {};
      commit = new Promise<void>((resolve) => {
        done = resolve;
      });
      try {
        await app.flush();
        return await run();
      } finally {
        commit = undefined;
        done();
      }
    },

    async blockCommitted(hashes, succeeded) {
      mempool.committed(hashes, succeeded);
      let stretchStart = performance.now();
      for (const { tx, hash } of mempool.pending()) {
        const answer = await app.checkTx({ tx, type: CheckTxType.RECHECK });
        if (answer.code !== 0) mempool.drop(hash);
        if (performance.now() - stretchStart < RECHECK_STRETCH_MS) continue;
        await new Promise((resolve) => setImmediate(resolve));
        stretchStart = performance.now();
      }
    },

    included(hash, tx) {
      for (const resolve of waiters.get(toHexUpper(hash)) ?? []) resolve(tx);
    },
  };

  function admitForWait(tx: Bytes): Candidate {
    try {
      return mempool.admit(tx, limits());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new EngineError(`error on broadcastTxCommit: ${reason}`, { cause: error });
    }
  }
}

/** Waits for one transaction; several clients may wait for the same. */
function createWaiter(waiters: Map<string, Set<(tx: IndexedTx) => void>>, name: string) {
  let found: IndexedTx | undefined;
  let wake = (_tx: IndexedTx) => {};
  const onTx = (tx: IndexedTx) => {
    found = tx;
    wake(tx);
  };
  const all = waiters.get(name) ?? new Set();
  waiters.set(name, all.add(onTx));
  return {
    within(timeoutMs: number): Promise<IndexedTx> {
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new EngineError("timed out waiting for tx to be included in a block")),
          timeoutMs,
        );
        wake = (tx) => {
          clearTimeout(timer);
          resolve(tx);
        };
      });
    },
    forget() {
      all.delete(onTx);
      if (all.size === 0) waiters.delete(name);
    },
  };
}
