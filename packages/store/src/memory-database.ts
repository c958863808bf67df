import { byteString } from "./byte-string.ts";
import type { KeyValue } from "./kv.ts";
import type { KvDatabase } from "./kv-database.ts";
import { find, insert, type OrderedMap, range, remove } from "./ordered-map.ts";

/** A database that ends with the process, for tests and browsers. A batch takes effect at once. */
export function createMemoryDatabase(): KvDatabase {
  let map: OrderedMap<KeyValue>;

  return {
    getSync: (key) => find(map, byteString(key))?.value[1],

    async batch(writes) {
      for (const { key, value } of writes) {
        const text = byteString(key);
        map = value === undefined ? remove(map, text) : insert(map, text, [key, value]);
      }
    },

    entries({ start, end, reverse = false, limit = Number.POSITIVE_INFINITY } = {}) {
      const from = start === undefined ? undefined : byteString(start);
      const to = end === undefined ? undefined : byteString(end);
      const nodes = range(map, from, to, reverse);
      return (async function* () {
        let left = limit;
        for (const node of nodes) {
          if (left-- <= 0) return;
          yield node.value;
        }
      })();
    },

    async close() {},
  };
}
