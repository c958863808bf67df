import type { KvDatabase, KvWrite } from "./kv-database.ts";
import { StateWriteFailed } from "./state-errors.ts";
import {
  decodeOrphans,
  encodeHead,
  HEAD_KEY,
  nodeKey,
  orphansKey,
  type StateHead,
  versionKey,
} from "./state-layout.ts";

/** Waiting versions are joined into one batch up to this size. */
const BATCH_BYTES_MAX = 16 * 2 ** 20;

/** More than this waiting means that nobody awaits `drain`. */
const WAITING_BYTES_MAX = 512 * 2 ** 20;

/** Old versions removed per batch, so that a lowered limit does not stop the writing of new ones. */
const PRUNED_PER_BATCH = 16;

interface Waiting {
  readonly version: number;
  readonly writes: readonly KvWrite[];
  readonly bytes: number;
}

/** Writes versions to the database in the background, in order, and removes old ones. */
export interface StateWriter {
  /** The last version in the database. */
  readonly durable: number;
  /** @throws StateWriteFailed if an earlier write failed */
  check(): void;
  /** @throws StateWriteFailed */
  add(version: number, writes: readonly KvWrite[], oldestKept: number): void;
  /** Resolves when at most `versionsMax` versions wait. @throws StateWriteFailed */
  drain(versionsMax: number): Promise<void>;
  /** Resolves when all is written and pruned. @throws StateWriteFailed */
  settle(): Promise<void>;
  /** Settles, then makes one change of its own, atomically. */
  rewrite(head: StateHead, writes: readonly KvWrite[]): Promise<void>;
}

export function createStateWriter(options: {
  readonly db: KvDatabase;
  readonly head: StateHead;
  /** Whether a version counts as written only once it is on the disk. */
  readonly sync: boolean;
}): StateWriter {
  const { db, sync } = options;
  let written = options.head;
  let oldestKept = written.oldest;
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let failure: StateWriteFailed | undefined;
  let running: Promise<void> | undefined;
  let drains: { readonly versionsMax: number; readonly done: () => void }[] = [];

  async function run(): Promise<void> {
    // Not before `running` is set; and commits of one turn go into one batch.
    await Promise.resolve();
    try {
      while (waiting.length > 0 || written.oldest < oldestKept) {
        if (waiting.length > 0) await writeVersions();
        if (written.oldest < oldestKept) await prune();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failure = new StateWriteFailed(`cannot write version ${written.latest + 1}: ${reason}`, {
        cause: error,
      });
    } finally {
      running = undefined;
      release();
    }
  }

  async function writeVersions(): Promise<void> {
    const writes: KvWrite[] = [];
    let bytes = 0;
    let count = 0;
    let head = written;
    for (const next of waiting) {
      if (count > 0 && bytes + next.bytes > BATCH_BYTES_MAX) break;
      for (const write of next.writes) writes.push(write);
      bytes += next.bytes;
      count += 1;
      head = { latest: next.version, oldest: head.oldest === 0 ? next.version : head.oldest };
    }
    writes.push({ key: HEAD_KEY, value: encodeHead(head) });
    await db.batch(writes, { sync });
    written = head;
    waiting = waiting.slice(count);
    waitingBytes -= bytes;
    release();
  }

  /** What the next version does not have any more, no kept version has. */
  async function prune(): Promise<void> {
    const writes: KvWrite[] = [];
    let oldest = written.oldest;
    const last = Math.min(oldestKept, written.latest, oldest + PRUNED_PER_BATCH);
    if (oldest >= last) return;
    for (; oldest < last; oldest++) {
      const key = orphansKey(oldest + 1);
      const orphans = db.getSync(key);
      if (orphans !== undefined) {
        for (const { storeId, nodes } of decodeOrphans(orphans)) {
          for (const node of nodes) writes.push({ key: nodeKey(storeId, node) });
        }
      }
      writes.push({ key }, { key: versionKey(oldest) });
    }
    const head = { latest: written.latest, oldest };
    writes.push({ key: HEAD_KEY, value: encodeHead(head) });
    await db.batch(writes, { sync: false });
    written = head;
  }

  function release(): void {
    const ready = drains.filter(({ versionsMax }) => isDrained(versionsMax));
    drains = drains.filter(({ versionsMax }) => !isDrained(versionsMax));
    for (const { done } of ready) done();
  }

  function isDrained(versionsMax: number): boolean {
    return waiting.length <= versionsMax || failure !== undefined;
  }

  function check(): void {
    if (failure !== undefined) throw failure;
  }

  async function settle(): Promise<void> {
    while (running !== undefined) await running;
    check();
  }

  return {
    get durable() {
      return written.latest;
    },

    check,
    settle,

    add(version, writes, oldest) {
      check();
      const bytes = writes.reduce(
        (sum, { key, value }) => sum + key.length + (value?.length ?? 0),
        0,
      );
      if (waitingBytes + bytes > WAITING_BYTES_MAX && waiting.length > 0) {
        throw new StateWriteFailed(
          `${waiting.length} versions wait to be written; await drain() between commits`,
        );
      }
      waiting.push({ version, writes, bytes });
      waitingBytes += bytes;
      oldestKept = Math.max(oldestKept, oldest);
      running ??= run();
    },

    async drain(versionsMax) {
      check();
      if (isDrained(versionsMax)) return;
      await new Promise<void>((done) => {
        drains.push({ versionsMax, done });
      });
      check();
    },

    async rewrite(head, writes) {
      await settle();
      await db.batch([...writes, { key: HEAD_KEY, value: encodeHead(head) }], { sync });
      written = head;
    },
  };
}
