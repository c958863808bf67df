import { crc32 } from "node:zlib";
import type { Bytes } from "@testudo/base";
import type { Database } from "@testudo/engine";
import { DatabaseUnavailable } from "./database.ts";

const CHECKSUM_SIZE = 4;

/**
 * A database whose records carry a checksum of key and value, which LevelDB does not look at when it reads.
 *
 * Reading throws DatabaseUnavailable for a record that is damaged.
 *
 * @param folder where it is, for that error
 */
export function checkedDatabase(inner: Database, folder: string): Database {
  return {
    getSync(key) {
      const record = inner.getSync(key);
      if (record === undefined) return undefined;
      const value = record.subarray(0, Math.max(0, record.length - CHECKSUM_SIZE));
      const view = new DataView(record.buffer, record.byteOffset, record.length);
      const isIntact =
        record.length >= CHECKSUM_SIZE && view.getUint32(value.length) === checksum(key, value);
      if (isIntact) return value;
      throw new DatabaseUnavailable(
        `${folder} is damaged (a record has a wrong checksum); restore the node's data from a backup, or remove it and let the node start over`,
      );
    },

    batch: (writes, options) =>
      inner.batch(
        writes.map(({ key, value }) =>
          value === undefined ? { key } : { key, value: sealed(key, value) },
        ),
        options,
      ),

    close: () => inner.close(),
  };
}

function sealed(key: Bytes, value: Bytes): Bytes {
  const record = new Uint8Array(value.length + CHECKSUM_SIZE);
  record.set(value);
  new DataView(record.buffer).setUint32(value.length, checksum(key, value));
  return record;
}

function checksum(key: Bytes, value: Bytes): number {
  return crc32(value, crc32(key));
}
