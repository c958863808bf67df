import { byteString } from "./byte-string.ts";
import { checkEntry, checkKey, type KeyValue, type KVStore } from "./kv.ts";
import { find, insert, type OrderedMap, type OrderedNode, range, remove } from "./ordered-map.ts";

/** A plain ordered store without versions or hashes: a test double, and the state of tools. */
export function createMemoryStore(entries: Iterable<KeyValue> = []): KVStore {
  let map: OrderedMap<KeyValue>;

  const store: KVStore = {
    get: (key) => find(map, byteString(key))?.value[1],
    has: (key) => find(map, byteString(key)) !== undefined,
    set(key, value) {
      checkEntry(key, value);
      map = insert(map, byteString(key), [key, value]);
    },
    delete(key) {
      checkKey(key);
      map = remove(map, byteString(key));
    },
    iterate({ start, end, reverse = false } = {}) {
      const from = start === undefined ? undefined : byteString(start);
      const to = end === undefined ? undefined : byteString(end);
      return valuesOf(range(map, from, to, reverse));
    },
  };
  for (const [key, value] of entries) store.set(key, value);
  return store;
}

function* valuesOf(nodes: Iterable<OrderedNode<KeyValue>>): Generator<KeyValue, void> {
  for (const node of nodes) yield node.value;
}
