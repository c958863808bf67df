import { chmod, mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";

/** Folders are for their owner alone. */
export const FOLDER_MODE = 0o700;
/** So are files that hold keys or state. */
export const FILE_MODE = 0o600;

/** Makes a folder that only its owner may enter. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  await chmod(folder, FOLDER_MODE);
}

/** Writes a file so that a reader, a crash and a power failure see all of it or the one before. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, "w", FILE_MODE);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** The text of a file, or `undefined` when there is none. */
export async function readFileIfAny(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    // Native code throws errors of its own realm, so `instanceof` says nothing.
    const isAbsent =
      typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
    if (isAbsent) return undefined;
    throw error;
  }
}

/** Where a node keeps its things. */
export function nodeFiles(home: string) {
  return {
    genesis: join(home, "genesis.json"),
    app: join(home, "app.json"),
    blocks: join(home, "data", "blocks"),
    state: join(home, "data", "state"),
    snapshots: join(home, "data", "snapshots"),
  };
}
