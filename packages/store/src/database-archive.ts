import { equalBytes } from "@testudo/base";
import { createByteArena } from "./byte-arena.ts";
import {
  createNodeHasher,
  EMPTY_ROOT,
  type NodeSource,
  unload,
  unloadedNode,
} from "./iavl-node.ts";
import type { SavedTree } from "./iavl-tree.ts";
import type { KvDatabase, KvWrite } from "./kv-database.ts";
import { createNodeRecordWriter, MalformedRecord } from "./node-record.ts";
import { StateDamaged, StateMismatch } from "./state-errors.ts";
import {
  decodeHead,
  decodeVersion,
  encodeOrphans,
  encodeVersion,
  HEAD_KEY,
  NODE_KEY_LENGTH,
  nodeRangeFrom,
  orphansKey,
  recordRangesFrom,
  type StateHead,
  type VersionRecord,
  versionKey,
  writeNodeKey,
} from "./state-layout.ts";
import { createStateWriter } from "./state-writer.ts";
import { createStoredNodes, type Residency, trimTree } from "./stored-nodes.ts";
import type { SavedStore, SavedVersion, VersionArchive } from "./version-archive.ts";

/** Versions whose roots stay at hand: most proofs are asked for at the last few heights. */
const RECENT_VERSIONS = 8;

/** Nodes of a received version are written once this much waits. */
const RECEIVED_BYTES_MAX = 8 * 2 ** 20;
const DELETIONS_PER_BATCH = 10_000;

/** One byte of a node key. */
const STORES_MAX = 255;

/**
 * Versions in a database. Opening reads the last one's roots and checks them against its hashes;
 * everything below is read when first visited.
 *
 * @throws StateDamaged, StateMismatch
 */
export async function openDatabaseArchive(options: {
  readonly db: KvDatabase;
  readonly names: readonly string[];
  readonly keepVersions: number;
  /** Tree nodes held in memory. */
  readonly nodesMax: number;
  readonly sync: boolean;
}): Promise<VersionArchive> {
  const { db, names, keepVersions, nodesMax, sync } = options;
  const head = await readHead(db);
  const lastRecord = head.latest === 0 ? undefined : readVersion(db, head.latest);
  const ids = storeIds(names, lastRecord);
  const residency: Residency = { count: 0, limit: nodesMax };
  const sources = new Map<string, NodeSource>();
  for (const [storeName, storeId] of ids) {
    sources.set(storeName, createStoredNodes({ db, storeId, storeName, residency }));
  }
  const records = createNodeRecordWriter();
  const writer = createStateWriter({ db, head, sync });
  const versions = new Map<number, SavedVersion>();
  /** By version: how many of its nodes the next one replaced, which only its root still holds. */
  const replaced = new Map<number, number>();
  let nodesReplaced = 0;
  let { oldest } = head;
  let latest = lastRecord && checkedVersion(lastRecord);
  if (latest !== undefined) versions.set(latest.version, latest);

  function source(storeName: string): NodeSource {
    const found = sources.get(storeName);
    if (found === undefined) throw new StateMismatch(`no store ${storeName} in this state`);
    return found;
  }

  function savedVersion({ version, stores }: VersionRecord): SavedVersion {
    const entries = stores.map(({ name, hash, root }): readonly [string, SavedStore] => [
      name,
      { hash, root: root && unloadedNode(root.version, root.nonce) },
    ]);
    return { version, stores: new Map(entries) };
  }

  function checkedVersion(record: VersionRecord): SavedVersion {
    const saved = savedVersion(record);
    for (const [name, { root, hash }] of saved.stores) {
      const found = root === undefined ? EMPTY_ROOT : createNodeHasher(source(name)).hash(root);
      if (!equalBytes(found, hash)) {
        throw new StateDamaged(
          `store ${name}`,
          `its root is not that of version ${record.version}`,
        );
      }
    }
    return saved;
  }

  function find(version: number): SavedVersion | undefined {
    if (latest === undefined || version < oldest || version > latest.version) return undefined;
    const known = versions.get(version);
    if (known !== undefined) return known;
    const saved = savedVersion(readVersion(db, version));
    versions.set(version, saved);
    return saved;
  }

  function changesOf(saved: SavedVersion, trees: ReadonlyMap<string, SavedTree>): KvWrite[] {
    const writes: KvWrite[] = [];
    const orphans = [];
    const stores = [];
    const arena = createByteArena();
    const { version } = saved;
    let given = 0;
    for (const [name, { root, hash, created, orphaned }] of trees) {
      const id = ids.get(name) ?? 0;
      for (const node of created) {
        const key = writeNodeKey(arena.take(NODE_KEY_LENGTH), id, node);
        writes.push({ key, value: records.write(node, arena) });
      }
      orphans.push({ storeId: id, nodes: orphaned });
      stores.push({ name, id, hash, root });
      residency.count += created.length - orphaned.length;
      given += orphaned.length;
    }
    if (versions.has(version - 1)) {
      replaced.set(version - 1, given);
      nodesReplaced += given;
    }
    writes.push({ key: versionKey(version), value: encodeVersion({ version, stores }) });
    writes.push({ key: orphansKey(version), value: encodeOrphans(orphans) });
    return writes;
  }

  /** Drops roots that the database can give back, and with too many nodes also parts of trees. */
  function makeRoom(current: SavedVersion): void {
    const crowded = residency.count > residency.limit;
    const first = crowded ? current.version : current.version - RECENT_VERSIONS + 1;
    for (const version of [...versions.keys()].sort((a, b) => a - b)) {
      const dispensable = version < first || nodesReplaced > nodesMax / 4;
      if (!dispensable || version > writer.durable || version === current.version) break;
      nodesReplaced -= replaced.get(version) ?? 0;
      replaced.delete(version);
      versions.delete(version);
    }
    if (!crowded) return;
    residency.count = 0;
    for (const { root } of current.stores.values()) {
      residency.count += trimTree(root, { durable: writer.durable, nodesMax: nodesMax / 4 });
    }
  }

  return {
    get latest() {
      return latest;
    },
    get oldest() {
      return oldest;
    },
    find,
    source,
    check: writer.check,

    add(saved, trees) {
      oldest = Math.max(oldest === 0 ? saved.version : oldest, saved.version - keepVersions + 1);
      writer.add(saved.version, changesOf(saved, trees), oldest);
      versions.set(saved.version, saved);
      latest = saved;
      makeRoom(saved);
    },

    async rollback(saved) {
      await writer.drain(0);
      const first = saved.version + 1;
      const ranges = [...ids.values()].map((id) => nodeRangeFrom(id, first));
      const deletions: KvWrite[] = [];
      for (const range of [...ranges, ...recordRangesFrom(first)]) {
        for await (const [key] of db.entries(range)) deletions.push({ key });
      }
      await writer.rewrite({ latest: saved.version, oldest }, deletions);
      for (const version of [...versions.keys()]) {
        if (version >= first) versions.delete(version);
        nodesReplaced -= replaced.get(version) ?? 0;
        replaced.delete(version);
      }
      latest = saved;
    },

    async receive() {
      await writer.settle();
      // What an interrupted receipt left behind.
      for (const range of [...allNodes(ids), ...recordRangesFrom(0)]) {
        let deletions: KvWrite[] = [];
        for await (const [key] of db.entries(range)) {
          deletions.push({ key });
          if (deletions.length < DELETIONS_PER_BATCH) continue;
          await db.batch(deletions, { sync: false });
          deletions = [];
        }
        await db.batch(deletions, { sync: false });
      }
      // A head says that whatever follows it is ours.
      await writer.rewrite({ latest: 0, oldest: 0 }, []);

      let arena = createByteArena();
      let waiting: KvWrite[] = [];
      let waitingBytes = 0;
      const write = async () => {
        const writes = waiting;
        waiting = [];
        waitingBytes = 0;
        arena = createByteArena();
        await db.batch(writes, { sync: false });
      };
      return {
        put(name, node) {
          const id = ids.get(name) ?? 0;
          const key = writeNodeKey(arena.take(NODE_KEY_LENGTH), id, node);
          const value = records.write(node, arena);
          waiting.push({ key, value });
          waitingBytes += key.length + value.length;
        },
        forget: unload,
        async drain() {
          if (waitingBytes > RECEIVED_BYTES_MAX) await write();
        },
        async finish(saved) {
          await write();
          const { version } = saved;
          const stores = [...saved.stores].map(([name, { root, hash }]) => {
            return { name, id: ids.get(name) ?? 0, hash, root };
          });
          await writer.rewrite({ latest: version, oldest: version }, [
            { key: versionKey(version), value: encodeVersion({ version, stores }) },
            { key: orphansKey(version), value: encodeOrphans([]) },
          ]);
          versions.set(version, saved);
          latest = saved;
          oldest = version;
        },
      };
    },

    drain: writer.drain,
    close: writer.settle,
  };
}

function allNodes(ids: ReadonlyMap<string, number>) {
  return [...ids.values()].map((id) => nodeRangeFrom(id, 0));
}

async function readHead(db: KvDatabase): Promise<StateHead> {
  const record = db.getSync(HEAD_KEY);
  if (record !== undefined) return readable("the state's head", () => decodeHead(record));
  for await (const [key] of db.entries({ limit: 1 })) {
    throw new StateDamaged("the state", `it has no head, but a record ${key.join(".")}`);
  }
  return { latest: 0, oldest: 0 };
}

function readVersion(db: KvDatabase, version: number): VersionRecord {
  const record = db.getSync(versionKey(version));
  const where = `version ${version} of the state`;
  if (record === undefined) throw new StateDamaged(where, "its record is missing");
  return readable(where, () => decodeVersion(record));
}

function readable<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedRecord)) throw error;
    throw new StateDamaged(where, error.message);
  }
}

/** Ids as recorded; stores new to this state get the next ones. */
function storeIds(
  names: readonly string[],
  record: VersionRecord | undefined,
): ReadonlyMap<string, number> {
  const ids = new Map((record?.stores ?? []).map(({ name, id }) => [name, id]));
  const unknown = [...ids.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new StateMismatch(
      `the state has stores that this application has not: ${unknown.join(", ")}; it belongs to another chain or release`,
    );
  }
  for (const name of names) {
    if (!ids.has(name)) ids.set(name, Math.max(0, ...ids.values()) + 1);
  }
  if (ids.size >= STORES_MAX) throw new StateMismatch(`${ids.size} stores are too many`);
  return ids;
}
