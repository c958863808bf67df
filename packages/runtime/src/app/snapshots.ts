import type { Application } from "@testudo/abci";
import {
  ResponseApplySnapshotChunk_Result,
  ResponseOfferSnapshot_Result,
} from "@testudo/proto/tendermint/abci";

/** The four ABCI calls of state sync. */
export type SnapshotHandlers = Pick<
  Application,
  "listSnapshots" | "offerSnapshot" | "loadSnapshotChunk" | "applySnapshotChunk"
>;

/** What an application without snapshots answers: it has none, and takes none. */
export const noSnapshots: SnapshotHandlers = {
  listSnapshots: () => ({ snapshots: [] }),
  offerSnapshot: () => ({ result: ResponseOfferSnapshot_Result.ABORT }),
  loadSnapshotChunk: () => ({ chunk: new Uint8Array() }),
  applySnapshotChunk: () => ({
    result: ResponseApplySnapshotChunk_Result.ABORT,
    refetchChunks: [],
    rejectSenders: [],
  }),
};
