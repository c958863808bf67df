import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createDeflate, createInflate } from "node:zlib";
import { createFrameReader, frame } from "@testudo/abci";
import { concatBytes } from "@testudo/base";
import { SnapshotItem } from "@testudo/proto/cosmos/store/snapshots/v1";
import type { CommitMultiStore, StateRestore } from "@testudo/store";

/**
 * The SDK's snapshot format: an item per store and per tree node, each behind its length, all of it compressed (zlib)
 * and cut into chunks. Nodes of the Go stack read what we write, and we read theirs.
 */
export const SNAPSHOT_FORMAT = 3;

/** As in Go: a peer of either kind cuts the same. */
const CHUNK_BYTES = 10_000_000;
const COMPRESSION_LEVEL = 7;
/** Go's limit for one item. */
const ITEM_BYTES_MAX = 64_000_000;
/** Between two batches other work of the application gets its turn. */
const BATCH_BYTES = 256 * 1024;

/**
 * Writes the state of a version as chunks, in order.
 *
 * @throws VersionUnavailable, and whatever `write` throws
 */
export async function writeChunks(
  store: CommitMultiStore,
  version: bigint,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  await pipeline(
    Readable.from(itemBatches(store, version), { objectMode: false }),
    createDeflate({ level: COMPRESSION_LEVEL }),
    async (compressed: AsyncIterable<Uint8Array>) => {
      let parts: Uint8Array[] = [];
      let length = 0;
      for await (const piece of compressed) {
        let rest = piece;
        while (length + rest.length >= CHUNK_BYTES) {
          const part = rest.subarray(0, CHUNK_BYTES - length);
          await write(concatBytes(...parts, part));
          parts = [];
          length = 0;
          rest = rest.subarray(part.length);
        }
        // The stream uses its memory again.
        parts.push(Uint8Array.from(rest));
        length += rest.length;
      }
      if (length > 0) await write(concatBytes(...parts));
    },
  );
}

/**
 * Gives the items in a list of chunk files to a restore; the caller finishes it.
 *
 * @throws MalformedExport, UnknownStore, and errors of the decoder and of zlib for what is no snapshot
 */
export async function readChunks(files: readonly string[], target: StateRestore): Promise<void> {
  const reader = createFrameReader(ITEM_BYTES_MAX);
  await pipeline(
    Readable.from(fileContents(files), { objectMode: false }),
    createInflate(),
    async (inflated: AsyncIterable<Uint8Array>) => {
      for await (const piece of inflated) {
        for (const message of reader.push(Uint8Array.from(piece))) {
          takeItem(SnapshotItem.decode(message), target);
        }
        await target.drain();
      }
    },
  );
  if (reader.pending > 0) throw new MalformedSnapshot("it ends inside an item");
}

/** Bytes that are no snapshot of this format. */
export class MalformedSnapshot extends Error {
  override name = "MalformedSnapshot";
}

function takeItem({ store, iavl }: SnapshotItem, target: StateRestore): void {
  if (store !== undefined) target.begin(store.name);
  else if (iavl !== undefined) {
    const { key, value, height, version } = iavl;
    target.add({ key, value: height === 0 ? value : undefined, height, version });
  } else {
    throw new MalformedSnapshot("it holds an extension that this application has not");
  }
}

async function* itemBatches(store: CommitMultiStore, version: bigint) {
  let batch: Uint8Array[] = [];
  let length = 0;
  const put = (item: SnapshotItem) => {
    const bytes = frame(SnapshotItem.encode(item));
    batch.push(bytes);
    length += bytes.length;
  };
  for (const { name, nodes } of store.exportNodes(version)) {
    put({ store: { name } });
    for (const { key, value, height, version: nodeVersion } of nodes) {
      put({ iavl: { key, value: value ?? new Uint8Array(), height, version: nodeVersion } });
      if (length < BATCH_BYTES) continue;
      yield concatBytes(...batch);
      batch = [];
      length = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  yield concatBytes(...batch);
}

async function* fileContents(files: readonly string[]) {
  for (const file of files) {
    const handle = await open(file);
    try {
      yield await handle.readFile();
    } finally {
      await handle.close();
    }
  }
}
