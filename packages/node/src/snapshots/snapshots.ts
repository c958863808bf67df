import { createHash } from "node:crypto";
import { equalBytes, type Logger } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { Metadata, type Snapshot } from "@testudo/proto/cosmos/store/snapshots/v1";
import {
  type RequestApplySnapshotChunk,
  type RequestOfferSnapshot,
  ResponseApplySnapshotChunk_Result,
  ResponseOfferSnapshot_Result,
} from "@testudo/proto/tendermint/abci";
import type { SnapshotHandlers } from "@testudo/runtime";
import type { CommitMultiStore } from "@testudo/store";
import { openSnapshotFolder, type SnapshotDraft } from "./snapshot-folder.ts";
import { readChunks, SNAPSHOT_FORMAT, writeChunks } from "./snapshot-stream.ts";

/** As many as the SDK keeps by default. */
const SNAPSHOTS_KEPT = 2;

export interface SnapshotOptions {
  readonly folder: string;
  readonly store: CommitMultiStore;
  /** Blocks between two snapshots; 0: none are made. */
  readonly interval: number;
  /** Why this node can take none, such as that it does not know its chain; `undefined` when it can. */
  readonly refusal: () => string | undefined;
  /** Runs when the state of a snapshot has become the node's. */
  readonly restored: () => Promise<void>;
  readonly logger: Logger;
}

/** Makes snapshots of the state, hands them to peers and takes those of others. */
export interface Snapshots {
  readonly handlers: SnapshotHandlers;
  /** To be called after each commit. The snapshot is made beside the blocks that follow. */
  committed(height: bigint): void;
  /** Resolves when the snapshot under way is complete. */
  settled(): Promise<void>;
}

interface Receipt {
  readonly snapshot: Snapshot;
  readonly appHash: Uint8Array;
  readonly draft: SnapshotDraft;
}

export async function openSnapshots(options: SnapshotOptions): Promise<Snapshots> {
  const { store, interval, logger } = options;
  const folder = await openSnapshotFolder(options.folder);
  let making: Promise<void> | undefined;
  let receipt: Receipt | undefined;

  async function make(height: bigint): Promise<void> {
    const draft = await folder.draft(height);
    const chunkHashes: Uint8Array[] = [];
    const whole = createHash("sha256");
    try {
      await writeChunks(store, height, async (chunk) => {
        chunkHashes.push(sha256(chunk));
        whole.update(chunk);
        await draft.add(chunk);
      });
      await draft.keep({
        height,
        format: SNAPSHOT_FORMAT,
        chunks: chunkHashes.length,
        hash: Uint8Array.from(whole.digest()),
        metadata: { chunkHashes },
      });
      await folder.prune(SNAPSHOTS_KEPT);
      logger.info({ height, chunks: chunkHashes.length }, "made a snapshot");
    } catch (error) {
      // A node without a snapshot still validates.
      logger.error({ height, err: textOf(error) }, "failed to make a snapshot");
      await draft.drop();
    }
  }

  async function offer({ snapshot, appHash }: RequestOfferSnapshot): Promise<number> {
    const { ACCEPT, ABORT, REJECT, REJECT_FORMAT } = ResponseOfferSnapshot_Result;
    if (snapshot === undefined) return REJECT;
    const { height, format, chunks, hash } = snapshot;
    if (format !== SNAPSHOT_FORMAT) return REJECT_FORMAT;
    const metadata = metadataOf(snapshot.metadata);
    if (height < 1n || chunks < 1 || metadata?.chunkHashes.length !== chunks) return REJECT;
    const refusal = store.version === 0n ? options.refusal() : "the state has blocks already";
    if (refusal !== undefined) {
      logger.error({ height, err: refusal }, "cannot take a snapshot");
      return ABORT;
    }
    await receipt?.draft.drop();
    const draft = await folder.draft(height);
    receipt = { snapshot: { height, format, chunks, hash, metadata }, appHash, draft };
    return ACCEPT;
  }

  async function apply({ index, chunk, sender }: RequestApplySnapshotChunk) {
    const { ACCEPT, ABORT, RETRY, REJECT_SNAPSHOT } = ResponseApplySnapshotChunk_Result;
    const answer = (result: number) => ({ result, refetchChunks: [], rejectSenders: [] });
    if (receipt === undefined || index !== receipt.draft.files.length) {
      logger.error({ chunk: index }, "a chunk comes out of turn");
      return answer(ABORT);
    }
    const { snapshot, appHash, draft } = receipt;
    if (!equalBytes(sha256(chunk), snapshot.metadata.chunkHashes[index] ?? chunk)) {
      logger.warn({ chunk: index, sender }, "a chunk is not what its hash says");
      return { result: RETRY, refetchChunks: [index], rejectSenders: [sender] };
    }
    await draft.add(chunk);
    if (draft.files.length < snapshot.chunks) return answer(ACCEPT);

    receipt = undefined;
    try {
      const target = await store.restore(snapshot.height);
      await readChunks(draft.files, target);
      await target.finish(appHash);
    } catch (error) {
      logger.error({ height: snapshot.height, err: textOf(error) }, "a snapshot is unusable");
      await draft.drop();
      return answer(REJECT_SNAPSHOT);
    }
    await draft.keep(snapshot);
    await options.restored();
    logger.info({ height: snapshot.height }, "restored a snapshot");
    return answer(ACCEPT);
  }

  return {
    handlers: {
      listSnapshots: () => ({
        snapshots: folder.list().map(({ height, format, chunks, hash, metadata }) => {
          return { height, format, chunks, hash, metadata: Metadata.encode(metadata) };
        }),
      }),
      offerSnapshot: async (request) => ({ result: await offer(request) }),
      async loadSnapshotChunk({ height, format, chunk }) {
        return { chunk: (await folder.chunk(height, format, chunk)) ?? new Uint8Array() };
      },
      applySnapshotChunk: apply,
    },

    committed(height) {
      // One at a time: where one takes longer than the interval, the next is left out.
      if (interval === 0 || height % BigInt(interval) !== 0n || making !== undefined) return;
      making = make(height).finally(() => {
        making = undefined;
      });
    },

    async settled() {
      await making;
    },
  };
}

function metadataOf(bytes: Uint8Array): Metadata | undefined {
  try {
    return Metadata.decode(bytes);
  } catch {
    return undefined;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
