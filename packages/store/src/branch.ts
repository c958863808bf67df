import { byteString } from "./byte-string.ts";
import { checkEntry, checkKey, type KeyRange, type KeyValue, type KVStore } from "./kv.ts";
import { insert, type OrderedMap, range as orderedRange } from "./ordered-map.ts";

/** A store of changes over a parent. Nothing reaches the parent before `write`. */
export interface BranchStore extends KVStore {
  /**
   * Replays the changes on the parent, one operation per changed key, ascending by key with sets and
   * deletes interleaved (the order is part of the app hash), and forgets them.
   */
  write(): void;
}

interface Change {
  readonly key: Uint8Array;
  /** `undefined` is a deletion. */
  readonly value: Uint8Array | undefined;
}

/** Opens a branch over any store, also over another branch. */
export function branch(parent: KVStore): BranchStore {
  let changes = new Map<string, Change>();
  /** The changes in key order as of the last iteration, and those since: only iterating needs order. */
  let ordered: OrderedMap<Change>;
  let unordered = new Map<string, Change>();

  function record(key: Uint8Array, value: Uint8Array | undefined): void {
    const text = byteString(key);
    const change = { key, value };
    changes.set(text, change);
    unordered.set(text, change);
  }

  function orderedChanges(): OrderedMap<Change> {
    if (unordered.size > 0) {
      for (const [text, change] of unordered) ordered = insert(ordered, text, change);
      unordered = new Map();
    }
    return ordered;
  }

  return {
    get(key) {
      const change = changes.get(byteString(key));
      return change === undefined ? parent.get(key) : change.value;
    },

    has(key) {
      const change = changes.get(byteString(key));
      return change === undefined ? parent.has(key) : change.value !== undefined;
    },

    set(key, value) {
      checkEntry(key, value);
      record(key, value);
    },

    delete(key) {
      checkKey(key);
      record(key, undefined);
    },

    iterate(range = {}) {
      const below = parent.iterate(range);
      return changes.size === 0 ? below : merged(below, orderedChanges(), range);
    },

    write() {
      const texts = [...changes.keys()].sort(compareText);
      for (const text of texts) {
        const change = changes.get(text);
        if (change === undefined) continue;
        if (change.value === undefined) parent.delete(change.key);
        else parent.set(change.key, change.value);
      }
      changes = new Map();
      ordered = undefined;
      unordered = new Map();
    },
  };
}

/** Two sorted walks as one; where both hold a key, the change hides the parent's entry. */
function* merged(
  below: IterableIterator<KeyValue>,
  changes: OrderedMap<Change>,
  { start, end, reverse = false }: KeyRange,
): Generator<KeyValue, void> {
  const above = orderedRange(
    changes,
    start === undefined ? undefined : byteString(start),
    end === undefined ? undefined : byteString(end),
    reverse,
  );
  let change = above.next().value;
  let entry = nextEntry(below);

  while (change !== undefined || entry !== undefined) {
    const order =
      change === undefined ? 1 : entry === undefined ? -1 : compareText(change.key, entry.text);
    const changeFirst = reverse && change !== undefined && entry !== undefined ? -order : order;
    if (change !== undefined && changeFirst <= 0) {
      const { key, value } = change.value;
      if (changeFirst === 0) entry = nextEntry(below);
      change = above.next().value;
      if (value !== undefined) yield [key, value];
    } else if (entry !== undefined) {
      const { pair } = entry;
      entry = nextEntry(below);
      yield pair;
    }
  }
}

function nextEntry(walk: IterableIterator<KeyValue>): { text: string; pair: KeyValue } | undefined {
  const next = walk.next();
  if (next.done === true) return undefined;
  return { text: byteString(next.value[0]), pair: next.value };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
