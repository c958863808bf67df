import { type IavlNode, type NodeSource, UNLOADED, unload, unloadedNode } from "./iavl-node.ts";
import type { IavlRoot } from "./iavl-walk.ts";
import type { KvDatabase } from "./kv-database.ts";
import { MalformedRecord, readNodeRecord } from "./node-record.ts";
import { StateDamaged } from "./state-errors.ts";
import { nodeKey } from "./state-layout.ts";

/** Counts the nodes held in memory against a limit. */
export interface Residency {
  count: number;
  readonly limit: number;
}

/** The nodes of one store, read from the database when first visited. */
export function createStoredNodes(options: {
  readonly db: KvDatabase;
  readonly storeId: number;
  readonly storeName: string;
  readonly residency: Residency;
}): NodeSource {
  const { db, storeId, storeName, residency } = options;

  return {
    load(node) {
      const record = db.getSync(nodeKey(storeId, node));
      const place = `node ${node.version}/${node.nonce}`;
      if (record === undefined) {
        throw new StateDamaged(`store ${storeName}`, `${place} is missing`);
      }
      // Past the limit nothing more is kept, until the next commit makes room.
      const full = residency.count > residency.limit;
      const target = full ? unloadedNode(node.version, node.nonce) : node;
      try {
        readNodeRecord(target, record);
      } catch (error) {
        if (!(error instanceof MalformedRecord)) throw error;
        throw new StateDamaged(`store ${storeName}`, `${place}: ${error.message}`);
      }
      if (!full) residency.count += 1;
      return target;
    },
  };
}

/** Trees with fewer leaves than this always stay in memory. */
const SMALL_TREE = 1024;

/** Smallest subtree that keeps its root in memory; what is below is read again when needed. */
const SUBTREE_KEPT = 64;

/**
 * Unloads the lower parts of a big tree.
 *
 * @param durable nodes of later versions are not yet in the database and stay
 * @returns how many nodes remain in memory
 */
export function trimTree(root: IavlRoot, limits: { durable: number; nodesMax: number }): number {
  if (root === undefined) return 0;
  const { durable, nodesMax } = limits;
  const smallest =
    root.size < SMALL_TREE ? 0 : Math.max(SUBTREE_KEPT, Math.ceil((4 * root.size) / nodesMax));

  function trim(node: IavlNode): number {
    if (node.height === UNLOADED) return 0;
    if (node.size < smallest && node.nonce > 0 && node.version <= durable) {
      unload(node);
      return 0;
    }
    return 1 + (node.left ? trim(node.left) : 0) + (node.right ? trim(node.right) : 0);
  }

  return trim(root);
}
