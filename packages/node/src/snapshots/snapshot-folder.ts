import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Snapshot } from "@testudo/proto/cosmos/store/snapshots/v1";
import { FILE_MODE, makeFolder } from "../home.ts";

/** Snapshots on the disk, newest first: a folder each, which appears once it is complete. */
export interface SnapshotFolder {
  list(): readonly Snapshot[];
  /** `undefined` when there is no such chunk. */
  chunk(height: bigint, format: number, index: number): Promise<Uint8Array | undefined>;
  /** A folder for the chunks of a snapshot that is being made or received. */
  draft(height: bigint): Promise<SnapshotDraft>;
  /** Removes all but the newest. */
  prune(keep: number): Promise<void>;
}

export interface SnapshotDraft {
  /** Files of the chunks so far, in order. */
  readonly files: readonly string[];
  add(chunk: Uint8Array): Promise<void>;
  /** Lists the snapshot with the others. */
  keep(snapshot: Snapshot): Promise<void>;
  drop(): Promise<void>;
}

const DESCRIPTION = "snapshot";
const DRAFT = ".new";

/** Opens the folder; what a crash left unfinished is removed, and what cannot be read is not listed. */
export async function openSnapshotFolder(folder: string): Promise<SnapshotFolder> {
  await makeFolder(folder);
  const known = new Map<bigint, Snapshot>();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const snapshot = name.endsWith(DRAFT) ? undefined : await readDescription(path);
    if (snapshot === undefined) await rm(path, { recursive: true, force: true });
    else known.set(snapshot.height, snapshot);
  }
  const placeOf = (height: bigint) => join(folder, String(height));
  const newestFirst = () => [...known.values()].sort((a, b) => (a.height < b.height ? 1 : -1));

  return {
    list: newestFirst,

    async chunk(height, format, index) {
      if (known.get(height)?.format !== format) return undefined;
      return readFile(join(placeOf(height), String(index))).catch(() => undefined);
    },

    async draft(height) {
      const path = `${placeOf(height)}${DRAFT}`;
      await rm(path, { recursive: true, force: true });
      await makeFolder(path);
      const files: string[] = [];
      return {
        files,
        async add(chunk) {
          const file = join(path, String(files.length));
          await writeFile(file, chunk, { mode: FILE_MODE });
          files.push(file);
        },
        async keep(snapshot) {
          await writeFile(join(path, DESCRIPTION), Snapshot.encode(snapshot), { mode: FILE_MODE });
          await rm(placeOf(height), { recursive: true, force: true });
          await rename(path, placeOf(height));
          known.set(height, snapshot);
        },
        drop: () => rm(path, { recursive: true, force: true }),
      };
    },

    async prune(keep) {
      for (const { height } of newestFirst().slice(keep)) {
        known.delete(height);
        await rm(placeOf(height), { recursive: true, force: true });
      }
    },
  };
}

async function readDescription(path: string): Promise<Snapshot | undefined> {
  try {
    return Snapshot.decode(await readFile(join(path, DESCRIPTION)));
  } catch {
    return undefined;
  }
}
