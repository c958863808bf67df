import { type Bytes, toHex } from "@testudo/base";

/** One write of a batch; without a value it deletes. */
export interface DatabaseWrite {
  readonly key: Bytes;
  readonly value?: Bytes;
}

/** The ordered key-value store that the engine keeps blocks in; `node` fills it with an embedded database. */
export interface Database {
  getSync(key: Bytes): Bytes | undefined;
  /** All or nothing; with `sync` it is on disk when the promise resolves. Batches take effect in the order of the calls. */
  batch(writes: readonly DatabaseWrite[], options: { readonly sync: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** A database that forgets everything when the process ends. */
export function createMemoryDatabase(): Database {
  const entries = new Map<string, Bytes>();
  return {
    getSync: (key) => entries.get(toHex(key)),
    async batch(writes) {
      for (const { key, value } of writes) {
        if (value === undefined) entries.delete(toHex(key));
        else entries.set(toHex(key), value);
      }
    },
    async close() {},
  };
}
