import type { KVStore } from "@testudo/store";
import type { GasMeter } from "./gas.ts";

/** Charges of the SDK's `KVGasConfig`. */
const READ_FLAT = 1000;
const READ_PER_BYTE = 3;
const WRITE_FLAT = 2000;
const WRITE_PER_BYTE = 30;
const HAS_FLAT = 1000;
const DELETE_FLAT = 1000;
const ITER_NEXT_FLAT = 30;

/**
 * A store whose every access is charged to `gas`, in the steps of the SDK's gaskv: where a charge stops the access, the
 * steps before it stay charged, which is visible in `gas_used`.
 */
export function gasStore(parent: KVStore, gas: GasMeter): KVStore {
  return {
    get(key) {
      gas.charge(READ_FLAT, "ReadFlat");
      const value = parent.get(key);
      gas.charge(READ_PER_BYTE * key.length, "ReadPerByte");
      gas.charge(READ_PER_BYTE * (value?.length ?? 0), "ReadPerByte");
      return value;
    },
    has(key) {
      gas.charge(HAS_FLAT, "Has");
      return parent.has(key);
    },
    set(key, value) {
      gas.charge(WRITE_FLAT, "WriteFlat");
      gas.charge(WRITE_PER_BYTE * key.length, "WritePerByte");
      gas.charge(WRITE_PER_BYTE * value.length, "WritePerByte");
      parent.set(key, value);
    },
    delete(key) {
      gas.charge(DELETE_FLAT, "Delete");
      parent.delete(key);
    },
    iterate(range) {
      return chargedEntries(parent.iterate(range), gas);
    },
  };
}

type Entry = readonly [Uint8Array, Uint8Array];

/**
 * Opening charges the first entry; leaving an entry charges it again. So the first entry of a full walk is paid twice,
 * and a walk that stops never pays for what it did not leave.
 */
function chargedEntries(source: IterableIterator<Entry>, gas: GasMeter): IterableIterator<Entry> {
  let current = source.next();
  let started = false;

  function chargeSeek(): void {
    if (!current.done) {
      const [key, value] = current.value;
      gas.charge(READ_PER_BYTE * key.length, "ValuePerByte");
      gas.charge(READ_PER_BYTE * value.length, "ValuePerByte");
    }
    gas.charge(ITER_NEXT_FLAT, "IterNextFlat");
  }

  chargeSeek();
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      if (started && !current.done) {
        chargeSeek();
        current = source.next();
      }
      started = true;
      return current;
    },
    return(value) {
      source.return?.();
      current = { done: true, value: undefined };
      started = true;
      return { done: true, value };
    },
  };
}
