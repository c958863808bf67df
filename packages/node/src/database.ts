import { mkdir } from "node:fs/promises";
import type { KvDatabase, KvRange } from "@testudo/store";
import type { ClassicLevel } from "classic-level";
import { damagedLog } from "./log-check.ts";

/** A database folder that cannot be used, and what to do about it. */
export class DatabaseUnavailable extends Error {
  override name = "DatabaseUnavailable";
}

/**
 * Opens (or makes, mode 0700) a LevelDB folder, which is locked for this process until it is closed
 * or the process ends in whatever way.
 *
 * @throws DatabaseUnavailable if another process has it open, it is damaged, or it cannot be written
 */
export async function openDatabase(folder: string): Promise<KvDatabase> {
  const db = await openLevel(folder);
  let lastBatch: Promise<void> = Promise.resolve();

  return {
    getSync(key) {
      try {
        return db.getSync(key);
      } catch (error) {
        throw unreadable(folder, error);
      }
    },

    batch(writes, { sync }) {
      // A chained batch hands each change to the library directly: a tenth of the cost of an array.
      const batch = db.batch();
      for (const { key, value } of writes) {
        if (value === undefined) batch.del(key);
        else batch.put(key, value);
      }
      // The library's worker threads may run two batches in either order.
      const written = lastBatch
        .then(() => batch.write({ sync }))
        .catch((error: unknown) => {
          throw unwritable(folder, error);
        });
      lastBatch = written.catch(() => undefined);
      return written;
    },

    async *entries(range = {}) {
      try {
        yield* db.iterator(levelRange(range));
      } catch (error) {
        throw unreadable(folder, error);
      }
    },

    async close() {
      await lastBatch;
      await db.close();
    },
  };
}

async function openLevel(folder: string): Promise<ClassicLevel<Uint8Array, Uint8Array>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const damage = await damagedLog(folder);
    if (damage !== undefined) throw damaged(folder, damage);
    const library = await loadLibrary();
    // From here on the library opens the folder, which already drops damaged records, by itself.
    const db = new library.ClassicLevel<Uint8Array, Uint8Array>(folder, {
      keyEncoding: "view",
      valueEncoding: "view",
    });
    await db.open();
    return db;
  } catch (error) {
    throw error instanceof DatabaseUnavailable ? error : unavailable(folder, error);
  }
}

/** Loaded when it is needed: everything that keeps nothing on the disk works where there is no binary of it. */
async function loadLibrary(): Promise<typeof import("classic-level")> {
  try {
    return await import("classic-level");
  } catch (error) {
    const [reason] = String(reasonOf(error).message).split("\n");
    throw new DatabaseUnavailable(
      `classic-level, which keeps the data of a node, does not load on ${process.platform} ${process.arch} (${reason}); install its binary for this platform`,
      { cause: error },
    );
  }
}

function levelRange({ start, end, reverse = false, limit = -1 }: KvRange) {
  return {
    ...(start === undefined ? {} : { gte: start }),
    ...(end === undefined ? {} : { lt: end }),
    reverse,
    limit,
  };
}

function unavailable(folder: string, error: unknown): DatabaseUnavailable {
  // The library says "failed to open" and keeps its reason in the cause.
  const { code, message, cause = error } = reasonOf(reasonOf(error).cause ?? error);
  if (code === "LEVEL_LOCKED") {
    return new DatabaseUnavailable(
      `${folder} is in use by another process; stop that one, or choose another --home`,
      { cause },
    );
  }
  if (code === "LEVEL_CORRUPTION") return damaged(folder, message, cause);
  return new DatabaseUnavailable(`cannot open ${folder}: ${message}`, { cause });
}

/** Files were read when the folder was opened, so what cannot be read now is not as it was written. */
function unreadable(folder: string, error: unknown): unknown {
  const { code, message } = reasonOf(error);
  return code === "LEVEL_DATABASE_NOT_OPEN" ? error : damaged(folder, message, error);
}

function unwritable(folder: string, error: unknown): unknown {
  const { code, message } = reasonOf(error);
  if (code === "LEVEL_DATABASE_NOT_OPEN") return error;
  return new DatabaseUnavailable(
    `cannot write ${folder}: ${message}; make space or mend the disk, and start the node again`,
    { cause: error },
  );
}

function damaged(folder: string, where: unknown, cause?: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable(
    `${folder} is damaged (${where}); restore it from a backup, or remove it and let the node start over`,
    { cause },
  );
}

/** The parts of an error that native code threw, which need not be an `Error` of this realm. */
function reasonOf(error: unknown): { code?: unknown; message: unknown; cause?: unknown } {
  return typeof error === "object" && error !== null && "message" in error
    ? error
    : { message: String(error) };
}
