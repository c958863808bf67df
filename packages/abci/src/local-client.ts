import {
  type AbciClient,
  AbciConnectionError,
  type AbciMethod,
  type AbciMethods,
  type Application,
} from "./application.ts";

/**
 * An application in this process. Consensus calls run one at a time in call order, as do `checkTx` calls and snapshot
 * calls; `info` and `query` run at once. A throw of a handler rejects that call.
 */
export function createLocalClient(app: Application): AbciClient {
  const consensus = createQueue();
  const mempool = createQueue();
  const snapshot = createQueue();
  let closed = false;

  function call<M extends AbciMethod>(method: M, queue?: Queue) {
    return async (request: AbciMethods[M][0]): Promise<AbciMethods[M][1]> => {
      if (closed) throw new AbciConnectionError("the connection to the application is closed");
      return queue === undefined ? app[method](request) : queue(() => app[method](request));
    };
  }

  return {
    info: call("info"),
    query: call("query"),
    checkTx: call("checkTx", mempool),
    initChain: call("initChain", consensus),
    prepareProposal: call("prepareProposal", consensus),
    processProposal: call("processProposal", consensus),
    extendVote: call("extendVote", consensus),
    verifyVoteExtension: call("verifyVoteExtension", consensus),
    finalizeBlock: call("finalizeBlock", consensus),
    commit: call("commit", consensus),
    listSnapshots: call("listSnapshots", snapshot),
    offerSnapshot: call("offerSnapshot", snapshot),
    loadSnapshotChunk: call("loadSnapshotChunk", snapshot),
    applySnapshotChunk: call("applySnapshotChunk", snapshot),
    echo: async (message) => message,
    async flush() {
      const nothing = () => undefined;
      await Promise.all([consensus(nothing), mempool(nothing), snapshot(nothing)]);
    },
    async close() {
      closed = true;
    },
  };
}

type Queue = <T>(job: () => T | Promise<T>) => Promise<T>;

/** Runs jobs one after the other; a failed job does not keep the next from running. */
function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(job: () => T | Promise<T>): Promise<T> => {
    const result = last.then(job);
    last = result.catch(() => undefined);
    return result;
  };
}
