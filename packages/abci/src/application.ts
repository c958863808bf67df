import type {
  RequestApplySnapshotChunk,
  RequestCheckTx,
  RequestCommit,
  RequestExtendVote,
  RequestFinalizeBlock,
  RequestInfo,
  RequestInitChain,
  RequestListSnapshots,
  RequestLoadSnapshotChunk,
  RequestOfferSnapshot,
  RequestPrepareProposal,
  RequestProcessProposal,
  RequestQuery,
  RequestVerifyVoteExtension,
  ResponseApplySnapshotChunk,
  ResponseCheckTx,
  ResponseCommit,
  ResponseExtendVote,
  ResponseFinalizeBlock,
  ResponseInfo,
  ResponseInitChain,
  ResponseListSnapshots,
  ResponseLoadSnapshotChunk,
  ResponseOfferSnapshot,
  ResponsePrepareProposal,
  ResponseProcessProposal,
  ResponseQuery,
  ResponseVerifyVoteExtension,
} from "@testudo/proto/tendermint/abci";

/** Every ABCI 2.0 method (CometBFT v0.38) with its request and its response. */
export interface AbciMethods {
  info: [RequestInfo, ResponseInfo];
  initChain: [RequestInitChain, ResponseInitChain];
  query: [RequestQuery, ResponseQuery];
  checkTx: [RequestCheckTx, ResponseCheckTx];
  prepareProposal: [RequestPrepareProposal, ResponsePrepareProposal];
  processProposal: [RequestProcessProposal, ResponseProcessProposal];
  extendVote: [RequestExtendVote, ResponseExtendVote];
  verifyVoteExtension: [RequestVerifyVoteExtension, ResponseVerifyVoteExtension];
  finalizeBlock: [RequestFinalizeBlock, ResponseFinalizeBlock];
  commit: [RequestCommit, ResponseCommit];
  listSnapshots: [RequestListSnapshots, ResponseListSnapshots];
  offerSnapshot: [RequestOfferSnapshot, ResponseOfferSnapshot];
  loadSnapshotChunk: [RequestLoadSnapshotChunk, ResponseLoadSnapshotChunk];
  applySnapshotChunk: [RequestApplySnapshotChunk, ResponseApplySnapshotChunk];
}

export type AbciMethod = keyof AbciMethods;

/**
 * What an application answers to its consensus engine. A handler may answer at once or with a promise; a throw means
 * that the application cannot go on, and is never an answer about one transaction.
 */
export type Application = {
  [M in AbciMethod]: (request: AbciMethods[M][0]) => AbciMethods[M][1] | Promise<AbciMethods[M][1]>;
};

/** The ABCI methods as calls whose answers arrive later. */
export type AbciCalls = {
  [M in AbciMethod]: (request: AbciMethods[M][0]) => Promise<AbciMethods[M][1]>;
};

/** An application as its engine sees it, wherever it runs. Calls of one kind are answered in the order made. */
export type AbciClient = AbciCalls & {
  /** Answers its input: a liveness check of the connection. */
  echo(message: string): Promise<string>;
  /** Resolves when everything sent before has been answered. */
  flush(): Promise<void>;
  /** Ends the connection; calls still under way are rejected. */
  close(): Promise<void>;
};

/**
 * The connection a method belongs to. Calls on one connection are answered one at a time, in order; connections do not
 * wait for each other.
 */
export const CONNECTION_OF: { readonly [M in AbciMethod]: AbciConnection } = {
  info: "query",
  query: "query",
  checkTx: "mempool",
  initChain: "consensus",
  prepareProposal: "consensus",
  processProposal: "consensus",
  extendVote: "consensus",
  verifyVoteExtension: "consensus",
  finalizeBlock: "consensus",
  commit: "consensus",
  listSnapshots: "snapshot",
  offerSnapshot: "snapshot",
  loadSnapshotChunk: "snapshot",
  applySnapshotChunk: "snapshot",
};

/** The four connections a CometBFT node opens to its application. */
export type AbciConnection = "consensus" | "mempool" | "query" | "snapshot";

/** An application's handler failed: on a socket, the `exception` response. The engine must stop using it. */
export class AbciException extends Error {
  override readonly name = "AbciException";
}

/** The connection ended, or what came over it was not ABCI. */
export class AbciConnectionError extends Error {
  override readonly name = "AbciConnectionError";
}
