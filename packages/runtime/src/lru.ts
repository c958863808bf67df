/** A bounded map that forgets what was used longest ago. */
export interface LruCache<V> {
  get(key: string): V | undefined;
  /** `size` counts against the bound of the whole cache. */
  set(key: string, value: V, size?: number): void;
  clear(): void;
}

/** A cache of at most `entriesMax` entries and, where sizes are given, at most `sizeMax` in sum. */
export function createLruCache<V>(options: {
  readonly entriesMax: number;
  readonly sizeMax?: number;
}): LruCache<V> {
  const { entriesMax, sizeMax = Number.POSITIVE_INFINITY } = options;
  const entries = new Map<string, { readonly value: V; readonly size: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      // A Map keeps insertion order: the entry moves to the young end.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, size = 0) {
      drop(key);
      if (size > sizeMax) return;
      entries.set(key, { value, size });
      total += size;
      for (const oldest of entries.keys()) {
        if (entries.size <= entriesMax && total <= sizeMax) break;
        drop(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
